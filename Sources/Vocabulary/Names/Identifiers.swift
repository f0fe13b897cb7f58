/// A value that names a thing; wrapped, so that one kind of name is never taken for another.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Comparable, Codable, CustomStringConvertible
where RawValue: Comparable & Hashable & Sendable & Codable & LosslessStringConvertible {
    /// Wraps the bare value.
    init(rawValue: RawValue)
}

extension Identifier {
    /// Wraps the bare value.
    public init(_ value: RawValue) {
        self.init(rawValue: value)
    }

    /// The bare value as text.
    public var description: String { rawValue.description }

    /// The order of the bare values.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A red-flag rule.
public struct RuleID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A finding.
public struct FindingID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A mineral of `Content/minerals.yaml`; the word that facts carry.
public struct MineralID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A form in which a mineral is traded, such as `concentrate`; the word that facts carry.
public struct FormID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A stage of the vulnerability matrix, S1 to S5.
public struct StageID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A row V1 to V9, or a concern X1 to X20, of the vulnerability matrix.
public struct VulnerabilityID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// An offence, O01 to O18.
public struct OffenceID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A person or organisation.
public struct PartyID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A mine, depot, refinery, border post or port.
public struct SiteID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// An identified quantity of mineral.
public struct LotID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A licence.
public struct LicenceID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A record, by its row in the store.
public struct RecordID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: Int64

    /// Wraps the bare value.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// A receipt, by its row in the store.
public struct ReceiptID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: Int64

    /// Wraps the bare value.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// An agency, by its row in the store.
public struct AgencyID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: Int64

    /// Wraps the bare value.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}
