public import Vocabulary

/// An event of a file: what makes it the same when it arrives twice.
///
/// Two events that share one stand for nothing, whichever came first, because nobody can say which is meant. Whoever
/// takes events from outside makes ids that no stranger can choose: from the device and the content, for instance.
public struct EventID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A file: a grievance, a commitment, a mediation, a consultation.
public struct CaseID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An organisation: a body that deals with complaints, a company, a ministry, a unit of either.
public struct OrganisationID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A part that a body plays in a procedure, such as `appeals-panel`; an installation says which organisation plays it.
public struct BodyID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A step of a procedure.
public struct StepID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A kind of complaint.
public struct CategoryID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A way to a remedy outside the procedure, such as a court.
public struct RouteID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A seat in a group.
public struct SeatID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}
