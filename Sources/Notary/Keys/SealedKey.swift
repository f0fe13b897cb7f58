internal import Crypto
internal import Formats
internal import Foundation
internal import Ledger
internal import Secrets

/// A private key under a passphrase: scrypt (RFC 7914) and ChaCha20-Poly1305 (RFC 8439).
///
/// ```
/// touchstone-sealed-key v1
/// log.example+1a2b3c4d+AbCd…              the public key
/// scrypt ln=17,r=8,p=1 c2FsdA==           what the passphrase costs, and its salt
/// bm9uY2U…                                nonce, the sealed `PRIVATE+KEY+…`, tag
/// ```
///
/// The lines above are part of what the tag is over, so that none of them can be exchanged.
struct SealedKey {
    /// Why it does not open.
    enum Failure: Error {
        case wrongPassphrase
        case outOfMemory
    }

    private static let header = "touchstone-sealed-key v1"
    private static let saltLength = 16
    private static let logarithm = 17

    /// The public key; who seals says so, and opening checks it.
    let verifier: VerifierKey
    private let parameters: ScryptParameters
    private let salt: [UInt8]
    private let box: [UInt8]

    /// Seals a key; nil if the memory that it takes is not to be had.
    init?(_ key: SigningKey, passphrase: String) {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<Self.saltLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let parameters = ScryptParameters(logarithm: Self.logarithm, blockSize: 8, parallelism: 1),
            let secret = parameters.derive(from: Array(passphrase.utf8), salt: salt, byteCount: 32)
        else { return nil }
        let above = Self.above(key.verifier, parameters, salt)
        guard
            let sealed = try? SealedBytes.seal(
                Array(key.secretText().utf8),
                under: SymmetricKey(data: secret),
                about: Array(above.utf8)
            )
        else { return nil }
        verifier = key.verifier
        (self.parameters, self.salt, box) = (parameters, salt, sealed)
    }

    /// Reads the file; nil if it is none of these, or not in its only spelling.
    init?(parsing text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[4].isEmpty, lines[0] == Self.header,
            let verifier = try? VerifierKey(parsing: String(lines[1])), let box = Base64.bytes(lines[3].utf8)
        else { return nil }
        let words = lines[2].split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let salt = Base64.bytes(words[2].utf8), (8...64).contains(salt.count) else {
            return nil
        }
        let numbers = words[1].split(separator: ",").compactMap { $0.split(separator: "=").last.flatMap { Int($0) } }
        guard numbers.count == 3,
            let parameters = ScryptParameters(logarithm: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
        else { return nil }
        (self.verifier, self.parameters, self.salt, self.box) = (verifier, parameters, salt, box)
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// The file.
    var text: String { Self.above(verifier, parameters, salt) + Base64.text(box) + "\n" }

    private static func above(_ verifier: VerifierKey, _ parameters: ScryptParameters, _ salt: [UInt8]) -> String {
        let cost = "ln=\(parameters.logarithm),r=\(parameters.blockSize),p=\(parameters.parallelism)"
        return "\(header)\n\(verifier.text)\nscrypt \(cost) \(Base64.text(salt))\n"
    }

    /// The key.
    func opened(with passphrase: String) -> Result<SigningKey, Failure> {
        guard let secret = parameters.derive(from: Array(passphrase.utf8), salt: salt, byteCount: 32) else {
            return .failure(.outOfMemory)
        }
        let above = Array(Self.above(verifier, parameters, salt).utf8)
        guard let opened = SealedBytes.open(box, under: SymmetricKey(data: secret), about: above),
            let key = try? SigningKey(parsing: String(decoding: opened, as: UTF8.self)), key.verifier == verifier
        else { return .failure(.wrongPassphrase) }
        return .success(key)
    }
}
