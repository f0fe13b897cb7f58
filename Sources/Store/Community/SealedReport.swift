public import Vocabulary

/// Through which door a report comes, which decides who receives it.
public enum ReportDoor: String, Sendable, Hashable, CaseIterable, Codable {
    /// Anything about a mine, its neighbours or its goods.
    case general
    /// Work of children, and harm to them: a narrower door.
    case child
    /// Violence and harassment because of sex or gender: a narrower door.
    case gender
    /// What guards, police or soldiers did: never to a body of theirs.
    case security

    /// Whether an organisation of that kind may stand behind the door.
    ///
    /// Guards are a company's, soldiers may be of a body that is none of the others: who reports them is promised that
    /// they do not read it.
    public func admits(_ kind: Agency.Kind) -> Bool {
        switch self {
        case .general, .child, .gender: true
        case .security: ![.police, .company, .other].contains(kind)
        }
    }
}

/// What became of a report, as its reporter and its recipients see it.
public enum ReportState: String, Sendable, Hashable, CaseIterable, Codable {
    /// It is there, and nobody has opened it.
    case received
    /// Somebody of a recipient has opened it.
    case opened
    /// It is being looked into.
    case underWay = "under_way"
    /// It was handed to another body.
    case referred
    /// It is closed.
    case closed
    /// Its reporter has withdrawn it.
    case withdrawn
    /// It is no report: empty, a trial, or a flood of the same.
    case notReport = "not_report"

    /// Whether nothing more is to be done.
    public var isEnd: Bool { self == .closed || self == .withdrawn || self == .notReport }
}

/// A piece of a report as it is kept: an envelope that cannot be read here.
public struct ReportPart: Sendable, Hashable {
    /// What the envelope is for, in the number of its format.
    public let purpose: UInt8
    /// Its place among those of the same purpose.
    public let sequence: UInt32
    /// All bytes of the envelope.
    public let envelope: [UInt8]
    /// What tells whether the same was sent before: reckoned with the receipt from what is inside; nil for what
    /// organisations write.
    public let mark: [UInt8]?
    /// The day on which it came; nil before it was kept.
    public let cameOn: CalendarDay?
    /// Of an answer: the organisation that wrote it.
    public let agency: AgencyNumber?

    /// Describes a piece.
    public init(
        purpose: UInt8,
        sequence: UInt32,
        envelope: [UInt8],
        mark: [UInt8]? = nil,
        cameOn: CalendarDay? = nil,
        agency: AgencyNumber? = nil
    ) {
        self.purpose = purpose
        self.sequence = sequence
        self.envelope = envelope
        self.mark = mark
        self.cameOn = cameOn
        self.agency = agency
    }
}

/// A report about to be kept: nothing in it says who made it.
public struct SealedReportDraft: Sendable, Hashable {
    /// Its name: 16 bytes by chance.
    public var report: [UInt8]
    /// What its receipt leads to: 32 bytes.
    public var lookup: [UInt8]
    /// The public key to which answers are sealed.
    public var reporterKey: [UInt8]
    /// Through which door it came.
    public var door: ReportDoor
    /// Whether its reporter says that somebody is in danger now.
    public var isUrgent: Bool
    /// The language in which an answer is understood.
    public var language: String
    /// The organisations that can open it.
    public var recipients: [AgencyNumber]
    /// The report and what is attached to it.
    public var parts: [ReportPart]
    /// When it is deleted unless something is done with it.
    public var deleteOn: CalendarDay

    /// Describes a report.
    public init(
        report: [UInt8],
        lookup: [UInt8],
        reporterKey: [UInt8],
        door: ReportDoor,
        isUrgent: Bool,
        language: String,
        recipients: [AgencyNumber],
        parts: [ReportPart],
        deleteOn: CalendarDay
    ) {
        self.report = report
        self.lookup = lookup
        self.reporterKey = reporterKey
        self.door = door
        self.isUrgent = isUrgent
        self.language = language
        self.recipients = recipients
        self.parts = parts
        self.deleteOn = deleteOn
    }
}

/// What stands in the open of a report.
public struct SealedReport: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// Its name.
    public let report: [UInt8]
    /// The public key to which answers are sealed.
    public let reporterKey: [UInt8]
    /// Through which door it came.
    public let door: ReportDoor
    /// Whether somebody is in danger now, as its reporter says.
    public let isUrgent: Bool
    /// The language in which an answer is understood.
    public let language: String
    /// The day on which it came.
    public let arrivedOn: CalendarDay
    /// The day on which it is deleted, unless somebody holds it for longer.
    public let deleteOn: CalendarDay
    /// The last day to which somebody holds it; nil if nobody does, or its reporter has withdrawn it.
    public let heldUntil: CalendarDay?
    /// What became of it.
    public let state: ReportState
    /// The organisations that can open it.
    public let recipients: [AgencyNumber]

    /// The day on which it is deleted: a hold never makes it sooner.
    public var deletion: CalendarDay {
        max(deleteOn, heldUntil.map { CalendarDay(clamping: $0.number + 1) } ?? deleteOn)
    }
}

/// A step in what became of a report.
public struct ReportStep: Sendable, Hashable {
    /// What it came to.
    public let state: ReportState
    /// The organisation that took it; nil for the reporter, and for its coming.
    public let agency: AgencyNumber?
    /// When.
    public let day: CalendarDay
}

/// A key of an organisation to which reports are sealed.
public struct ReportKey: Sendable, Hashable {
    /// Whose it is.
    public let agency: AgencyNumber
    /// The public half, with its suite.
    public let publicKey: [UInt8]
    /// The private half as the organisation's passphrase has sealed it.
    public let sealedKey: [UInt8]
    /// When it was made: UTC, ISO 8601.
    public let madeAt: String
    /// When it was retired; nil while reports are sealed to it.
    public let retiredAt: String?
}
