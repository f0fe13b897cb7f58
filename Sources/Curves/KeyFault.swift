/// Why a key is not taken.
public enum KeyFault: String, Error, Sendable, Hashable {
    /// It is not 32 bytes long.
    case wrongLength
    /// It is a second spelling of another key.
    case notCanonical
    /// It is one of the few keys for which signatures can be made that fit any text.
    case smallOrder
    /// No private key has it.
    case notAKey
}
