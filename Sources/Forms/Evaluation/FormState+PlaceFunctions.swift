import Foundation

extension FormState {
    /// The radius of the Earth at the equator in metres, as JavaRosa has it.
    private static let radius = 6_378_100.0

    /// The functions of places.
    func placeFunction(
        _ function: FormFunction,
        _ arguments: [Expression],
        _ context: Context
    ) throws(EvaluationFault)
        -> FormValue
    {
        switch function {
        case .geofence:
            let place = try point(try text(arguments[0], context), function)
            return .boolean(Self.isInside(place, try points(arguments[1], function, context)))
        case .distance:
            guard arguments.count == 1 else {
                var points: [FormPoint] = []
                for argument in arguments { points.append(try point(try text(argument, context), function)) }
                return .number(Self.length(points))
            }
            if case .text(let text) = try evaluate(arguments[0], context) {
                return .number(Self.length(try line(text, function)))
            }
            return .number(Self.length(try points(arguments[0], function, context)))
        default: return .number(Self.area(try points(arguments[0], function, context)))
        }
    }

    private func point(_ text: String, _ function: FormFunction) throws(EvaluationFault) -> FormPoint {
        // Numbers that are absent count as 0, as they do in JavaRosa.
        let parts = text.spaceSeparated
        guard let point = FormPoint((parts + ["0", "0"].dropFirst(min(2, parts.count))).joined(separator: " ")) else {
            throw .wrongValue(function: function.rawValue, found: String(text.prefix(40)))
        }
        return point
    }

    private func line(_ text: String, _ function: FormFunction) throws(EvaluationFault) -> [FormPoint] {
        var points: [FormPoint] = []
        var parts = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        while let last = parts.last, last.isEmpty, parts.count > 1 { parts.removeLast() }
        for part in parts { points.append(try point(String(decoding: Array(part), as: UTF8.self), function)) }
        return points
    }

    /// The places of a line, or of several points.
    private func points(
        _ expression: Expression,
        _ function: FormFunction,
        _ context: Context
    ) throws(EvaluationFault)
        -> [FormPoint]
    {
        let values = try values(try list(expression, for: function, context), context).map { $0.text(calendar) }
        if values.count == 1 { return try line(values[0], function) }
        var points: [FormPoint] = []
        for value in values { points.append(try point(value, function)) }
        return points
    }

    // MARK: Geometry on a sphere

    private static func radians(_ degrees: Double) -> Double { degrees / 180 * .pi }

    /// The length of a line in metres.
    private static func length(_ points: [FormPoint]) -> Double {
        zip(points, points.dropFirst()).reduce(0) { sum, pair in
            let difference = radians(pair.0.longitude - pair.1.longitude)
            let (one, other) = (radians(pair.0.latitude), radians(pair.1.latitude))
            return sum + acos(sin(one) * sin(other) + cos(one) * cos(other) * cos(difference)) * radius
        }
    }

    /// The area in a line in square metres, laid flat around its first point.
    private static func area(_ points: [FormPoint]) -> Double {
        guard points.count >= 3 else { return 0 }
        let scale = 2 * radius * Double.pi
        let flat = points.dropFirst().map { point in
            let x = (point.longitude - points[0].longitude) * scale * cos(radians(point.latitude)) / 360
            return (x: x, y: (point.latitude - points[0].latitude) * scale / 360)
        }
        return abs(zip(flat, flat.dropFirst()).reduce(0) { $0 + ($1.0.y * $1.1.x - $1.0.x * $1.1.y) / 2 })
    }

    private static func isInside(_ point: FormPoint, _ corners: [FormPoint]) -> Bool {
        var isInside = false
        for (one, other) in zip(corners, corners.dropFirst())
        where (other.latitude > point.latitude) != (one.latitude > point.latitude) {
            let slope = (one.longitude - other.longitude) / (one.latitude - other.latitude)
            if point.longitude < slope * (point.latitude - other.latitude) + other.longitude { isInside.toggle() }
        }
        return isInside
    }
}
