/// How a note is signed (C2SP signed-note): the byte that stands before the key.
///
/// The byte is kept open: keys of other algorithms are read, so that a note that bears their signatures is too, and
/// nothing is believed on their account.
public struct SignatureAlgorithm: RawRepresentable, Sendable, Hashable {
    /// The byte.
    public let rawValue: UInt8

    /// Takes any byte.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Ed25519 over the text: how a log signs.
    public static let ed25519 = SignatureAlgorithm(rawValue: 0x01)
    /// Ed25519 over the text and a time: how a witness signs a checkpoint (C2SP tlog-cosignature, cosignature/v1).
    public static let cosignature = SignatureAlgorithm(rawValue: 0x04)
}
