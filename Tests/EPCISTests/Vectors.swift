import Foundation
import Testing

/// Files of others that stand beside the project, never in it: `../shared/vectors/traceability`.
enum Vectors {
    /// The folder; nil where it is absent.
    static let folder: URL? = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let working = URL(filePath: FileManager.default.currentDirectoryPath)
        let places = [root, working].flatMap { [$0.appending(path: "../shared"), $0.appending(path: "../../shared")] }
        return places.map { $0.standardized.appending(path: "vectors/traceability") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    static let absence: Comment = "../shared/vectors/traceability is absent: NOTHING WAS COMPARED WITH OTHERS' VECTORS"

    /// Whether the folder is there; says so loudly where it is not.
    static var isPresent: Bool {
        if folder == nil { print(absence.rawValue) }
        return folder != nil
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: #require(folder).appending(path: path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// The lines of a file, empty ones left out.
    static func lines(_ path: String) throws -> [String] {
        try text(path).split(whereSeparator: \.isNewline).map { String($0).trimmingCharacters(in: .whitespaces) }
    }

    /// The names of the files in a folder that end so.
    static func files(_ path: String, ending: [String]) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: #require(folder).appending(path: path).path)
            .filter { name in ending.contains { name.hasSuffix($0) } }
            .sorted()
    }
}
