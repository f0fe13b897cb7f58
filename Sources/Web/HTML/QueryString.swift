/// The named values of a query or of a form, in order; what a list keeps when a reader sorts, pages or exports.
package struct QueryString: Sendable, Equatable {
    private(set) var items: [Item] = []

    struct Item: Sendable, Equatable {
        var name: String
        var value: String
    }

    /// No values.
    package init() {}

    /// Reads `a=1&b=2`; a pair that cannot be decoded is left out, and so is everything after as many pairs as the
    /// limit says.
    package init(parsing text: String, limit: Int = 200) {
        for pair in text.split(separator: "&", omittingEmptySubsequences: true).prefix(limit) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap({ URLCoding.decode($0) }) else { continue }
            guard let value = parts.count > 1 ? URLCoding.decode(parts[1]) : "" else { continue }
            items.append(Item(name: name, value: value))
        }
    }

    /// The first value of that name that is not empty, without surrounding spaces.
    package subscript(name: String) -> String? {
        guard let item = items.first(where: { $0.name == name && !$0.value.isEmpty }) else { return nil }
        let trimmed = item.value.trimmingSpaces
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The same with one name set, or removed where the value is nil.
    func setting(_ name: String, to value: String?) -> QueryString {
        var copy = self
        copy.items.removeAll { $0.name == name }
        if let value { copy.items.append(Item(name: name, value: value)) }
        return copy
    }

    /// Adds a value, beside others of its name.
    mutating func append(_ name: String, _ value: String) { items.append(Item(name: name, value: value)) }

    /// `?a=1&b=2`, or nothing if there are no values.
    package var encoded: String {
        let pairs = items.filter { !$0.value.isEmpty }.map {
            "\(URLCoding.encode($0.name))=\(URLCoding.encode($0.value))"
        }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }
}

extension StringProtocol {
    /// Without spaces, tabs and line ends at either end.
    var trimmingSpaces: String {
        // Most have none: no character has to be made of what begins and ends with a visible one of ASCII.
        let whole = String(self)
        if let first = whole.utf8.first, let last = whole.utf8.last, (0x21...0x7E).contains(first),
            (0x21...0x7E).contains(last)
        {
            return whole
        }
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
