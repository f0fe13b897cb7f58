import Crypto
public import Foundation
import Store

/// Reads a backup through, and compares every byte with what its manifest says.
public struct BackupReader: Sendable {
    private let place: URL
    private let openers: [AgeOpener]
    private let snapshot: String?

    /// Prepares to read a file, or a folder: its newest snapshot, or the one named.
    public init(_ place: URL, openers: [AgeOpener] = [], snapshot: String? = nil) {
        self.place = place
        self.openers = openers
        self.snapshot = snapshot
    }

    /// What a backup holds, after all of it has been read.
    public struct Result: Sendable {
        /// What it holds.
        public let manifest: BackupManifest
        /// The SHA-256 of its manifest.
        public let manifestDigest: String
    }

    /// Checks a backup; throws what is wrong and where.
    public func verify() throws -> Result {
        try walk { _ in nil }
    }

    /// Reads every piece into the sink that is given for it, and checks it.
    func walk(_ sink: (String) throws -> (any ByteSink)?) throws -> Result {
        do {
            // All of it may be there, but nobody waited until the disk had it.
            guard place.pathExtension != BackupName.partial else {
                throw BackupError(.damaged, "its name says that it was not finished. Make the backup again.")
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
                throw BackupError(.fileSystem, "There is no backup \(place.path).")
            }
            return isFolder.boolValue ? try walkFolder(sink) : try walkArchive(sink)
        } catch let error as BackupError where error.code == .damaged || error.code == .locked {
            throw BackupError(error.code, "\(place.path): \(error.message)")
        }
    }

    // MARK: One file

    private func walkArchive(_ sink: (String) throws -> (any ByteSink)?) throws -> Result {
        let archive = TarReader(try opened(place))
        var found: [BackupManifest.Piece] = []
        var manifest: [UInt8]?
        var seal: [UInt8]?
        while let (name, size) = try archive.next() {
            guard seal == nil, manifest == nil || name == BackupName.manifestDigest else {
                throw BackupError(.damaged, "\(name) follows the manifest.")
            }
            switch name {
            case BackupName.manifest, BackupName.manifestDigest:
                let memory = MemorySink()
                _ = try archive.copy(name, size: size, to: memory)
                if name == BackupName.manifest { manifest = memory.content } else { seal = memory.content }
            default:
                try allow(name)
                let target = try sink(name)
                let digest = try archive.copy(name, size: size, to: target)
                try target?.finish()
                found.append(.init(name: name, bytes: size, sha256: BackupName.hex(digest)))
            }
        }
        let result = try read(manifest, sealedBy: seal)
        try compare(found, with: result.manifest)
        return result
    }

    // MARK: A folder

    private func walkFolder(_ sink: (String) throws -> (any ByteSink)?) throws -> Result {
        let folder = BackupFolder(place)
        guard let name = snapshot ?? folder.names.last, folder.names.contains(name) else {
            throw BackupError(
                .damaged,
                snapshot.map { "there is no snapshot \($0); there are: \(folder.names.joined(separator: ", "))" }
                    ?? "the folder holds no finished snapshot."
            )
        }
        let here = folder.snapshots.appending(path: name, directoryHint: .isDirectory)
        let isEncrypted = FileManager.default.fileExists(
            atPath: here.appending(path: BackupName.manifest + BackupFolder.encrypted).path
        )
        let suffix = isEncrypted ? BackupFolder.encrypted : ""
        func small(_ name: String) throws -> [UInt8] {
            let memory = MemorySink()
            try drain(here.appending(path: name + suffix), to: memory)
            return memory.content
        }
        let result = try read(try small(BackupName.manifest), sealedBy: try small(BackupName.manifestDigest))
        var found: [BackupManifest.Piece] = []
        for piece in result.manifest.pieces {
            try allow(piece.name)
            let file =
                BackupName.digest(in: piece.name) == nil
                ? here.appending(path: piece.name + suffix)
                : folder.object(piece.name, isEncrypted: isEncrypted)
            let target = try sink(piece.name)
            let digest: [UInt8]
            do {
                digest = try ByteCopy.copy(try opened(file), size: piece.bytes, to: target, name: piece.name)
            } catch let error as BackupError where error.code == .damaged || error.code == .fileSystem {
                throw BackupError(.damaged, "\(piece.name): \(error.message)")
            }
            try target?.finish()
            found.append(.init(name: piece.name, bytes: piece.bytes, sha256: BackupName.hex(digest)))
        }
        try compare(found, with: result.manifest)
        return result
    }

    private func drain(_ file: URL, to sink: any ByteSink) throws {
        let source = try opened(file)
        while true {
            let bytes = try source.bytes(1 << 16)
            if bytes.isEmpty { return }
            try sink.write(bytes)
        }
    }

    // MARK: Both

    /// A file as it was before it was encrypted.
    private func opened(_ file: URL) throws -> any ByteSource {
        let start = try FileSource(file).bytes(AgeHeader.intro.utf8.count)
        let source = try FileSource(file)
        // An encrypted file whose first byte was changed is no tar archive either, and is refused as one.
        guard start == Array(AgeHeader.intro.utf8) else { return source }
        guard !openers.isEmpty else {
            throw BackupError(.locked, "it is encrypted: give --identity FILE or --passphrase-file FILE.")
        }
        return try AgeReader(source, openers: openers)
    }

    private func allow(_ name: String) throws {
        guard name == BackupName.database || BackupName.digest(in: name) != nil || BackupName.isOfLog(name) else {
            throw BackupError(.damaged, "a backup holds no file of the name ‘\(name)’.")
        }
    }

    private func read(_ manifest: [UInt8]?, sealedBy seal: [UInt8]?) throws -> Result {
        guard let manifest, let seal else {
            throw BackupError(.damaged, "it has no manifest: it was not finished.")
        }
        guard BackupName.seal(of: manifest) == seal else {
            throw BackupError(.damaged, "manifest.json is not what was written.")
        }
        return Result(
            manifest: try BackupManifest.decode(manifest),
            manifestDigest: String(decoding: seal.prefix(64), as: UTF8.self)
        )
    }

    private func compare(_ found: [BackupManifest.Piece], with manifest: BackupManifest) throws {
        for (here, noted) in zip(found, manifest.pieces) where here != noted {
            throw BackupError(.damaged, "\(noted.name) is not what was written: its SHA-256 is \(here.sha256).")
        }
        guard found.count == manifest.pieces.count else {
            throw BackupError(.damaged, "it holds \(found.count) files; its manifest names \(manifest.pieces.count).")
        }
        guard found.contains(where: { $0.name == BackupName.database }) else {
            throw BackupError(.damaged, "it holds no database.")
        }
        let faults = Set(manifest.faults)
        for piece in found {
            guard let digest = BackupName.digest(in: piece.name), digest != piece.sha256 else { continue }
            guard faults.contains(piece.name) else {
                throw BackupError(.damaged, "\(piece.name) does not have the digest that is its name.")
            }
        }
    }
}
