import Formats
import Foundation
import Testing
import Vocabulary

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
        "../shared/vectors/ledger is absent: SIGNATURES AND TIME STAMPS WERE NOT COMPARED WITH OTHERS' VECTORS"

    /// Whether the folder is there; says so loudly where it is not.
    static var isPresent: Bool {
        if folder == nil { print(absence.rawValue) }
        return folder != nil
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: try #require(folder).appending(path: path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    static func json(_ path: String) throws -> JSONNode { try JSONNode(parsing: try bytes(path)) }
}

/// The bytes that hexadecimal digits stand for.
func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).map { place in
        UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16) ?? 0
    }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

func base64(_ text: String?) throws -> [UInt8] {
    let text = try #require(text)
    return Array(try #require(Data(base64Encoded: text)))
}

func time(_ text: String) throws -> UTCInstant { try UTCInstant(text) }

/// Numbers by chance that come again with the same seed (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// What a closure throws, as text; nil if it throws nothing.
func thrown(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return String(describing: error)
    }
}
