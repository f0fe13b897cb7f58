public import Remedy
public import Store
public import Vocabulary

/// A consultation as somebody sees it.
public struct ConsultationCase: Sendable {
    /// The cover.
    public let cover: RemedyFile
    /// The procedure that it was opened under.
    public let procedure: SetProcedure
    /// What happened.
    public let file: ConsultationFile
    /// Everything between it and consent that may be shown as complete, today.
    public let gaps: [ConsentGap]
    /// Whether consent may be shown as complete.
    public let isComplete: Bool

    init(_ bundle: RemedyBundle, _ procedure: SetProcedure, today: UTCInstant) throws(RemedyFault) {
        cover = bundle.file
        self.procedure = procedure
        let rules = try procedure.consultationRules()
        file = try RemedyOffice.file(rules, bundle.entries)
        let day = procedure.calendar.day(of: today)
        gaps = rules.gaps(in: file.state, on: day)
        isComplete = rules.isComplete(file.state, on: day)
    }

    /// Its number.
    public var id: Int64 { cover.id }
    /// How many comments have no answer yet.
    public var unanswered: Int { file.state.comments.values.count { $0.answered == nil } }
    /// The steps.
    public var steps: [ConsentProtocol.Step] { file.rules.consentProtocol.steps }
}

/// A consultation about to be opened.
public struct ConsultationDraft: Sendable {
    /// What it is about.
    public var title: String
    /// With whom.
    public var people: String
    /// The languages that they understand, ISO 639-3.
    public var languages: Set<String>
    /// The licence that it is about.
    public var licence: String?
    /// The site that it is about.
    public var site: String?
    /// Who may see it.
    public var marking: HandlingMarking

    /// Describes a consultation.
    public init(
        title: String,
        people: String,
        languages: Set<String>,
        licence: String? = nil,
        site: String? = nil,
        marking: HandlingMarking = .green
    ) {
        self.title = title
        self.people = people
        self.languages = languages
        self.licence = licence
        self.site = site
        self.marking = marking
    }
}

extension RemedyOffice {
    /// Opens a consultation.
    public func open(
        _ draft: ConsultationDraft,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        let procedure = try await inForce("fpic")
        let entry = try opening(draft, event, at: moment ?? now, under: procedure, reader)
        var cover = RemedyDraft(kind: .consultation, setting: procedure.number, marking: draft.marking)
        cover.title = draft.title
        cover.licence = draft.licence
        cover.site = draft.site
        let seats: Set<RemedySeat> = [RemedySeat(reader.agency, .chair)]
        let consequences = RemedyConsequences(seats: seats, reminders: [])
        return try await open(cover, with: entry, consequences, isDated: moment != nil, as: .chair, by: reader)
    }

    private func opening(
        _ draft: ConsultationDraft,
        _ event: String,
        at moment: UTCInstant,
        under procedure: SetProcedure,
        _ reader: Reader
    ) throws -> RemedyEntry {
        let fact = ConsultationFact.opened(people: draft.people, languages: draft.languages)
        let (author, rules) = (Self.author(reader, .facilitator), try procedure.consultationRules())
        return try Self.opening(fact, event, at: moment, by: author, under: rules, now: now).entry
    }

    /// The consultations that a reader sees, the newest first; those about a licence alone, where one is named.
    public func consultations(aboutLicence licence: String? = nil, as reader: Reader) async throws -> [ConsultationCase]
    {
        let bundles = try await store.remedyBundles(.consultation, licence: licence, as: reader)
        guard !bundles.isEmpty else { return [] }
        let procedures = try await procedures()
        return try bundles.map { try ConsultationCase($0, Self.procedure(of: $0, procedures), today: now) }
    }

    /// One consultation; nil if there is none that the reader sees.
    public func consultation(_ id: Int64, as reader: Reader) async throws -> ConsultationCase? {
        guard let (bundle, procedure) = try await opened(id, .consultation, as: reader) else { return nil }
        return try ConsultationCase(bundle, procedure, today: now)
    }

    /// Says that something happened in a consultation; what only the people can say is written down as theirs.
    public func say(
        _ fact: ConsultationFact,
        inConsultation id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        try await say(fact.word, in: id, .consultation, as: .chair, by: reader) { bundle, procedure in
            let rules = try procedure.consultationRules()
            let file = try Self.file(rules, bundle.entries)
            let facts = [(fact, fact.isOfThePeople ? Author.Part.person : .facilitator)]
            guard let added = try Self.adding(facts, event, at: moment ?? now, by: reader, to: file, now: now) else {
                return nil
            }
            let chair = bundle.file.owner
            let late = Self.reminders(of: added.file.state, rules, chair)
            let seats: Set<RemedySeat> = [RemedySeat(chair, .chair)]
            return RemedyStep(
                entries: added.entries,
                consequences: RemedyConsequences(seats: seats, reminders: late)
            )
        }
    }

    /// A comment that waits too long for its answer is a reminder for who leads.
    private static func reminders(
        of state: ConsultationState,
        _ rules: ConsultationRules,
        _ chair: AgencyNumber
    ) -> Set<RemedyReminder> {
        let late = state.comments.values.filter { $0.answered == nil }.compactMap { comment -> RemedyReminder? in
            let clock = LimitClock(start: comment.made, limit: rules.consentProtocol.answerLimit)
            guard case .on(let due) = clock.due(in: rules.calendar) else { return nil }
            return RemedyReminder(chair, on: due)
        }
        return Set(late)
    }
}

extension ConsultationFact {
    /// Whether only the people can say it.
    fileprivate var isOfThePeople: Bool {
        switch self {
        case .decided, .pressureSettled, .withdrawn: true
        case .opened, .stepDone, .commented, .answered, .pressureReported, .closed, .reopened: false
        }
    }
}
