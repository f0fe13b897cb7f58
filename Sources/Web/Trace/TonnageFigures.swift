internal import GRDB
internal import Hummingbird
internal import Store
internal import Vocabulary

/// How much each mine has tagged, a year and a mineral at a time, as everybody may know it.
///
/// Every visitor gets the figures of the public, whatever else they may see, so that the page can be quoted.
struct TonnageFigures: Sendable {
    struct Line: Sendable {
        let site: String
        let name: String
        let year: String
        let mineral: String?
        /// Nil where there are fewer lots than may be shown.
        let lots: Int?
        /// Nil where it is not shown.
        let grams: Int?
    }

    /// Fewer lots than that are not shown: a figure of one or two lots is somebody's.
    static let leastLots = 3
    /// So many lines stand on the page; the file has all.
    static let pageLimit = 300

    let lines: [Line]

    static func read(_ services: SiteServices) async throws -> TonnageFigures {
        let personal = try await services.store.sitesOfOnePerson()
        return try await services.kept.answer(to: .tonnage, for: .everyone) { db in
            try TonnageFigures(db, personal: personal)
        }
    }

    private init(_ db: Database, personal: Set<String>) throws {
        lines = try Row.fetchAll(
            db,
            sql: """
                SELECT s.id, coalesce(s.name, s.id), substr(l.made, 1, 4) AS year, l.mineral, count(*), total(l.mass_g),
                       count(l.mass_g)
                FROM lot l JOIN site s ON s.id = l.site
                WHERE s.kind = 'mine' AND l.tag IS NOT NULL AND l.tag <> '' AND l.made IS NOT NULL
                GROUP BY s.id, year, l.mineral ORDER BY coalesce(s.name, s.id), s.id, year DESC, l.mineral
                """
        ).map { row in
            let site: String = row[0]
            let lots: Int = row[4]
            let isShown = lots >= Self.leastLots && !personal.contains(site)
            let isWeighed = row[6] as Int == lots
            return Line(
                site: site,
                name: row[1],
                year: row[2],
                mineral: row[3],
                lots: isShown ? lots : nil,
                grams: isShown && isWeighed ? Int(exactly: (row[5] as Double).rounded()) : nil
            )
        }
    }
}

/// The figures as data.
enum TonnageRoute {
    private static let about =
        "Tagged tonnage by mine, year and mineral, from public records; figures of fewer than"
        + " \(TonnageFigures.leastLots) lots, or of one person's mine, are null"

    static let json = APIRoute(path: "/tonnage", id: "list_tonnage", summary: about + ".") { services, _, _ in
        let figures = try await TonnageFigures.read(services)
        let items = figures.lines.map { line in
            JSONValue.object([
                "site": .string(line.site),
                "name": .string(line.name),
                "year": .string(line.year),
                "mineral": line.mineral.map { .string($0) } ?? .null,
                "lots": line.lots.map { .integer($0) } ?? .null,
                "mass_g": line.grams.map { .integer($0) } ?? .null,
            ])
        }
        return JSONAnswer.response(.object(["items": .array(items), "least_lots": .integer(TonnageFigures.leastLots)]))
    }

    static let csv = APIRoute(
        path: "/tonnage.csv",
        id: "export_tonnage_csv",
        summary: about + ", as CSV.",
        mediaType: "text/csv"
    ) { services, _, _ in
        let figures = try await TonnageFigures.read(services)
        var text = "site,name,year,mineral,lots,mass_g\r\n"
        for line in figures.lines {
            let fields = [
                line.site, line.name, line.year, line.mineral ?? "", line.lots.map(String.init) ?? "",
                line.grams.map(String.init) ?? "",
            ]
            text += fields.map(CSVField.text).joined(separator: ",") + "\r\n"
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: ListExport.Format.csv.mediaType,
                .contentDisposition: "attachment; filename=\"tonnage.csv\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: Array(text.utf8)))
        )
    }
}
