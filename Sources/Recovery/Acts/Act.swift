public import Vocabulary

/// Who did something, in words that only the installation can resolve; never a name.
public struct ActorID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The paper that an act rests on: an order, a receipt, minutes.
public struct PaperReference: Sendable, Hashable {
    /// What it is, as somebody would ask for it in the archive.
    public let title: String
    /// Its SHA-256 in hexadecimal where it is kept as a file; nil where it is on paper alone.
    public let digest: String?

    /// A paper.
    public init(_ title: String, digest: String? = nil) {
        self.title = title
        self.digest = digest
    }
}

/// One thing that was done: who, when, why, on what paper; never changed once it stands in a file.
public struct Act<Deed: Sendable & Hashable>: Sendable, Hashable {
    /// The day on which it was done.
    public let day: CalendarDay
    /// Who did it.
    public let person: ActorID
    /// Why.
    public let reason: String
    /// The paper that it rests on.
    public let paper: PaperReference?
    /// What was done.
    public let deed: Deed

    /// An act.
    public init(
        _ day: CalendarDay,
        by person: ActorID,
        because reason: String,
        on paper: PaperReference? = nil,
        _ deed: Deed
    ) {
        self.day = day
        self.person = person
        self.reason = reason
        self.paper = paper
        self.deed = deed
    }
}
