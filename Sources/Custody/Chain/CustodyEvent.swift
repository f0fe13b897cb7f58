public import Vocabulary

/// An entry of a custody log.
public struct CustodyEventID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One entry of the custody log of one exhibit; never changed once it is kept.
///
/// Two clocks: when it happened, as who did it says; and when the log had it, as the machine says.
public struct CustodyEvent: Sendable, Hashable {
    /// What it is called.
    public let id: CustodyEventID
    /// The exhibit.
    public let exhibit: ExhibitID
    /// When it happened.
    public let at: UTCInstant
    /// When the log had it.
    public let recorded: UTCInstant
    /// Who did it.
    public let by: CustodianID
    /// What was done.
    public let act: CustodyAct
    /// Why.
    public let purpose: String
    /// Where, in words.
    public let place: String
    /// Who saw it, besides who did it.
    public let witness: CustodianID?

    /// Describes an entry.
    public init(
        _ id: CustodyEventID,
        of exhibit: ExhibitID,
        at: UTCInstant,
        recorded: UTCInstant,
        by: CustodianID,
        _ act: CustodyAct,
        purpose: String = "",
        place: String = "",
        witness: CustodianID? = nil
    ) {
        (self.id, self.exhibit, self.at, self.recorded) = (id, exhibit, at, recorded)
        (self.by, self.act, self.purpose, self.place, self.witness) = (by, act, purpose, place, witness)
    }

    /// The order of what happened; what happened at one moment stands as it was written down.
    static func happensBefore(_ left: Self, _ right: Self) -> Bool {
        (left.at.milliseconds, left.recorded.milliseconds, left.id)
            < (right.at.milliseconds, right.recorded.milliseconds, right.id)
    }
}
