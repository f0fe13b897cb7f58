public import Ledger

extension LogWriter {
    /// Runs something that may fail on files.
    static func run<Result>(_ body: () throws(FileFault) -> Result) throws(LogFault) -> Result {
        do throws(FileFault) { return try body() } catch { throw .files(error) }
    }

    /// Whether what the writer keeps for itself is there: not so in a copy of what is published.
    public static func hasJournal(_ files: Files) throws(FileFault) -> Bool {
        try files.names(in: Journal.folder).contains(Journal.name)
    }

    static func parsed(_ bytes: [UInt8]) throws(LogFault) -> SignedNote {
        do throws(NoteFault) { return try SignedNote(parsing: bytes) } catch { throw .note(error) }
    }

    static func verified(_ bytes: [UInt8], _ keys: [VerifierKey]) throws(LogFault) -> VerifiedCheckpoint {
        let note = try parsed(bytes)
        do throws(NoteFault) {
            return try VerifiedCheckpoint(note, logKeys: keys)
        } catch {
            throw .note(error)
        }
    }

    static func sign(_ log: TileAppender, _ signer: any NoteSigner) throws(LogFault) -> SignedNote {
        do throws(NoteFault) {
            let checkpoint = Checkpoint(origin: signer.verifier.name, size: log.size, root: log.root)
            let text = try checkpoint.text
            return SignedNote(text: text, signatures: [try signer.sign(text)])
        } catch {
            throw .note(error)
        }
    }

    /// The right edge of the tree of a checkpoint, from the tiles on the disk.
    static func resumed(_ base: VerifiedCheckpoint, _ files: Files) throws(LogFault) -> TileAppender {
        let size = base.checkpoint.size
        let log: TileAppender
        do throws(TileReadFailure<FileFault>) {
            log = try TileAppender(resuming: size) { (path) throws(FileFault) in try read(path, files) }
        } catch {
            throw fault(error)
        }
        guard log.root == base.checkpoint.root else { throw .wrongRoot(size: size) }
        return log
    }

    /// The bytes of a tile or bundle, or the first part of the full one if it has grown since; none if it is not there.
    public static func read(_ path: TilePath, _ files: Files) throws(FileFault) -> [UInt8] {
        if let bytes = try files.read(path.text) { return bytes }
        return path.isPartial ? try beginning(of: path.full, path, files) : []
    }

    /// The first part of a tile or bundle, as wide as another path says; none if the tile is not there.
    static func beginning(of path: TilePath, _ part: TilePath, _ files: Files) throws(FileFault) -> [UInt8] {
        guard let bytes = try files.read(path.text) else { return [] }
        switch path.kind {
        case .hashes: return Array(bytes.prefix(part.width * TreeHash.byteCount))
        case .entries:
            let entries = (try? EntryBundle(bytes, width: path.width))?.entries.prefix(part.width) ?? []
            return (try? EntryBundle(Array(entries)))?.bytes ?? []
        }
    }

    static func fault(_ error: TileReadFailure<FileFault>) -> LogFault {
        switch error {
        case .beyondTree: .stateMissing
        case .load(_, let fault): .files(fault)
        case .tile(let path, _): .badTile(path)
        }
    }

    /// Writes the tiles and bundles that a batch makes or lets grow.
    static func publish(_ entries: [[UInt8]], into log: inout TileAppender, _ files: Files) throws(LogFault) {
        do throws(FileFault) {
            try log.append(entries) { (path, bytes) throws(FileFault) in
                try files.replace(path.text, by: bytes, isSafe: false)
            }
        } catch {
            throw .files(error)
        }
    }
}
