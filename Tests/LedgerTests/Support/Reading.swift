import Formats
import KernelSamples
import Ledger
import Testing

extension LedgerVectors {
    static let absence: Comment =
        "../shared/vectors/ledger is absent: THE LEDGER WAS NOT COMPARED WITH OTHERS' VECTORS"
}

/// What readers of notes, paths and numbers trip over.
let traps = "\n 0+=—xp./\u{0}\r9"

extension JSONValue {
    /// A whole number that may be as large as they get.
    func count(_ key: String) throws -> UInt64 {
        let text = try #require(member(key)?.numberText)
        return try #require(UInt64(String(decoding: text, as: UTF8.self)))
    }

    func text(_ key: String) throws -> String { try #require(member(key)?.string) }

    /// A hash of a tree; nil if the text is not one.
    func hash(_ key: String) throws -> TreeHash? { TreeHash(base64: try text(key).utf8) }

    /// The hashes of a proof, of which null has none; nil if one of them is no hash.
    func hashes(_ key: String) -> [TreeHash]? {
        var hashes: [TreeHash] = []
        for element in member(key)?.elements ?? [] {
            guard let hash = TreeHash(base64: (element.string ?? "").utf8) else { return nil }
            hashes.append(hash)
        }
        return hashes
    }
}

extension TreeHash {
    /// Sixty-four small digits.
    var hex: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

/// The bytes of hexadecimal digits.
func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
}

/// The fault that something throws; nil if it throws none.
func fault<Fault: Error, Result>(_ body: () throws(Fault) -> Result) -> Fault? {
    do throws(Fault) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
