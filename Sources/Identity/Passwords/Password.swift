import Foundation

/// A password as it is hashed and compared: normalised, and short enough to hash.
///
/// SP 800-63B asks for NFKC or NFKD before hashing, because two keyboards may write the same letters differently.
public struct Password: Sendable {
    /// The longest password that is taken, in code points after normalisation.
    public static let longest = 128

    /// More bytes than this are not even normalised: no 128 code points need as many.
    private static let byteLimit = 4_096

    /// The normalised text in UTF-8.
    let bytes: [UInt8]

    /// Takes what somebody typed; refuses what is too long to hash.
    public init(_ text: String) throws(PasswordRefusal) {
        guard text.utf8.count <= Self.byteLimit else { throw .tooLong(maximum: Self.longest) }
        let normalised = text.precomposedStringWithCompatibilityMapping
        guard normalised.unicodeScalars.count <= Self.longest else { throw .tooLong(maximum: Self.longest) }
        bytes = Array(normalised.utf8)
    }

    /// How many code points the normalised password has: what SP 800-63B counts.
    public var count: Int { normalisedText.unicodeScalars.count }

    /// The normalised text.
    var normalisedText: String { String(decoding: bytes, as: UTF8.self) }
}

extension Password: CustomStringConvertible, CustomReflectable {
    /// Hides the password.
    public var description: String { "(password)" }

    /// Nothing, so that no log or dump shows the password.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
