import Crypto
import Formats
import Secrets

/// A few secret bytes under a passphrase, in a form that says what opening costs: scrypt (RFC 7914) and AES-256-GCM.
///
///     ln r p      1 byte each     N = 2^ln, r and p of scrypt
///     salt        16 bytes
///     sealed      the bytes and a tag of 16
///
/// The nonce is twelve zeros: a fresh salt gives a fresh key, which seals once. What stands before the box is the
/// caller's, and is authenticated with it.
struct PassphraseBox: Sendable, Hashable {
    static let saltCount = 16
    private static let tagCount = 16

    let parameters: ScryptParameters
    let bytes: [UInt8]

    /// Seals; the generator must be a cryptographic one.
    init(
        _ content: SecretBytes,
        passphrase: Passphrase,
        parameters: ScryptParameters,
        authenticating label: [UInt8],
        using generator: inout some RandomNumberGenerator
    ) throws(SealingFault) {
        let salt = SecretBytes.random(Self.saltCount, using: &generator)
        let head = Self.numbers(parameters) + salt
        let key = try Self.key(passphrase, parameters, salt)
        guard
            let box = try? AES.GCM.seal(
                content.exposed,
                using: key,
                nonce: Self.nonce(),
                authenticating: label + head
            )
        else { throw SealingFault(.badKey) }
        self.parameters = parameters
        bytes = head + Array(box.ciphertext) + Array(box.tag)
    }

    /// Reads a box that holds so many bytes.
    init(_ reader: inout ByteReader, holding count: Int) throws(SealingFault) {
        let start = reader.offset
        guard let bytes = reader.take(3 + Self.saltCount + count + Self.tagCount) else {
            throw SealingFault(.tooShort, at: reader.end)
        }
        guard
            let parameters = ScryptParameters(
                logarithm: Int(bytes[0]),
                blockSize: Int(bytes[1]),
                parallelism: Int(bytes[2])
            )
        else { throw SealingFault(.badNumber, at: start) }
        self.parameters = parameters
        self.bytes = bytes
    }

    /// Opens the box.
    func open(_ passphrase: Passphrase, authenticating label: [UInt8]) throws(SealingFault) -> SecretBytes {
        let head = Array(bytes.prefix(3 + Self.saltCount))
        let key = try Self.key(passphrase, parameters, Array(head.dropFirst(3)))
        let sealed = bytes.dropFirst(head.count)
        guard let nonce = try? Self.nonce(),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce,
                ciphertext: sealed.dropLast(Self.tagCount),
                tag: sealed.suffix(Self.tagCount)
            ),
            let content = try? AES.GCM.open(box, using: key, authenticating: label + head)
        else { throw SealingFault(.wrongPassphrase) }
        return SecretBytes(content)
    }

    private static func numbers(_ parameters: ScryptParameters) -> [UInt8] {
        [parameters.logarithm, parameters.blockSize, parameters.parallelism].map { UInt8(truncatingIfNeeded: $0) }
    }

    private static func key(
        _ passphrase: Passphrase,
        _ parameters: ScryptParameters,
        _ salt: [UInt8]
    ) throws(SealingFault) -> SymmetricKey {
        guard let key = parameters.derive(from: passphrase.secret.exposed, salt: salt, byteCount: 32) else {
            throw SealingFault(.outOfMemory)
        }
        return SymmetricKey(data: key)
    }

    private static func nonce() throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 12))
    }
}
