/// An element of an XML document with its content in order, its namespace and the line that it stands on.
///
/// ``XMLElement`` joins the text of an element and forgets where its children stood in it; here a sentence with an
/// element in its middle stays a sentence. The same markup is refused.
public struct XMLNode: Sendable, Hashable {
    /// The name as written, with its prefix, if any.
    public let name: String
    /// The namespace; empty if there is none (Namespaces in XML 1.0 section 6).
    public let namespace: String
    /// The line of the start tag, from 1.
    public let line: Int
    /// The attributes in document order, without the declarations of namespaces.
    public let attributes: [Attribute]
    /// The prefixes that the start tag declares, the empty one for the default namespace.
    public let declarations: [Declaration]
    /// Text and elements in order; adjoining pieces of text are one.
    public internal(set) var content: [Content] = []

    /// One attribute.
    public struct Attribute: Sendable, Hashable {
        /// The name as written.
        public let name: String
        /// The namespace; empty for a name without prefix.
        public let namespace: String
        /// The value with references resolved.
        public let value: String

        /// The name without its prefix.
        public var localName: String { XMLNode.localName(of: name) }
    }

    /// One declaration of a namespace.
    public struct Declaration: Sendable, Hashable {
        /// The prefix; empty for the default namespace.
        public let prefix: String
        /// The namespace that it stands for.
        public let namespace: String
    }

    /// What stands in an element.
    public enum Content: Sendable, Hashable {
        case text(String)
        case element(XMLNode)
    }

    /// The name without its prefix.
    public var localName: String { Self.localName(of: name) }

    /// The elements in it, in order.
    public var children: [XMLNode] {
        content.compactMap { if case .element(let child) = $0 { child } else { nil } }
    }

    /// The character data directly in it, joined.
    public var text: String {
        content.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
    }

    /// The first child of that local name.
    public func child(_ localName: String) -> XMLNode? {
        children.first { $0.localName == localName }
    }

    /// The value of the attribute of that local name and namespace; the empty one means a name without prefix.
    public func attribute(_ localName: String, in namespace: String = "") -> String? {
        attributes.first { $0.namespace == namespace && $0.localName == localName }?.value
    }

    static func localName(of name: String) -> String {
        guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }

    static func prefix(of name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return "" }
        return String(name[..<colon])
    }
}
