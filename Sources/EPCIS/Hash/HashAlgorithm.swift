import Crypto

/// A hash function that an event hash id may use (RFC 6920, Named Information Hash Algorithm Registry).
public enum HashAlgorithm: String, Sendable, Hashable, CaseIterable {
    case sha256 = "sha-256"
    case sha3 = "sha3-256"
    case sha384 = "sha-384"
    case sha512 = "sha-512"

    /// Appends the digest in lower-case hexadecimal digits.
    func appendHex(of bytes: [UInt8], to output: inout [UInt8]) {
        switch self {
        case .sha256: Self.append(SHA256.hash(data: bytes), to: &output)
        case .sha3: Self.append(SHA3_256.hash(data: bytes), to: &output)
        case .sha384: Self.append(SHA384.hash(data: bytes), to: &output)
        case .sha512: Self.append(SHA512.hash(data: bytes), to: &output)
        }
    }

    private static func append(_ digest: some Digest, to output: inout [UInt8]) {
        for byte in digest {
            output.append(hexDigit(byte >> 4))
            output.append(hexDigit(byte & 0xF))
        }
    }

    @inline(__always)
    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ value &- 10
    }
}
