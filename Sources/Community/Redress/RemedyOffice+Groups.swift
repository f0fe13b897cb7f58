public import Remedy
public import Store
public import Vocabulary

/// A group of a dialogue as somebody sees it.
public struct GroupCase: Sendable {
    /// The cover.
    public let cover: RemedyFile
    /// The procedure by whose calendar it works.
    public let procedure: SetProcedure
    /// Who sits in it; nil for those who do not lead the dialogue: they see how many, and not who.
    public let file: GroupFile?
    /// How the seats held today compare with the charter; nil before there is one.
    public let balance: Balance?
    /// The state, for what is worked out from it; shown to nobody who does not lead.
    let state: GroupState

    init(_ bundle: RemedyBundle, _ procedure: SetProcedure, today: UTCInstant) throws(RemedyFault) {
        cover = bundle.file
        self.procedure = procedure
        let file = try RemedyOffice.file(GroupRules(), bundle.entries)
        state = file.state
        balance = file.state.balance(on: procedure.calendar.day(of: today))
        self.file = bundle.file.parts.isEmpty ? nil : file
    }

    /// Its number.
    public var id: Int64 { cover.id }
    /// What it agreed about its own composition.
    public var charter: Charter? { state.charter }

    /// The seats that are held on a day, alternates behind those for whom they stand in.
    public func seats(on day: CalendarDay) -> [Seat] {
        (file?.state.seats ?? []).filter { $0.isHeld(on: day) }
            .sorted { ($0.group, $0.alternateOf ?? $0.id, $0.id) < ($1.group, $1.alternateOf ?? $1.id, $1.id) }
    }
}

/// A group about to be founded.
public struct GroupDraft: Sendable {
    /// What it is called.
    public var name: String
    /// The site that it is about.
    public var site: String?
    /// What it agreed about its own composition.
    public var charter: Charter
    /// Whether everybody may see how it is balanced, and what it decides.
    public var isPublic: Bool

    /// Describes a group.
    public init(name: String, site: String? = nil, charter: Charter, isPublic: Bool) {
        self.name = name
        self.site = site
        self.charter = charter
        self.isPublic = isPublic
    }
}

extension RemedyOffice {
    /// How long before the end of a term whoever leads is reminded to have the seat filled, days.
    private static let daysBeforeTermEnds = 30

    /// Founds a group with its charter.
    public func found(
        _ draft: GroupDraft,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        guard draft.name.contains(where: { !$0.isWhitespace }) else { throw RemedyFault.nothingSaid }
        let procedure = try await inForce("commitment")
        let (entry, file) = try Self.opening(
            .chartered(draft.charter),
            event,
            at: moment ?? now,
            by: Self.author(reader, .facilitator),
            under: GroupRules(),
            now: now
        )
        var cover = RemedyDraft(kind: .group, setting: procedure.number, marking: draft.isPublic ? .clear : .amber)
        cover.title = draft.name
        cover.site = draft.site
        return try await open(
            cover,
            with: entry,
            Self.consequences(of: file, chair: reader.agency),
            isDated: moment != nil,
            as: .chair,
            by: reader
        )
    }

    /// The groups that a reader sees, the newest first.
    public func groups(as reader: Reader) async throws -> [GroupCase] {
        let bundles = try await store.remedyBundles(.group, as: reader)
        guard !bundles.isEmpty else { return [] }
        let procedures = try await procedures()
        return try bundles.map { try GroupCase($0, Self.procedure(of: $0, procedures), today: now) }
    }

    /// One group; nil if there is none that the reader sees.
    public func group(_ id: Int64, as reader: Reader) async throws -> GroupCase? {
        guard let (bundle, procedure) = try await opened(id, .group, as: reader) else { return nil }
        return try GroupCase(bundle, procedure, today: now)
    }

    /// Says that something happened to a group: a new charter, a seat taken or left.
    public func say(
        _ fact: GroupFact,
        inGroup id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        try await say(fact.word, in: id, .group, as: .chair, by: reader) { bundle, _ in
            let file = try Self.file(GroupRules(), bundle.entries)
            let facts = [(fact, Author.Part.facilitator)]
            guard let added = try Self.adding(facts, event, at: moment ?? now, by: reader, to: file, now: now) else {
                return nil
            }
            let consequences = Self.consequences(of: added.file, chair: bundle.file.owner)
            return RemedyStep(entries: added.entries, consequences: consequences)
        }
    }

    private static func consequences(of file: GroupFile, chair: AgencyNumber) -> RemedyConsequences {
        let ends = file.state.seats.filter { $0.alternateOf == nil }.compactMap(\.until)
        let days = Set(ends.map { CalendarDay(clamping: $0.number - daysBeforeTermEnds) })
        return RemedyConsequences(
            seats: [RemedySeat(chair, .chair)],
            reminders: Set(days.map { RemedyReminder(chair, on: $0) })
        )
    }
}
