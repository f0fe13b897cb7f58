import Crypto
import CryptoExtras
import Foundation

/// What one scrypt hash costs (RFC 7914 section 2).
public struct ScryptParameters: Sendable, Hashable {
    /// The binary logarithm of N, the number of blocks in memory.
    public let logarithm: Int
    /// r, the size of a block in units of 128 bytes.
    public let blockSize: Int
    /// p, how many times the work is done one after the other.
    public let parallelism: Int

    /// What new passwords are hashed with: docs/decisions/0005.
    public static let current = ScryptParameters(unchecked: 16, 8, 1)

    /// The most memory that a hash may ask for, so that a forged one cannot exhaust the machine.
    public static let memoryLimit = 128 << 20

    /// The most units of work, N·r·p: about ten times what ``current`` asks for.
    private static let workLimit = 1 << 22

    private init(unchecked logarithm: Int, _ blockSize: Int, _ parallelism: Int) {
        self.logarithm = logarithm
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Parameters; nil if RFC 7914 does not allow them or they ask for too much.
    public init?(logarithm: Int, blockSize: Int, parallelism: Int) {
        guard (1...20).contains(logarithm), (1...32).contains(blockSize), (1...16).contains(parallelism),
            // N must be below 2 to the power of 128·r/8.
            logarithm < 16 * blockSize,
            128 * blockSize << logarithm <= Self.memoryLimit,
            blockSize * parallelism << logarithm <= Self.workLimit
        else { return nil }
        self.init(unchecked: logarithm, blockSize, parallelism)
    }

    /// How many bytes the large table takes.
    public var memory: Int { 128 * blockSize << logarithm }

    /// The key of so many bytes that a passphrase and a salt give; nil if the memory is not to be had.
    package func derive(from passphrase: [UInt8], salt: [UInt8], byteCount: Int) -> [UInt8]? {
        let key = try? KDF.Scrypt.deriveKey(
            from: passphrase,
            salt: salt,
            outputByteCount: byteCount,
            rounds: 1 << logarithm,
            blockSize: blockSize,
            parallelism: parallelism
        )
        return key?.withUnsafeBytes { Array($0) }
    }
}
