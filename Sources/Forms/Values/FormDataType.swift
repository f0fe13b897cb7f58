/// The types that a form's nodes may have (ODK XForms specification, “Data types”).
public enum FormDataType: String, Sendable, Hashable, CaseIterable {
    /// Text; also what has no type.
    case string
    /// A whole number of 32 bits.
    case int
    /// A whole number of 64 bits.
    case long
    case decimal
    case boolean
    case date
    case time
    case dateTime
    /// One choice.
    case select1
    /// Several choices, separated by spaces.
    case select
    /// Several choices in an order.
    case odkRank = "odk:rank"
    /// Latitude, longitude, altitude in metres, accuracy in metres.
    case geopoint
    /// Points separated by semicolons.
    case geotrace
    /// Points separated by semicolons, the last the same as the first.
    case geoshape
    /// The name of a file that goes with the answers.
    case binary

    /// The type of that name, its prefix not looked at; nil for one that is not known.
    init?(named name: String) {
        let local =
            name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
        switch local {
        case "string": self = .string
        case "int", "integer": self = .int
        case "long": self = .long
        case "decimal", "double", "float": self = .decimal
        case "boolean": self = .boolean
        case "date": self = .date
        case "time": self = .time
        case "dateTime": self = .dateTime
        case "select1", "listItem": self = .select1
        case "select", "listItems": self = .select
        case "rank": self = .odkRank
        case "geopoint": self = .geopoint
        case "geotrace": self = .geotrace
        case "geoshape": self = .geoshape
        case "binary": self = .binary
        default: return nil
        }
    }

    /// Whether a node of that type holds several choices.
    var isList: Bool { self == .select || self == .odkRank }

    /// What a rule gives, unless the rule leaves it to the question and the question offers choices.
    init(given: FormDataType?, question: FormQuestion?) {
        self = given ?? .string
        guard self == .string, let question else { return }
        switch question.kind {
        case .selectOne: self = .select1
        case .selectMany: self = .select
        case .rank: self = .odkRank
        case .input, .secret, .upload, .trigger, .range: break
        }
    }
}
