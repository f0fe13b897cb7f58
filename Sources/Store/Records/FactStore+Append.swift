import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// Writes a batch in one transaction: its records, their facts, the refused ones, and where the next batch starts.
    ///
    /// A record whose main fact is there already with the same bytes is a duplicate and is not kept again; with other
    /// bytes it is a correction, and the older record's rows are marked as replaced. An agency corrects what it handed in
    /// itself: a record under an identifier of another agency's goes to quarantine, so that nobody can replace, re-mark
    /// or hide what others have recorded. A row that another record only mentions, such as a lot that an event names,
    /// gives way to the thing's own record, whoever hands that in.
    ///
    /// - Parameter next: The offset in the file from which the next batch is read.
    /// - Parameter isAllOrNothing: Whether nothing is written if one record is under an identifier of another agency's;
    ///   then its reason is thrown.
    /// - Returns: The counts of the receipt with this batch.
    public func append(
        _ batch: FactBatch,
        to receipt: Receipt,
        next: Int,
        isAllOrNothing: Bool = false
    ) async throws -> IntakeCounts {
        let excerpts = try Self.excerpts(of: batch.refusals, in: receipt.sha256, received)
        let recordTime = Int64((now().timeIntervalSince1970 * 1_000_000).rounded())
        return try await write { [received] db in
            var writer = try BatchWriter(db, batch: batch, receipt: receipt, recordTime: recordTime)
            try writer.writeDocument()
            try writer.writeRecords()
            if isAllOrNothing, let refused = writer.foreign.first { throw refused.reason }
            try writer.writeRefusals(batch.refusals, excerpts)
            let foreign = writer.foreign
            try writer.writeRefusals(foreign, try Self.excerpts(of: foreign, in: receipt.sha256, received))
            try writer.close(next: next)
            try SearchWriter.followUp(db, atMost: Self.indexedAtOnce)
            return writer.counts
        }
    }

    /// How many bytes of a refused record the quarantine shows; the rest stands in the received file.
    static let excerptLength = 2048

    /// What the quarantine shows of refused records.
    static func excerpts(
        of refusals: [FactBatch.Refusal],
        in file: [UInt8],
        _ received: ReceivedFiles
    ) throws -> [[UInt8]] {
        try refusals.map { try received.bytes(of: file, at: $0.position, count: min($0.length, excerptLength)) }
    }
}

/// Writes one batch inside a transaction.
struct BatchWriter {
    let db: Database
    let batch: FactBatch
    let receipt: Receipt
    var counts: IntakeCounts
    /// Records under identifiers of other agencies'.
    private(set) var foreign: [FactBatch.Refusal] = []
    private(set) var statements: BatchStatements
    private var nextID: Int64
    /// In microseconds since 1970.
    private let recordTime: Int64
    private let captureStatements: CaptureStatements?
    private var nextCapture = 0

    static let event = FactSchema.baseNumber(of: "event")
    static let lot = FactSchema.baseNumber(of: "lot")

    init(_ db: Database, batch: FactBatch, receipt: Receipt, recordTime: Int64) throws {
        self.db = db
        self.batch = batch
        self.receipt = receipt
        self.recordTime = recordTime
        statements = try BatchStatements(db)
        captureStatements = batch.captures.isEmpty ? nil : try CaptureStatements(db)
        nextID = (try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM main.record") ?? 0) + 1
        counts = try Receipt(
            row: Row.fetchOne(db, sql: "SELECT * FROM main.receipt WHERE id = ?", arguments: [receipt.id]) ?? Row()
        ).counts
    }

    mutating func writeRecords() throws {
        try batch.arena.withUnsafeBufferPointer { arena in
            var index = 0
            while index < batch.records.count {
                let run = batch.records[index...].prefix(BatchStatements.runLength)
                let firstID = nextID
                if try writeRun(run, arena: arena) {
                    for offset in 0..<run.count { try writeCapture(of: index + offset, as: firstID + Int64(offset)) }
                } else {
                    for (offset, record) in run.enumerated() {
                        let id = nextID
                        try write(record, arena: arena, as: event(of: index + offset))
                        try writeCapture(of: index + offset, as: nextID > id ? id : nil)
                    }
                }
                index += run.count
            }
        }
    }

    /// What the record is looked up by, if it is an event.
    private func event(of record: Int) -> CapturedEvent? {
        guard nextCapture < batch.captures.count, batch.captures[nextCapture].record == record else { return nil }
        return batch.captures[nextCapture].event
    }

    /// Writes what an event is looked up by; a duplicate, which has no number, is passed over.
    private mutating func writeCapture(of record: Int, as id: Int64?) throws {
        guard let captureStatements, nextCapture < batch.captures.count,
            batch.captures[nextCapture].record == record
        else { return }
        if let id {
            try captureStatements.add(
                batch.captures[nextCapture].event,
                record: id,
                receipt: receipt.id,
                owner: receipt.owner,
                recordTime: recordTime
            )
        }
        nextCapture += 1
    }

    /// Writes what the file says of all its events.
    func writeDocument() throws {
        guard let document = batch.document else { return }
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO main.captured_document (receipt_id, syntax, prefixes) VALUES (?, ?, ?)"
        ).execute(arguments: [receipt.id, document.syntax, document.prefixes])
        for entry in batch.masterData {
            try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO main.captured_master (receipt_id, element, vocabulary, name, value)
                    VALUES (?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [receipt.id, entry.element, entry.vocabulary, entry.name, entry.value])
        }
    }

    /// Writes a run of records in one go; false if they have to be written one by one.
    private mutating func writeRun(
        _ run: ArraySlice<FactBatch.Record>,
        arena: UnsafeBufferPointer<UInt8>
    ) throws -> Bool {
        guard run.count == BatchStatements.runLength, let first = run.first else { return false }
        let table = batch.rows[first.rows.lowerBound].table
        guard FactSchema.baseTables[table].isOneRowPerRecord,
            run.allSatisfy({ $0.rows.count == 1 && batch.rows[$0.rows.lowerBound].table == table }),
            try statements.addRun(
                run,
                of: batch,
                table: table,
                arena: arena,
                firstID: nextID,
                receipt: receipt.id,
                owner: receipt.owner
            )
        else { return false }
        nextID += Int64(run.count)
        counts.accepted += run.count
        return true
    }

    private mutating func write(
        _ record: FactBatch.Record,
        arena: UnsafeBufferPointer<UInt8>,
        as event: CapturedEvent?
    ) throws {
        let main = batch.rows[record.rows.lowerBound]
        let id = nextID
        let current = try statements.current(main, of: batch, arena: arena, digestStart: record.digestStart)
        if let current, current.hasSameBytes {
            counts.duplicates += 1
            return
        }
        if let current, current.kind == main.table, current.owner != receipt.owner.agency {
            foreign.append(
                FactBatch.Refusal(
                    position: record.position,
                    length: record.length,
                    line: record.line,
                    reason: RefusalReason(.ownedByAnother, expected: .ownIdentifier)
                )
            )
            return
        }
        let withdrawal = try current.flatMap {
            try event?.isErrorDeclaration == false && isErrorDeclaration($0.recordID) ? $0.recordID : nil
        }
        if let event, let current, current.kind == main.table, try wasSeen(event, record, arena: arena) {
            counts.duplicates += 1
            return
        }
        try statements.addRecord(record, arena: arena, id: id, receipt: receipt.id, kind: main.table)
        if let current {
            try replace(current, by: id, main: main)
            if current.kind == main.table, withdrawal == nil { counts.corrections += 1 }
        }
        guard try statements.addFact(main, of: batch, arena: arena, record: id, owner: receipt.owner) else {
            throw StoreError(.database, "A row was refused as known, and no row with its key is there.")
        }
        for index in record.rows.dropFirst() {
            let row = batch.rows[index]
            if try !statements.addFact(row, of: batch, arena: arena, record: id, owner: receipt.owner),
                main.table == Self.event
            {
                // A second row with a known key says nothing new, such as a name given twice; but an event may be
                // withdrawn, and then another one that made the lot is what is known of it.
                try keep(row, of: id, arena: arena)
            }
        }
        if let current, current.kind == main.table, main.table == Self.event {
            try bringForward(lotsOf: current.recordID)
        }
        if let withdrawal { try giveWay(id, to: withdrawal, FactSchema.baseTables[main.table].name) }
        nextID += 1
        counts.accepted += 1
    }

    /// Marks what an older record said as replaced.
    ///
    /// A statement of another kind that happens to describe the same thing (an event that names a lot, when the lot's
    /// own record arrives) loses only that row.
    private func replace(_ current: BatchStatements.Current, by id: Int64, main: FactBatch.Row) throws {
        let table = FactSchema.baseTables[main.table]
        guard current.kind == main.table else {
            // The event may have made other lots, of which it still tells.
            try db.cachedStatement(sql: "UPDATE main.\"\(table.name)\" SET superseded_by = ? WHERE rowid = ?")
                .execute(arguments: [id, current.rowID])
            if main.table == Self.lot { try standBehind(id, ofLotAt: current.rowID) }
            return
        }
        for name in [table.name] + FactTable.companions[table.name, default: []] {
            try db.cachedStatement(
                sql: "UPDATE main.\"\(name)\" SET superseded_by = ? WHERE record_id = ? AND superseded_by IS NULL"
            ).execute(arguments: [id, current.recordID])
        }
        try db.cachedStatement(sql: "UPDATE main.record SET superseded_by = ? WHERE id = ?")
            .execute(arguments: [id, current.recordID])
        try db.cachedStatement(sql: "UPDATE main.record SET supersedes = ? WHERE id = ?")
            .execute(arguments: [current.recordID, id])
        try db.cachedStatement(sql: "INSERT INTO main.record_correction (record_id, corrects) VALUES (?, ?)")
            .execute(arguments: [id, current.recordID])
    }

    mutating func writeRefusals(_ refusals: [FactBatch.Refusal], _ excerpts: [[UInt8]]) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO main.quarantine
                    (receipt_id, position, length, line, path, code, found, expected, advice, excerpt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for (refusal, excerpt) in zip(refusals, excerpts) {
            let reason = refusal.reason
            try statement.execute(arguments: [
                receipt.id, refusal.position, refusal.length, refusal.line, reason.path, reason.code.rawValue,
                reason.found.json, reason.expected.json, reason.code.adviceKey, Data(excerpt),
            ])
            counts.quarantined += 1
        }
    }

    func close(next: Int) throws {
        for table in Set(batch.rows.map(\.table)).sorted() {
            try FactStore.bumpVersion(of: FactSchema.baseTables[table].name, in: db)
        }
        try db.execute(
            sql: """
                UPDATE main.receipt
                SET next_position = ?, accepted = ?, duplicates = ?, corrections = ?, quarantined = ? WHERE id = ?
                """,
            arguments: [
                next, counts.accepted, counts.duplicates, counts.corrections, counts.quarantined, receipt.id,
            ]
        )
    }
}
