public import Formats
import Vocabulary

extension AssistanceGuide {
    /// Reads `Content/offences/mutual-legal-assistance.json`.
    ///
    /// - Throws: `ContentFaults` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String, catalogue: OffenceCatalogue) throws(ContentFaults) {
        var reader = StrictJSON(file: file)
        let keys = ["kind", "version", "status", "sources", "types", "parts", "scope"]
        let object = reader.object(reader.root(of: bytes), required: keys)
        if let object { reader.header(object, kind: "mutual-legal-assistance") }
        let version = reader.integer(object?["version"], in: 1...9_999)
        let status = reader.localised(object?["status"])
        sources = reader.legalSources(object?["sources"])
        let known = StrictJSON.Known(catalogue, sources: sources)
        kinds = reader.list(object?["types"]).compactMap { reader.assistanceKind($0) }
        let kindIDs = Set(kinds.map(\.id))
        parts = reader.list(object?["parts"]).compactMap { reader.assistancePart($0, known, kinds: kindIDs) }
        scope = reader.list(object?["scope"]).compactMap { reader.scopeQuestion($0, known) }
        reader.unique(kinds.map(\.id), object?["types"])
        reader.unique(parts.map(\.id), object?["parts"])
        if let place = object?["scope"], scope.map(\.id) != ScopeTest.allCases {
            let words = ScopeTest.allCases.map(\.rawValue).joined(separator: ", ")
            reader.fault(place, "expected \(words), each once and in this order")
        }
        try reader.check()
        guard let version, let status else { throw ContentFaults(faults: reader.faults) }
        (self.version, self.status) = (version, status)
    }
}

extension StrictJSON {
    fileprivate mutating func assistanceKind(_ value: Value) -> AssistanceGuide.Kind? {
        guard let object = object(value, required: ["id", "label"]), let id = id(object["id"]),
            let label = localised(object["label"])
        else { return nil }
        return AssistanceGuide.Kind(id: id, label: label)
    }

    fileprivate mutating func assistancePart(
        _ value: Value,
        _ known: Known,
        kinds: Set<String>
    ) -> AssistanceGuide.Part? {
        guard let object = object(value, required: ["id", "label", "basis", "neededFor", "owner", "review"]),
            let id = id(object["id"]), let label = localised(object["label"]),
            let basis = basis(object["basis"], known), let stewardship = stewardship(object, known)
        else { return nil }
        let needed = references(object["neededFor"], among: kinds, "a kind of assistance")
        if needed.isEmpty { fault(value, "a part that no kind needs is none") }
        return AssistanceGuide.Part(
            id: id,
            label: label,
            basis: basis,
            neededFor: Set(needed),
            stewardship: stewardship
        )
    }

    fileprivate mutating func scopeQuestion(_ value: Value, _ known: Known) -> AssistanceGuide.ScopeQuestion? {
        guard let object = object(value, required: ["id", "question", "basis", "owner", "review"]),
            let id = word(object["id"], ScopeTest.self), let question = localised(object["question"]),
            let basis = basis(object["basis"], known), let stewardship = stewardship(object, known)
        else { return nil }
        return AssistanceGuide.ScopeQuestion(id: id, question: question, basis: basis, stewardship: stewardship)
    }
}
