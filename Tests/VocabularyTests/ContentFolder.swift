import Foundation
import Vocabulary

/// The content folder of the package that holds these tests.
enum ContentFolder {
    /// `Content/`, found by walking up from this file or, where sources are linked into another package, from the
    /// working directory.
    static var url: URL {
        let source = URL(filePath: #filePath).resolvingSymlinksInPath()
        let candidates = [source, URL(filePath: FileManager.default.currentDirectoryPath).appending(path: "x")]
        for start in candidates {
            var folder = start.deletingLastPathComponent()
            while folder.path.count > 1 {
                let content = folder.appending(path: "Content")
                if FileManager.default.fileExists(atPath: content.appending(path: "minerals.yaml").path) {
                    return content
                }
                folder = folder.deletingLastPathComponent()
            }
        }
        return URL(filePath: "Content")
    }

    /// The vocabulary, loaded once for all tests.
    static let lexicon = Result { try Lexicon.load(from: url) }

    /// The texts of all vocabulary files, by name.
    static func texts() throws -> [String: String] {
        var texts: [String: String] = [:]
        for file in Lexicon.files {
            texts[file] = try String(contentsOf: url.appending(path: file), encoding: .utf8)
        }
        return texts
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same numbers for a seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
