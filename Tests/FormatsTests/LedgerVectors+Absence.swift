import Foundation
import Testing

/// Files of others that stand beside the project, never in it: `../shared/vectors/ledger`.
enum LedgerVectors {
    static let folder: URL? = {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let places = [root.appending(path: "../shared"), root.appending(path: "../../shared")]
        return places.map { $0.standardizedFileURL.appending(path: "vectors/ledger") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    static let absence: Comment =
        "../shared/vectors/ledger is absent: CANONICAL JSON WAS NOT COMPARED WITH OTHERS' VECTORS"

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: try #require(folder).appending(path: path)))
    }
}
