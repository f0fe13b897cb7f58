public import Formats
public import Vocabulary

extension OffenceCatalogue {
    /// Reads `Content/offences/offences.json`.
    ///
    /// Names and vulnerabilities come from the vocabulary, so that they stand once. An offence that only one of the two
    /// knows is a fault, and so is an item without a source, an owner or a day of review.
    ///
    /// - Throws: `ContentFaults` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String, vocabulary: [Offence]) throws(ContentFaults) {
        var reader = StrictJSON(file: file)
        let keys = [
            "kind", "version", "status", "owners", "sources", "agencies", "technologies", "steps", "convergence",
            "offences",
        ]
        let object = reader.object(reader.root(of: bytes), required: keys)
        if let object { reader.header(object, kind: "offences") }
        let version = reader.integer(object?["version"], in: 1...9_999)
        let status = reader.localised(object?["status"])
        owners = reader.list(object?["owners"]).compactMap { reader.contentOwner($0) }
        sources = reader.legalSources(object?["sources"])
        var known = StrictJSON.Known()
        known.owners = Set(owners.map(\.id))
        known.sources = Set(sources.map(\.id))
        known.offences = Set(vocabulary.map(\.id.rawValue))
        agencies = reader.list(object?["agencies"]).compactMap { reader.agencyRole($0) }
        known.agencies = Set(agencies.map(\.id.rawValue))
        technologies = reader.list(object?["technologies"]).compactMap { reader.technology($0) }
        known.technologies = Set(technologies.map(\.id.rawValue))
        steps = reader.list(object?["steps"]).compactMap { reader.step($0, known) }
        known.financial = Set(steps.filter { $0.kind == .financial }.map(\.id.rawValue))
        known.protection = Set(steps.filter { $0.kind == .protection }.map(\.id.rawValue))
        convergence = reader.list(object?["convergence"]).compactMap { reader.link($0, known) }
        let names = Dictionary(vocabulary.map { ($0.id, $0) }) { first, _ in first }
        offences = reader.list(object?["offences"]).compactMap { reader.offence($0, known, names: names) }
        reader.unique(owners.map(\.id), object?["owners"])
        reader.unique(agencies.map(\.id.rawValue), object?["agencies"])
        reader.unique(technologies.map(\.id.rawValue), object?["technologies"])
        reader.unique(steps.map(\.id.rawValue), object?["steps"])
        reader.unique(convergence.map { "\($0.from) to \($0.to)" }, object?["convergence"])
        reader.unique(offences.map(\.id.rawValue), object?["offences"])
        // An offence that could not be read would be named here a second time, as one that is missing.
        if let place = object?["offences"], reader.faults.isEmpty {
            let found = Set(offences.map(\.id))
            for offence in vocabulary where !found.contains(offence.id) {
                reader.fault(place, "the offence \(offence.id) of the vocabulary has no elements")
            }
        }
        try reader.check()
        guard let version, let status else { throw ContentFaults(faults: reader.faults) }
        (self.version, self.status) = (version, status)
    }
}

extension StrictJSON {
    fileprivate mutating func contentOwner(_ value: Value) -> ContentOwner? {
        guard let object = object(value, required: ["id", "label"]), let id = id(object["id"]),
            let label = localised(object["label"])
        else { return nil }
        return ContentOwner(id: id, label: label)
    }

    fileprivate mutating func agencyRole(_ value: Value) -> OffenceCatalogue.AgencyRole? {
        guard let object = object(value, required: ["id", "pack", "label"]), let id = id(object["id"]),
            let kind = word(object["pack"], OffenceCatalogue.AgencyRole.PackKind.self),
            let label = localised(object["label"])
        else { return nil }
        return OffenceCatalogue.AgencyRole(id: AgencyRoleID(id), packKind: kind, label: label)
    }

    fileprivate mutating func technology(_ value: Value) -> OffenceCatalogue.Technology? {
        guard let object = object(value, required: ["id", "value", "name"]),
            let id = code(object["id"], after: "T", .twoDigits),
            let worth = word(object["value"], EvidenceWeight.self), let name = localised(object["name"])
        else { return nil }
        return OffenceCatalogue.Technology(id: TechnologyID(id), name: name, value: worth)
    }

    fileprivate mutating func step(_ value: Value, _ known: Known) -> OffenceCatalogue.GuidanceStep? {
        let keys = ["id", "kind", "text", "sources", "owner", "review"]
        guard let object = object(value, required: keys, optional: ["hours"]), let id = id(object["id"]),
            let kind = word(object["kind"], OffenceCatalogue.GuidanceStep.Kind.self),
            let text = localised(object["text"]), let stewardship = stewardship(object, known)
        else { return nil }
        return OffenceCatalogue.GuidanceStep(
            id: GuidanceID(id),
            kind: kind,
            text: text,
            hours: integer(object["hours"], in: 1...8_760),
            sources: itemSources(object["sources"], known),
            stewardship: stewardship
        )
    }

    fileprivate mutating func link(_ value: Value, _ known: Known) -> OffenceCatalogue.ConvergenceLink? {
        let keys = ["from", "to", "reason", "sources", "owner", "review"]
        guard let object = object(value, required: keys), let from = code(object["from"], after: "O", .twoDigits),
            let to = code(object["to"], after: "O", .twoDigits), let reason = localised(object["reason"]),
            let stewardship = stewardship(object, known)
        else { return nil }
        for id in [from, to] where !known.offences.contains(id) {
            fault(value, "the vocabulary has no offence \(id)")
        }
        if from == to { fault(value, "an offence does not suggest itself") }
        return OffenceCatalogue.ConvergenceLink(
            from: OffenceID(from),
            to: OffenceID(to),
            reason: reason,
            sources: itemSources(object["sources"], known),
            stewardship: stewardship
        )
    }
}
