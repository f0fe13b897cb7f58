public import Formats
import Vocabulary

/// Events as canonical JSON (RFC 8785), so that the same event has the same bytes everywhere.
extension Event where Fact: CodedFact {
    /// The event as bytes.
    public var bytes: [UInt8] { (try? JSONCanonical.bytes(of: json)) ?? [] }

    private var json: JSONNode {
        var members = [
            JSONNode.Member("id", .string(id.rawValue)), JSONNode.Member("at", .string(at.text)),
            JSONNode.Member("rank", .integer(rank)), JSONNode.Member("author", author.json),
        ]
        switch content {
        case .fact(let fact): members.append(JSONNode.Member("fact", fact.json))
        case .correction(let target, let right, let reason, let moment):
            var parts = [
                JSONNode.Member("of", .string(target.rawValue)), JSONNode.Member("because", .string(reason)),
            ]
            if let right { parts.append(JSONNode.Member("fact", right.json)) }
            if let moment { parts.append(JSONNode.Member("at", .string(moment.text))) }
            members.append(JSONNode.Member("correction", .object(parts)))
        }
        return .object(members)
    }

    /// Reads an event.
    ///
    /// - Throws: ``FileFaults`` with everything that is not as it is written here.
    public init(reading bytes: [UInt8]) throws(FileFaults) {
        var reader = StrictJSON(file: "event")
        let root = reader.root(of: bytes)
        guard let root else { throw FileFaults(faults: reader.faults) }
        var fields = FactFields(root, reader)
        let id = fields.said("id")
        let at = fields.moment(fields.take("at"))
        let rank = fields.number("rank")
        let author = fields.inside("author") { $0.author() }
        var content: Content?
        if let place = fields.takeIfThere("correction") {
            content = fields.inside(place) { parts in
                let target = EventID(parts.said("of"))
                let reason = parts.said("because")
                let moment = parts.takeIfThere("at").flatMap { parts.moment($0) }
                let right = parts.takeIfThere("fact").flatMap { parts.fact($0, Fact.self) }
                return .correction(of: target, right, because: reason, at: moment)
            }
        } else if let place = fields.take("fact") {
            content = fields.fact(place, Fact.self).map { .fact($0) }
        }
        fields.close()
        try fields.reader.check()
        guard let at, let author, let content else { throw FileFaults(faults: fields.reader.faults) }
        self.init(EventID(id), at: at, rank: rank, by: author, content: content)
    }
}

extension CodedFact {
    var json: JSONNode {
        .object([JSONNode.Member("word", .string(word))] + fields.map { JSONNode.Member($0.name, $0.value) })
    }
}

extension Author {
    var json: JSONNode {
        var members = [JSONNode.Member("id", .string(id))]
        func add(_ part: String, _ of: String? = nil) {
            members.append(JSONNode.Member("part", .string(part)))
            if let of { members.append(JSONNode.Member("of", .string(of))) }
        }
        switch part {
        case .person: add("person")
        case .representative: add("representative")
        case .organisation(let id): add("organisation", id.rawValue)
        case .facilitator: add("facilitator")
        case .seat(let id): add("seat", id.rawValue)
        }
        return .object(members)
    }
}

extension FactFields {
    mutating func author() -> Author { Author(said("id"), part()) }

    /// Who speaks: the words of ``Author/Part`` with whose they are.
    mutating func part() -> Author.Part {
        let place = take("part")
        switch place?.json.string {
        case "person": return .person
        case "representative": return .representative
        case "organisation": return .organisation(OrganisationID(said("of")))
        case "facilitator": return .facilitator
        case "seat": return .seat(SeatID(said("of")))
        default:
            if let place { reader.fault(place, "expected who speaks") }
            return .person
        }
    }

    mutating func moment(_ value: StrictJSON.Value?) -> UTCInstant? {
        guard let value else { return nil }
        guard let text = value.json.string, let moment = try? UTCInstant(text), moment.text == text else {
            reader.fault(value, "expected a moment such as 2026-03-09T12:00:00.000Z")
            return nil
        }
        return moment
    }

    mutating func fact<Fact: CodedFact>(_ value: StrictJSON.Value, _ type: Fact.Type) -> Fact? {
        inside(value) { fields in
            let place = fields.take("word")
            let faults = fields.reader.faults.count
            guard let word = place?.json.string, let fact = Fact(word: word, reading: &fields) else {
                // A word whose values could not be read has named its own fault.
                if let place, fields.reader.faults.count == faults {
                    fields.reader.fault(place, "there is no such word")
                }
                return nil
            }
            return fact
        }
    }
}
