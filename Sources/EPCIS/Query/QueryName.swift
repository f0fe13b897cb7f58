/// The name of an extension's field in a query: `prefix:name`, or `namespace#name` as EPCIS 1.x wrote it.
public struct QueryName: Sendable, Hashable {
    /// What the prefix stands for, without a `/` or `#` at its end; nil if the query does not tell.
    public let namespace: String?
    /// The prefix as written; empty if there is none.
    public let prefix: String
    /// The name behind it.
    public let local: String

    let namespaceBytes: [UInt8]?
    let prefixBytes: [UInt8]
    let localBytes: [UInt8]

    /// Reads a name; nil unless it has a prefix or a namespace and a local part.
    public init?(_ text: String, namespaces: QueryNamespaces = QueryNamespaces()) {
        if let hash = text.lastIndex(of: "#") {
            (prefix, local) = ("", String(text[text.index(after: hash)...]))
            namespace = String(text[..<hash])
        } else if let colon = text.firstIndex(of: ":") {
            let (head, rest) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
            if rest.utf8.starts(with: "//".utf8) || head == "urn",
                let cut = rest.lastIndex(where: { $0 == "/" || $0 == ":" })
            {
                // The URI of the field itself, as JSON-LD expands its name.
                (prefix, local) = ("", String(rest[rest.index(after: cut)...]))
                namespace = head + ":" + rest[..<cut]
            } else {
                (prefix, local) = (head, rest)
                namespace = namespaces[head]
            }
        } else {
            return nil
        }
        guard !local.isEmpty, namespace != nil || !prefix.isEmpty else { return nil }
        localBytes = Array(local.utf8)
        prefixBytes = Array(prefix.utf8)
        namespaceBytes = namespace.map { Array(Self.stem(Array($0.utf8).span)) }
    }

    /// A namespace without what JSON-LD needs at its end and XML does not.
    private static func stem(_ namespace: Span<UInt8>) -> [UInt8] {
        namespace.copied(0..<stemLength(namespace))
    }

    private static func stemLength(_ namespace: Span<UInt8>) -> Int {
        var end = namespace.count
        while end > 0, namespace[end - 1] == UInt8(ascii: "/") || namespace[end - 1] == UInt8(ascii: "#") { end -= 1 }
        return end
    }

    /// Whether a node of an event has the name: by the namespace where the query declares it, else by the prefix.
    func matches(_ name: EventName, of event: EventTree) -> Bool {
        guard let index = name.extensionIndex, index < event.extensionNames.count else { return false }
        let found = event.extensionNames[index]
        let text = event.text.span
        guard text.extracting(found.local).equals(localBytes.span) else { return false }
        guard let namespaceBytes else { return text.extracting(found.prefix).equals(prefixBytes.span) }
        let namespace = text.extracting(found.namespace)
        return namespace.extracting(0..<Self.stemLength(namespace)).equals(namespaceBytes.span)
    }
}
