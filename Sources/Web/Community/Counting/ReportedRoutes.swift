internal import Community
internal import Formats
internal import Hummingbird
internal import Store
internal import Vocabulary

/// Counts of reports as pages and as data: the same for everybody.
enum ReportedRoutes {
    static let pages: [PageRoute] = [
        PageRoute(path: "/reported") { visit, _, _ in try await ReportedPage.respond(visit) },
        PageRoute(path: "/reported/regions", method: .post, needs: .capability(.manageAgencies)) { visit, request, _ in
            try await ReportedPage.setRegions(visit, request: request)
        },
    ]

    static let api: [APIRoute] = [json, csv]

    private static let about =
        "Reports received, by quarter, kind and region, and what became of them, as published; counts of fewer than"
        + " \(PublishedCounts.threshold), none, and those that would tell them are null"

    private static let json = APIRoute(path: "/reported", id: "list_reported", summary: about + ".") { services, _, _ in
        let published = try await CountsOffice(services.store).published()
        let items = published.map { one in
            JSONNode.object((one.counts.json.members ?? []) + [.init("made_on", .string(one.madeOn.text))])
        }
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: JSONNode.object([.init("items", .array(items))]).bytes() + [10]))
        )
    }

    private static let csv = APIRoute(
        path: "/reported.csv",
        id: "export_reported_csv",
        summary: about + ", as CSV.",
        mediaType: "text/csv"
    ) { services, _, _ in
        var text = "quarter,made_on,from,table,row,count\r\n"
        for (counts, madeOn) in try await CountsOffice(services.store).published() {
            var lines = [
                ("received", "", counts.counted.from, counts.counted.count),
                ("withdrawn", "", counts.withdrawn.from, counts.withdrawn.count),
                ("no_report", "", counts.setAside.from, counts.setAside.count),
            ]
            for table in counts.tables {
                lines += table.rows.map { (table.table.rawValue, $0.name, counts.counted.from, $0.count) }
            }
            for (table, row, from, count) in lines {
                let fields = [
                    counts.quarter.text, madeOn.text, from.text, table, row, count.map(String.init) ?? "",
                ]
                text += fields.map(CSVField.text).joined(separator: ",") + "\r\n"
            }
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: ListExport.Format.csv.mediaType,
                .contentDisposition: "attachment; filename=\"reported.csv\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: Array(text.utf8)))
        )
    }
}
