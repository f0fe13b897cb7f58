public import Vocabulary

/// An element of an offence, such as `O01.2`.
public struct ElementID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The offence that it belongs to: what stands before the point.
    public var offence: OffenceID { OffenceID(String(rawValue.prefix { $0 != "." })) }
}

/// A proof that an element can rest on, such as `O01.2a`.
public struct ProofID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A part that an agency plays in a country, such as `cadastre`; a country pack says which agency plays it.
public struct AgencyRoleID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A technology of the technology matrix, such as `T05`.
public struct TechnologyID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A piece of guidance within the catalogue: a step, an innocent explanation, a way of cooperation, an asset.
public struct GuidanceID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An entry on a board of elements.
public struct BoardEntryID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A person who works on a case, by the account that they are known under.
public struct OfficerID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A criterion of the triage card.
public struct CriterionID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}
