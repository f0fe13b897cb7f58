public import Ledger

/// An entry's place in the log.
public struct LoggedEntry: Sendable, Hashable {
    /// Its place, from 0.
    public let index: UInt64
    /// Whether the log did not hold the very same entry before.
    public let isNew: Bool
}

/// What a commit came to.
public struct Committed: Sendable, Hashable {
    /// The places of the entries, in the order in which they were given.
    public let entries: [LoggedEntry]
    /// The checkpoint that holds them all.
    public let checkpoint: SignedNote
}

/// The log on disk, for one writer: takes a batch, puts it on the disk, signs, publishes.
///
/// The argument for its being right, step by step (``commit(_:)``):
///
/// 1. The entries of a batch go behind the journal in one write, and one `fdatasync` puts them on the disk. Until it
///    returns, nothing was signed and nobody was told.
/// 2. The batch is read back, and the tree made of it a second time: only if both lead to one root is that root signed.
///    From here on there is one root only that the log can have at that size, whatever happens: after a loss of power the
///    journal gives the same entries, they the same root, and Ed25519 the same signature. So no size is ever signed twice
///    with two roots, though the checkpoint itself is not synced.
/// 3. Tiles and bundles are published, then the checkpoint, each all at once. They are made from the journal again if the
///    power goes: it is cut back only after everything is on the disk (``compact()``).
///
/// Whatever fails stops the writer. Opening the log anew reads what is on the disk, and **refuses** if that is older than,
/// or differs from, anything that the log is known to have signed: its own published checkpoint, and those that the
/// caller brings, which should be its witnesses'.
public struct LogWriter<Files: LogFiles>: Sendable {
    /// The last checkpoint that was published.
    public private(set) var checkpoint: SignedNote

    private let files: Files
    private let signer: any NoteSigner
    /// The log's key and those that it had before.
    private let keys: [VerifierKey]
    private var log: TileAppender
    private var table = LeafTable()
    /// How many entries are in tiles that are on the disk for good: the journal counts from there.
    private var baseSize: UInt64
    private var journalEnd: Int
    private var journalDigest: TreeHash
    private var hasStopped = false

    /// The journal's length at which it is cut back.
    public var journalLimit = 64 << 20

    /// How many entries the log has.
    public var size: UInt64 { log.size }

    /// Opens the log, or begins it if the folder is empty.
    ///
    /// - Parameters:
    ///   - files: The log's files.
    ///   - signer: The log's key; its name is the log's.
    ///   - formerKeys: The keys that signed the log before: what they signed counts as the log's own.
    ///   - known: Checkpoints of the log that others have, witnesses first of all.
    ///   - isResuming: Whether to go on from what is published if the journal is gone, as in a copy that a backup gave back.
    ///     Only for whoever knows that the log has signed nothing newer: otherwise it would sign a second history.
    public init(
        files: Files,
        signer: some NoteSigner,
        formerKeys: [VerifierKey] = [],
        known: [SignedNote] = [],
        isResuming: Bool = false
    ) throws(LogFault) {
        self.files = files
        self.signer = signer
        keys = [signer.verifier] + formerKeys
        guard try Self.run({ () throws(FileFault) in try files.lock() }) else { throw .isLocked }
        let published = try Self.run { () throws(FileFault) in try files.read(Self.checkpointPath) }
        var stored = try Self.run { () throws(FileFault) in try files.read(Journal.path) }
        if stored == nil, isResuming {
            guard let published else { throw .stateMissing }
            // Put on the disk below, once everything has been found right.
            stored = Journal.beginning(at: try Self.parsed(published)).bytes
        }
        guard let stored else {
            let names = try Self.run { () throws(FileFault) in try files.names(in: "tile") }
            guard published == nil, names.isEmpty, known.isEmpty else { throw .stateMissing }
            log = TileAppender()
            checkpoint = try Self.sign(log, signer)
            (baseSize, journalEnd, journalDigest) = (0, 0, .empty)
            try restart(publishing: true)
            return
        }
        guard let journal = Journal(stored) else { throw .stateMissing }
        let base = try Self.verified(journal.base, keys)
        log = try Self.resumed(base, files)
        (baseSize, journalEnd, journalDigest) = (base.checkpoint.size, journal.end, journal.digest)
        checkpoint = base.note
        for batch in journal.batches {
            guard batch.first == log.size else { throw .stateMissing }
            try Self.publish(batch.entries, into: &log, files)
        }
        checkpoint = try Self.sign(log, signer)
        var others = known
        // What a loss of power left of the published checkpoint may be no note at all: it is published again.
        if let published, let note = try? Self.parsed(published) { others.append(note) }
        for other in others { try refuseContradiction(with: other) }
        try fillTable()
        // Written anew from what was read: a page that could not be written may be in memory and not on the disk.
        try restart(publishing: published != checkpoint.bytes)
    }

    static var checkpointPath: String { "checkpoint" }

    /// Takes entries in their order; those that the log holds already keep their place.
    ///
    /// - Returns: Their places and the checkpoint, once both are safe.
    /// - Throws: ``LogFault``. Whether the entries are in the log is then known only after it was opened anew, save for
    ///   ``LogFault/entryTooLong``, after which nothing has changed.
    public mutating func commit(_ entries: [[UInt8]]) throws(LogFault) -> Committed {
        guard !hasStopped else { throw .hasStopped }
        guard entries.allSatisfy({ $0.count <= EntryBundle.longestEntry }) else { throw .entryTooLong }
        let (places, new) = try placed(entries)
        guard !new.isEmpty else { return Committed(entries: places, checkpoint: checkpoint) }
        hasStopped = true
        let batch = Journal.Batch(first: log.size, entries: new.map(\.entry))
        let (record, digest) = Journal.record(batch, behind: journalDigest)
        try Self.run { () throws(FileFault) in
            try files.append(record, to: Journal.path)
            try files.sync(Journal.path)
        }
        // The root from memory, and the root and the tiles from the bytes as they are stored.
        let (expectedSize, expected) = (log.size + UInt64(new.count), log.root(appending: new.map(\.hash)))
        let stored = try Self.run { () throws(FileFault) in
            try files.read(Journal.path, from: journalEnd, count: record.count)
        }
        guard let again = Journal.batch(stored, behind: journalDigest), again.first == log.size else {
            throw .wrongRoot(size: expectedSize)
        }
        var next = log
        try Self.publish(again.entries, into: &next, files)
        guard next.size == expectedSize, next.root == expected else { throw .wrongRoot(size: expectedSize) }
        let signed = try Self.sign(next, signer)
        try Self.run { () throws(FileFault) in try files.replace(Self.checkpointPath, by: signed.bytes, isSafe: false) }
        for (place, leaf) in new.enumerated() { table.insert(leaf.hash, at: log.size + UInt64(place)) }
        log = next
        checkpoint = signed
        journalEnd += record.count
        journalDigest = digest
        if journalEnd > journalLimit { try restart(publishing: false) }
        hasStopped = false
        return Committed(entries: places, checkpoint: signed)
    }

    /// Puts everything on the disk and cuts the journal back.
    public mutating func compact() throws(LogFault) {
        guard !hasStopped else { throw .hasStopped }
        hasStopped = true
        try restart(publishing: false)
        hasStopped = false
    }

    /// Begins the journal anew at the present checkpoint, once all tiles are on the disk.
    private mutating func restart(publishing: Bool) throws(LogFault) {
        let (bytes, digest) = Journal.beginning(at: checkpoint)
        let note = checkpoint.bytes
        try Self.run { () throws(FileFault) in
            try files.syncAll()
            try files.replace(Journal.path, by: bytes, isSafe: true)
            try files.syncFolder(".state")
            try files.syncFolder("")
            if publishing { try files.replace(Self.checkpointPath, by: note, isSafe: true) }
        }
        (journalEnd, journalDigest) = (bytes.count, digest)
        // Not before: until the full tile is on the disk for good, recovery needs the partial one.
        try removePartials(from: baseSize, to: log.size)
        baseSize = log.size
    }

    /// A leaf that the log does not hold yet.
    private struct NewLeaf {
        let entry: [UInt8]
        let hash: TreeHash
    }

    /// Where each entry is or will be, and those that are new, each once.
    private func placed(_ entries: [[UInt8]]) throws(LogFault) -> ([LoggedEntry], [NewLeaf]) {
        var new: [NewLeaf] = []
        var own: [TreeHash: UInt64] = [:]
        own.reserveCapacity(entries.count)
        var places: [LoggedEntry] = []
        places.reserveCapacity(entries.count)
        for entry in entries {
            let hash = TreeHash.leaf(entry)
            var known = own[hash]
            if known == nil { known = try held(hash) }
            if let place = known {
                places.append(LoggedEntry(index: place, isNew: false))
                continue
            }
            let place = log.size + UInt64(new.count)
            own[hash] = place
            new.append(NewLeaf(entry: entry, hash: hash))
            places.append(LoggedEntry(index: place, isNew: true))
        }
        return (places, new)
    }

    /// Where the log holds a leaf.
    private func held(_ hash: TreeHash) throws(LogFault) -> UInt64? {
        for place in table.candidates(hash) {
            guard let path = TilePath.holding(place, kind: .hashes(level: 0), size: log.size) else { continue }
            let bytes = try Self.run { () throws(FileFault) in try Self.read(path, files) }
            guard let tile = try? HashTile(bytes, width: path.width) else { throw .badTile(path) }
            if tile.hashes[Int(place % 256)] == hash { return place }
        }
        return nil
    }

    private mutating func fillTable() throws(LogFault) {
        for index in 0..<((log.size + 255) / 256) {
            guard let path = TilePath.holding(index * 256, kind: .hashes(level: 0), size: log.size) else { return }
            let bytes = try Self.run { () throws(FileFault) in try Self.read(path, files) }
            guard let tile = try? HashTile(bytes, width: path.width) else { throw .badTile(path) }
            for (place, hash) in tile.hashes.enumerated() { table.insert(hash, at: index * 256 + UInt64(place)) }
        }
    }

    /// Refuses to go on if the log has signed something that it does not hold.
    private func refuseContradiction(with note: SignedNote) throws(LogFault) {
        let stated: Checkpoint
        do throws(NoteFault) {
            stated = try VerifiedCheckpoint(note, logKeys: keys).checkpoint
        } catch {
            throw .note(error)
        }
        guard stated.size <= log.size else { throw .olderThanSigned(size: log.size, signed: stated.size) }
        let files = files
        let source = TileSource(size: log.size) { (path) throws(FileFault) in try Self.read(path, files) }
        do throws(TileReadFailure<FileFault>) {
            guard try TreeSnapshot(size: stated.size, of: source).root == stated.root else {
                throw TileReadFailure<FileFault>.beyondTree
            }
        } catch {
            if case .beyondTree = error { throw .fork(size: stated.size) }
            throw Self.fault(error)
        }
    }

    /// Takes partial tiles away whose full one is published now.
    private func removePartials(from oldSize: UInt64, to newSize: UInt64) throws(LogFault) {
        for path in TilePath.added(from: oldSize, to: newSize) where !path.isPartial {
            try Self.run { () throws(FileFault) in try files.remove("\(path.text).p") }
        }
    }
}
