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

    /// A property as a spreadsheet would show it; a list of words becomes one text.
    private static func text(_ value: JSONValue) -> [UInt8]? {
        if value.kind == .array {
            return Array(value.elements.compactMap(\.string).joined(separator: " ").utf8)
        }
        return value.scalarText
    }
}
