/// One EPCIS event of any syntax: a flat list of nodes and one array of the bytes of their values.
///
/// The tree has the names and the shape of the JSON binding (EPCIS 2.0 section 10), whichever syntax it was read from:
/// a list has items, a business transaction is an object of `type` and `bizTransaction`, XML's `extension` wrappers are
/// gone. Nothing is lost: numbers keep their text, members and elements their order, attributes their mark, extensions
/// their namespace and the prefix that was written. The nodes stand in document order, a parent before its children;
/// the first is the event itself, whose name is its type.
///
/// Two things differ by syntax. An extension that XML repeats is a row of siblings of one name, where JSON may have a
/// list of that name. And JSON says what is a number, a boolean or null, where XML has only text.
public struct EventTree: Sendable {
    /// What a node is.
    public enum Kind: UInt8, Sendable {
        case object, list, text, number, bool, null
    }

    /// The syntax that an event was read from.
    public enum Syntax: UInt8, Sendable {
        case json, xml
    }

    /// One value of an event: an object, a list, or a single value.
    public struct Node: Sendable {
        /// The name of the member, element or attribute; of a list's item, the name that XML gives it.
        public internal(set) var name: EventName
        /// What the node is, as written.
        public internal(set) var kind: Kind
        /// Whether it is an attribute in XML.
        public internal(set) var isAttribute: Bool
        var valueStart: UInt32
        var valueEnd: UInt32
        var parentIndex: UInt32
        var firstChildIndex: UInt32
        var nextSiblingIndex: UInt32
        var sourceOffset: UInt32

        /// The index of the node that this one stands in; nil for the event.
        public var parent: Int? { parentIndex == .max ? nil : Int(parentIndex) }
        /// The index of the first node in this one; nil if there is none.
        public var firstChild: Int? { firstChildIndex == 0 ? nil : Int(firstChildIndex) }
        /// The index of the next node in the same parent; nil for the last.
        public var nextSibling: Int? { nextSiblingIndex == 0 ? nil : Int(nextSiblingIndex) }
        /// Where it begins in the source, in bytes from the event's first.
        public var offset: Int { Int(sourceOffset) }
    }

    /// The name of an extension, as ranges of ``EventTree/text``.
    public struct ExtensionName: Sendable {
        /// The namespace; empty if the name has none, or none that the document declares.
        public internal(set) var namespace: Range<Int>
        /// The prefix as written; empty if there is none.
        public internal(set) var prefix: Range<Int>
        /// The name behind the prefix.
        public internal(set) var local: Range<Int>
    }

    /// The nodes in document order; empty before the first event was read into the tree.
    public internal(set) var nodes: [Node] = []
    /// The unescaped bytes of all values and names.
    public internal(set) var text: [UInt8] = []
    /// The names that are not of the standard.
    public internal(set) var extensionNames: [ExtensionName] = []
    /// The prefixes that count for the event: those of its document, then its own.
    public internal(set) var scope = NamespaceScope()
    /// The syntax that the event was read from.
    public internal(set) var syntax = Syntax.json

    /// How deep values may nest.
    public static let depthLimit = 64
    /// How many nodes an event may have.
    public static let nodeLimit = 1 << 21
    /// How many different names that are not of the standard an event may have.
    public static let extensionNameLimit = 4096

    /// Makes an empty tree, for a reader to fill.
    public init() {}
}
