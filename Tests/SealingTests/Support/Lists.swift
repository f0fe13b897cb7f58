import Foundation
import Sealing
import Vocabulary

/// The word lists as they ship.
enum Lists {
    /// The root of the project, where this file really is.
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func list(_ language: Language) throws -> ReceiptWordList {
        try ReceiptWordList(language, parsing: try text("Content/receipt-words/\(language.rawValue).txt"))
    }

    static func all() throws -> [ReceiptWordList] { try Language.allCases.map { try list($0) } }
}

/// A seed that is printed, so that a failure can be run again: `SEALING_SEED=…`.
func testSeed(_ name: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["SEALING_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("\(name): SEALING_SEED=\(seed)")
    return seed
}
