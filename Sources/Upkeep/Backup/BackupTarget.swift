import Foundation
import Store

/// Where the pieces of a backup go.
protocol BackupTarget: AnyObject {
    /// Whether this received file is there from an earlier backup.
    func holds(_ name: String, size: Int) -> Bool
    /// Writes a piece; its SHA-256.
    func put(_ name: String, size: Int, from source: any ByteSource) throws -> [UInt8]
    /// Makes the backup lasting, under its own name.
    func finish() throws
    /// Takes away what is unfinished.
    func abandon()
}

/// Encrypts on the way to a file, if there are recipients.
enum BackupSink {
    static func make(_ file: URL, for recipients: [AgeRecipient]) throws -> any ByteSink {
        let sink = try FileSink(file)
        return recipients.isEmpty ? sink : try AgeWriter(to: sink, recipients: recipients)
    }

    /// Gives a whole file its own name, and waits until the disk has it.
    static func rename(_ temporary: URL, to file: URL) throws {
        do {
            try FileDescriptor.rename(temporary.path, to: file.path)
            try FileDescriptor(reading: file.deletingLastPathComponent().path).sync()
        } catch {
            throw BackupError(.fileSystem, "\(file.path) cannot be written: \(error)")
        }
    }
}

/// One file: a tar archive, encrypted if there are recipients.
final class ArchiveTarget: BackupTarget {
    private let file: URL
    private let partial: URL
    private let writer: TarWriter

    init(_ file: URL, recipients: [AgeRecipient]) throws {
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw BackupError(.exists, "\(file.path) is there already. Name another file, or a folder.")
        }
        self.file = file
        partial = file.deletingLastPathComponent().appending(path: file.lastPathComponent + "." + BackupName.partial)
        // Left by a run that was killed.
        try? FileManager.default.removeItem(at: partial)
        writer = TarWriter(to: try BackupSink.make(partial, for: recipients))
    }

    func holds(_ name: String, size: Int) -> Bool { false }

    func put(_ name: String, size: Int, from source: any ByteSource) throws -> [UInt8] {
        try writer.add(name, size: size, from: source)
    }

    func finish() throws {
        try writer.finish()
        try BackupSink.rename(partial, to: file)
    }

    func abandon() {
        try? FileManager.default.removeItem(at: partial)
    }
}

/// A folder: received files once for all snapshots, each snapshot in a folder of its own.
final class FolderTarget: BackupTarget {
    private let folder: BackupFolder
    private let snapshot: String
    private let partial: URL
    private let recipients: [AgeRecipient]

    init(_ folder: URL, snapshot: String, recipients: [AgeRecipient]) throws {
        self.folder = BackupFolder(folder)
        self.snapshot = snapshot
        let readers = try Self.readers(recipients)
        self.recipients = recipients
        partial = self.folder.snapshots.appending(path: ".partial-\(snapshot)")
        do {
            try FileManager.default.createDirectory(at: self.folder.objects, withIntermediateDirectories: true)
            try? FileManager.default.removeItem(at: partial)
            try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
        } catch {
            throw BackupError(.fileSystem, "\(folder.path) cannot be written: \(error.localizedDescription)")
        }
        guard !FileManager.default.fileExists(atPath: self.folder.snapshots.appending(path: snapshot).path) else {
            throw BackupError(.exists, "\(folder.path) has a snapshot \(snapshot) already. Wait a second.")
        }
        try keepToReaders(readers)
    }

    /// Who may open the files of this folder, as a text.
    private static func readers(_ recipients: [AgeRecipient]) throws -> String {
        let keys = try recipients.map { recipient in
            guard case .key(let key) = recipient else {
                // Each file would cost a second, once to write and once to read.
                throw BackupError(.badKey, "A passphrase is for a backup in one file. For a folder, give --recipient.")
            }
            return key.description
        }
        return keys.isEmpty ? "not encrypted\n" : keys.sorted().joined(separator: "\n") + "\n"
    }

    /// Files of earlier backups are used again, so everybody who may open one must be able to open all.
    private func keepToReaders(_ readers: String) throws {
        let file = folder.folder.appending(path: "recipients.txt")
        guard let noted = try? String(contentsOf: file, encoding: .utf8) else {
            do { try Data(readers.utf8).write(to: file, options: .atomic) } catch {
                throw BackupError(.fileSystem, "\(file.path) cannot be written: \(error.localizedDescription)")
            }
            return
        }
        guard noted == readers else {
            abandon()
            throw BackupError(
                .exists,
                "The backups in \(folder.folder.path) are for other recipients (recipients.txt). Name another folder."
            )
        }
    }

    func holds(_ name: String, size: Int) -> Bool {
        let file = folder.object(name, isEncrypted: !recipients.isEmpty)
        guard let found = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int else {
            return false
        }
        return recipients.isEmpty ? found == size : found > size
    }

    func put(_ name: String, size: Int, from source: any ByteSource) throws -> [UInt8] {
        let isObject = BackupName.digest(in: name) != nil
        let suffix = recipients.isEmpty ? "" : BackupFolder.encrypted
        let target =
            isObject
            ? folder.object(name, isEncrypted: !recipients.isEmpty)
            : partial.appending(path: name + suffix)
        let parent = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        let temporary = parent.appending(path: ".partial-\(target.lastPathComponent)")
        try? FileManager.default.removeItem(at: temporary)
        let sink = try BackupSink.make(temporary, for: recipients)
        let digest = try ByteCopy.copy(source, size: size, to: sink, name: name)
        try sink.finish()
        try BackupSink.rename(temporary, to: target)
        return digest
    }

    func finish() throws {
        try BackupSink.rename(partial, to: folder.snapshots.appending(path: snapshot))
    }

    func abandon() {
        try? FileManager.default.removeItem(at: partial)
    }
}

/// The layout of a folder of backups.
struct BackupFolder {
    static let encrypted = ".age"
    let folder: URL

    init(_ folder: URL) {
        self.folder = folder
    }

    var objects: URL { folder.appending(path: "objects", directoryHint: .isDirectory) }
    var snapshots: URL { folder.appending(path: "snapshots", directoryHint: .isDirectory) }

    /// Where the received file of that name stands.
    func object(_ name: String, isEncrypted: Bool) -> URL {
        let hex = BackupName.digest(in: name) ?? ""
        return objects.appending(path: String(hex.prefix(2)))
            .appending(path: hex + (isEncrypted ? Self.encrypted : ""))
    }

    /// The finished snapshots, oldest first.
    var names: [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: snapshots.path)) ?? []
        return found.filter { !$0.hasPrefix(".") }.sorted()
    }
}
