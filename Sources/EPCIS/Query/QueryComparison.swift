/// How a value is compared with that of a parameter.
public enum QueryComparison: String, Sendable, Hashable, CaseIterable {
    case equal = "EQ"
    case greater = "GT"
    case greaterOrEqual = "GE"
    case less = "LT"
    case lessOrEqual = "LE"

    /// Whether it holds between two values.
    func holds<Value: Comparable>(_ found: Value, _ wanted: Value) -> Bool {
        switch self {
        case .equal: found == wanted
        case .greater: found > wanted
        case .greaterOrEqual: found >= wanted
        case .less: found < wanted
        case .lessOrEqual: found <= wanted
        }
    }
}
