import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// Bytes of a received file, for a reader who may see them; the reading is noted in the access trail.
    ///
    /// Bytes hold every column, so the reader must be able to have every redacted one of the records in that place.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the reader may not see the receipt, nor the record that the bytes are
    ///   of; ``Denial`` if they see it and may not have it as it came.
    public func receivedBytes(
        receipt: Int64,
        position: Int,
        length: Int,
        as reader: Reader
    ) async throws -> [UInt8] {
        let place = Place(receipt: receipt, position: position, length: length)
        let isSeen = try await read(as: reader) { db in try place.isSeen(db) }
        guard isSeen else { throw StoreError(.notFound, "There is no receipt \(receipt).") }
        let sha256 = try await readTables(asking: reader) { [self] db in
            guard try !place.isSealed(db) else { throw StoreError(.notFound, "There is no receipt \(receipt).") }
            let standing = try standing(of: reader, in: db)
            let owner = try Self.ownership(of: "receipt", "\(receipt)", in: db)
            let ask = try Agency.fetch(db, owner?.agency ?? 1)
            guard standing.capabilities.contains(.readOriginals) else {
                let reason: Denial.Reason = standing.agency <= 0 ? .signIn : .capability
                throw Denial(reason, capability: .readOriginals, subject: "receipt", ask: ask)
            }
            for field in try place.fields(db) {
                let access = try Int.fetchOne(db, sql: "SELECT reader_may(?)", arguments: [field.name]) ?? 0
                guard access == 0 else { continue }
                let isMissing = standing.capabilities.contains(field.capability)
                throw Denial(
                    isMissing ? .purpose : .capability,
                    capability: field.capability,
                    subject: field.name,
                    ask: ask
                )
            }
            return try Data.fetchOne(db, sql: "SELECT sha256 FROM main.receipt WHERE id = ?", arguments: [receipt])
        }
        guard let sha256 else { throw StoreError(.notFound, "There is no receipt \(receipt).") }
        try await noteAccess(
            by: reader,
            did: "read-bytes",
            to: "receipt",
            "\(receipt)@\(position)+\(length)",
            at: now()
        )
        return try received.bytes(of: Array(sha256), at: position, count: length)
    }

    /// A place in a received file.
    private struct Place: Sendable {
        let receipt: Int64
        let position: Int
        let length: Int

        private var end: Int {
            let (end, isTooFar) = position.addingReportingOverflow(length)
            return isTooFar ? .max : end
        }

        /// Whether the reader at the seat sees the file, or the one record that the place lies in.
        func isSeen(_ db: Database) throws -> Bool {
            let ofFile = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM receipt WHERE id = ?)",
                arguments: [receipt]
            )
            let ofRecord = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM record
                        WHERE receipt_id = ? AND position <= ? AND position + length >= ?)
                    """,
                arguments: [receipt, position, end]
            )
            return ofFile == true || ofRecord == true
        }

        /// Whether something lies there that is sealed to the reader at the seat.
        func isSealed(_ db: Database) throws -> Bool {
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM main.record
                        WHERE receipt_id = ? AND position < ? AND position + length > ? AND reader_sealed(id))
                    """,
                arguments: [receipt, end, position]
            ) ?? true
        }

        /// The redacted columns of what lies there; of every kind where that is not known.
        func fields(_ db: Database) throws -> [RedactedField] {
            let kinds = try Int.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT kind FROM main.record
                    WHERE receipt_id = ? AND position < ? AND position + length > ?
                    """,
                arguments: [receipt, end, position]
            ).map { FactSchema.baseTables.indices.contains($0) ? FactSchema.baseTables[$0].name : "" }
            let isWhole = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM main.record WHERE receipt_id = ? AND position <= ? AND position + length >= ?)
                    """,
                arguments: [receipt, position, end]
            )
            var names = Set(kinds)
            if isWhole != true {
                let kind = try String.fetchOne(
                    db,
                    sql: "SELECT kind FROM main.receipt WHERE id = ?",
                    arguments: [receipt]
                )
                guard let kind, FactSchema.table(named: kind) != nil else { return RedactedField.all }
                names.insert(kind)
            }
            return RedactedField.all.filter { names.contains($0.table) }
        }
    }
}
