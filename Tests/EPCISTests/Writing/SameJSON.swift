import Formats

/// Whether two JSON texts say the same: equal in the form of RFC 8785, in which the order of members does not count and
/// numbers are binary floats.
enum SameJSON {
    /// The path of the first difference; nil if there is none.
    static func difference(_ left: [UInt8], _ right: [UInt8]) throws -> String? {
        difference(try JSONTape(left).root, try JSONTape(right).root, "$")
    }

    private static func difference(_ left: JSONValue, _ right: JSONValue, _ path: String) -> String? {
        guard left.kind == right.kind else { return "\(path): \(left.kind) and \(right.kind)" }
        switch left.kind {
        case .object:
            let (ours, theirs) = (left.members, right.members)
            guard ours.count == theirs.count else { return "\(path): \(ours.map(\.key)) and \(theirs.map(\.key))" }
            for (key, value) in ours {
                guard let other = right.member(key) else { return "\(path): no \(key)" }
                if let found = difference(value, other, "\(path).\(key)") { return found }
            }
            return nil
        case .array:
            let (ours, theirs) = (left.elements, right.elements)
            guard ours.count == theirs.count else { return "\(path): \(ours.count) and \(theirs.count) entries" }
            for index in ours.indices {
                if let found = difference(ours[index], theirs[index], "\(path)[\(index)]") { return found }
            }
            return nil
        case .number: return left.double == right.double ? nil : "\(path): other number"
        case .bool, .string, .null: return left.scalarText == right.scalarText ? nil : "\(path): other value"
        }
    }
}
