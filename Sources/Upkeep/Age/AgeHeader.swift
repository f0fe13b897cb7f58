import Crypto
import CryptoExtras
import Foundation

/// The header of an age file, and the file key that it wraps (age-encryption.org/v1, C2SP age.md).
enum AgeHeader {
    static let intro = "age-encryption.org/v1"
    private static let keyLength = 16
    private static let longest = 1 << 16
    /// A passphrase that costs more than this to try is refused: the header is not ours (16 GiB of memory at 24).
    private static let mostWork = 22

    /// A header for these recipients, and the key of the file.
    static func make(for recipients: [AgeRecipient]) throws(BackupError) -> (bytes: [UInt8], key: SymmetricKey) {
        let key = SymmetricKey(size: SymmetricKeySize(bitCount: keyLength * 8))
        do {
            var lines = [intro]
            for recipient in recipients { lines += try stanza(for: recipient, key) }
            lines.append("---")
            let signed = lines.joined(separator: "\n")
            let tag = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: macKey(key))
            return (Array((signed + " " + unpadded(Data(tag)) + "\n").utf8), key)
        } catch {
            throw BackupError(.badKey, "The backup cannot be encrypted: \(error)")
        }
    }

    private static func stanza(for recipient: AgeRecipient, _ key: SymmetricKey) throws -> [String] {
        switch recipient {
        case .key(let recipient):
            let ephemeral = Curve25519.KeyAgreement.PrivateKey()
            let share = ephemeral.publicKey.rawRepresentation
            let secret = try ephemeral.sharedSecretFromKeyAgreement(with: recipient.key)
            let wrapping = wrappingKey(secret, share: share, recipient: recipient.key.rawRepresentation)
            return ["-> X25519 \(unpadded(share))", unpadded(try wrap(key, with: wrapping))]
        case .passphrase(let passphrase, let work):
            let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
            let wrapping = try wrappingKey(passphrase, salt: salt, work: work)
            return ["-> scrypt \(unpadded(salt)) \(work)", unpadded(try wrap(key, with: wrapping))]
        }
    }

    /// Reads a header and unwraps the file key with whatever opens it.
    ///
    /// - Returns: The key, and how many bytes the header has.
    static func open(
        _ source: any ByteSource,
        with openers: [AgeOpener]
    ) throws -> (key: SymmetricKey, length: Int) {
        var header = AgeHeaderReader(source, limit: longest)
        guard try header.line() == intro else { throw damaged("it does not begin with \(intro)") }
        var candidates: [SymmetricKey] = []
        var stanzas = 0
        var hasPassphrase = false
        while true {
            let beforeLine = header.bytes
            let line = try header.line()
            if line.hasPrefix("--- ") {
                let signed = beforeLine + Array("---".utf8)
                guard let tag = decoded(String(line.dropFirst(4))), tag.count == 32 else {
                    throw damaged("its header has no checksum")
                }
                guard stanzas == 1 || !hasPassphrase else { throw damaged("its header is not one of age") }
                for key in candidates
                where HMAC<SHA256>.isValidAuthenticationCode(tag, authenticating: signed, using: macKey(key)) {
                    return (key, header.bytes.count)
                }
                if candidates.isEmpty { throw locked(hasPassphrase) }
                throw damaged("its header is not what was written")
            }
            guard line.hasPrefix("-> ") else { throw damaged("line \(stanzas + 2) of its header is not one of age") }
            stanzas += 1
            let words = line.dropFirst(3).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            var body = ""
            while true {
                let part = try header.line()
                guard part.utf8.count <= 64 else { throw damaged("a line of its header is too long") }
                body += part
                if part.utf8.count < 64 { break }
            }
            guard let wrapped = decoded(body) else { throw damaged("its header cannot be read") }
            hasPassphrase = hasPassphrase || words.first == "scrypt"
            candidates += openers.compactMap { try? unwrap(wrapped, words, with: $0) }
        }
    }

    private static func unwrap(_ wrapped: Data, _ words: [String], with opener: AgeOpener) throws -> SymmetricKey? {
        guard wrapped.count == keyLength + 16 else { return nil }
        let wrapping: SymmetricKey
        switch (opener, words.first) {
        case (.identity(let identity), "X25519"):
            guard words.count == 2, let share = decoded(words[1]), share.count == 32 else { return nil }
            let ephemeral = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: share)
            let secret = try identity.key.sharedSecretFromKeyAgreement(with: ephemeral)
            wrapping = wrappingKey(secret, share: share, recipient: identity.recipient.key.rawRepresentation)
        case (.passphrase(let passphrase), "scrypt"):
            guard words.count == 3, let salt = decoded(words[1]), salt.count == 16, let work = Int(words[2]),
                (1...mostWork).contains(work), String(work) == words[2]
            else { return nil }
            wrapping = try wrappingKey(passphrase, salt: salt, work: work)
        default: return nil
        }
        let box = try ChaChaPoly.SealedBox(
            nonce: zeroNonce(),
            ciphertext: wrapped.prefix(keyLength),
            tag: wrapped.suffix(16)
        )
        return SymmetricKey(data: try ChaChaPoly.open(box, using: wrapping))
    }

    // MARK: Keys

    private static func wrappingKey(_ secret: SharedSecret, share: Data, recipient: Data) -> SymmetricKey {
        secret.hkdfDerivedSymmetricKey(
            using: SHA256.self,
            salt: share + recipient,
            sharedInfo: Data("age-encryption.org/v1/X25519".utf8),
            outputByteCount: 32
        )
    }

    private static func wrappingKey(_ passphrase: String, salt: Data, work: Int) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Data(passphrase.utf8),
            salt: Data("age-encryption.org/v1/scrypt".utf8) + salt,
            outputByteCount: 32,
            rounds: 1 << work,
            blockSize: 8,
            parallelism: 1
        )
    }

    private static func macKey(_ key: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data("header".utf8), outputByteCount: 32)
    }

    private static func zeroNonce() throws -> ChaChaPoly.Nonce {
        try ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12))
    }

    private static func wrap(_ key: SymmetricKey, with wrapping: SymmetricKey) throws -> Data {
        let box = try ChaChaPoly.seal(key.withUnsafeBytes { Data($0) }, using: wrapping, nonce: zeroNonce())
        return box.ciphertext + box.tag
    }

    // MARK: Texts

    private static func unpadded(_ data: Data) -> String {
        String(data.base64EncodedString().prefix { $0 != "=" })
    }

    /// The bytes of an unpadded Base64 text; nil if it is not the one way to write them.
    private static func decoded(_ text: String) -> Data? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding), unpadded(data) == text else { return nil }
        return data
    }

    private static func damaged(_ why: String) -> BackupError {
        BackupError(.damaged, "This is no file that age wrote, or it was changed: \(why).")
    }

    private static func locked(_ hasPassphrase: Bool) -> BackupError {
        BackupError(
            .locked,
            hasPassphrase
                ? "It is encrypted with a passphrase, and the one given (--passphrase-file) does not open it."
                : "It is encrypted, and no key given (--identity) opens it."
        )
    }
}

/// Reads the lines of a header, byte by byte: what follows it is not text.
private struct AgeHeaderReader {
    private let source: any ByteSource
    private let limit: Int
    private(set) var bytes: [UInt8] = []

    init(_ source: any ByteSource, limit: Int) {
        self.source = source
        self.limit = limit
    }

    mutating func line() throws -> String {
        var line: [UInt8] = []
        while true {
            let next = try source.bytes(1)
            guard let byte = next.first, bytes.count < limit else {
                throw BackupError(.damaged, "It ends within the header of an age file, at byte \(bytes.count).")
            }
            bytes.append(byte)
            if byte == UInt8(ascii: "\n") { break }
            guard (32...126).contains(byte) else {
                throw BackupError(.damaged, "Byte \(bytes.count - 1) does not belong into the header of an age file.")
            }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
