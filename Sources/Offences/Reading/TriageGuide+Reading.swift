public import Formats
import Vocabulary

extension TriageGuide {
    /// Reads `Content/offences/triage.json`.
    ///
    /// - Throws: `ContentFaults` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String, catalogue: OffenceCatalogue) throws(ContentFaults) {
        var reader = StrictJSON(file: file)
        let keys = ["kind", "version", "status", "sources", "outcomes", "principles", "criteria"]
        let object = reader.object(reader.root(of: bytes), required: keys)
        if let object { reader.header(object, kind: "triage") }
        let version = reader.integer(object?["version"], in: 1...9_999)
        let status = reader.localised(object?["status"])
        sources = reader.legalSources(object?["sources"])
        let known = StrictJSON.Known(catalogue, sources: sources)
        outcomes = reader.list(object?["outcomes"]).compactMap { reader.outcome($0) }
        principles = reader.list(object?["principles"]).compactMap { reader.principle($0, known) }
        criteria = reader.list(object?["criteria"]).compactMap { reader.criterion($0, known) }
        reader.unique(principles.map(\.id), object?["principles"])
        reader.unique(criteria.map(\.id.rawValue), object?["criteria"])
        if let place = object?["outcomes"], outcomes.map(\.id) != TriageOutcome.allCases {
            let words = TriageOutcome.allCases.map(\.rawValue).joined(separator: ", ")
            reader.fault(place, "expected \(words), each once and in this order")
        }
        for outcome in TriageOutcome.allCases {
            guard let place = object?["criteria"],
                !criteria.contains(where: { $0.yes.contains(outcome) || $0.no.contains(outcome) })
            else { continue }
            reader.fault(place, "no criterion speaks for \(outcome.rawValue)")
        }
        try reader.check()
        guard let version, let status else { throw ContentFaults(faults: reader.faults) }
        (self.version, self.status) = (version, status)
    }
}

extension StrictJSON.Known {
    /// What a file beside the catalogue may refer to.
    init(_ catalogue: OffenceCatalogue, sources: [LegalSource]) {
        owners = Set(catalogue.owners.map(\.id))
        self.sources = Set(sources.map(\.id))
        agencies = Set(catalogue.agencies.map(\.id.rawValue))
        offences = Set(catalogue.offences.map(\.id.rawValue))
    }
}

extension StrictJSON {
    fileprivate mutating func outcome(_ value: Value) -> TriageGuide.Outcome? {
        guard let object = object(value, required: ["id", "label"]),
            let id = word(object["id"], TriageOutcome.self), let label = localised(object["label"])
        else { return nil }
        return TriageGuide.Outcome(id: id, label: label)
    }

    fileprivate mutating func principle(_ value: Value, _ known: Known) -> TriageGuide.Principle? {
        guard let object = object(value, required: ["id", "text", "sources", "owner", "review"]),
            let id = id(object["id"]), let text = localised(object["text"]),
            let stewardship = stewardship(object, known)
        else { return nil }
        let sources = itemSources(object["sources"], known)
        return TriageGuide.Principle(id: id, text: text, sources: sources, stewardship: stewardship)
    }

    fileprivate mutating func criterion(_ value: Value, _ known: Known) -> TriageGuide.Criterion? {
        let keys = ["id", "question", "why", "yes", "no", "agencies", "offences", "sources", "owner", "review"]
        guard let object = object(value, required: keys, optional: ["first"]), let id = id(object["id"]),
            let question = localised(object["question"]), let why = localised(object["why"]),
            let stewardship = stewardship(object, known)
        else { return nil }
        let yes = words(object["yes"], TriageOutcome.self)
        let no = words(object["no"], TriageOutcome.self)
        if yes.isEmpty && no.isEmpty { fault(value, "a criterion that speaks for nothing is none") }
        let agencies = references(object["agencies"], among: known.agencies, "an agency")
        if agencies.isEmpty { fault(value, "somebody has to be able to tell") }
        return TriageGuide.Criterion(
            id: CriterionID(id),
            question: question,
            why: why,
            yes: yes,
            no: no,
            first: object["first"].flatMap { localised($0) },
            agencies: agencies.map(AgencyRoleID.init(rawValue:)),
            offences: references(object["offences"], among: known.offences, "an offence").map { OffenceID($0) },
            sources: itemSources(object["sources"], known),
            stewardship: stewardship
        )
    }
}
