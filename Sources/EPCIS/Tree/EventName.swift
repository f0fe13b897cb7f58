/// The name of a node: a term of the standard, or the index of an extension's name in its tree.
public struct EventName: Sendable, Hashable {
    /// Below 32,768 a term's number, from there on an extension's index.
    public let rawValue: UInt16

    static let firstExtension: UInt16 = 0x8000

    /// The name of a term.
    public init(_ term: EventTerm) {
        rawValue = term.rawValue
    }

    init(extension index: Int) {
        rawValue = Self.firstExtension | UInt16(truncatingIfNeeded: index)
    }

    /// The term; nil for an extension.
    public var term: EventTerm? { EventTerm(rawValue: rawValue) }

    /// The index of the name among the tree's extension names; nil for a term.
    public var extensionIndex: Int? {
        rawValue >= Self.firstExtension ? Int(rawValue & ~Self.firstExtension) : nil
    }

    /// Whether the name is that of the term.
    @inline(__always)
    public static func == (name: EventName, term: EventTerm) -> Bool { name.rawValue == term.rawValue }
}
