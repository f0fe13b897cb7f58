import Formats
import Foundation
import Store

/// Files that exhibits come from and are copied to.
enum ExhibitFile {
    /// How much is read at a time.
    private static let pieceLength = 1 << 20
    /// The most bytes that a file of entries may have: 64 MiB.
    private static let mostBytes = 64 << 20

    /// Seals a file as it is read.
    static func seal(_ path: String, in files: EvidenceFiles) throws -> EvidenceFiles.Kept {
        let handle = try opened(path)
        defer { try? handle.close() }
        let intake = try files.intake()
        while let piece = try bytes(handle, path), !piece.isEmpty { try intake.write(piece) }
        return try intake.keep()
    }

    /// A file of entries.
    static func entries(_ path: String) throws -> [UInt8] {
        let handle = path == "-" ? FileHandle.standardInput : try opened(path)
        var content: [UInt8] = []
        while let piece = try bytes(handle, path), !piece.isEmpty {
            content += piece
            guard content.count <= mostBytes else {
                throw CommandFailure("\(Printable.text(path)) is larger than 64 MiB: give it in parts.")
            }
        }
        return content
    }

    private static func opened(_ path: String) throws -> FileHandle {
        do { return try FileHandle(forReadingFrom: URL(filePath: path)) } catch { throw unreadable(path) }
    }

    private static func bytes(_ handle: FileHandle, _ path: String) throws -> Data? {
        do { return try handle.read(upToCount: pieceLength) } catch { throw unreadable(path) }
    }

    private static func unreadable(_ path: String) -> CommandFailure {
        CommandFailure("\(Printable.text(path)) cannot be read: is it a file, and may you read it?")
    }

    /// A copy that has its name only once it is whole; what is given up is taken away.
    final class Copy {
        private let target: URL
        private let temporary: URL
        private let handle: FileHandle

        init(at path: String) throws {
            target = URL(filePath: path)
            guard !FileManager.default.fileExists(atPath: target.path) else {
                throw CommandFailure("\(Printable.text(path)) is there. Nothing is written over: name another file.")
            }
            temporary = target.deletingLastPathComponent().appending(path: ".\(UUID().uuidString).part")
            let isMade = FileManager.default.createFile(
                atPath: temporary.path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
            guard isMade, let handle = try? FileHandle(forWritingTo: temporary) else {
                throw CommandFailure("\(Printable.text(path)) cannot be written: is its folder there, and yours?")
            }
            self.handle = handle
        }

        deinit {
            try? handle.close()
            try? FileManager.default.removeItem(at: temporary)
        }

        func write(_ piece: [UInt8]) throws {
            do { try handle.write(contentsOf: piece) } catch { throw full(error) }
        }

        func keep() throws {
            do {
                try handle.synchronize()
                // A link fails where something is there; a rename would write over it.
                try FileManager.default.linkItem(at: temporary, to: target)
            } catch { throw full(error) }
        }

        private func full(_ error: any Error) -> CommandFailure {
            CommandFailure("\(Printable.text(target.path)) cannot be written: \(error.localizedDescription)")
        }
    }
}
