import Crypto

/// The salts of the statements of one batch, all from one secret: who is told a salt learns nothing of the others.
///
/// If the secret is deleted, nobody can show any more what was committed, nor guess it.
struct Salts {
    private let secret: SymmetricKey

    init(_ secret: [UInt8]) { self.secret = SymmetricKey(data: secret) }

    /// The salt of a statement, by its place in the batch: the first 16 bytes of an HMAC-SHA-256.
    subscript(_ index: Int) -> [UInt8] {
        var message = Array("touchstone salt 1\u{0}".utf8)
        for shift in stride(from: 56, through: 0, by: -8) { message.append(UInt8(truncatingIfNeeded: index >> shift)) }
        let code = HMAC<SHA256>.authenticationCode(for: message, using: secret)
        return Array(code.prefix(Statement.saltLength))
    }
}
