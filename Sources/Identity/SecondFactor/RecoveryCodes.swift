import Crypto
import Formats
import Secrets

/// What is kept of the ten codes that open an account when the second factor is lost: salted hashes, one use each.
public struct RecoveryCodes: Sendable {
    /// How many codes a set has.
    public static let setSize = 10

    private static let saltBytes = 16
    private static let label = "recovery-sha256"

    private let salt: [UInt8]
    private var hashes: [[UInt8]]

    /// A new set: the codes for the person to keep, and what we keep; the generator must be a cryptographic one.
    ///
    /// A new set takes the place of the old one, whose codes then open nothing.
    public static func make(
        using generator: inout some RandomNumberGenerator
    ) -> (codes: [ReadableCode], kept: RecoveryCodes) {
        let salt = SecretBytes.random(saltBytes, using: &generator)
        var codes: [ReadableCode] = []
        for _ in 0..<setSize { codes.append(ReadableCode.make(.recovery, using: &generator)) }
        return (codes, RecoveryCodes(salt: salt, hashes: codes.map { hash($0, salt) }))
    }

    private init(salt: [UInt8], hashes: [[UInt8]]) {
        self.salt = salt
        self.hashes = hashes
    }

    /// What was kept; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].isEmpty, parts[1] == Self.label,
            let salt = SymbolCoding.base64.decode(parts[2].utf8), salt.count == Self.saltBytes
        else { return nil }
        var hashes: [[UInt8]] = []
        for part in parts[3].split(separator: ",") {
            guard hashes.count < Self.setSize, let hash = SymbolCoding.base64.decode(part.utf8),
                hash.count == SHA256.byteCount
            else { return nil }
            hashes.append(hash)
        }
        self.init(salt: salt, hashes: hashes)
    }

    /// What to keep.
    public var text: String {
        let kept = hashes.map { SymbolCoding.base64.encode($0) }.joined(separator: ",")
        return "$\(Self.label)$\(SymbolCoding.base64.encode(salt))$\(kept)"
    }

    /// How many codes are left.
    public var remaining: Int { hashes.count }

    /// Uses a code up; false if it is none of those that are left.
    ///
    /// The caller keeps what changed in the same transaction in which it read, or two visitors could use one code.
    public mutating func use(_ code: ReadableCode) -> Bool {
        guard code.purpose == .recovery else { return false }
        let wanted = Self.hash(code, salt)
        var found: Int?
        for (index, hash) in hashes.enumerated() where SecretBytes.areEqual(hash, wanted) { found = index }
        guard let found else { return false }
        hashes.remove(at: found)
        return true
    }

    private static func hash(_ code: ReadableCode, _ salt: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: salt + code.values))
    }
}

extension RecoveryCodes: CustomStringConvertible, CustomReflectable {
    /// Says how many are left and hides them.
    public var description: String { "(\(remaining) recovery codes)" }

    /// Nothing, so that no log or dump shows the hashes.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
