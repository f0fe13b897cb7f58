/// What the prefixes in a query stand for: the `@context` of a JSON query, the `GS1-Extensions` header of a request.
public struct QueryNamespaces: Sendable, Hashable {
    private var byPrefix: [String: String]

    /// Takes the namespaces of prefixes.
    public init(_ byPrefix: [String: String] = [:]) {
        self.byPrefix = byPrefix
    }

    /// Reads the header `GS1-Extensions`: `prefix=namespace`, several behind commas.
    public init(header: String) {
        byPrefix = [:]
        for part in header.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1).map { $0.trimmingSpaces }
            if sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty { byPrefix[sides[0]] = sides[1] }
        }
    }

    /// Declares a prefix.
    public mutating func declare(_ prefix: String, _ namespace: String) {
        byPrefix[prefix] = namespace
    }

    /// The namespace of a prefix; nil if it is not declared.
    public subscript(prefix: String) -> String? { byPrefix[prefix] }

    /// A text with its prefix resolved, if it has one that is declared.
    func expand(_ text: String) -> String {
        guard let colon = text.firstIndex(of: ":"), let namespace = byPrefix[String(text[..<colon])] else {
            return text
        }
        return namespace + text[text.index(after: colon)...]
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var rest = self
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return String(rest)
    }
}

extension EventTree {
    /// A value with its prefix resolved by the event's own namespaces; nil if it has none that is declared.
    func expanded(_ range: Range<Int>) -> [UInt8]? {
        let value = text.span.extracting(range)
        var colon = 0
        while colon < value.count, value[colon] != UInt8(ascii: ":") { colon += 1 }
        guard colon < value.count, let namespace = scope.namespace(of: value.extracting(0..<colon)) else { return nil }
        return namespace + value.copied(colon + 1..<value.count)
    }
}
