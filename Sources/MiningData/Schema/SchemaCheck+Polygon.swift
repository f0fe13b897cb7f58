import Formats
import Vocabulary

extension SchemaCheck {
    /// MD.08: a GeoJSON polygon (RFC 7946 section 3.1.6) of closed rings, longitude before latitude, four decimals.
    mutating func checkPolygon(_ node: JSONNode, at path: String) {
        guard case .object(let members) = node else {
            return note(.type, at: path, found: node.refusalText, expected: .jsonObject)
        }
        for member in members where member.name != "type" && member.name != "coordinates" {
            let name = String(member.name.prefix(60))
            note(.format, at: "\(path).\(name)", found: .quoted(name), expected: .oneOf("type, coordinates"))
        }
        if node["type"]?.string != "Polygon" {
            let found = node["type"]?.string.map { RefusalText.quoted(String($0.prefix(40))) } ?? .nothing
            note(.format, at: "\(path).type", found: found, expected: .oneOf("Polygon"))
        }
        guard let rings = node["coordinates"]?.elements, !rings.isEmpty else {
            return note(.required, at: "\(path).coordinates", expected: .list)
        }
        for (index, ring) in rings.enumerated() { checkRing(ring, at: "\(path).coordinates[\(index)]") }
    }

    private mutating func checkRing(_ ring: JSONNode, at path: String) {
        guard let positions = ring.elements else {
            return note(.type, at: path, found: ring.refusalText, expected: .list)
        }
        guard positions.count >= 4 else {
            return note(.format, at: path, found: .quoted(String(positions.count)), expected: .atLeast(4))
        }
        for (index, position) in positions.enumerated() { checkPosition(position, at: "\(path)[\(index)]") }
        guard Self.numbers(positions[0]) == Self.numbers(positions[positions.count - 1]) else {
            return note(.format, at: "\(path)[\(positions.count - 1)]", expected: .sameAs("\(path)[0]"))
        }
    }

    private static func numbers(_ position: JSONNode) -> [DecimalNumber?] {
        (position.elements ?? []).map { $0.numberText.flatMap { try? DecimalNumber($0) } }
    }

    private mutating func checkPosition(_ node: JSONNode, at path: String) {
        let numbers = Self.numbers(node)
        guard numbers.count == 2, let longitude = numbers[0], let latitude = numbers[1] else {
            return note(.position, at: path, found: node.refusalText, expected: .longitudeAndLatitude)
        }
        for (index, (number, limit)) in [(longitude, 180), (latitude, 90)].enumerated() {
            let found = RefusalText.quoted(number.description)
            guard let scaled = number.integer(times: 10_000, rounding: .exact) else {
                note(.position, at: "\(path)[\(index)]", found: found, expected: .atMostDecimals(4))
                continue
            }
            guard abs(scaled) <= limit * 10_000 else {
                let expected = RefusalText.between(Double(-limit), and: Double(limit))
                note(.position, at: "\(path)[\(index)]", found: found, expected: expected)
                continue
            }
        }
    }
}
