import Foundation

/// A file that a command reads, as a whole or in pieces.
enum EventFile {
    private static let pieceLength = 1 << 18

    /// The bytes of a file.
    static func bytes(of path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure("\(path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// A file to be read in pieces; `-` is standard input.
    static func open(_ path: String) throws -> FileHandle {
        if path == "-" { return .standardInput }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let file = FileHandle(forReadingAtPath: path)
        else { throw CommandFailure("\(path) cannot be read.") }
        return file
    }

    /// The next bytes of a file; none at its end.
    static func piece(of file: FileHandle, _ path: String) throws -> [UInt8] {
        do {
            return [UInt8](try file.read(upToCount: pieceLength) ?? Data())
        } catch {
            throw CommandFailure("\(path) cannot be read: \(error.localizedDescription)")
        }
    }
}
