public import Ledger

/// Looks at every byte of a log: `fsck` for the ledger.
///
/// It trusts nothing but the public key: from the entries up, each tile must follow from what is below it, and the root of
/// all from the checkpoint. It only reads, and may be run on a mirror, which has no journal.
public struct LogCheck<Files: LogFiles>: Sendable {
    /// What is wrong, with the file that it is about.
    public struct Finding: Sendable, Hashable {
        /// The kinds of finding.
        public enum Kind: String, Sendable, Hashable {
            /// The file is not there.
            case missing
            /// The file has not the form that it must have.
            case malformed
            /// An entry does not hash to what its tile says.
            case wrongEntry
            /// A hash does not follow from the tile below.
            case wrongHash
            /// The checkpoint's root is not that of the tiles.
            case wrongRoot
            /// The signature is not the log's.
            case wrongSignature
            /// The same entry stands in the log twice.
            case entryTwice
            /// What the log keeps for itself does not fit what is published.
            case wrongState
            /// The system would not let the file be read.
            case unreadable
        }

        /// What is wrong.
        public let kind: Kind
        /// The file, below the log's folder.
        public let path: String
        /// The entry or hash at fault, by its place in the log or on its level.
        public let place: UInt64?
    }

    /// What was found; nothing if all is well.
    public private(set) var findings: [Finding] = []
    /// The checkpoint, if it is the log's.
    public private(set) var checkpoint: Checkpoint?
    /// How many files were looked at.
    public private(set) var fileCount = 0

    private let files: Files
    private let key: VerifierKey

    /// Whether all is well.
    public var isSound: Bool { findings.isEmpty }

    /// Looks at a log.
    ///
    /// - Complexity: O(n): every entry is hashed once.
    public init(_ files: Files, key: VerifierKey) {
        self.files = files
        self.key = key
        guard let size = readCheckpoint() else { return }
        let root = readTiles(size)
        if root != checkpoint?.root, findings.isEmpty { note(.wrongRoot, "checkpoint") }
        readOldTiles(size)
        readJournal()
    }

    private mutating func note(_ kind: Finding.Kind, _ path: String, at place: UInt64? = nil) {
        findings.append(Finding(kind: kind, path: path, place: place))
    }

    /// The bytes of a file, or a finding.
    private mutating func read(_ path: String) -> [UInt8]? {
        do throws(FileFault) {
            guard let bytes = try files.read(path) else {
                note(.missing, path)
                return nil
            }
            fileCount += 1
            return bytes
        } catch {
            note(.unreadable, path)
            return nil
        }
    }

    private mutating func readCheckpoint() -> UInt64? {
        guard let bytes = read("checkpoint") else { return nil }
        do throws(NoteFault) {
            let verified = try VerifiedCheckpoint(SignedNote(parsing: bytes), logKeys: [key])
            checkpoint = verified.checkpoint
            return verified.checkpoint.size
        } catch {
            note(error == .wrongSignature || error == .noKnownKey ? .wrongSignature : .malformed, "checkpoint")
            return nil
        }
    }

    /// The root of the log, with a finding for each file that does not follow from the others.
    ///
    /// Where an entry and its hash differ, one of the two was changed: the signed root says which, unless both were.
    private mutating func readTiles(_ size: UInt64) -> TreeHash? {
        var (byEntries, byTiles) = (MerkleTree(), MerkleTree())
        var places: [TreeHash: UInt64] = [:]
        var differing: [(path: TilePath, place: UInt64)] = []
        for path in TilePath.added(to: size) where path.kind == .entries {
            guard let bytes = read(path.text), let tile = hashTile(path) else { return nil }
            let first = path.index * 256
            guard let bundle = try? EntryBundle(bytes, width: path.width) else {
                note(.malformed, path.text)
                return nil
            }
            let hashes = bundle.entries.map { TreeHash.leaf($0) }
            for (place, hash) in hashes.enumerated() {
                if hash != tile.hashes[place] { differing.append((path, first + UInt64(place))) }
                if places.updateValue(first + UInt64(place), forKey: hash) != nil {
                    note(.entryTwice, path.text, at: first + UInt64(place))
                }
            }
            byEntries.append(hashes: hashes)
            byTiles.append(hashes: tile.hashes)
        }
        let areEntriesRight = byEntries.root == checkpoint?.root
        let tree = areEntriesRight || byTiles.root != checkpoint?.root ? byEntries : byTiles
        for (path, place) in differing {
            if areEntriesRight {
                note(.wrongHash, Self.hashes(of: path).text, at: place)
            } else {
                note(.wrongEntry, path.text, at: place)
            }
        }
        for path in TilePath.added(to: size) {
            guard case .hashes(let level) = path.kind, level > 0 else { continue }
            guard let bytes = read(path.text) else { continue }
            guard let tile = try? HashTile(bytes, width: path.width) else {
                note(.malformed, path.text)
                continue
            }
            guard let expected = tree.tile(path) else { continue }
            for (place, hash) in tile.hashes.enumerated() where hash != expected.hashes[place] {
                note(.wrongHash, path.text, at: path.index * 256 + UInt64(place))
            }
        }
        return tree.root
    }

    /// Partial tiles of earlier sizes, which somebody may still read: each is the beginning of the present one.
    private mutating func readOldTiles(_ size: UInt64) {
        for path in TilePath.added(to: size) {
            let folder = "\(path.full.text).p"
            for name in ((try? files.names(in: folder)) ?? []).sorted()
            where name != String(path.width) || !path.isPartial {
                let old = "\(folder)/\(name)"
                guard let width = Int(name), (1..<path.width).contains(width), let bytes = read(old) else {
                    if Int(name) != path.width { note(.wrongState, old) }
                    continue
                }
                let part = TilePath(kind: path.kind, index: path.index, width: width)
                if (try? LogWriter.beginning(of: path, part, files)) != bytes { note(.malformed, old) }
            }
        }
    }

    /// The tile of the hashes of a bundle's entries.
    private static func hashes(of path: TilePath) -> TilePath {
        TilePath(kind: .hashes(level: 0), index: path.index, width: path.width)
    }

    private mutating func hashTile(_ path: TilePath) -> HashTile? {
        let own = Self.hashes(of: path)
        guard let bytes = read(own.text) else { return nil }
        guard let tile = try? HashTile(bytes, width: path.width) else {
            note(.malformed, own.text)
            return nil
        }
        return tile
    }

    /// What the log keeps for itself, if it is here: a mirror has none.
    private mutating func readJournal() {
        guard let bytes = try? files.read(Journal.path) else { return }
        fileCount += 1
        guard let journal = Journal(bytes), journal.end == bytes.count else {
            note(.malformed, Journal.path)
            return
        }
        guard let note = try? SignedNote(parsing: journal.base),
            let base = try? VerifiedCheckpoint(note, logKeys: [key]).checkpoint, let checkpoint
        else {
            self.note(.wrongSignature, Journal.path)
            return
        }
        let size = journal.batches.reduce(base.size) { $0 + UInt64($1.entries.count) }
        var next = base.size
        for batch in journal.batches {
            if batch.first != next { self.note(.wrongState, Journal.path, at: batch.first) }
            next += UInt64(batch.entries.count)
        }
        if size < checkpoint.size || base.size > checkpoint.size { self.note(.wrongState, Journal.path, at: size) }
    }
}
