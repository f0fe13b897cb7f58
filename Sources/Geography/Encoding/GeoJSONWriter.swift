/// Writes geometries as GeoJSON (RFC 7946).
public enum GeoJSONWriter {
    /// Appends the shape to the bytes.
    ///
    /// Coordinates carry at most seven decimals, about a centimetre: rounding harder merges corners and breaks
    /// polygons. With `rightHandRule`, outer rings turn anticlockwise and holes clockwise (section 3.1.6). A shape
    /// with a coordinate that JSON cannot hold (not finite, or beyond a thousand million) is written as `null`.
    public static func append(_ geometry: Geometry, to bytes: inout [UInt8], rightHandRule: Bool = true) {
        var isWritable = true
        geometry.forEachPosition { position in
            if !(position.lon.magnitude <= 1e9 && position.lat.magnitude <= 1e9) { isWritable = false }
        }
        guard isWritable else {
            bytes.append(contentsOf: "null".utf8)
            return
        }
        var writer = Writer(bytes: bytes, rightHandRule: rightHandRule)
        bytes = []
        writer.write(geometry)
        bytes = writer.bytes
    }
}

private struct Writer {
    var bytes: [UInt8]
    let rightHandRule: Bool

    mutating func write(_ geometry: Geometry) {
        switch geometry {
        case .point(let position):
            open("Point")
            write(position)
        case .multiPoint(let positions):
            open("MultiPoint")
            write(positions)
        case .lineString(let positions):
            open("LineString")
            write(positions)
        case .multiLineString(let lines):
            open("MultiLineString")
            list(lines) { $0.write($1) }
        case .polygon(let rings):
            open("Polygon")
            write(rings: rings)
        case .multiPolygon(let polygons):
            open("MultiPolygon")
            list(polygons) { $0.write(rings: $1) }
        case .collection(let members):
            bytes.append(contentsOf: #"{"type":"GeometryCollection","geometries":"#.utf8)
            list(members) { $0.write($1) }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func open(_ type: String) {
        bytes.append(contentsOf: #"{"type":""#.utf8)
        bytes.append(contentsOf: type.utf8)
        bytes.append(contentsOf: #"","coordinates":"#.utf8)
    }

    private mutating func write(rings: [[Position]]) {
        guard rightHandRule else { return list(rings) { $0.write($1) } }
        var isOuter = true
        list(rings) { writer, ring in
            writer.write((signedArea(ring) < 0) == isOuter ? ring.reversed() : ring)
            isOuter = false
        }
    }

    private mutating func write(_ positions: [Position]) {
        list(positions) { $0.write($1) }
    }

    private mutating func write(_ position: Position) {
        bytes.append(UInt8(ascii: "["))
        write(position.lon)
        bytes.append(UInt8(ascii: ","))
        write(position.lat)
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func list<Element>(_ elements: [Element], _ body: (inout Writer, Element) -> Void) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            body(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Writes a number of at most 10^9 with up to seven decimals.
    private mutating func write(_ value: Double) {
        let scaled = Int64((value * 1e7).rounded())
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        bytes.append(contentsOf: String(whole).utf8)
        guard rest != 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var divisor: UInt64 = 1_000_000
        var left = rest
        while left != 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(left / divisor))
            left %= divisor
            divisor /= 10
        }
    }
}

/// Twice the planar area, positive if the ring turns anticlockwise.
private func signedArea(_ ring: [Position]) -> Double {
    guard let origin = ring.first else { return 0 }
    var sum = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
        sum += (a.lon - origin.lon) * (b.lat - origin.lat) - (b.lon - origin.lon) * (a.lat - origin.lat)
    }
    return sum
}
