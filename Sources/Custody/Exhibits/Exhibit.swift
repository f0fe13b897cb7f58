public import Vocabulary

/// An exhibit of a case: one bag, one stone, one file.
public struct ExhibitID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Who can hold an exhibit: a person of an agency, a store room, a courier, a laboratory.
public struct CustodianID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The number on a seal.
public struct SealNumber: Identifier {
    /// The number as it is printed.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What an exhibit is, as it was described when it was collected.
public struct Exhibit: Sendable, Hashable {
    /// What the chain has to look after.
    public enum Nature: Sendable, Hashable {
        /// A thing; its mass in milligrams where it was weighed when it was collected.
        case physical(milligrams: Int?)
        /// A file; the SHA-256 of its bytes as they arrived.
        case digital(sha256: [UInt8])
    }

    /// What it is called.
    public let id: ExhibitID
    /// What the chain has to look after.
    public let nature: Nature
    /// The exhibit that it was taken from; nil for one that was collected by itself.
    public let parent: ExhibitID?

    /// Describes an exhibit.
    public init(_ id: ExhibitID, _ nature: Nature, parent: ExhibitID? = nil) {
        (self.id, self.nature, self.parent) = (id, nature, parent)
    }
}
