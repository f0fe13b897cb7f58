internal import Formats
internal import Ledger
internal import Notary

/// One of the newest entries of the log, as its page lists it.
struct LedgerEntryLine: Sendable {
    let place: UInt64
    /// What it is: the end of a message's key.
    let kind: String
    /// How many statements it commits to, if it is of that kind.
    let count: UInt64?
    /// The entry as it stands in the log.
    let text: String

    private static let limit: UInt64 = 12
    private static let types: Set<String> = ["did", "did-compromise", "key", "log", "lookup-index"]

    init(place: UInt64, bytes: [UInt8]) {
        self.place = place
        text = String(decoding: bytes, as: UTF8.self)
        if let entry = CommitmentEntry(parsing: bytes) {
            kind = entry.kind.rawValue
            count = entry.count
        } else {
            let type = (try? JSONNode(parsing: bytes))?["type"]?.string ?? ""
            kind = Self.types.contains(type) ? type : "other"
            count = nil
        }
    }

    /// The newest entries, the last first.
    static func newest(_ reader: LedgerReader) throws -> [LedgerEntryLine] {
        let size = try reader.verified(reader.latest).checkpoint.size
        return try (0..<min(limit, size)).compactMap { back in
            let place = size - 1 - back
            return try reader.entry(at: place, size: size).map { LedgerEntryLine(place: place, bytes: $0) }
        }
    }
}
