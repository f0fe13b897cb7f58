import Foundation
import Secrets

/// What an officer types to open a key: in NFKC, so that two keyboards that write the same letters differently agree.
///
/// How strong it is, is judged where it is chosen; here it only has to be long enough that scrypt is worth its while.
public struct Passphrase: Sendable {
    /// The fewest and the most code points after normalisation.
    public static let lengths = 12...256

    /// More bytes than this are not even normalised.
    private static let byteLimit = 4_096

    /// The normalised text in UTF-8.
    let secret: SecretBytes

    /// Takes what somebody typed.
    public init(_ text: String) throws(SealingFault) {
        guard text.utf8.count <= Self.byteLimit else { throw SealingFault(.badPassphrase) }
        let normalised = text.precomposedStringWithCompatibilityMapping
        guard Self.lengths.contains(normalised.unicodeScalars.count) else { throw SealingFault(.badPassphrase) }
        secret = SecretBytes(Array(normalised.utf8))
    }
}
