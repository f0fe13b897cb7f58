import Foundation
import GRDB

/// Finds records, files and events by the numbers that name them.
struct DirectSearch {
    let db: Database
    let text: String

    func hits() throws -> [SearchHit] {
        // An identifier has no spaces around it, and none is longer.
        let word = String(decoding: text.utf8.prefix(300), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
        var hits: [SearchHit] = []
        if let number = Int64(word.hasPrefix("#") ? String(word.dropFirst()) : word), number > 0 {
            hits += try record(number)
            hits += try quarantined(number)
        }
        if word.utf8.count == 64, let digest = Self.bytes(ofHexadecimal: word) { hits += try file(digest, word) }
        if let event = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT id, record_id, time FROM event WHERE id = ?"),
            arguments: [word]
        ) {
            hits.append(hit(.event, event[0], record: event[1], shown: ["date": event[2]]))
        }
        return hits
    }

    private func record(_ number: Int64) throws -> [SearchHit] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT r.kind, t.file_name FROM record r JOIN receipt t ON t.id = r.receipt_id WHERE r.id = ?
                    """
            ),
            arguments: [number]
        ).map { row in
            hit(
                .record,
                "\(number)",
                title: "#\(number)",
                record: number,
                shown: ["kind": row[0], "file_name": row[1]]
            )
        }
    }

    private func quarantined(_ number: Int64) throws -> [SearchHit] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT code FROM quarantine WHERE id = ?"),
            arguments: [number]
        ).map { row in hit(.quarantine, "\(number)", title: "#\(number)", shown: ["code": row[0]]) }
    }

    /// The first record of the file with that SHA-256.
    private func file(_ digest: Data, _ word: String) throws -> [SearchHit] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT t.file_name, (SELECT min(r.id) FROM record r WHERE r.receipt_id = t.id) FROM receipt t
                    WHERE t.sha256 = ? LIMIT 5
                    """
            ),
            arguments: [digest]
        ).compactMap { row in
            guard let number: Int64 = row[1] else { return nil }
            return hit(.record, "\(number)", title: row[0], record: number, shown: ["sha256": word])
        }
    }

    private func hit(
        _ kind: SearchKind,
        _ id: String,
        title: String? = nil,
        record: Int64? = nil,
        shown: [String: String?]
    ) -> SearchHit {
        let title = title ?? id
        return SearchHit(
            kind: kind,
            id: id,
            record: record,
            title: SearchHit.Passage(
                field: "id",
                text: title,
                marks: title.isEmpty ? [] : [0..<title.utf8.count],
                likeness: .exact
            ),
            passages: [],
            shown: shown.compactMapValues { $0 },
            distance: -80
        )
    }

    private static func bytes(ofHexadecimal text: String) -> Data? {
        var data = Data()
        var rest = text[...]
        while let pair = rest.isEmpty ? nil : rest.prefix(2) {
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            data.append(byte)
            rest = rest.dropFirst(2)
        }
        return data
    }
}
