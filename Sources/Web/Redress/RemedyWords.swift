internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// What the pages of complaints, commitments and consultations say in the visitor's language.
struct RemedyWords: Sendable {
    let words: Words
    /// What agencies are called.
    let names: [AgencyNumber: String]
    /// What kinds of complaint and ways outside are called, where it is about a complaint.
    var table: CategoryTable?
    /// Under which group of the catalogue acts stand that have another meaning in a dialogue.
    var acts = "remedy.act"

    /// The words of groups, meetings and mediations.
    static func ofDialogue(_ visit: Visit) async throws -> RemedyWords {
        var say = try await of(visit)
        say.acts = "dialogue.act"
        return say
    }

    /// The words of a visit, with the names of the agencies.
    static func of(_ visit: Visit) async throws -> RemedyWords {
        let agencies = try await visit.services.store.agencies()
        let names = agencies.namesByNumber
        return RemedyWords(words: visit.words, names: names)
    }

    var language: Language { words.language }

    func name(_ agency: AgencyNumber?) -> String {
        agency.flatMap { names[$0] } ?? words("remedy.nobody")
    }

    func name(_ organisation: OrganisationID?) -> String {
        guard let organisation else { return words("remedy.nobody") }
        if let agency = organisation.agency { return name(agency) }
        return organisation.party ?? organisation.name ?? organisation.rawValue
    }

    /// Who said something.
    func name(_ author: Author) -> String {
        switch author.part {
        case .person where author.id == ComplainantDesk.author: words("remedy.by.person_self")
        case .person: words("remedy.by.person")
        case .representative: words("remedy.by.representative")
        case .facilitator: words("remedy.by.facilitator")
        case .organisation(let id): name(id)
        case .seat(let id): id.rawValue
        }
    }

    func day(_ day: CalendarDay?) -> String { day.map { words.date($0.text) } ?? "" }

    /// When something is due, and by how much it is late.
    func due(_ due: LimitClock.Due?, overdue: Int) -> String {
        switch due {
        case nil: words("remedy.no_limit")
        case .stopped(let remaining): words.plural("remedy.stopped", remaining)
        case .on(let day):
            overdue > 0 ? self.day(day) + " · " + words.plural("remedy.overdue", overdue) : self.day(day)
        }
    }

    /// What somebody did, or may do.
    func act(_ word: String) -> String {
        words.token(words.has("\(acts).\(word)") ? acts : "remedy.act", word)
    }

    /// Why something was refused, and what is allowed instead and to whom.
    func refusal(_ refusal: Refusal) -> [String] {
        var sentences = [words("remedy.refusal." + refusal.reason.rawValue)]
        // The ids of events say nothing to anybody.
        let isAboutEvents = [.idUsedTwice, .wouldUndo, .correctsNothing, .correctsAnother].contains(refusal.reason)
        let detail = isAboutEvents ? [] : refusal.detail.filter { !$0.isEmpty }.map(plain)
        if !detail.isEmpty { sentences[0] += " (\(detail.joined(separator: ", ")))" }
        if !refusal.allowed.isEmpty {
            let acts = refusal.allowed.map { "\(act($0.act)) (\(words.token("remedy.by", $0.by)))" }
            sentences.append(words("remedy.allowed", ["acts": acts.joined(separator: "; ")]))
        }
        return sentences
    }

    /// What a refusal is about, as people call it.
    private func plain(_ detail: String) -> String {
        if words.has("\(acts).\(detail)") || words.has("remedy.act.\(detail)") { return act(detail) }
        if let category = table?[CategoryID(detail)] { return category.label[language] }
        if let route = table?.routes.first(where: { $0.id.rawValue == detail }) { return route.label[language] }
        let organisation = OrganisationID(detail)
        return organisation.agency == nil ? words.date(detail) : name(organisation)
    }

    func fault(_ fault: RemedyFault) -> String {
        switch fault {
        case .notSetUp(let procedure):
            words(fault.messageKey, ["procedure": words("remedy.procedure." + procedure)])
        case .publishedRecently(let until), .reportedRecently(let until):
            words(fault.messageKey, ["day": words.date(until)])
        default: words(fault.messageKey)
        }
    }

    /// What is said of an error that a form came to; errors that are not about the form go on.
    func sentences(_ error: any Error) throws -> [String] {
        switch error {
        case let refusal as Refusal: return self.refusal(refusal)
        case RemedyFault.noSuchFile: throw SiteError(.notFound)
        case let fault as RemedyFault: return [self.fault(fault)]
        default: throw error
        }
    }

    /// What a measure comes to.
    func value(_ value: Measure.Value) -> String {
        switch value {
        case .share(let part, let whole):
            words("remedy.value.share", ["part": words.integer(part), "whole": words.integer(whole)])
        case .median(let median, let count):
            words("remedy.value.median", ["days": median.description, "count": words.integer(count)])
        case .days(let days): words.plural("remedy.value.days", days)
        case .notKnown: words("remedy.value.unknown")
        case .suppressed(let below): words("remedy.value.few", ["number": words.integer(below)])
        }
    }

    /// The languages that people speak here, by their own names.
    var spoken: [(value: String, text: String)] {
        Self.languages.map { ($0, words("remedy.language." + $0)) }
    }

    static let languages = [
        "eng", "fra", "por", "spa", "swa", "lin", "lua", "vmw", "wmw", "kde", "seh", "nyu", "tso", "quz", "quy", "aym",
        "und",
    ]
}

extension RemedyWords {
    /// The options of an enumeration whose words stand under a group of the catalogue.
    func options<Choice: CaseIterable & RawRepresentable<String>>(
        _ group: String,
        _ type: Choice.Type
    ) -> [(value: String, text: String)] {
        type.allCases.map { ($0.rawValue, words("\(group).\($0.rawValue)")) }
    }
}
