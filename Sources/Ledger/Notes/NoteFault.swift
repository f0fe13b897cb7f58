/// Why a note, a key or a checkpoint is not taken.
public enum NoteFault: String, Error, Sendable, Hashable {
    /// The note is longer, or has more signatures, than is read.
    case tooLong
    /// The note is not UTF-8.
    case notUTF8
    /// A control character other than the end of a line stands in the note.
    case controlCharacter
    /// No blank line stands between text and signatures, or no signature behind it.
    case noSignatures
    /// A line of the signatures is none.
    case badSignatureLine
    /// A name is empty or holds white space or a plus.
    case badName
    /// The text of a key is none.
    case badKey
    /// The key's number does not follow from its name and bytes.
    case wrongKeyID
    /// The key is of an algorithm that is not used here.
    case unknownAlgorithm
    /// The bytes of the key are refused, see ``KeyFault``.
    case refusedKey
    /// A signature by a known key does not fit the text.
    case wrongSignature
    /// No signature is by a known key.
    case noKnownKey
    /// A line that a checkpoint must have is absent or empty.
    case missingLine
    /// The size is no number in its only spelling.
    case badSize
    /// The root is not base 64.
    case badRoot
    /// The root is not the 32 bytes of a SHA-256.
    case rootLength
    /// The checkpoint is signed by a log of another name than it says.
    case wrongOrigin
    /// A witness's signature says no time, or one beyond reason.
    case badTime
    /// The text holds what its kind of text may not hold.
    case badText
    /// Whoever holds the key gave no signature.
    case signerFailed
}
