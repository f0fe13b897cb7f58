import GRDB

/// One thing that somebody is told: that something happened to a thing, never what the thing says.
public struct Notice: Sendable, Hashable {
    /// What can happen.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// A finding of at least the person's severity is new.
        case newFinding = "new_finding"
        /// A finding was given to the person.
        case assigned
        /// Records of the person's agency were set aside.
        case quarantine
        /// A file of the person's agency has been read.
        case importDone = "import_done"
        /// Somebody asks for a seal to be opened; a second person is needed.
        case sealToOpen = "seal_to_open"
        /// Somebody read sensitive data of the person's agency.
        case sensitiveRead = "sensitive_read"
        /// A complaint or a promise waits for something of the person's agency.
        case remedyDue = "remedy_due"
        /// What was handed over waits for an answer, or its last day for one is past.
        case handover
        /// Somebody asks to open the organisation's key together, or that is over; or the person holds a share of it.
        case keyOpening = "key_opening"
        /// A report is held, and that ends soon.
        case reportHold = "report_hold"
    }

    /// When somebody is told.
    public enum Timing: String, Sendable, Hashable, CaseIterable {
        /// At once, in the bell.
        case now
        /// In the bell, and in a digest a day.
        case daily
        /// In the bell, and in a digest a week.
        case weekly
        /// Not at all.
        case never
    }

    /// Its number.
    public let number: Int64
    /// What happened.
    public let event: Event
    /// The kind of thing it happened to.
    public let kind: String
    /// The thing.
    public let subject: String
    /// When.
    public let at: String
    /// Whether the person has seen it.
    public let isRead: Bool

    init?(row: Row) {
        guard let event = Event(rawValue: row["event"]) else { return nil }
        number = row["id"]
        self.event = event
        kind = row["subject_kind"]
        subject = row["subject_id"]
        at = row["at"]
        isRead = row["read_at"] as String? != nil
    }
}

/// What a person wants to be told, and when.
public struct NoticeChoices: Sendable, Hashable {
    /// When, by event; what is not named is told at once.
    public var timing: [Notice.Event: Notice.Timing]
    /// The lowest severity of new findings that the person is told of.
    public var severity: Int

    /// Describes choices.
    public init(timing: [Notice.Event: Notice.Timing] = [:], severity: Int = 4) {
        self.timing = timing
        self.severity = severity
    }

    /// When the person is told of an event.
    public func timing(of event: Notice.Event) -> Notice.Timing { timing[event] ?? .now }
}
