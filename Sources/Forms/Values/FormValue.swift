/// What an expression gives, JavaRosa's types: those of XPath 1.0 and moments in time.
enum FormValue: Hashable {
    case boolean(Bool)
    case number(Double)
    case text(String)
    /// Milliseconds since 1970-01-01T00:00:00Z.
    case moment(Int)
    case nodes(NodeList)
}

/// Nodes of one instance, in document order.
struct NodeList: Hashable {
    /// 0 for the form's own instance, else the number of a secondary instance plus 1.
    let instance: Int
    var nodes: [Int]
}

extension FormValue {
    static let empty = FormValue.text("")

    /// Whether it is an empty text or not a number.
    var isBlank: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .number(let number): number.isNaN
        case .boolean, .moment, .nodes: false
        }
    }

    /// The value as a truth; a list of nodes has been replaced by its value before.
    var isTrue: Bool {
        switch self {
        case .boolean(let flag): flag
        case .number(let number): abs(number) > 1e-12 && !number.isNaN
        case .text(let text): !text.isEmpty
        case .moment: true
        case .nodes(let list): !list.nodes.isEmpty
        }
    }

    /// The value as a number; of a moment, the days since 1970-01-01.
    func number(_ calendar: FormCalendar) -> Double {
        switch self {
        case .boolean(let flag): flag ? 1 : 0
        case .number(let number): number
        case .text(let text): NumberText.value(text)
        case .moment(let moment): Double(calendar.dayNumber(moment))
        case .nodes: .nan
        }
    }

    /// The value as a text; of a moment, its day.
    func text(_ calendar: FormCalendar) -> String {
        switch self {
        case .boolean(let flag): flag ? "true" : "false"
        case .number(let number): NumberText.text(number)
        case .text(let text): text
        case .moment(let moment): calendar.dateText(moment)
        case .nodes: ""
        }
    }

    /// Whether two values are equal, as `=` has it.
    func isEqual(to other: FormValue, _ calendar: FormCalendar) -> Bool {
        switch (self, other) {
        case (.boolean, _), (_, .boolean): isTrue == other.isTrue
        case (.number, _), (_, .number): abs(number(calendar) - other.number(calendar)) < 1e-12
        default: text(calendar).isSame(as: other.text(calendar))
        }
    }
}
