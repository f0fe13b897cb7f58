public import Vocabulary

/// An act in a case; made by who does it, so that one that is sent twice is one.
public struct ActID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A note, task, request, decision or other thing within a case.
public struct ItemID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An agency that has a part in a case, by its number in the installation.
public struct MemberID: Identifier {
    /// The number.
    public let rawValue: Int

    /// Wraps the number.
    public init(rawValue: Int) { self.rawValue = rawValue }
}

/// Something that stands outside of the case: a finding, a record, a party, an exhibit.
public struct CaseReference: Sendable, Hashable, Codable, Comparable {
    /// What kind of thing it is: the word that search and findings have for it.
    public let kind: String
    /// Its identifier.
    public let id: String

    /// Refers to a thing.
    public init(_ kind: String, _ id: String) { (self.kind, self.id) = (kind, id) }

    /// By kind, then by identifier.
    public static func < (left: Self, right: Self) -> Bool { (left.kind, left.id) < (right.kind, right.id) }
}
