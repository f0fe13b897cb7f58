import GRDB
import Vocabulary

extension FactStore {
    /// The records that say something of a lot now, as far as the reader may see them, in the order in which they came.
    public func records(ofLot lot: String, as reader: Reader) async throws -> [Int64] {
        try await read(as: reader) { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT record_id FROM lot WHERE id = ?1
                    UNION SELECT record_id FROM event_lot WHERE lot_id = ?1
                    UNION SELECT record_id FROM sample WHERE lot = ?1
                    UNION SELECT record_id FROM certificate WHERE lot = ?1
                    ORDER BY 1
                    """,
                arguments: [lot]
            )
        }
    }

    /// The records that a finding rests on, as far as the reader may see them.
    public func records(ofFinding finding: String, as reader: Reader) async throws -> [Int64] {
        try await read(as: reader) { db in
            let text = try String.fetchOne(db, sql: "SELECT record_ids FROM finding WHERE id = ?", arguments: [finding])
            let numbers = (text ?? "").split(separator: " ").compactMap { Int64($0) }
            return try numbers.filter { number in
                try Bool.fetchOne(
                    db,
                    sql: "SELECT EXISTS (SELECT 1 FROM record WHERE id = ?)",
                    arguments: [number]
                ) ?? false
            }
        }
    }

    /// Whether the reader may see a record.
    public func hasRecord(_ record: Int64, as reader: Reader) async throws -> Bool {
        try await read(as: reader) { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM record WHERE id = ?)", arguments: [record])
        } ?? false
    }

    /// Refuses where the digest of a record would tell more than the reader may see: of a birth date that is withheld, all can
    /// be tried out.
    ///
    /// - Throws: ``Denial``.
    public func checkDigest(ofRecord record: Int64, as reader: Reader) async throws {
        try await readTables(asking: reader) { [self] db in
            let kind = try Int.fetchOne(db, sql: "SELECT kind FROM main.record WHERE id = ?", arguments: [record])
            guard let kind, FactSchema.baseTables.indices.contains(kind) else { return }
            let standing = try standing(of: reader, in: db)
            for field in RedactedField.of(FactSchema.baseTables[kind].name)
            where !standing.capabilities.contains(field.capability) {
                let owner = try Self.ownership(of: "record", "\(record)", in: db)
                throw Denial(
                    standing.agency <= 0 ? .signIn : .capability,
                    capability: field.capability,
                    subject: field.name,
                    ask: try Agency.fetch(db, owner?.agency ?? 1)
                )
            }
        }
    }

    /// The bytes of a record as it was received, for a reader who may see them; the reading is noted in the access trail.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the reader may not see the record; ``Denial`` if they see it and may not
    ///   have it as it came.
    public func bytes(ofRecord record: Int64, as reader: Reader) async throws -> [UInt8] {
        struct Place: Sendable {
            let receipt: Int64
            let position: Int
            let length: Int
        }
        let place = try await read(as: reader) { db in
            try Row.fetchOne(
                db,
                sql: "SELECT receipt_id, position, length FROM record WHERE id = ?",
                arguments: [record]
            ).map { Place(receipt: $0[0], position: $0[1], length: $0[2]) }
        }
        guard let place else { throw StoreError(.notFound, "There is no record \(record).") }
        return try await receivedBytes(
            receipt: place.receipt,
            position: place.position,
            length: place.length,
            as: reader
        )
    }
}
