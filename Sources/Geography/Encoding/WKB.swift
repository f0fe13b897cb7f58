/// Well-known binary, the form in which geometries are stored (ISO 19125-1 / OGC 06-103r4 section 8.2).
public enum WKB {
    /// How deep collections may be nested.
    public static let depthLimit = 16

    /// The shape as little-endian, two-dimensional WKB.
    public static func encode(_ geometry: Geometry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(geometry.positionCount * 16 + 32)
        append(geometry, to: &bytes)
        return bytes
    }

    /// Reads a shape.
    ///
    /// Both byte orders, ISO and EWKB dimension flags and an EWKB SRID are understood; heights and measures are
    /// dropped, and the SRID is not looked at. Any bytes are safe to give: memory used is bounded by their number.
    public static func decode(_ bytes: [UInt8]) throws(WKBError) -> Geometry {
        var reader = WKBReader(bytes)
        let geometry = try reader.geometry(depth: 0, expecting: nil)
        guard reader.offset == bytes.count else { throw WKBError(.trailingBytes, at: reader.offset) }
        return geometry
    }

    private static func append(_ geometry: Geometry, to bytes: inout [UInt8]) {
        switch geometry {
        case .point(let position):
            head(1, to: &bytes)
            append(position, to: &bytes)
        case .lineString(let positions):
            head(2, to: &bytes)
            append(positions, to: &bytes)
        case .polygon(let rings):
            head(3, to: &bytes)
            append(UInt32(clamping: rings.count), to: &bytes)
            for ring in rings { append(ring, to: &bytes) }
        case .multiPoint(let positions):
            append(4, positions.map(Geometry.point), to: &bytes)
        case .multiLineString(let lines):
            append(5, lines.map(Geometry.lineString), to: &bytes)
        case .multiPolygon(let polygons):
            append(6, polygons.map(Geometry.polygon), to: &bytes)
        case .collection(let members):
            append(7, members, to: &bytes)
        }
    }

    private static func append(_ type: UInt32, _ members: [Geometry], to bytes: inout [UInt8]) {
        head(type, to: &bytes)
        append(UInt32(clamping: members.count), to: &bytes)
        for member in members { append(member, to: &bytes) }
    }

    private static func append(_ positions: [Position], to bytes: inout [UInt8]) {
        append(UInt32(clamping: positions.count), to: &bytes)
        for position in positions { append(position, to: &bytes) }
    }

    private static func append(_ position: Position, to bytes: inout [UInt8]) {
        append(position.lon.bitPattern, to: &bytes)
        append(position.lat.bitPattern, to: &bytes)
    }

    private static func head(_ type: UInt32, to bytes: inout [UInt8]) {
        bytes.append(1)
        append(type, to: &bytes)
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
