import Crypto
import Formats
public import Secrets

/// One officer's share of an organisation's key: by itself, and with any fewer than k of them, it tells nothing.
///
///     0    "TSSH"         4 bytes
///     4    version        1 byte, 1
///     5    escrow         16 bytes: which sharing it belongs to
///     21   number         1 byte, 1 to n
///     22   share          32 bytes
///     54   checksum       4 bytes: the first of the SHA-256 of what stands before
public struct KeyShare: Sendable, Equatable {
    /// How many bytes it has.
    public static let byteCount = 58
    private static let magic = Array("TSSH".utf8)
    private static let version: UInt8 = 1

    /// Which sharing it belongs to.
    public let escrow: EscrowID
    /// Its number: where the polynomials are evaluated.
    public let number: UInt8
    let value: SecretBytes

    init(escrow: EscrowID, number: UInt8, value: SecretBytes) {
        (self.escrow, self.number, self.value) = (escrow, number, value)
    }

    /// Reads the bytes of a share; a slip in copying them is noticed.
    public init(_ secret: SecretBytes) throws(SealingFault) {
        let bytes = secret.exposed
        guard bytes.starts(with: Self.magic) else { throw SealingFault(.otherKind, at: 0) }
        guard bytes.count >= Self.byteCount else { throw SealingFault(.tooShort, at: bytes.count) }
        guard bytes.count == Self.byteCount else { throw SealingFault(.tooLong, at: Self.byteCount) }
        guard bytes[4] == Self.version else { throw SealingFault(.unknownVersion, at: 4) }
        guard bytes[21] > 0 else { throw SealingFault(.badNumber, at: 21) }
        guard Array(bytes.suffix(4)) == Self.checksum(bytes.dropLast(4)) else {
            throw SealingFault(.contentChanged, at: 54)
        }
        self.init(
            escrow: EscrowID(unchecked: Array(bytes[5..<21])),
            number: bytes[21],
            value: SecretBytes(bytes[22..<54])
        )
    }

    /// The bytes, for the officer alone: on paper, or sealed by ``sealed(to:)`` or ``LockedShare``.
    public var secret: SecretBytes {
        let head = Self.magic + [Self.version] + escrow.bytes + [number] + value.exposed
        return SecretBytes(head + Self.checksum(head))
    }

    /// The share for the key of an officer.
    public func sealed(to officer: RecipientKey) throws(SealingFault) -> SealedEnvelope {
        let label = EnvelopeLabel(.share, of: escrow.report, sequence: UInt32(number))
        return try SealedEnvelope(label, to: [officer], content: secret.exposed)
    }

    /// Opens a share by the officer's key.
    public init(_ envelope: SealedEnvelope, key: OpeningKey) throws(SealingFault) {
        guard envelope.header.label.purpose == .share else { throw SealingFault(.otherKind) }
        try self.init(SecretBytes(try envelope.open(key)))
        let label = EnvelopeLabel(.share, of: escrow.report, sequence: UInt32(number))
        guard envelope.header.label == label else { throw SealingFault(.otherKey) }
    }

    /// What is published of a share, so that a wrong one is known by its number: the share is 32 bytes by chance, which
    /// no hash gives away.
    var commitment: [UInt8] {
        let text = Array("touchstone share v1".utf8) + escrow.bytes + [number] + value.exposed
        return Array(SHA256.hash(data: text))
    }

    private static func checksum(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: Array(bytes)).prefix(4))
    }
}

extension KeyShare: CustomStringConvertible, CustomReflectable {
    /// Names the share and hides it.
    public var description: String { "(share \(number))" }

    /// Nothing, so that no log or dump shows the share.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
