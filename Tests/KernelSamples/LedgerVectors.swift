package import Formats
package import Foundation

/// Files of others that stand beside the project, never in it: `../shared/vectors/ledger`.
package enum LedgerVectors {
    /// The folder; nil where it is absent.
    package static let folder: URL? = {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let places = [root.appending(path: "../shared"), root.appending(path: "../../shared")]
        return places.map { $0.standardizedFileURL.appending(path: "vectors/ledger") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    /// That the folder is absent.
    package struct Absent: Error {}

    /// The bytes of a file.
    package static func bytes(_ path: String) throws -> [UInt8] {
        guard let folder else { throw Absent() }
        return Array(try Data(contentsOf: folder.appending(path: path)))
    }

    /// The text of a file without white space around it.
    package static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The JSON of a file, where its bytes are.
    package static func tape(_ path: String) throws -> JSONValue { try JSONTape(bytes(path)).root }

    /// The JSON of a file as a tree.
    package static func json(_ path: String) throws -> JSONNode { try JSONNode(parsing: try bytes(path)) }
}
