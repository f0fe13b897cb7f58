import CZlib
import Crypto

/// What one pass over the bytes of a file gave.
public struct ContentDigests: Sendable, Hashable {
    /// SHA-256 (FIPS 180-4), 32 bytes.
    public let sha256: [UInt8]
    /// SHA-512 (FIPS 180-4), 64 bytes.
    public let sha512: [UInt8]
    /// CRC-32 as ZIP has it.
    public let crc32: UInt32
    /// How many bytes there were.
    public let count: Int

    /// The digests of bytes in memory.
    public init(of bytes: [UInt8]) {
        var hasher = ContentHasher()
        bytes.withUnsafeBytes { hasher.update($0) }
        self = hasher.finish()
    }

    init(sha256: [UInt8], sha512: [UInt8], crc32: UInt32, count: Int) {
        (self.sha256, self.sha512, self.crc32, self.count) = (sha256, sha512, crc32, count)
    }
}

/// Hashes bytes as they come, each byte once, for both manifests and the archive.
struct ContentHasher {
    private var sha256 = SHA256()
    private var sha512 = SHA512()
    private var checksum: UInt = 0
    private var count = 0

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        sha256.update(bufferPointer: bytes)
        sha512.update(bufferPointer: bytes)
        checksum = crc32_z(checksum, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
        count += bytes.count
    }

    func finish() -> ContentDigests {
        ContentDigests(
            sha256: Array(sha256.finalize()),
            sha512: Array(sha512.finalize()),
            crc32: UInt32(truncatingIfNeeded: checksum),
            count: count
        )
    }
}
