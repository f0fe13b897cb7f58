internal import GRDB
internal import Geography
internal import Hummingbird
internal import Installation
internal import Store

/// The map as a picture that the server draws: what a page shows without scripts, and on paper.
struct MapPicture: Sendable {
    static let width = 800.0
    static let height = 600.0
    /// Points drawn at most a layer; a picture of 800 dots across cannot show more.
    static let pointLimit = 4000
    /// Half the side of the picture around one place, in degrees.
    static let reach = 0.35

    let place: Position?

    init(query: QueryString) {
        let numbers = (query["at"] ?? "").split(separator: ",").compactMap { Double($0) }
        let isPlace = numbers.count == 2 && abs(numbers[0]) <= 180 && abs(numbers[1]) <= 90
        place = isPlace ? Position(lon: numbers[0], lat: numbers[1]) : nil
    }

    func respond(_ services: SiteServices, reader: Reader) async throws -> Response {
        let read: @Sendable (Database) throws -> [UInt8] = { db in
            try draw(db, services.modules)
        }
        // Pictures around one place are many, and each is asked for once or twice.
        let bytes =
            place == nil
            ? try await services.kept.bytes(of: .picture, for: reader, read)
            : try await services.store.read(as: reader, read)
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/svg+xml",
                // The picture carries its own colours for light and dark, and can do nothing else.
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private struct Dot {
        let at: Position
        let css: String

        var radius: String { css == "f" ? "6" : css == "s" ? "3.2" : "2.4" }
    }

    private func draw(_ db: Database, _ modules: ModuleSet) throws -> [UInt8] {
        let outlines = try shapes(
            db,
            "SELECT geometry FROM outline WHERE kind IN ('country', 'province', 'lake', 'river') LIMIT 400"
        )
        var licences: [Geometry] = []
        var dots: [Dot] = []
        if modules.contains(.detections) { try dots += points(db, "detection", "d") }
        if modules.contains(.licensing) {
            licences = try shapes(db, "SELECT geometry FROM licence WHERE geometry IS NOT NULL LIMIT 3000")
            try dots += points(db, "site", "s")
        }
        if modules.contains(.findings) {
            try dots += points(db, "finding", "f", and: " AND verdict IS NOT 'dismissed'")
        }
        let frame = frame(shapes: outlines.isEmpty ? licences : outlines, dots: dots)
        var h = HTML()
        h(
            .svg,
            Attribute("xmlns", "http://www.w3.org/2000/svg"),
            Attribute("viewBox", "0 0 \(Int(Self.width)) \(Int(Self.height))"),
            Attribute("width", String(Int(Self.width))),
            Attribute("height", String(Int(Self.height)))
        ) { h in
            h.raw(Self.style)
            h(.rect, .class("sea"), Attribute("width", "100%"), Attribute("height", "100%"))
            for shape in outlines { path(shape, css: "o", frame: frame, to: &h) }
            for shape in licences { path(shape, css: "l", frame: frame, to: &h) }
            for dot in dots {
                guard let point = frame.point(dot.at) else { continue }
                h(
                    .circle,
                    .class(dot.css),
                    Attribute("cx", point.x),
                    Attribute("cy", point.y),
                    Attribute("r", dot.radius)
                )
            }
            if let place, let point = frame.point(place) {
                for (css, radius) in [("halo", "14"), ("here", "14"), ("spot", "3")] {
                    h(.circle, .class(css), Attribute("cx", point.x), Attribute("cy", point.y), Attribute("r", radius))
                }
            }
        }
        return h.bytes
    }

    private static let style = TrustedHTML(
        """
        <style>.sea{fill:#eef2f4}.o{fill:#fbfaf7;stroke:#8b9096;stroke-width:1}.l{fill:#b9842226;stroke:#a87516;stroke-width:.8}\
        .d{fill:#7b5ea7;fill-opacity:.65}.s{fill:#0b6e5f}.f{fill:none;stroke:#b3261e;stroke-width:1.6}\
        .here{fill:none;stroke:#0b5cad;stroke-width:3}.halo{fill:none;stroke:#fff;stroke-width:7;stroke-opacity:.85}.spot{fill:#0b5cad}\
        @media(prefers-color-scheme:dark){.sea{fill:#10171b}.o{fill:#1b2328;stroke:#66727a}.l{fill:#d8a54a22;stroke:#c7953c}\
        .d{fill:#b79ce0}.s{fill:#4fc3ae}.f{stroke:#ff8a80}.here{stroke:#7db8f5}.halo{stroke:#10171b}.spot{fill:#7db8f5}}</style>
        """
    )

    private func shapes(_ db: Database, _ sql: String) throws -> [Geometry] {
        try Row.fetchAll(db, sql: sql).compactMap { row in
            ListRow(row).blob("geometry").flatMap { try? WKB.decode($0) }
        }
    }

    private func points(
        _ db: Database,
        _ table: String,
        _ css: String,
        and condition: String = ""
    ) throws -> [Dot] {
        let sql =
            "SELECT lon, lat FROM \(table)"
            + " WHERE lon IS NOT NULL AND lat IS NOT NULL\(condition) LIMIT \(Self.pointLimit)"
        return try Row.fetchAll(db, sql: sql).compactMap { row in
            let item = ListRow(row)
            guard let lon = item.double("lon"), let lat = item.double("lat") else { return nil }
            return Dot(at: Position(lon: lon, lat: lat), css: css)
        }
    }

    private func frame(shapes: [Geometry], dots: [Dot]) -> MapFrame {
        if let place {
            return MapFrame(
                BoundingBox(
                    minLon: place.lon - Self.reach,
                    minLat: place.lat - Self.reach * 0.75,
                    maxLon: place.lon + Self.reach,
                    maxLat: place.lat + Self.reach * 0.75
                )
            )
        }
        var box = BoundingBox.empty
        for shape in shapes { if let own = shape.boundingBox { box.include(own) } }
        if box.isEmpty { for dot in dots { box.include(dot.at) } }
        return MapFrame(box)
    }

    private func path(_ shape: Geometry, css: String, frame: MapFrame, to h: inout HTML) {
        let data = frame.path(shape)
        if !data.isEmpty { h(.path, .class(css), Attribute("d", data)) }
    }
}
