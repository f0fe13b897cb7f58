public import Foundation
import GRDB
public import Vocabulary

/// What is known of a file when it arrives.
public struct Consignment: Sendable, Hashable {
    /// The file's name as the sender gave it.
    public var fileName: String
    /// What kind of records it holds.
    public var kind: String
    /// The name of the map that its columns were read with; empty for none.
    public var map: String
    /// Who made the data, in words.
    public var source: String
    /// The agency that hands it in.
    public var agency: String
    /// The handling marking of everything in it.
    public var marking: HandlingMarking

    /// Describes a consignment.
    public init(
        fileName: String,
        kind: String,
        map: String = "",
        source: String = "",
        agency: String = "local",
        marking: HandlingMarking = .amber
    ) {
        self.fileName = fileName
        self.kind = kind
        self.map = map
        self.source = source
        self.agency = agency
        self.marking = marking
    }
}

/// A file in the store, and how far its records have been read.
public struct Receipt: Sendable, Hashable {
    /// Its row in the table of receipts.
    public let id: Int64
    /// The SHA-256 of the file.
    public let sha256: [UInt8]
    /// How many bytes the file has.
    public let byteCount: Int
    /// Whether nothing is left to do: its records have been read, or it was refused as a whole.
    public let isFinished: Bool
    /// Where the next record starts.
    public let nextPosition: Int
    /// Its counts so far.
    public var counts: IntakeCounts
    let owner: BatchStatements.Owner

    /// Two receipts are the same if their rows are.
    public static func == (left: Receipt, right: Receipt) -> Bool { left.id == right.id }

    /// Hashes the row number.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What became of the records of a file.
public struct IntakeCounts: Sendable, Hashable, Codable {
    /// Kept with their facts, corrections among them.
    public var accepted = 0
    /// The same bytes were there already.
    public var duplicates = 0
    /// Replaced an older record of the same thing.
    public var corrections = 0
    /// Could not be read, kept with the reason.
    public var quarantined = 0

    /// Makes counts of nothing.
    public init() {}
}

extension FactStore {
    /// Opens the receipt of a kept file, or finds the one that is there.
    public func receipt(
        for kept: ReceivedFiles.Kept,
        _ consignment: Consignment,
        at time: Date,
        correcting quarantine: Int64? = nil
    ) async throws -> Receipt {
        try await write { db in
            try Self.receipt(for: kept, consignment, at: time, correcting: quarantine, in: db)
        }
    }

    static func receipt(
        for kept: ReceivedFiles.Kept,
        _ consignment: Consignment,
        at time: Date,
        correcting quarantine: Int64? = nil,
        in db: Database
    ) throws -> Receipt {
        // The agency that runs the store is "local" to its machine whatever name it was given since.
        let isLocal = consignment.agency == "local"
        if !isLocal {
            try db.execute(
                sql: "INSERT INTO agency (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
                arguments: [consignment.agency]
            )
        }
        try db.execute(
            sql: """
                INSERT INTO receipt
                    (sha256, byte_count, file_name, kind, source, map, agency_id, marking, received_at, state,
                     corrects_quarantine)
                SELECT ?, ?, ?, ?, ?, ?, id, ?, ?, 'open', ? FROM agency WHERE \(isLocal ? "id = 1" : "name = ?")
                ON CONFLICT (sha256, kind, map, source) DO NOTHING
                """,
            arguments: [
                Data(kept.sha256), kept.byteCount, consignment.fileName, consignment.kind, consignment.source,
                consignment.map, consignment.marking.rawValue, Self.timestamp(time), quarantine,
            ] + (isLocal ? [] : [consignment.agency])
        )
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM main.receipt WHERE sha256 = ? AND kind = ? AND map = ? AND source = ?",
            arguments: [Data(kept.sha256), consignment.kind, consignment.map, consignment.source]
        )
        guard let row else { throw StoreError(.database, "The receipt that was written is not there.") }
        return Receipt(row: row)
    }

    /// Marks a receipt complete: all its records have been read.
    public func complete(_ receipt: Receipt, at time: Date) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE main.receipt SET state = 'complete', finished_at = ? WHERE id = ?",
                arguments: [Self.timestamp(time), receipt.id]
            )
        }
    }

    /// Marks a receipt failed and keeps the whole file in quarantine with the reason.
    public func refuse(_ receipt: Receipt, because reason: RefusalReason, at time: Date) async throws {
        let excerpt = try received.bytes(of: receipt.sha256, at: 0, count: Self.excerptLength)
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO main.quarantine
                        (receipt_id, position, length, line, path, code, found, expected, advice, excerpt)
                    VALUES (?, 0, ?, 1, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    receipt.id, receipt.byteCount, reason.path, reason.code.rawValue, reason.found.json,
                    reason.expected.json,
                    reason.code.adviceKey, Data(excerpt),
                ]
            )
            try db.execute(
                sql: """
                    UPDATE main.receipt SET state = 'failed', quarantined = quarantined + 1, finished_at = ? WHERE id = ?
                    """,
                arguments: [Self.timestamp(time), receipt.id]
            )
        }
    }

    /// A time as the store writes it: UTC, ISO 8601 with milliseconds.
    public static func timestamp(_ time: Date) -> String {
        time.formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        )
    }
}

extension Receipt {
    init(row: Row) {
        id = row["id"]
        sha256 = Array(row["sha256"] as Data)
        byteCount = row["byte_count"]
        isFinished = row["state"] != "open"
        nextPosition = row["next_position"]
        counts = IntakeCounts()
        counts.accepted = row["accepted"]
        counts.duplicates = row["duplicates"]
        counts.corrections = row["corrections"]
        counts.quarantined = row["quarantined"]
        owner = BatchStatements.Owner(marking: row["marking"], agency: row["agency_id"])
    }
}
