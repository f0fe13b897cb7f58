import Crypto
import Formats
public import Secrets

/// What a receipt gives: the name under which the store finds the thread, and the keys that only its holder has.
///
/// scrypt over the receipt's ten bytes and the installation's salt, then HKDF-SHA256 for each part. The store keeps the
/// look-up name and the public key; from neither does a way lead back to the receipt, nor from one to the other.
public struct ReporterKeys: Sendable {
    /// The name under which a thread is found.
    public struct LookUp: Sendable, Hashable {
        /// How many bytes it has.
        public static let count = 32

        /// The bytes.
        public let bytes: [UInt8]

        /// A name read from the store; nil if it has not 32 bytes.
        public init?(_ bytes: [UInt8]) {
            guard bytes.count == Self.count else { return nil }
            self.bytes = bytes
        }

        init(_ secret: SecretBytes) { bytes = secret.exposed }
    }

    /// The fewest bytes of the installation's salt.
    public static let shortestSalt = 16

    /// What one receipt costs whoever tries it: 32 MiB, which an old phone has. With 80 bits by chance it is a second wall.
    public static let parameters = ScryptParameters(logarithm: 15, blockSize: 8, parallelism: 1) ?? .current

    /// The name under which the store keeps the thread.
    public let lookUp: LookUp
    /// A key for what the reporter's own phone keeps; never stored.
    public let threadKey: SecretBytes
    /// The key pair to which organisations seal their messages; only its public half is stored.
    public let key: OpeningKey

    /// Derives the parts; takes the time and memory of ``parameters``.
    public init(_ receipt: Receipt, salt: [UInt8]) throws(SealingFault) {
        guard salt.count >= Self.shortestSalt else { throw SealingFault(.badNumber) }
        let whole = Array("touchstone receipt v1".utf8) + salt
        guard let root = Self.parameters.derive(from: receipt.secret.exposed, salt: whole, byteCount: 32) else {
            throw SealingFault(.outOfMemory)
        }
        let material = SymmetricKey(data: root)
        func part(_ name: String) -> SecretBytes {
            SecretBytes(
                HKDF<SHA256>.expand(
                    pseudoRandomKey: material,
                    info: Array("touchstone receipt v1 \(name)".utf8),
                    outputByteCount: 32
                )
            )
        }
        lookUp = LookUp(part("look-up"))
        threadKey = part("thread")
        key = try OpeningKey(.p256, seed: part("key pair"))
    }
}
