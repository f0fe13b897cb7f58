public import Formats
public import Geography
public import Store
import Vocabulary

/// Reads a GeoJSON geometry (RFC 7946 section 3.1).
///
/// Heights are dropped: records are about the ground.
public enum GeometryReader {
    /// Reads a geometry object; `path` says where it stands, for the reason of a refusal.
    public static func read(_ value: JSONValue, at path: String) throws(RefusalReason) -> Geometry {
        try read(value, at: path, depth: 0)
    }

    private static func read(_ value: JSONValue, at path: String, depth: Int) throws(RefusalReason) -> Geometry {
        guard let type = value["type"]?.string else {
            throw RefusalReason(.badGeometry, at: "\(path).type", expected: .geometryType)
        }
        if type == "GeometryCollection" {
            guard depth < 4 else {
                throw RefusalReason(.tooDeep, at: path, expected: .shallowCollection(4))
            }
            var members: [Geometry] = []
            for (index, member) in (value["geometries"]?.elements ?? []).enumerated() {
                members.append(try read(member, at: "\(path).geometries[\(index)]", depth: depth + 1))
            }
            return .collection(members)
        }
        guard let coordinates = value["coordinates"], coordinates.kind == .array else {
            throw RefusalReason(.badGeometry, at: "\(path).coordinates", expected: .coordinates)
        }
        let place = "\(path).coordinates"
        switch type {
        case "Point": return .point(try position(coordinates, at: place))
        case "MultiPoint": return .multiPoint(try line(coordinates, at: place))
        case "LineString": return .lineString(try line(coordinates, at: place))
        case "MultiLineString": return .multiLineString(try rings(coordinates, at: place))
        case "Polygon": return .polygon(try rings(coordinates, at: place))
        case "MultiPolygon":
            var polygons: [[[Position]]] = []
            for (index, polygon) in coordinates.elements.enumerated() {
                polygons.append(try rings(polygon, at: "\(place)[\(index)]"))
            }
            return .multiPolygon(polygons)
        default:
            throw RefusalReason(
                .badGeometry,
                at: "\(path).type",
                found: .quoted(String(type.prefix(40))),
                expected: .geometryType
            )
        }
    }

    private static func rings(_ value: JSONValue, at path: String) throws(RefusalReason) -> [[Position]] {
        var result: [[Position]] = []
        for (index, ring) in try elements(value, at: path).enumerated() {
            result.append(try line(ring, at: "\(path)[\(index)]"))
        }
        return result
    }

    private static func line(_ value: JSONValue, at path: String) throws(RefusalReason) -> [Position] {
        let elements = try elements(value, at: path)
        var result: [Position] = []
        result.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            guard let position = Self.plain(element) else {
                // Only now is the path worth its price.
                result.append(try position(element, at: "\(path)[\(index)]"))
                continue
            }
            result.append(position)
        }
        return result
    }

    private static func elements(_ value: JSONValue, at path: String) throws(RefusalReason) -> [JSONValue] {
        guard value.kind == .array else { throw RefusalReason(.badGeometry, at: path, expected: .list) }
        return value.elements
    }

    private static func plain(_ value: JSONValue) -> Position? {
        let numbers = value.elements
        guard numbers.count >= 2, let lon = numbers[0].double, let lat = numbers[1].double else { return nil }
        let position = Position(lon: lon, lat: lat)
        return position.isOnEarth ? position : nil
    }

    private static func position(_ value: JSONValue, at path: String) throws(RefusalReason) -> Position {
        let numbers = value.elements
        guard numbers.count >= 2, let lon = numbers[0].double, let lat = numbers[1].double else {
            throw RefusalReason(.badGeometry, at: path, found: .noTwoNumbers, expected: .longitudeAndLatitude)
        }
        let position = Position(lon: lon, lat: lat)
        guard position.isOnEarth else {
            throw RefusalReason(
                .badPosition,
                at: path,
                found: .quoted("[\(lon), \(lat)]"),
                expected: .degrees
            )
        }
        return position
    }
}
