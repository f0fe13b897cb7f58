import Crypto
import Formats

/// What stands for a withheld thing: SHA-256 over a domain, a salt of 32 bytes and the content.
///
/// Who gets the content and the salt later can check that it is what was withheld; who has only the commitment cannot
/// even try guesses, because the salt is as long as the digest and kept in the full version alone.
public struct Commitment: Sendable, Hashable {
    /// The domain, so that no hash made for another purpose can be taken for a commitment.
    public static let domain = "touchstone dossier commitment 1\n"
    /// What stands before the digits in a document.
    public static let mark = "withheld:sha256:"
    /// How many bytes a salt has.
    public static let saltBytes = 32

    /// The 32 bytes.
    public let digest: [UInt8]

    /// Takes bytes; nil if they are not 32.
    public init?(digest: [UInt8]) {
        guard digest.count == 32 else { return nil }
        self.digest = digest
    }

    /// Commits to content in memory.
    public init(salt: [UInt8], content: [UInt8]) {
        var hasher = Hasher(salt: salt)
        content.withUnsafeBytes { hasher.update($0) }
        self = hasher.finish()
    }

    private init(_ hasher: SHA256) { digest = Array(hasher.finalize()) }

    /// Reads what stands in a document; nil if it is no commitment.
    public init?(marked text: String) {
        guard text.utf8.starts(with: Self.mark.utf8),
            let digest = Hexadecimal.bytes(Array(text.utf8.dropFirst(Self.mark.utf8.count)))
        else { return nil }
        self.init(digest: digest)
    }

    /// The digits.
    public var digits: String { Hexadecimal.text(digest) }

    /// As it stands in a document in the place of what is withheld.
    public var marked: String { Self.mark + digits }

    /// Whether this salt and content are what was committed to.
    public func opens(salt: [UInt8], content: [UInt8]) -> Bool {
        salt.count == Self.saltBytes && Commitment(salt: salt, content: content) == self
    }

    /// Commits to the bytes of a file as they come.
    struct Hasher {
        private var hasher = SHA256()

        init(salt: [UInt8]) {
            hasher.update(data: Array(Commitment.domain.utf8))
            hasher.update(data: salt)
        }

        mutating func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

        func finish() -> Commitment { Commitment(hasher) }
    }

    /// Commits to the bytes of a file.
    static func of(file path: String, salt: [UInt8]) throws(DossierError) -> Commitment {
        let file = try OpenFile(reading: path)
        var hasher = Hasher(salt: salt)
        try FilePass.over(file, count: try file.size()) { bytes, _ throws(DossierError) in hasher.update(bytes) }
        return hasher.finish()
    }
}

/// The secret that all salts of a case come from, so that its versions have the same commitments.
///
/// Each salt is HMAC-SHA-256 of the kind, the place and the digest of what is withheld: one salt that is given away says
/// nothing of another, and content that changes gets another salt.
public struct SaltKey: Sendable {
    private let key: SymmetricKey

    /// Takes 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// Reads 64 digits on one line, as ``text`` writes them.
    public init?(text: [UInt8]) {
        var line = text[...]
        if line.last == 0x0A { line = line.dropLast() }
        guard let bytes = Hexadecimal.bytes(line) else { return nil }
        self.init(bytes: bytes)
    }

    /// A new one.
    public static func random() -> (key: SaltKey, text: String) {
        let key = SymmetricKey(size: .bits256)
        let text = key.withUnsafeBytes { Hexadecimal.text(Array($0)) }
        return (SaltKey(key), text + "\n")
    }

    private init(_ key: SymmetricKey) { self.key = key }

    /// The salt of a thing.
    func salt(kind: Withheld.Kind, place: String, sha256: [UInt8]) -> [UInt8] {
        var message = Array("touchstone dossier salt 1\n\(kind.rawValue)\n".utf8)
        let place = Array(place.utf8)
        Swift.withUnsafeBytes(of: UInt64(place.count).bigEndian) { message += $0 }
        message += place
        message += sha256
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }
}
