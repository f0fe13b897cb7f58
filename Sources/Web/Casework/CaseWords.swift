internal import Casework
internal import Docket
internal import GRDB
internal import Offences
internal import Store
internal import Vocabulary

/// What the pages of cases say in the visitor's language.
struct CaseWords: Sendable {
    let visit: Visit
    /// What agencies are called.
    let names: [AgencyNumber: String]
    /// What the people of the visitor's own agency are called, by the number under which cases keep them.
    let people: [String: String]
    /// What things are called, as far as the visitor sees them.
    var titles: [CaseReference: String] = [:]

    /// The words of a visit, with the titles of things that are spoken of.
    static func of(_ visit: Visit, naming things: Set<CaseReference> = []) async throws -> CaseWords {
        let store = visit.services.store
        let names = try await store.agencies().namesByNumber
        let colleagues = try await store.people(as: visit.reader).filter { $0.about.agency == visit.reader.agency }
        let people = Dictionary(colleagues.map { ("person-\($0.number.rawValue)", $0.about.name) }) { first, _ in first
        }
        return CaseWords(visit: visit, names: names, people: people, titles: try await titles(of: things, visit))
    }

    /// What the visitor's own views call these things; those that the visitor does not see keep their identifier.
    private static func titles(of things: Set<CaseReference>, _ visit: Visit) async throws -> [CaseReference: String] {
        try await visit.services.store.read(as: visit.reader) { db in
            var titles: [CaseReference: String] = [:]
            for thing in things {
                if thing.kind == "finding" {
                    let name = Subject.nameSQL(kind: "subject_kind", id: "subject_id")
                    let sql = "SELECT rule_id, \(name) FROM finding WHERE id = ?"
                    guard let row = try Row.fetchOne(db, sql: sql, arguments: [thing.id]) else { continue }
                    let rule = visit.services.title(ofRule: row[0], in: visit.language) ?? row[0]
                    titles[thing] = "\(rule): \(row[1] as String)"
                } else if let subject = Subject(rawValue: thing.kind), [.site, .party, .licence].contains(subject) {
                    let sql = "SELECT \(subject.nameColumn) FROM \(subject.rawValue) WHERE id = ?"
                    titles[thing] = try String.fetchOne(db, sql: sql, arguments: [thing.id])
                }
            }
            return titles
        }
    }

    var words: Words { visit.words }
    var language: Language { visit.language }

    func name(_ member: MemberID?) -> String {
        member.flatMap { names[AgencyNumber($0)] } ?? words("case.nobody")
    }

    /// Who did something: a colleague by name, somebody of another agency by the agency and a number.
    func name(_ origin: CaseOrigin) -> String { name(origin.by, of: origin.agency) }

    func name(_ person: String, of agency: MemberID) -> String {
        if let name = people[person] { return name }
        let number = person.split(separator: "-").last.map(String.init) ?? person
        return words("case.person", ["agency": name(agency), "number": number])
    }

    /// Who and when, and whether partners see it.
    func origin(_ origin: CaseOrigin) -> String {
        let own = origin.isOwn ? " · " + words("case.own_agency_only") : ""
        return "\(name(origin)) · \(words.time(origin.at.text))\(own)"
    }

    /// A reader as cases keep them.
    static func number(of reader: Reader) -> String { CaseOffice.person(reader) }

    func deed(_ deed: CaseDeed) -> String { words("case.deed.\(deed.word)") }

    /// The kind of a thing in a word.
    func kind(_ kind: String) -> String {
        EvidenceReference.Kind(rawValue: kind).map { words($0.messageKey) } ?? words.token("kind", kind)
    }

    /// A thing with its page, where it has one.
    func write(_ thing: CaseReference, to h: inout HTML) {
        h.text(kind(thing.kind) + " ")
        let title = titles[thing] ?? thing.id
        switch thing.kind {
        case "grievance":
            h(.a, .href(visit.path("/grievances/\(URLCoding.encode(thing.id))"))) { $0(.bdi, text: title) }
        case let kind where Subject(rawValue: kind).map(visit.services.isOn) ?? false:
            guard let subject = Subject(rawValue: kind) else { return }
            h(.a, .href(visit.path(to: subject, thing.id))) { $0(.bdi, text: title) }
        default: h(.bdi, text: thing.id)
        }
    }

    /// When something is due, and by how much it is late.
    func due(_ day: String?, overdue: Int) -> String {
        guard let day else { return words("case.no_day") }
        return overdue > 0 ? "\(words.date(day)) · \(words.plural("case.overdue", overdue))" : words.date(day)
    }

    /// The agencies that have a part in a case, as options.
    func members(of one: WorkCase, besides: MemberID? = nil) -> [(value: String, text: String)] {
        one.state.members.filter { $0 != besides }.sorted { $0.rawValue < $1.rawValue }
            .map { ("\($0.rawValue)", name($0)) }
    }

    /// What is said of an error that a form came to; errors that are not about the form go on.
    func sentences(_ error: any Error) throws -> [String] {
        guard let fault = error as? CaseFault else { throw error }
        switch fault {
        case .noSuchCase: throw SiteError(.notFound)
        case .refused(let refusal):
            // The ids of items say nothing to anybody.
            let detail = refusal.reason == .notADay ? " (\(refusal.detail.joined(separator: ", ")))" : ""
            return [words(fault.messageKey) + detail]
        case .notTriaged(let refusal):
            let criteria = refusal.criteria.compactMap { visit.services.cases.shelf.triage[$0]?.question[language] }
            return [words(fault.messageKey, ["criteria": criteria.joined(separator: "; ")])]
        case .noSuchThing(let thing):
            return [words(fault.messageKey, ["kind": kind(thing.kind), "id": thing.id])]
        case .unknownWord, .notText, .busy, .broken: return [words(fault.messageKey)]
        }
    }
}
