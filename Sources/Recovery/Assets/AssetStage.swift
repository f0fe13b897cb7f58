/// Where an asset stands between tracing and the last payment.
public enum AssetStage: String, Sendable, Hashable, CaseIterable {
    case identified
    case restraintRequested = "restraint-requested"
    case frozen = "frozen-or-seized"
    case managed
    case confiscationRequested = "confiscation-requested"
    case confiscated
    case realised
    case distributed
    case closed
    case released

    /// The most that a country's file may allow after this stage: it may forbid more, never allow more.
    ///
    /// No way leads to money being shared but through a confiscation, and none out of an end.
    public var mostNext: [AssetStage] {
        switch self {
        case .identified: [.restraintRequested]
        case .restraintRequested: [.frozen, .released]
        case .frozen: [.managed, .confiscationRequested, .released]
        case .managed: [.confiscationRequested, .released]
        case .confiscationRequested: [.confiscated, .released]
        case .confiscated: [.realised]
        case .realised: [.distributed]
        case .distributed: [.closed]
        case .closed, .released: []
        }
    }

    /// The least that a step into this stage has to tell; a country's file may ask for more.
    public var leastNeeds: Set<Particular> {
        switch self {
        case .identified: []
        case .restraintRequested: [.authority, .legalBasis]
        case .frozen: [.court, .orderNumber, .orderDay, .expiry, .inventory]
        case .managed: [.manager, .place]
        case .confiscationRequested: [.court, .route]
        case .confiscated: [.court, .orderNumber, .orderDay, .finalDay, .appealEnd]
        case .realised: [.method]
        case .distributed: [.plan]
        case .closed: [.auditReference, .publicSummary]
        case .released: [.authority, .orderNumber, .orderDay]
        }
    }

    /// Whether an order keeps the asset in place in this stage, so that its end matters.
    public var hangsOnOrder: Bool { self == .frozen || self == .managed || self == .confiscationRequested }

    /// The place in the way from tracing to the end.
    var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Whether a court or another state takes the step, which is recorded whatever was left undone in the store.
    var isTakenByCourt: Bool {
        switch self {
        case .restraintRequested, .frozen, .confiscationRequested, .confiscated, .released: true
        case .identified, .managed, .realised, .distributed, .closed: false
        }
    }

    /// Whether nothing more can happen to the asset itself.
    public var isEnd: Bool { self == .closed || self == .released }
}

/// Something that a step has to tell.
public enum Particular: String, Sendable, Hashable, CaseIterable {
    case authority, court, expiry, insurance, inventory, manager, method, place, plan, route, urgency
    case appealEnd = "appeal-end"
    case auditReference = "audit-reference"
    case finalDay = "final-day"
    case hearingDay = "hearing-day"
    case legalBasis = "legal-basis"
    case orderDay = "order-day"
    case orderNumber = "order-number"
    case publicSummary = "public-summary"
    case requestNumber = "request-number"
    case reviewDay = "review-day"
    case sealNumber = "seal-number"

    /// Whether it is a day; else it is words.
    public var isDay: Bool {
        switch self {
        case .appealEnd, .expiry, .finalDay, .hearingDay, .orderDay, .reviewDay: true
        default: false
        }
    }
}
