public import Foundation
import Store

/// Makes a store again from a backup.
public struct Restorer: Sendable {
    private let reader: BackupReader

    /// Prepares to restore what a reader reads.
    public init(_ reader: BackupReader) {
        self.reader = reader
    }

    /// Restores into a folder that must not be there, or be empty.
    ///
    /// Everything is written beside it, compared with the manifest and looked through by the database; only then does
    /// the folder get its name.
    public func restore(into folder: URL) throws -> BackupReader.Result {
        let files = FileManager.default
        if files.fileExists(atPath: folder.path) {
            guard (try? files.contentsOfDirectory(atPath: folder.path))?.isEmpty == true else {
                throw BackupError(
                    .exists,
                    "\(folder.path) is there and not empty. Nothing is written over: name another folder, or move it away."
                )
            }
        }
        let target = folder.standardizedFileURL
        let parent = target.deletingLastPathComponent()
        let temporary = parent.appending(
            path: ".\(target.lastPathComponent).restoring-\(UUID().uuidString)",
            directoryHint: .isDirectory
        )
        do {
            try files.createDirectory(
                at: temporary.appending(path: "received"),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw BackupError(.fileSystem, "\(temporary.path) cannot be made: \(error.localizedDescription)")
        }
        do {
            let result = try reader.walk { name in
                let file = temporary.appending(path: name)
                try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                return try FileSink(file)
            }
            try check(temporary.appending(path: BackupName.database), against: result.manifest)
            if files.fileExists(atPath: target.path) { try files.removeItem(at: target) }
            try BackupSink.rename(temporary, to: target)
            return result
        } catch {
            try? files.removeItem(at: temporary)
            throw error
        }
    }

    private func check(_ database: URL, against manifest: BackupManifest) throws {
        let inspection: StoreInspection
        do {
            inspection = try StoreInspection.full(of: database)
        } catch {
            throw BackupError(.damaged, "The restored database cannot be read: \(error)")
        }
        guard inspection.faults.isEmpty else {
            throw BackupError(
                .damaged,
                "The restored database is not whole: \(inspection.faults.prefix(3).joined(separator: "; "))"
            )
        }
        for (table, count) in manifest.rowCounts.sorted(by: { $0.key < $1.key })
        where inspection.rowCounts[table] != count {
            let found = inspection.rowCounts[table].map { "\($0)" } ?? "no"
            throw BackupError(.damaged, "The table \(table) has \(found) rows; the manifest says \(count).")
        }
    }
}
