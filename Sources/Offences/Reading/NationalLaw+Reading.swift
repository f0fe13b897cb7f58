public import Formats
import Vocabulary

extension NationalLaw {
    /// Reads `provisions.json` of a country pack.
    ///
    /// - Throws: `ContentFaults` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String, catalogue: OffenceCatalogue) throws(ContentFaults) {
        var reader = StrictJSON(file: file)
        let keys = ["kind", "country", "version", "sources", "provisions"]
        let object = reader.object(reader.root(of: bytes), required: keys)
        if let object { reader.header(object, kind: "provisions") }
        let country = reader.country(object?["country"])
        let version = reader.integer(object?["version"], in: 1...9_999)
        sources = reader.legalSources(object?["sources"])
        let known = Set(sources.map(\.id))
        let elements = Set(catalogue.offences.flatMap(\.elements).map(\.id.rawValue))
        provisions = reader.list(object?["provisions"]).compactMap {
            reader.provision($0, sources: known, elements: elements)
        }
        reader.unique(provisions.map(\.id), object?["provisions"])
        try reader.check()
        guard let country, let version else { throw ContentFaults(faults: reader.faults) }
        (self.country, self.version) = (country, version)
    }
}

extension StrictJSON {
    /// A country, two capital letters.
    mutating func country(_ place: Value?) -> String? {
        guard let place, let code = text(place, atMost: 10) else { return nil }
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            fault(place, "expected the two letters of a country, such as PE")
            return nil
        }
        return code
    }

    fileprivate mutating func provision(
        _ value: Value,
        sources: Set<String>,
        elements: Set<String>
    ) -> Provision? {
        guard let object = object(value, required: ["id", "covers", "versions"]), let id = id(object["id"]) else {
            return nil
        }
        let covers = references(object["covers"], among: elements, "an element")
        if covers.isEmpty { fault(value, "a provision fills an element at least") }
        let versions = list(object["versions"]).compactMap { version($0, sources: sources) }
        if versions.isEmpty { fault(value, "a provision has a version at least") }
        if let place = object["versions"] { checkOrder(versions, at: place) }
        return Provision(id: id, covers: Set(covers.map(ElementID.init(rawValue:))), versions: versions)
    }

    private mutating func version(_ value: Value, sources: Set<String>) -> Provision.Version? {
        let keys = ["from", "law", "article", "language", "source"]
        let more = ["until", "text", "penalty", "checked", "note"]
        guard let object = object(value, required: keys, optional: more), let from = day(object["from"]),
            let law = text(object["law"]), let article = text(object["article"], atMost: 200),
            let language = id(object["language"]), let source = id(object["source"])
        else { return nil }
        if let place = object["source"], !sources.contains(source) {
            fault(place, "\(source) is not a source of this file")
        }
        let until = object["until"].flatMap { day($0) }
        if let until, until < from { fault(value, "ends before it begins") }
        return Provision.Version(
            from: from,
            until: until,
            law: law,
            article: article,
            language: language,
            text: object["text"].flatMap { text($0, atMost: 20_000) },
            penalty: object["penalty"].flatMap { penalty($0) },
            source: source,
            check: object["checked"].flatMap { lawCheck($0) },
            note: object["note"].flatMap { localised($0) }
        )
    }

    private mutating func penalty(_ value: Value) -> Penalty? {
        guard let object = object(value, required: [], optional: ["leastMonths", "mostMonths", "beyond"]) else {
            return nil
        }
        let least = integer(object["leastMonths"], in: Penalty.range)
        let most = integer(object["mostMonths"], in: Penalty.range)
        let beyond = word(object["beyond"], Penalty.Beyond.self)
        guard let penalty = Penalty(leastMonths: least, mostMonths: most, beyond: beyond) else {
            fault(value, "the least term is above the longest")
            return nil
        }
        return penalty
    }

    private mutating func lawCheck(_ value: Value) -> Provision.Check? {
        guard let object = object(value, required: ["by", "on"]), let by = text(object["by"], atMost: 200),
            let on = day(object["on"])
        else { return nil }
        return Provision.Check(by: by, on: on)
    }

    /// Versions follow one another; only the last may be without an end.
    private mutating func checkOrder(_ versions: [Provision.Version], at place: Value) {
        for (earlier, later) in zip(versions, versions.dropFirst()) {
            guard let until = earlier.until else {
                fault(place, "the version of \(earlier.from.text) has no end, and another follows it")
                continue
            }
            if later.from <= until {
                fault(place, "the version of \(later.from.text) begins before the one of \(earlier.from.text) ends")
            }
        }
    }
}
