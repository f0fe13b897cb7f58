import ArgumentParser
import Formats
import Foundation
import GRDB
import Store
import Vocabulary

/// The command `touchstone record`.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Shows one record: where it comes from, and its bytes as received.",
        discussion: """
            The reading is noted in the access trail. Control characters are shown as \\u{…}; --bytes writes the \
            bytes as they are, and nothing else.

                touchstone record 4711
                touchstone record 4711 --bytes | sha256sum
            """
    )

    @Argument(help: "The number of the record, as findings name it.")
    var id: Int64

    @OptionGroup var store: StoreOption

    @Flag(help: "Write the bytes as they are, and nothing else.")
    var bytes = false

    func run() async throws {
        let facts = try store.openExisting()
        let found = try await facts.read(as: .local) { [id] db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT r.*, lower(hex(r.sha256)) AS digest, t.file_name, t.source, t.map, t.received_at,
                           lower(hex(t.sha256)) AS file_digest, t.marking, a.name AS agency
                    FROM record r JOIN receipt t ON t.id = r.receipt_id JOIN agency a ON a.id = t.agency_id
                    WHERE r.id = ?
                    """,
                arguments: [id]
            ).map { Particulars($0) }
        }
        guard let found else { throw CommandFailure("There is no record \(id) in \(store.path).") }
        let content = try await facts.receivedBytes(
            receipt: found.receipt,
            position: found.position,
            length: found.length,
            as: .local
        )
        if bytes {
            var output = OutputBuffer()
            output.append(content)
            return try output.flush()
        }
        try StandardStreams.answer(found.text + "\n\n" + Printable.bytes(content))
    }

    /// What is known of a record.
    private struct Particulars: Sendable {
        let receipt: Int64
        let position: Int
        let length: Int
        let text: String

        init(_ row: Row) {
            receipt = row["receipt_id"]
            position = row["position"]
            length = row["length"]
            let marking = HandlingMarking(rawValue: row["marking"])?.label ?? ""
            let lines: [(String, String?)] = [
                ("record", "\(row["id"] as Int64)"),
                ("kind", row["kind"]),
                ("file", row["file_name"]),
                ("line", "\(row["line"] as Int)"),
                ("position", "\(position), \(length) bytes"),
                ("sha-256", row["digest"]),
                ("source", row["source"]),
                ("map", row["map"]),
                ("agency", row["agency"]),
                ("marking", marking),
                ("received", row["received_at"]),
                ("file sha-256", row["file_digest"]),
                ("replaces", (row["supersedes"] as Int64?).map { "record \($0)" }),
                ("replaced by", (row["superseded_by"] as Int64?).map { "record \($0)" }),
            ]
            text = lines.compactMap { label, value in
                guard let value, !value.isEmpty else { return nil }
                return label + ":" + String(repeating: " ", count: 14 - label.count) + Printable.text(value)
            }.joined(separator: "\n")
        }
    }
}
