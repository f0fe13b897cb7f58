public import Formats
import Vocabulary

extension ImpactGuide {
    /// Reads `Content/procedures/impact.json`.
    ///
    /// - Throws: ``FileFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(FileFaults) {
        var reader = StrictJSON(file: file)
        let object = reader.object(
            reader.root(of: bytes),
            required: [
                "kind", "id", "version", "label", "sources", "answerLimit", "stages", "rights", "questionSets",
                "units", "methods", "quantities", "uses", "limits",
            ]
        )
        if let object { reader.header(object, kind: "impact") }
        let id = reader.id(object?["id"])
        let version = reader.integer(object?["version"], in: 1...9_999)
        let label = reader.localised(object?["label"])
        let answerLimit = reader.limit(object?["answerLimit"])
        let sources = reader.sources(object?["sources"])
        let known = Dictionary(sources.map { ($0.id, $0.isChecked) }) { first, _ in first }
        self.sources = sources
        stages = reader.named(object?["stages"], all: ImpactStage.allCases.map(\.rawValue))
        uses = reader.named(object?["uses"], all: Use.allCases.map(\.rawValue))
        rights = reader.named(object?["rights"])
        methods = reader.named(object?["methods"])
        units = reader.units(object?["units"])
        questionSets = reader.questionSets(object?["questionSets"], rights: Set(rights.map(\.id)), sources: known)
        quantities = reader.quantities(object?["quantities"], methods: Set(methods.map(\.id)))
        limits = reader.impactLimits(object?["limits"], sources: known)
        reader.check(limits, against: quantities, units, at: object?["limits"])
        for quantity in quantities where !units.contains(where: { $0.dimension == quantity.dimension }) {
            if let place = object?["quantities"] { reader.fault(place, "\(quantity.id) has no unit in the file") }
        }
        try reader.check()
        guard let id, let version, let label, let answerLimit else { throw FileFaults(faults: reader.faults) }
        (self.id, self.version, self.label, self.answerLimit) = (id, version, label, answerLimit)
    }
}

extension StrictJSON {
    /// Things with an id and a name; those of an enumeration all, in its order.
    fileprivate mutating func named(_ place: Value?, all: [String]? = nil) -> [ImpactGuide.Named] {
        let named = list(place).compactMap { value -> ImpactGuide.Named? in
            guard let object = object(value, required: ["id", "label"]), let id = id(object["id"]),
                let label = localised(object["label"])
            else { return nil }
            return ImpactGuide.Named(id: id, label: label)
        }
        unique(named.map(\.id), place)
        if let place, let all, named.map(\.id) != all {
            fault(place, "expected these, in this order: \(all.joined(separator: ", "))")
        }
        return named
    }

    fileprivate mutating func questionSets(
        _ place: Value?,
        rights: Set<String>,
        sources: [String: Bool]
    ) -> [ImpactGuide.QuestionSet] {
        let sets = list(place).compactMap { value -> ImpactGuide.QuestionSet? in
            guard
                let object = object(value, required: ["id", "label", "right", "asked", "questions", "sources"]),
                let id = id(object["id"]), let label = localised(object["label"]),
                let right = self.id(object["right"]),
                let asked = word(object["asked"], ImpactGuide.QuestionSet.Asked.self)
            else { return nil }
            if !rights.contains(right) { fault(value, "the right \(right) is not in the file") }
            let questions = list(object["questions"]).compactMap { question($0) }
            if questions.isEmpty { fault(value, "a set has questions") }
            unique(questions.map(\.id), object["questions"])
            let named = ids(object["sources"])
            if named.isEmpty { fault(value, "names no source") }
            for name in named where sources[name] == nil { fault(value, "the source \(name) is not in the file") }
            return ImpactGuide.QuestionSet(
                id: id,
                label: label,
                right: right,
                asked: asked,
                questions: questions,
                sources: named
            )
        }
        unique(sets.map(\.id), place)
        return sets
    }

    private mutating func question(_ value: Value) -> ImpactGuide.Question? {
        guard let object = object(value, required: ["id", "text", "answer"], optional: ["choices"]),
            let id = id(object["id"]), let text = localised(object["text"]),
            let kind = word(object["answer"], ImpactGuide.Question.Kind.self)
        else { return nil }
        let choices = named(object["choices"])
        if (kind == .choice) != (choices.count > 1) {
            fault(value, "a choice, and nothing else, has two choices or more")
        }
        return ImpactGuide.Question(id: id, text: text, kind: kind, choices: choices)
    }
}
