import Formats
import Vocabulary

extension StrictJSON {
    /// One offence.
    mutating func offence(
        _ value: Value,
        _ known: Known,
        names: [OffenceID: Offence]
    ) -> OffenceChecklist? {
        let keys = [
            "id", "basis", "elements", "explanations", "protection", "financial", "cooperation", "assets", "owner",
            "review",
        ]
        guard let object = object(value, required: keys, optional: ["note"]),
            let id = code(object["id"], after: "O", .twoDigits)
        else { return nil }
        guard let name = names[OffenceID(id)] else {
            fault(object["id"] ?? value, "the vocabulary has no offence \(id)")
            return nil
        }
        let basis = list(object["basis"]).compactMap { self.basis($0, known) }
        if basis.isEmpty { fault(value, "names no treaty or standard") }
        let elements = list(object["elements"]).compactMap { element($0, of: id, known) }
        unique(elements.map(\.id.rawValue), object["elements"])
        if let place = object["elements"] { check(elements, at: place) }
        let explanations = guidance(object["explanations"], of: id, "d", known)
        if explanations.isEmpty { fault(value, "names no innocent explanation or defence") }
        let protection = references(object["protection"], among: known.protection, "a step of protection")
        if protection.isEmpty { fault(value, "names no step against harm") }
        let financial = references(object["financial"], among: known.financial, "a financial step")
        if financial.isEmpty { fault(value, "names no financial step") }
        let cooperation = guidance(object["cooperation"], of: id, "c", known)
        let assets = guidance(object["assets"], of: id, "a", known)
        guard let stewardship = stewardship(object, known) else { return nil }
        return OffenceChecklist(
            id: OffenceID(id),
            title: name.title,
            vulnerabilities: name.vulnerabilities,
            basis: basis,
            note: object["note"].flatMap { localised($0) },
            elements: elements,
            explanations: explanations,
            protection: protection.map(GuidanceID.init(rawValue:)),
            financial: financial.map(GuidanceID.init(rawValue:)),
            cooperation: cooperation,
            assets: assets,
            stewardship: stewardship
        )
    }

    private mutating func element(
        _ value: Value,
        of offence: String,
        _ known: Known
    ) -> OffenceChecklist.Element? {
        guard let object = object(value, required: ["id", "kind", "text", "sources", "proofs"]),
            let id = code(object["id"], after: offence, .number),
            let kind = word(object["kind"], OffenceChecklist.Element.Kind.self),
            let text = localised(object["text"])
        else { return nil }
        let proofs = list(object["proofs"]).compactMap { proof($0, of: id, known) }
        if proofs.isEmpty { fault(value, "an element has a proof at least") }
        unique(proofs.map(\.id.rawValue), object["proofs"])
        return OffenceChecklist.Element(
            id: ElementID(id),
            kind: kind,
            text: text,
            proofs: proofs,
            sources: itemSources(object["sources"], known)
        )
    }

    private mutating func proof(_ value: Value, of element: String, _ known: Known) -> OffenceChecklist.Proof? {
        let keys = ["id", "text", "agencies", "technologies"]
        guard let object = object(value, required: keys, optional: ["essential"]),
            let id = code(object["id"], after: element, .letter), let text = localised(object["text"])
        else { return nil }
        let agencies = references(object["agencies"], among: known.agencies, "an agency")
        if agencies.isEmpty { fault(value, "somebody has to be able to get it") }
        let technologies = references(object["technologies"], among: known.technologies, "a technology")
        return OffenceChecklist.Proof(
            id: ProofID(id),
            text: text,
            agencies: agencies.map(AgencyRoleID.init(rawValue:)),
            technologies: technologies.map(TechnologyID.init(rawValue:)),
            isEssential: flag(object["essential"]) ?? false
        )
    }

    private mutating func guidance(
        _ place: Value?,
        of offence: String,
        _ letter: Character,
        _ known: Known
    ) -> [OffenceChecklist.Guidance] {
        var found: [OffenceChecklist.Guidance] = []
        for value in list(place) {
            guard let object = object(value, required: ["id", "text", "sources"]),
                let id = code(object["id"], after: offence, .lettered(letter)), let text = localised(object["text"])
            else { continue }
            let sources = itemSources(object["sources"], known)
            found.append(OffenceChecklist.Guidance(id: GuidanceID(id), text: text, sources: sources))
        }
        unique(found.map(\.id.rawValue), place)
        return found
    }

    /// What every offence needs: something done, and somebody who did it or meant it.
    private mutating func check(_ elements: [OffenceChecklist.Element], at place: Value) {
        let kinds = Set(elements.map(\.kind))
        if !kinds.contains(.conduct) { fault(place, "no element says what was done") }
        if kinds.isDisjoint(with: [.attribution, .mental]) {
            fault(place, "no element says who did it or what they meant")
        }
    }
}
