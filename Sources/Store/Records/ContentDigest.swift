import Crypto

/// The SHA-256 of a record's bytes.
public struct ContentDigest: Sendable {
    let bytes: InlineArray<32, UInt8>

    /// Computes the digest of some bytes.
    public init(of content: Span<UInt8>) {
        let digest = content.withUnsafeBufferPointer { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
        bytes = digest.withUnsafeBytes { source in
            InlineArray { source[$0] }
        }
    }

    /// Appends the 32 bytes.
    func append(to bytes: inout [UInt8]) {
        self.bytes.span.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    /// The digest as lower-case hexadecimal digits.
    public var hexBytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(64)
        for index in 0..<32 {
            result.append(Self.digit(bytes[index] >> 4))
            result.append(Self.digit(bytes[index] & 15))
        }
        return result
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
