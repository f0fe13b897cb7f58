import Crypto
import Formats

/// A hash of a Merkle tree: the SHA-256 of a leaf, of two hashes below, or of nothing (RFC 6962 section 2.1).
public struct TreeHash: Sendable, Hashable {
    /// The bytes as they stand in memory.
    private var words: SIMD4<UInt64>

    /// How many bytes a hash has.
    public static let byteCount = 32

    init(words: SIMD4<UInt64>) { self.words = words }

    /// Takes 32 bytes; nil if there are more or fewer.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = SIMD4()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// Takes the base 64 text of 32 bytes; nil if it is none.
    public init?(base64 text: some Collection<UInt8>) {
        guard let bytes = Base64.bytes(text) else { return nil }
        self.init(bytes)
    }

    init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// The bytes in base 64, as they stand in checkpoints and proofs.
    public var base64: String { Base64.text(bytes) }

    /// Lends the 32 bytes.
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        Swift.withUnsafeBytes(of: words, body)
    }

    /// The root of the tree without leaves: the hash of nothing.
    public static let empty = TreeHash(SHA256.hash(data: [UInt8]()))

    /// The hash of a leaf: SHA-256 of 0x00 and the leaf.
    public static func leaf(_ bytes: [UInt8]) -> TreeHash {
        bytes.withUnsafeBytes { leaf($0) }
    }

    /// The hash of a leaf: SHA-256 of 0x00 and the leaf.
    public static func leaf(_ bytes: ArraySlice<UInt8>) -> TreeHash {
        bytes.withUnsafeBytes { leaf($0) }
    }

    /// The prefix keeps a leaf from being taken for a node, and the other way about.
    static func leaf(_ bytes: UnsafeRawBufferPointer) -> TreeHash {
        // Most leaves are short: hashed in one piece they cost a quarter less than prefix and leaf one after the other.
        let isShort = bytes.count < 4096
        return withUnsafeTemporaryAllocation(byteCount: isShort ? bytes.count + 1 : 1, alignment: 1) { buffer in
            buffer[0] = 0
            var hash = SHA256()
            if isShort {
                UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: bytes)
                hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            } else {
                hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
                hash.update(bufferPointer: bytes)
            }
            return TreeHash(hash.finalize())
        }
    }

    /// The hash above two others: SHA-256 of 0x01, the left and the right.
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left.words, toByteOffset: 1, as: SIMD4<UInt64>.self)
            buffer.storeBytes(of: right.words, toByteOffset: 33, as: SIMD4<UInt64>.self)
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return TreeHash(hash.finalize())
        }
    }
}

extension TreeHash: CustomStringConvertible {
    /// The bytes in base 64.
    public var description: String { base64 }
}

extension TreeHash {
    /// The SHA-256 of some bytes without a prefix: a digest of a name or a file, not a hash of a tree.
    static func digest(_ bytes: [UInt8]) -> TreeHash { TreeHash(SHA256.hash(data: bytes)) }
}
