/// The functions that expressions may call, by the names that they are written with.
///
/// What each does is what JavaRosa, the engine of ODK Collect, does: a form gives the same answer here and on the phone.
public enum FormFunction: String, Sendable, Hashable, CaseIterable {
    // Values
    case boolean, number, int, string, `true`, `false`, not
    case booleanFromString = "boolean-from-string"
    // Choice and flow
    case `if`, coalesce, once, depend
    case selected
    case isSelected = "is-selected"
    case countSelected = "count-selected"
    case selectedAt = "selected-at"
    case choiceName = "jr:choice-name"
    case itext = "jr:itext"
    case checklist
    case weightedChecklist = "weighted-checklist"
    // Texts
    case concat, join, substr, translate, contains, regex
    case substringBefore = "substring-before"
    case substringAfter = "substring-after"
    case startsWith = "starts-with"
    case endsWith = "ends-with"
    case stringLength = "string-length"
    case normalizeSpace = "normalize-space"
    case decodeBase64 = "base64-decode"
    // Numbers
    case round, abs, pow, sqrt, exp, exp10, log, log10, pi, sin, cos, tan, asin, acos, atan, atan2
    // Nodes
    case count, sum, max, min, position, randomize, pulldata
    case countNonEmpty = "count-non-empty"
    case indexedRepeat = "indexed-repeat"
    // Time
    case today, now, date
    case dateTime = "date-time"
    case decimalDateTime = "decimal-date-time"
    case decimalTime = "decimal-time"
    case formatDate = "format-date"
    case formatDateTime = "format-date-time"
    // Places
    case area, distance, geofence
    case enclosedArea = "enclosed-area"
    // The form and the device
    case uuid, random, version, property

    /// How many arguments it may have; nil where any number from one on.
    public var arity: ClosedRange<Int> {
        switch self {
        case .true, .false, .today, .now, .random, .version, .pi: 0...0
        case .stringLength, .normalizeSpace, .position, .uuid: 0...1
        case .boolean, .number, .int, .string, .not, .booleanFromString, .once, .countSelected, .itext, .decodeBase64,
            .abs, .sqrt, .exp, .exp10, .log, .log10, .sin, .cos, .tan, .asin, .acos, .atan, .count, .sum,
            .countNonEmpty, .date, .dateTime, .decimalDateTime, .decimalTime, .area, .enclosedArea, .property:
            1...1
        case .round, .randomize: 1...2
        case .coalesce, .selected, .isSelected, .selectedAt, .choiceName, .contains, .regex, .substringBefore,
            .substringAfter, .startsWith, .endsWith, .pow, .atan2, .formatDate, .formatDateTime, .geofence:
            2...2
        case .substr: 2...3
        case .if, .translate: 3...3
        case .pulldata: 4...4
        case .indexedRepeat: 3...11
        case .checklist, .weightedChecklist: 2...Self.mostArguments
        case .depend, .join, .distance: 1...Self.mostArguments
        case .concat, .max, .min: 0...Self.mostArguments
        }
    }

    /// More arguments than these no call may have.
    public static let mostArguments = 500

    /// Whether another call with the same arguments may give another value.
    public var isVolatile: Bool {
        switch self {
        case .today, .now, .uuid, .random, .once, .property, .randomize: true
        default: false
        }
    }
}
