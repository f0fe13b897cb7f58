internal import GRDB
internal import Geography
internal import Hummingbird
internal import Installation
internal import Store

/// One layer of the map as GeoJSON.
struct MapLayer: Sendable {
    /// The layers; outlines and licences are shapes, the others points.
    enum Name: String, Sendable, CaseIterable {
        case outline
        case licences
        case sites
        case detections
        case findings
    }

    /// Most features in one answer; a browser cannot draw more in reasonable time.
    static let limit = 20_000
    /// Shapes are simplified to this before they are sent.
    static let toleranceMetres = 60.0

    let name: Name
    let box: BoundingBox?

    init(name: Name, query: QueryString) {
        self.name = name
        let numbers = (query["bbox"] ?? "").split(separator: ",").compactMap { Double($0) }.filter(\.isFinite)
        box =
            numbers.count == 4
            ? BoundingBox(minLon: numbers[0], minLat: numbers[1], maxLon: numbers[2], maxLat: numbers[3]) : nil
    }

    func respond(_ services: SiteServices, reader: Reader) async throws -> Response {
        guard services.modules.contains(name.module) else { throw SiteError(.switchedOff) }
        let read: @Sendable (Database) throws -> [UInt8] = { db in try write(db) }
        let bytes =
            box == nil
            ? try await services.kept.bytes(of: .layer(name.rawValue), for: reader, read)
            : try await services.store.read(as: reader, read)
        return Response(
            status: .ok,
            headers: [.contentType: "application/geo+json"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private func write(_ db: Database) throws -> [UInt8] {
        var bytes = Array(#"{"type":"FeatureCollection","features":["#.utf8)
        var isFirst = true
        let cursor = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try cursor.next() {
            let item = ListRow(row)
            var geometry: [UInt8] = []
            if let wkb = item.blob("geometry") {
                guard let shape = try? WKB.decode(wkb) else { continue }
                if let box, let own = shape.boundingBox, !own.intersects(box) { continue }
                GeoJSONWriter.append(shape.simplified(toleranceMetres: Self.toleranceMetres), to: &geometry)
            } else if let lon = item.double("lon"), let lat = item.double("lat") {
                JSONValue.object(["type": .string("Point"), "coordinates": .array([.number(lon), .number(lat)])])
                    .append(to: &geometry)
            } else {
                continue
            }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes += Array(#"{"type":"Feature","geometry":"#.utf8)
            bytes += geometry
            bytes += Array(#","properties":"#.utf8)
            JSONValue.object([
                "id": item.json("id"), "name": item.json("name"), "kind": item.json("kind"), "note": item.json("note"),
            ])
            .append(to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        return bytes + Array("]}".utf8)
    }

    private var sql: String {
        let limit = " LIMIT \(Self.limit)"
        switch name {
        case .outline:
            return "SELECT id, name, kind, NULL AS note, geometry FROM outline" + limit
        case .licences:
            return "SELECT id, code AS name, activity AS kind, status AS note, geometry FROM licence"
                + " WHERE geometry IS NOT NULL" + limit
        case .sites:
            return points("site", "id, name, kind, status AS note") + limit
        case .detections:
            return points("detection", "id, id AS name, kind, date AS note") + limit
        case .findings:
            return points(
                "finding",
                "id, rule_id AS name, subject_kind AS kind, severity AS note",
                and: " AND verdict IS NOT 'dismissed'"
            ) + limit
        }
    }

    private func points(
        _ table: String,
        _ columns: String,
        and condition: String = ""
    ) -> String {
        let inside = box == nil ? "" : " AND lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?"
        return "SELECT \(columns), lon, lat FROM \(table)"
            + " WHERE lon IS NOT NULL AND lat IS NOT NULL\(condition)\(inside)"
    }

    private var arguments: StatementArguments {
        guard let box, name != .outline, name != .licences else { return [] }
        return [box.minLon, box.maxLon, box.minLat, box.maxLat]
    }
}
