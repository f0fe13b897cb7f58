import Dossier
import Foundation

/// A folder of its own for each test, gone with it.
final class Scratch {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "dossier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path).appending(path: name)))
    }

    /// Every byte of every file below a folder, with the names.
    func everything(below name: String) throws -> [UInt8] {
        let folder = "\(path)/\(name)"
        return try FileTree.files(below: folder).flatMap { file, _ in
            file + (try bytes("\(name)/" + String(decoding: file, as: UTF8.self)))
        }
    }
}
