/// MDC.01: whether a mine site is certified.
public enum CertificationStatus: Int, Sendable, Hashable, CaseIterable {
    /// Not inspected, or the green status lapsed.
    case blue = 0
    /// Certified.
    case green = 1
    /// Flagged.
    case yellow = 2
    /// Not certified.
    case red = 3

    /// The word that facts use.
    public var word: String {
        switch self {
        case .blue: "blue"
        case .green: "green"
        case .yellow: "yellow"
        case .red: "red"
        }
    }

    /// How many years the status lasts at most; nil where the standard sets no end.
    public var years: Int? {
        switch self {
        case .blue: 3
        case .green: 1
        case .yellow, .red: nil
        }
    }
}

/// MDC.02: whether a mine site is worked.
public enum ActivityStatus: Int, Sendable, Hashable, CaseIterable {
    case abandoned = 0
    case active = 1
    case inactive = 2
}

/// MDC.04: the kind of a licence.
public enum LicenceType: String, Sendable, Hashable, CaseIterable {
    case claim
    case explorationPermit = "exploration_permit"
    case miningLicence = "mining_license"
    case artisanalPermit = "artisanal_permit"
    case unlicensed
    case other

    /// Whether the licence always has a number and an owner (MD.02, special rules).
    var needsOwner: Bool { self == .claim || self == .explorationPermit || self == .miningLicence }
}

/// MDC.05: the part that an actor plays in the chain of custody.
public enum CustodyRole: Int, Sendable, Hashable, CaseIterable {
    case miner = 1
    case trader = 2
    case shipper = 3
    case processor = 4
    case warehouse = 5
    case importer = 6
    case exporter = 7
    case government = 8
}

/// MDC.06: what made a lot.
public enum OriginatingOperation: Int, Sendable, Hashable, CaseIterable {
    case production = 1
    case purchase = 2
    case combination = 3
    case processing = 4
    case transportation = 5
    case storage = 6
    case importing = 7
    case exporting = 8
}

/// MDC.07: the unit of a weight, a code of UN/ECE Recommendation 20.
public enum WeightUnit: String, Sendable, Hashable, CaseIterable {
    case tonne = "TNE"
    case kilogram = "KGM"

    /// Grams in one unit.
    public var grams: Int { self == .tonne ? 1_000_000 : 1_000 }
}

/// MDC.03: the four designated minerals with their Harmonized System and IMA codes.
public enum DesignatedMineral: String, Sendable, Hashable, CaseIterable {
    case gold = "7108.12.00"
    case cassiterite = "2609.00.00"
    case wolframite = "2611.00.00"
    case coltan = "2615.90.00"

    /// The mineral with that code of either list; nil for another mineral.
    public init?(code: String) {
        switch code {
        case "7108.12.00", "IMA1960-A": self = .gold
        case "2609.00.00", "IMA1960-001": self = .cassiterite
        case "2611.00.00", "IMA2000-014": self = .wolframite
        case "2615.90.00", "IMA1979-A": self = .coltan
        default: return nil
        }
    }

    /// The word that facts use for what is priced in the mineral (`Content/minerals.yaml`).
    public var factWord: String {
        switch self {
        case .gold: "gold"
        case .cassiterite: "tin"
        case .wolframite: "tungsten"
        case .coltan: "tantalum"
        }
    }

    /// The designated mineral of a fact's word; nil where the standard designates none.
    public init?(factWord: String) {
        guard let found = Self.allCases.first(where: { $0.factWord == factWord }) else { return nil }
        self = found
    }
}

/// The twelve member states of the conference.
public enum MemberState {
    /// Their ISO 3166-1 codes, in the order of the standard.
    public static let codes = ["AO", "BI", "CD", "CF", "CG", "KE", "RW", "SS", "SD", "TZ", "UG", "ZM"]
}
