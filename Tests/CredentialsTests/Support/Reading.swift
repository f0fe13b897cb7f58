import Foundation
import KernelSamples
import Testing
import Vocabulary

extension LedgerVectors {
    static let absence: Comment =
        "../shared/vectors/ledger is absent: SIGNATURES AND TIME STAMPS WERE NOT COMPARED WITH OTHERS' VECTORS"

    /// Whether the folder is there; says so loudly where it is not.
    static var isPresent: Bool {
        if folder == nil { print(absence.rawValue) }
        return folder != nil
    }
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

/// What a closure throws, as text; nil if it throws nothing.
func thrown(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return String(describing: error)
    }
}
