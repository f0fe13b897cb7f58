import Formats
import Geography
import Store
import Vocabulary

/// Reads a GeoJSON feature (RFC 7946 section 3.2): its properties by a map, its geometry as the record's place.
struct FeatureReader: JSONRecordReader {
    let mapper: RowMapper

    func read(_ value: JSONValue, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) -> Int {
        guard value.kind == .object, value["type"]?.string == "Feature" else {
            throw RefusalReason(.wrongType, at: "$.type", expected: .feature)
        }
        for member in [value["crs"], value["geometry"]?["crs"]] {
            if let member { try Self.refuseOtherSystem(named: member) }
        }
        let properties = value["properties"]
        let values = mapper.columns.map { column -> RawValue in
            let found = properties?.member(column) ?? (column == "id" ? value["id"] : nil)
            return found.flatMap(Self.text).map { .owned($0) } ?? .missing
        }
        guard mapper.takes(values, of: Self.nothing.span) else { return 0 }
        var geometry: Geometry?
        if let shape = value["geometry"], !shape.isNull {
            geometry = try GeometryReader.read(shape, at: "$.geometry")
        }
        do throws(RefusalReason) {
            var scratch = RowMapper.Scratch()
            return try mapper.read(
                values,
                of: Self.nothing.span,
                geometry: geometry,
                digest: digest,
                scratch: &scratch,
                into: &batch
            )
        } catch {
            throw RefusalReason(
                error.code,
                at: error.path == "geometry" ? "$.geometry" : "$.properties.\(error.path)",
                found: error.found,
                expected: error.expected
            )
        }
    }

    private static let nothing: [UInt8] = []

    // MARK: The reference system

    /// GeoJSON of 2008 could say in what its coordinates are; RFC 7946 section 4 knows WGS 84 alone.
    static let documentMembers: Set<String> = ["crs"]

    func check(_ members: [String: [UInt8]], tooLong: Set<String>) throws(RefusalReason) {
        guard tooLong.isEmpty else { throw Self.otherSystem(.longReferenceSystem) }
        guard let member = members["crs"] else { return }
        guard let tape = try? JSONTape(member) else { throw Self.otherSystem(.unreadableReferenceSystem) }
        try Self.refuseOtherSystem(named: tape.root)
    }

    /// Refuses coordinates that are not longitude and latitude on WGS 84; a `crs` that says so is taken.
    private static func refuseOtherSystem(named member: JSONValue) throws(RefusalReason) {
        guard !member.isNull else { return }
        guard let name = member["properties"]?["name"]?.string else { throw otherSystem(.namelessReferenceSystem) }
        guard !["CRS84", "EPSG::4326", "EPSG:4326"].contains(where: { name.hasSuffix($0) }) else { return }
        throw otherSystem(.quoted(String(name.prefix(80))))
    }

    private static func otherSystem(_ found: RefusalText) -> RefusalReason {
        RefusalReason(.unsupportedCRS, at: "$.crs", found: found, expected: .wgs84)
    }

    /// A property as a spreadsheet would show it; a list of words becomes one text.
    private static func text(_ value: JSONValue) -> [UInt8]? {
        if value.kind == .array {
            return Array(value.elements.compactMap(\.string).joined(separator: " ").utf8)
        }
        return value.scalarText
    }
}
