/// How a value is written in a sentence.
public enum ValueFormat: Sendable, Hashable {
    /// As it is.
    case text
    /// Ids separated by spaces, written with commas.
    case list
    /// A number.
    case number
    /// A fraction, written as a percentage.
    case percent
    /// Parts per million, written as a percentage.
    case ppm
    /// Grams, written in g, kg or t.
    case mass
    /// Metres, written in m or km.
    case distance
    /// An ISO 8601 date or time, written as a day, month or year.
    case date
    /// An ISO 3166-1 code, written as a name.
    case country
    /// A mineral, written with its name.
    case mineral
    /// Minor units of the currency in another column.
    case money(String)
    /// A number with its noun: `plural(lot;lots)`.
    case plural(one: String, many: String)
    /// Code words with what to write for them: `words(none=no licence;reserve=a reserve)`.
    case words([String: String])

    /// Reads a format as a template writes it.
    public init?(_ source: String) {
        switch source {
        case "text": self = .text
        case "list": self = .list
        case "number": self = .number
        case "percent": self = .percent
        case "ppm": self = .ppm
        case "mass": self = .mass
        case "distance": self = .distance
        case "date": self = .date
        case "country": self = .country
        case "mineral": self = .mineral
        default:
            guard source.hasSuffix(")"), let open = source.firstIndex(of: "(") else { return nil }
            let inside = String(source[source.index(after: open)...].dropLast())
            let items = inside.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            switch source[..<open] {
            case "money" where !inside.isEmpty: self = .money(inside)
            case "plural" where items.count == 2: self = .plural(one: items[0], many: items[1])
            case "words":
                var words: [String: String] = [:]
                for item in items {
                    let pair = item.split(separator: "=", maxSplits: 1).map(String.init)
                    guard pair.count == 2 else { return nil }
                    words[pair[0]] = pair[1]
                }
                self = .words(words)
            default: return nil
            }
        }
    }
}
