import Formats
public import Secrets

/// What is kept of a password: scrypt with its parameters and salt, as `$scrypt$ln=16,r=8,p=1$SALT$HASH`.
///
/// The form is that of the PHC string format, as passlib writes it: base64 without padding.
public struct PasswordHash: Sendable {
    /// Why there is no hash.
    public enum Fault: String, Error, Sendable, Hashable {
        /// The text is not a hash, or asks for more work than is ever done.
        case malformed
        /// The memory that the hash needs is not to be had.
        case outOfMemory
    }

    /// What one check costs.
    public let parameters: ScryptParameters
    private let salt: [UInt8]
    private let digest: [UInt8]

    private static let saltBytes = 16
    private static let digestBytes = 32

    /// The hash of nobody's password: no password matches it, and finding that out takes as long as for somebody's.
    ///
    /// Check against it where an account does not exist, or the time of the answer tells who has one.
    public static let nobody = PasswordHash(
        parameters: .current,
        salt: [UInt8](repeating: 0, count: saltBytes),
        digest: []
    )

    private init(parameters: ScryptParameters, salt: [UInt8], digest: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.digest = digest
    }

    /// Hashes a password; the generator must be a cryptographic one.
    public static func make(
        _ password: Password,
        parameters: ScryptParameters = .current,
        using generator: inout some RandomNumberGenerator
    ) throws(Fault) -> PasswordHash {
        let salt = SecretBytes.random(saltBytes, using: &generator)
        guard let digest = parameters.derive(from: password.bytes, salt: salt, byteCount: digestBytes) else {
            throw .outOfMemory
        }
        return PasswordHash(parameters: parameters, salt: salt, digest: digest)
    }

    /// Reads a hash as it was kept.
    public init(_ text: String) throws(Fault) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard text.utf8.count <= 400, parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { throw .malformed }
        let settings = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard settings.count == 3,
            let logarithm = Self.number(settings[0], named: "ln="),
            let blockSize = Self.number(settings[1], named: "r="),
            let parallelism = Self.number(settings[2], named: "p="),
            let parameters = ScryptParameters(
                logarithm: logarithm,
                blockSize: blockSize,
                parallelism: parallelism
            ),
            let salt = SymbolCoding.base64.decode(parts[3].utf8), (8...64).contains(salt.count),
            let digest = SymbolCoding.base64.decode(parts[4].utf8), (16...64).contains(digest.count)
        else { throw .malformed }
        self.init(parameters: parameters, salt: salt, digest: digest)
    }

    /// The hash as it is kept.
    public var text: String {
        let settings = "ln=\(parameters.logarithm),r=\(parameters.blockSize),p=\(parameters.parallelism)"
        let parts = [salt, digest].map { SymbolCoding.base64.encode($0) }
        return "$scrypt$\(settings)$\(parts.joined(separator: "$"))"
    }

    /// Whether this is the password; the comparison takes the same time wherever they differ.
    ///
    /// Takes about a tenth of a second and the memory of ``ScryptParameters/memory``: not for the event loop, and only
    /// so many at a time as the machine has memory for.
    public func matches(_ password: Password) throws(Fault) -> Bool {
        let count = digest.isEmpty ? Self.digestBytes : digest.count
        guard let found = parameters.derive(from: password.bytes, salt: salt, byteCount: count) else {
            throw .outOfMemory
        }
        return SecretBytes.areEqual(found, digest)
    }

    /// Whether the password should be hashed again, now that it is known: the parameters have changed since.
    public var needsRehash: Bool {
        parameters != .current || salt.count < Self.saltBytes || digest.count < Self.digestBytes
    }

    /// A number without leading zeros or sign.
    private static func number(_ text: Substring, named name: String) -> Int? {
        guard text.hasPrefix(name), let number = Int(text.dropFirst(name.count)),
            text.utf8.elementsEqual("\(name)\(number)".utf8)
        else { return nil }
        return number
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    /// Hides the hash.
    public var description: String { "(password hash)" }

    /// Nothing, so that no log or dump shows the hash.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
