/// A parameter of the simple event query (EPCIS 2.0 section 8.2.7.1), by its name.
public struct QueryParameter: Sendable, Hashable {
    /// What the values of a parameter are.
    public enum Values: Sendable, Hashable {
        case time
        case number
        case count
        case texts
        case eventTypes
        case actions
        case orderDirection
        /// A number, a time or texts: parameters of extensions.
        case open
        /// Any value; only the name counts.
        case exists
    }

    /// The name as written.
    public let name: String
    /// What its values are.
    public let values: Values

    /// The parameter of that name; nil if the standard has none.
    public init?(_ name: String) {
        guard let values = QueryGrammar(name)?.values else { return nil }
        self.name = name
        self.values = values
    }

    /// Whether a text is a value that the parameter takes.
    public func takes(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        switch values {
        case .time: return EventClock.microseconds(bytes.span) != nil
        case .number: return ValueCheck.isNumber(bytes.span)
        case .count: return Int(value).map { $0 > 0 } ?? false
        case .eventTypes: return EventOutline.Kind(rawValue: value) != nil || ValueCheck.isURI(bytes.span)
        case .actions: return ["ADD", "OBSERVE", "DELETE"].contains(value)
        case .orderDirection: return value == "ASC" || value == "DESC"
        case .texts, .open, .exists: return true
        }
    }
}
