import Ledger
import LedgerStore

extension Notary {
    /// States in the log what its index is now, so that look-ups can be proven up to here.
    ///
    /// - Returns: The place of the statement, or of the newest one if the log has not grown since but for statements.
    public func stateLookup() async throws -> UInt64? {
        let reader = try LedgerReader(folder)
        let size = try reader.verified(reader.latest).checkpoint.size
        let entries = try LookupBook.entries(reader, upTo: size)
        if let known = try LookupBook.newestStatement(reader), let entry = try reader.entry(at: known, size: size),
            let statement = LookupStatement(entry: entry), entries.allSatisfy({ $0.place < statement.covered })
        {
            return known
        }
        guard !entries.isEmpty else { return nil }
        let place = try await append(LookupIndex(entries, covering: size).statement.entry)
        try besideLog.replace(LookupBook.path, by: Array("\(place)\n".utf8), isSafe: true)
        return place
    }
}
