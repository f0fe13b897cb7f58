/// A value that an extension's field is compared with; what type it is only its text tells.
public struct QueryOperand: Sendable, Hashable {
    /// The value as written.
    public let text: String
    let bytes: [UInt8]
    /// The value as a number, unless it was written as a string.
    let number: QueryNumber?
    /// The value as a time, in microseconds since 1970.
    let time: Int?

    /// Makes an operand.
    ///
    /// - Parameter isString: Whether it was written as a JSON string, which is equal to no number.
    public init(_ text: String, isString: Bool = false) {
        self.text = text
        bytes = Array(text.utf8)
        time = QueryClock.microseconds(text)
        number = isString ? nil : QueryNumber(text)
    }

    /// Whether it can be ordered: a number or a time.
    var isOrdered: Bool { time != nil || QueryNumber(bytes.span) != nil }

    /// Whether a comparison holds between a node's value and this one.
    func holds(_ comparison: QueryComparison, _ node: Int, of event: EventTree) -> Bool {
        guard let content = event.content(of: node) else { return false }
        let value = event.text.span.extracting(event.valueRange(of: content))
        if comparison == .equal {
            if value.equals(bytes.span) { return true }
            if let time { return EventClock.microseconds(value) == time }
            // A JSON string is no number; XML has nothing but text.
            guard event.nodes[content].kind == .number || event.syntax == .xml, let number else { return false }
            return QueryNumber(value) == number
        }
        if let time { return EventClock.microseconds(value).map { comparison.holds($0, time) } ?? false }
        guard let wanted = number ?? QueryNumber(bytes.span), let found = QueryNumber(value) else { return false }
        return comparison.holds(found, wanted)
    }
}

/// Reads the times in queries.
enum QueryClock {
    /// Microseconds since 1970; nil unless the text is a date and time with an offset from UTC.
    ///
    /// A `+` that was sent unescaped in a URL and came as a space counts as one.
    static func microseconds(_ text: String) -> Int? {
        var bytes = Array(text.utf8)
        if bytes.count > 6, bytes[bytes.count - 6] == UInt8(ascii: " ") { bytes[bytes.count - 6] = UInt8(ascii: "+") }
        return EventClock.microseconds(bytes.span)
    }
}
