public import Remedy
public import Store
public import Vocabulary

extension RemedyOffice {
    /// How long after a meeting whoever leads it is reminded of minutes that do not stand, days.
    private static let daysForMinutes = 14
    /// How long before a meeting whoever leads it is reminded of it, days.
    private static let daysBeforeMeeting = 3

    /// Calls a meeting of a group.
    ///
    /// - Throws: `Refusal` for a group without a charter; ``RemedyFault/noSuchFile`` for who does not lead the group.
    public func call(
        _ draft: MeetingDraft,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        guard let group = try await group(draft.group, as: reader) else { throw RemedyFault.noSuchFile }
        guard group.cover.parts.contains(.chair) else { throw RemedyFault.noPart }
        let procedure = try await inForce("commitment")
        guard let charter = group.charter else { throw Refusal(.notBegun) }
        let rules = MeetingRules(charter: charter, seats: group.state.seats, calendar: procedure.calendar)
        let (entry, file) = try Self.opening(
            .called(agenda: draft.agenda),
            event,
            at: moment ?? now,
            by: Self.author(reader, .facilitator),
            under: rules,
            now: now
        )
        var cover = RemedyDraft(kind: .meeting, setting: procedure.number, marking: group.cover.marking)
        cover.title = draft.title
        cover.site = group.cover.site
        cover.parent = group.id
        let id = try await open(
            cover,
            with: entry,
            Self.consequences(of: file, chair: reader.agency),
            isDated: moment != nil,
            as: .chair,
            by: reader
        )
        let scheduled = MeetingFact.scheduled(draft.day, place: draft.place)
        try await say([(scheduled, .facilitator)], inMeeting: id, event: "\(event)-day", at: moment, by: reader)
        return id
    }

    /// The meetings of a group, or all that a reader sees, the latest first.
    public func meetings(of group: Int64? = nil, as reader: Reader) async throws -> [MeetingCase] {
        let bundles = try await store.remedyBundles(.meeting, parent: group, as: reader)
        guard !bundles.isEmpty else { return [] }
        let procedures = try await procedures()
        let groups = Dictionary(uniqueKeysWithValues: try await groups(as: reader).map { ($0.id, $0) })
        return try Self.meetingCases(bundles, procedures, groups)
    }

    private static func meetingCases(
        _ bundles: [RemedyBundle],
        _ procedures: [Int64: SetProcedure],
        _ groups: [Int64: GroupCase]
    ) throws -> [MeetingCase] {
        try bundles.compactMap { bundle in
            guard let group = bundle.file.parent.flatMap({ groups[$0] }) else { return nil }
            return try MeetingCase(bundle, procedure(of: bundle, procedures), in: group)
        }
        .sorted { ($1.day, $1.id) < ($0.day, $0.id) }
    }

    /// One meeting; nil if there is none that the reader sees.
    public func meeting(_ id: Int64, as reader: Reader) async throws -> MeetingCase? {
        guard let (bundle, procedure) = try await opened(id, .meeting, as: reader), let parent = bundle.file.parent,
            let group = try await group(parent, as: reader)
        else { return nil }
        return try MeetingCase(bundle, procedure, in: group)
    }

    /// Says what happened in a meeting: all of it, or where one thing is refused none of it.
    ///
    /// - Parameter facts: What is said, and in what part: that of who leads, or of a seat whose word is written down.
    public func say(
        _ facts: [(fact: MeetingFact, part: Author.Part)],
        inMeeting id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        guard let group = try await group(ofMeeting: id, as: reader) else { throw RemedyFault.noSuchFile }
        try await say(facts.first?.fact.word ?? "", in: id, .meeting, as: .chair, by: reader) { bundle, procedure in
            let file = try MeetingCase.file(bundle, procedure, in: group)
            return try self.step(facts, event, at: moment ?? now, by: reader, bundle, file)
        }
    }

    /// Takes the minutes of the agenda down: what is decided is proposed, agreed and decided in the same breath.
    public func take(
        _ minutes: [ItemMinutes],
        ofMeeting id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        guard let group = try await group(ofMeeting: id, as: reader) else { throw RemedyFault.noSuchFile }
        guard !minutes.isEmpty else { throw RemedyFault.nothingSaid }
        try await say("conclude", in: id, .meeting, as: .chair, by: reader) { bundle, procedure in
            let file = try MeetingCase.file(bundle, procedure, in: group)
            // A form that comes twice makes the facts that it made first, whatever stands by now.
            guard !file.history.all.contains(where: { $0.id.rawValue == event }) else { return nil }
            let facts = minutes.flatMap { $0.facts(in: file.state) }
            return try self.step(facts, event, at: moment ?? now, by: reader, bundle, file)
        }
    }

    private func step(
        _ facts: [(fact: MeetingFact, part: Author.Part)],
        _ event: String,
        at moment: UTCInstant,
        by reader: Reader,
        _ bundle: RemedyBundle,
        _ file: MeetingFile
    ) throws -> RemedyStep? {
        guard let added = try Self.adding(facts, event, at: moment, by: reader, to: file, now: now) else { return nil }
        let consequences = Self.consequences(of: added.file, chair: bundle.file.owner)
        return RemedyStep(entries: added.entries, consequences: consequences)
    }

    private func group(ofMeeting id: Int64, as reader: Reader) async throws -> GroupCase? {
        guard let parent = try await store.remedyFile(id, as: reader)?.parent else { return nil }
        return try await group(parent, as: reader)
    }

    /// Writes a commitment down that was made in a meeting, and that it was.
    public func make(
        _ draft: CommitmentDraft,
        inMeeting id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        guard let meeting = try await meeting(id, as: reader) else { throw RemedyFault.noSuchFile }
        guard meeting.cover.parts.contains(.chair) else { throw RemedyFault.noPart }
        guard !meeting.isApproved else { throw Refusal(.ended) }
        var draft = draft
        draft.parent = id
        draft.site = meeting.cover.site
        let commitment = try await make(draft, event: event, at: moment, by: reader)
        let fact = MeetingFact.committed(CaseID(commitment))
        try await say([(fact, .facilitator)], inMeeting: id, event: "\(event)-made", at: moment, by: reader)
        return commitment
    }

    private static func consequences(of file: MeetingFile, chair: AgencyNumber) -> RemedyConsequences {
        var reminders: Set<RemedyReminder> = []
        if let day = file.state.day, !file.state.isApproved {
            reminders = Set(
                [-daysBeforeMeeting, 0, daysForMinutes].map {
                    RemedyReminder(chair, on: CalendarDay(clamping: day.number + $0))
                }
            )
        }
        return RemedyConsequences(seats: [RemedySeat(chair, .chair)], reminders: reminders)
    }
}
