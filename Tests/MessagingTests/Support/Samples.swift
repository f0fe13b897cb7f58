import Foundation
import Messaging
import Secrets
import Testing
import Vocabulary

enum Samples {
    /// The root of the project, where this file really is.
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    static let key = SecretBytes([UInt8](repeating: 7, count: 32))
    static let start = 1_772_000_000_000

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    static func book() throws -> KeywordBook {
        try KeywordBook(parsing: try bytes("Content/keywords/keywords.json"))
    }

    static func plan() throws -> NumberPlan {
        try #require(NumberPlan(callingCode: "243", trunkPrefix: "0", nationalDigits: 9...9))
    }

    static func sender(_ last: Int = 0) throws -> SenderDigest {
        let number = try PhoneNumber("+24381234567\(last)", plan: try plan())
        return try #require(SenderDigest(number, key: key))
    }

    /// A moment, in seconds after the beginning of the tests' time.
    static func at(_ seconds: Int) throws -> UTCInstant {
        try #require(UTCInstant(milliseconds: start + seconds * 1_000))
    }
}

/// A seed that is printed, so that a failure can be run again: `MESSAGING_SEED=…`.
func testSeed(_ name: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["MESSAGING_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("\(name): MESSAGING_SEED=\(seed)")
    return seed
}
