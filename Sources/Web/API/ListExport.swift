internal import GRDB
internal import Hummingbird
internal import Store

/// A list as a file: all the rows that the filters leave, read in chunks while they are sent.
struct ListExport: Sendable {
    enum Format: String, Sendable, CaseIterable {
        case csv
        case json
        case geojson

        var mediaType: String {
            switch self {
            case .csv: "text/csv; charset=utf-8; header=present"
            case .json: "application/json"
            case .geojson: "application/geo+json"
            }
        }
    }

    static let chunk = 2000

    let services: SiteServices
    let reader: Reader
    let words: Words
    let query: ListQuery
    let format: Format

    var response: Response {
        let name = "\(query.definition.segment).\(format.rawValue)"
        return Response(
            status: .ok,
            headers: [
                .contentType: format.mediaType,
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: .init { writer in
                try await writer.write(ByteBuffer(bytes: head))
                var offset = 0
                while true {
                    let from = offset
                    let rows = try await services.store.read(as: reader) { db in
                        try query.rows(db, offset: from, limit: Self.chunk)
                    }
                    let bytes = await RouteHandling.apart.run { text(of: rows, isFirst: from == 0) }
                    try await writer.write(ByteBuffer(bytes: bytes))
                    offset += rows.count
                    if rows.count < Self.chunk { break }
                }
                try await writer.write(ByteBuffer(bytes: tail))
                try await writer.finish(nil)
            }
        )
    }

    /// Rows as they stand in the file.
    private func text(of rows: [ListRow], isFirst: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        for (number, row) in rows.enumerated() { append(row, isFirst: isFirst && number == 0, to: &bytes) }
        return bytes
    }

    private var head: [UInt8] {
        switch format {
        case .csv:
            Array(
                query.exported.map { CSVField.text($0.id) }.joined(separator: ",")
                    .utf8
            ) + [13, 10]
        case .json: Array("[".utf8)
        case .geojson: Array(#"{"type":"FeatureCollection","features":["#.utf8)
        }
    }

    private var tail: [UInt8] {
        switch format {
        case .csv: []
        case .json: Array("]\n".utf8)
        case .geojson: Array("]}\n".utf8)
        }
    }

    private func append(_ row: ListRow, isFirst: Bool, to bytes: inout [UInt8]) {
        let item = ListItem(
            definition: query.definition,
            row: row,
            words: words
        )
        switch format {
        case .csv:
            let fields = query.exported.map { column in
                CSVField.text(item.value(column.id).plainText)
            }
            bytes += Array(fields.joined(separator: ",").utf8) + [13, 10]
        case .json:
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            item.json.append(to: &bytes)
        case .geojson:
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            item.feature.append(to: &bytes)
        }
    }
}

/// One field of a CSV file (RFC 4180).
enum CSVField {
    /// Quotes where it must, and keeps a spreadsheet from taking a text for a formula by a leading apostrophe.
    static func text(_ value: String) -> String {
        var value = value
        if let first = value.utf8.first, "=+@\t\r".utf8.contains(first) { value = "'" + value }
        if value.utf8.first == UInt8(ascii: "-"), Double(value) == nil { value = "'" + value }
        guard value.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}
