public import Foundation
import Notary
public import Store

/// Makes a backup of a store while it is read and written.
public struct BackupMaker: Sendable {
    /// How far a backup has come.
    public struct Progress: Sendable {
        /// Bytes done and in all; the database counts twice, as it is copied and then written.
        public let done: Int
        /// Bytes in all, as far as is known.
        public let total: Int
        /// What is being done.
        public let step: String
    }

    /// What was made.
    public struct Summary: Sendable {
        /// What it holds.
        public let manifest: BackupManifest
        /// The SHA-256 of its manifest: noted elsewhere, it shows later that the backup is this one.
        public let manifestDigest: String
        /// How many received files were there already.
        public let filesThere: Int
        /// How many bytes were read and written.
        public let bytesWritten: Int
    }

    private let store: FactStore
    private let recipients: [AgeRecipient]
    private let now: @Sendable () -> Date

    /// Makes a maker; without recipients the backup is not encrypted.
    public init(
        store: FactStore,
        recipients: [AgeRecipient] = [],
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.recipients = recipients
        self.now = now
    }

    /// Writes a backup to a new file.
    public func write(
        toFile file: URL,
        report: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Summary {
        try await make("file", report) { _ in try ArchiveTarget(file, recipients: recipients) }
    }

    /// Adds a snapshot to a folder; received files that are there from an earlier one are not written again.
    public func write(
        toFolder folder: URL,
        report: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Summary {
        try await make("folder", report) { time in
            try FolderTarget(folder, snapshot: time.replacing(":", with: "-"), recipients: recipients)
        }
    }

    private func make(
        _ place: String,
        _ report: @escaping @Sendable (Progress) -> Void,
        _ makeTarget: (String) throws -> any BackupTarget
    ) async throws -> Summary {
        let scratch = try BackupScratch(in: store.folder)
        defer { scratch.clear() }
        let time = FactStore.timestamp(now())
        let target = try makeTarget(time)
        do {
            let snapshot = try await store.snapshot(to: scratch.database) { done, total in
                report(Progress(done: done, total: total, step: "copying the database"))
            }
            let summary = try write(snapshot, scratch.database, takenAt: time, to: target, report)
            try target.finish()
            // A store that cannot be written is none the worse for that: the backup is there.
            try? await store.noteBackup(
                at: time,
                place: place,
                bytes: summary.bytesWritten,
                manifestDigest: summary.manifestDigest
            )
            return summary
        } catch {
            target.abandon()
            throw error
        }
    }

    private func write(
        _ snapshot: StoreSnapshot,
        _ database: URL,
        takenAt time: String,
        to target: any BackupTarget,
        _ report: @Sendable (Progress) -> Void
    ) throws -> Summary {
        var manifest = BackupManifest(
            createdAt: time,
            migrations: snapshot.migrations,
            rowCounts: snapshot.rowCounts,
            pieces: [],
            faults: []
        )
        var written = 0
        var filesThere = 0
        let total = (snapshot.received + snapshot.evidence).reduce(snapshot.byteCount) { $0 + $1.byteCount }
        report(Progress(done: 0, total: total, step: "writing"))
        let digest = try target.put(BackupName.database, size: snapshot.byteCount, from: FileSource(database))
        manifest.pieces.append(
            .init(name: BackupName.database, bytes: snapshot.byteCount, sha256: BackupName.hex(digest))
        )
        written += snapshot.byteCount
        var done = snapshot.byteCount
        let files =
            snapshot.received.map { (kept: $0, file: store.received.url(of: $0.sha256), name: BackupName.received) }
            + snapshot.evidence.map { (kept: $0, file: store.evidence.url(of: $0.sha256), name: BackupName.evidence) }
        for (kept, file, name) in files {
            let hex = BackupName.hex(kept.sha256)
            let name = name(hex)
            done += kept.byteCount
            if target.holds(name, size: kept.byteCount) {
                manifest.pieces.append(.init(name: name, bytes: kept.byteCount, sha256: hex))
                filesThere += 1
                continue
            }
            // A file that is gone or altered is said, and the rest is saved all the same.
            guard let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int,
                let source = try? FileSource(file)
            else {
                manifest.faults.append(name)
                continue
            }
            let found = BackupName.hex(try target.put(name, size: size, from: source))
            if found != hex { manifest.faults.append(name) }
            manifest.pieces.append(.init(name: name, bytes: size, sha256: found))
            written += size
            report(Progress(done: done, total: total, step: "writing"))
        }
        written += try writeLogs(to: target, &manifest) { report(Progress(done: total, total: total, step: $0)) }
        let text = try manifest.encoded()
        let seal = BackupName.seal(of: text)
        _ = try target.put(BackupName.manifest, size: text.count, from: MemorySource(text))
        _ = try target.put(BackupName.manifestDigest, size: seal.count, from: MemorySource(seal))
        return Summary(
            manifest: manifest,
            manifestDigest: String(decoding: seal.prefix(64), as: UTF8.self),
            filesThere: filesThere,
            bytesWritten: written
        )
    }

    /// Writes the store's logs, which are looked at after the database was: what it says is in them is in them.
    ///
    /// The public one first: what it says of the private one must be in that.
    ///
    /// - Returns: How many bytes were written.
    private func writeLogs(
        to target: any BackupTarget,
        _ manifest: inout BackupManifest,
        _ report: (String) -> Void
    ) throws -> Int {
        var written = 0
        for log in [LedgerFolder.Log.ledger, .trail] {
            guard let copy = try LogCopy(of: log, in: LedgerFolder(ofStore: store.folder)) else { continue }
            report("writing the \(log.rawValue)")
            for path in copy.paths {
                let name = BackupName.log(log, path)
                guard let bytes = try copy.bytes(of: path) else {
                    manifest.faults.append(name)
                    continue
                }
                let digest = BackupName.hex(try target.put(name, size: bytes.count, from: MemorySource(bytes)))
                manifest.pieces.append(.init(name: name, bytes: bytes.count, sha256: digest))
                written += bytes.count
            }
        }
        return written
    }
}

/// The folder inside the store where a snapshot waits: as confidential as the store, and cleared by the next run.
private final class BackupScratch {
    private let folder: URL
    private let lock: FileDescriptor

    var database: URL { folder.appending(path: "facts.sqlite") }

    init(in store: URL) throws {
        folder = store.appending(path: "backup-in-progress", directoryHint: .isDirectory)
        let files = FileManager.default
        do {
            try files.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            lock = try FileDescriptor(reading: folder.path)
        } catch {
            throw BackupError(.fileSystem, "\(folder.path) cannot be made: \(error)")
        }
        guard try lock.lock(alone: true) else {
            throw BackupError(.busy, "Another backup of this store is being made. Wait for it, then try again.")
        }
        clear()
    }

    func clear() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] {
            try? files.removeItem(at: folder.appending(path: name))
        }
    }
}
