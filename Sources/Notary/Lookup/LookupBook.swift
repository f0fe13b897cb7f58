public import Ledger

/// The index of a log, built from its entries and the sets of labels beside it.
///
/// Whoever has a mirror can build it too, and compare.
public struct LookupBook: Sendable {
    /// What was found under a key.
    public struct Answer: Sendable, Hashable {
        /// The proof of which entries speak of the thing, up to the size that the statement covers.
        public let proof: LookupProof
        /// What the log says of its index.
        public let statement: LookupStatement
        /// The place of the statement in the log.
        public let statementPlace: UInt64
        /// The places that the proof shows.
        public let places: [UInt64]
        /// Places behind what the index covers: these were looked through, and nothing proves that they are all.
        public let later: [UInt64]
    }

    /// The file below the log's folder that names the place of the newest statement.
    public static let path = "lookup"

    private let index: LookupIndex
    private let statementPlace: UInt64
    /// What stands behind the covered entries.
    private let later: [LookupEntry]

    /// Builds the index that the log's newest statement tells of; nil if it made none yet.
    ///
    /// - Throws: ``LookupFault`` if entries, labels and statement do not agree.
    public init?(_ reader: LedgerReader) throws {
        guard let place = try Self.newestStatement(reader) else { return nil }
        let size = try reader.verified(reader.latest).checkpoint.size
        guard let entry = try reader.entry(at: place, size: size), let statement = LookupStatement(entry: entry) else {
            throw LookupFault.statementMissing(place: place)
        }
        let entries = try Self.entries(reader, upTo: size)
        index = LookupIndex(entries.lazy.filter { $0.place < statement.covered }, covering: statement.covered)
        guard index.statement == statement else { throw LookupFault.otherIndex(place: place) }
        statementPlace = place
        later = entries.filter { $0.place >= statement.covered }
    }

    /// Looks a key up.
    public func answer(_ key: LookupKey) throws(ProofFault) -> Answer {
        let proof = index.proof(of: key)
        return Answer(
            proof: proof,
            statement: index.statement,
            statementPlace: statementPlace,
            places: try proof.check(index.statement),
            later: later.filter { $0.key == key }.map(\.place)
        )
    }

    /// The place of the newest statement; nil if there is none.
    public static func newestStatement(_ reader: LedgerReader) throws -> UInt64? {
        guard let bytes = try reader.file(path) else { return nil }
        return UInt64(String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" })
    }

    /// All labels of a log's entries up to a size.
    ///
    /// - Throws: ``LookupFault`` if a set is absent or is not what its entry says.
    public static func entries(_ reader: LedgerReader, upTo size: UInt64) throws -> [LookupEntry] {
        var found: [LookupEntry] = []
        var place: UInt64 = 0
        while place < size {
            let bundle = try reader.entries(from: place, size: size)
            guard !bundle.isEmpty else { throw LookupFault.entryMissing(place: place) }
            for bytes in bundle {
                defer { place += 1 }
                guard let set = CommitmentEntry(parsing: bytes)?.labels else { continue }
                guard let file = try reader.file(LabelFile.path(of: set)).flatMap({ LabelFile(parsing: $0) }),
                    file.set == set
                else { throw LookupFault.labelsDiffer(place: place) }
                for key in file.keys { found.append(LookupEntry(key: key, place: place)) }
            }
        }
        return found
    }
}

/// Why the index of a log cannot be used.
public enum LookupFault: Error, Sendable, Hashable {
    /// The log has no entry at a place below its size.
    case entryMissing(place: UInt64)
    /// The set of labels of an entry is absent, or not the one that the entry names.
    case labelsDiffer(place: UInt64)
    /// There is no statement at the place that is noted as that of the newest.
    case statementMissing(place: UInt64)
    /// The entries and labels give another index than the statement says.
    case otherIndex(place: UInt64)
}
