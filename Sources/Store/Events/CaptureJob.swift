import Foundation
public import GRDB

/// A document that was handed in through the capture interface, and what became of it (EPCIS 2.0 section 12.6).
public struct CaptureJob: Sendable, Hashable {
    /// What happens to a document of which something is refused.
    public enum Behaviour: String, Sendable, Hashable, CaseIterable {
        /// Nothing of it is captured.
        case rollback
        /// The rest of it is captured.
        case proceed
    }

    /// The identifier: not to be guessed.
    public let id: String
    /// The SHA-256 of the document.
    public let sha256: [UInt8]
    /// How many bytes it has.
    public let byteCount: Int
    /// The agency that handed it in.
    public let owner: Int64
    /// The handling marking of its events.
    public let marking: Int
    /// What happens if something is refused.
    public let behaviour: Behaviour
    /// When it was handed in: UTC, ISO 8601.
    public let createdAt: String
    /// When it was done; nil before.
    public let finishedAt: String?
    /// Whether it was captured as asked for; while it runs, whether nothing has gone wrong so far.
    public let isSuccess: Bool
    /// What was refused: a JSON array.
    public let errors: String

    /// The document as the store keeps it.
    public var kept: ReceivedFiles.Kept { ReceivedFiles.Kept(sha256: sha256, byteCount: byteCount) }

    /// Reads a row of `capture_job`.
    public init(row: Row) {
        id = row["id"]
        sha256 = Array(row["sha256"] as Data)
        byteCount = row["byte_count"]
        owner = row["owner"]
        marking = row["marking"]
        behaviour = Behaviour(rawValue: row["behaviour"]) ?? .rollback
        createdAt = row["created_at"]
        finishedAt = row["finished_at"]
        isSuccess = row["is_success"] ?? true
        errors = row["errors"]
    }
}
