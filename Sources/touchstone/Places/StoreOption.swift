import ArgumentParser
import Foundation
import Store

/// The store that a command works on.
struct StoreOption: ParsableArguments {
    @Option(name: .customLong("store"), help: ArgumentHelp("The folder of the store.", valueName: "folder"))
    var path = "touchstone-data"

    var folder: URL { URL(filePath: path, directoryHint: .isDirectory) }

    /// Whether there is a store.
    var exists: Bool { FileManager.default.fileExists(atPath: FactStore.databaseURL(in: folder).path) }

    /// The files with private keys that stand beside the database: `keys/papers`, for instance.
    var keyFiles: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "keys").path)
        return (names ?? []).sorted().map { "keys/\($0)" }
    }

    /// Opens the store that must be there; makes nothing where there is none.
    func openExisting() throws -> FactStore {
        guard exists else {
            throw CommandFailure(
                "There is no store in \(folder.path). `touchstone import FILE… --store \(path)` makes one."
            )
        }
        return try open()
    }

    /// Opens the store, which is made if it is not there.
    func openOrMake() throws -> FactStore {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), !isFolder.boolValue {
            throw CommandFailure("\(folder.path) is a file. Name a folder for the store with --store.")
        }
        return try open()
    }

    private func open() throws -> FactStore {
        let files = FileManager.default
        if files.fileExists(atPath: folder.path), !files.isWritableFile(atPath: folder.path) {
            throw CommandFailure(
                "The store \(folder.path) cannot be written by you. Change its permissions, or name another folder."
            )
        }
        let report: (UpgradeNote) -> Void = { note in
            switch note {
            case .began(let steps):
                StandardStreams.remark(
                    "The store is of an older version: its upgrade (\(steps.joined(separator: ", "))) is tried on a copy."
                )
            case .kept(let file):
                StandardStreams.remark(
                    """
                    The copy was upgraded and is whole; the store follows. The database as it was: \(file.path)
                    (the text beside it says how to go back).
                    """
                )
            }
        }
        return try FactStore(at: folder, report: report)
    }
}
