import Formats
public import Secrets

/// A key pair whose private half is under a passphrase: what the store keeps of an organisation's or officer's key.
///
///     0    "TSKY"         4 bytes
///     4    version        1 byte, 1
///     5    suite          6 bytes: KEM, KDF, AEAD
///     11   public key     65 or 32 bytes
///     …    box            ln, r, p of scrypt, a salt of 16, the private key and a tag: 67 bytes
///
/// docs/sealing.md tells it so that somebody else can open it.
public struct LockedKey: Sendable, Hashable {
    private static let magic = Array("TSKY".utf8)
    private static let version: UInt8 = 1

    /// What new keys are locked with: twice the work of a sign-in, because a stolen store can be guessed at in peace.
    public static let currentParameters = ScryptParameters(logarithm: 17, blockSize: 8, parallelism: 1) ?? .current

    /// The public half.
    public let recipient: RecipientKey
    private let box: PassphraseBox

    /// Locks a key pair; takes the time and the memory that the parameters ask for.
    public init(
        _ key: OpeningKey,
        passphrase: Passphrase,
        parameters: ScryptParameters = currentParameters,
        using generator: inout some RandomNumberGenerator
    ) throws(SealingFault) {
        recipient = key.recipient
        box = try PassphraseBox(
            key.secret,
            passphrase: passphrase,
            parameters: parameters,
            authenticating: Self.label(key.recipient),
            using: &generator
        )
    }

    /// Reads the bytes, strictly: every other text of the same key is refused.
    public init(_ bytes: [UInt8]) throws(SealingFault) {
        var reader = ByteReader(bytes)
        guard reader.pass(Self.magic) else { throw SealingFault(.otherKind, at: 0) }
        guard reader.uint8() == Self.version else { throw SealingFault(.unknownVersion, at: 4) }
        let suite = try SealingSuite(&reader)
        guard let key = reader.take(suite.publicKeyCount) else { throw SealingFault(.tooShort, at: reader.end) }
        recipient = try RecipientKey(suite, key)
        box = try PassphraseBox(&reader, holding: SealingSuite.privateKeyCount)
        guard reader.isAtEnd else { throw SealingFault(.tooLong, at: reader.offset) }
    }

    /// The bytes.
    public var bytes: [UInt8] { Self.label(recipient) + box.bytes }

    /// What one try at the passphrase costs.
    public var parameters: ScryptParameters { box.parameters }

    /// Whether it is locked with less than new keys are; ``relocked(from:to:parameters:using:)`` mends it.
    public var isOutdated: Bool {
        let (own, current) = (parameters, Self.currentParameters)
        return own.memory < current.memory || own.memory * own.parallelism < current.memory * current.parallelism
    }

    /// Opens the private half; takes the time and the memory that ``parameters`` ask for.
    public func unlock(_ passphrase: Passphrase) throws(SealingFault) -> OpeningKey {
        let secret = try box.open(passphrase, authenticating: Self.label(recipient))
        let key = try OpeningKey(recipient.suite, secret)
        guard key.recipient == recipient else { throw SealingFault(.otherKey) }
        return key
    }

    /// The same key under another passphrase or other parameters.
    public func relocked(
        from old: Passphrase,
        to new: Passphrase,
        parameters: ScryptParameters = currentParameters,
        using generator: inout some RandomNumberGenerator
    ) throws(SealingFault) -> LockedKey {
        try LockedKey(try unlock(old), passphrase: new, parameters: parameters, using: &generator)
    }

    private static func label(_ recipient: RecipientKey) -> [UInt8] {
        magic + [version] + recipient.suite.identifier + recipient.bytes
    }
}
