import Formats
public import Secrets

/// A share under its officer's passphrase, for an officer who has no key.
///
///     0    "TSLS"         4 bytes
///     4    version        1 byte, 1
///     5    escrow         16 bytes
///     21   number         1 byte
///     22   box            ln, r, p of scrypt, a salt of 16, the share and a tag: 93 bytes
public struct LockedShare: Sendable, Hashable {
    private static let magic = Array("TSLS".utf8)
    private static let version: UInt8 = 1

    /// Which sharing it belongs to.
    public let escrow: EscrowID
    /// Its number.
    public let number: UInt8
    private let box: PassphraseBox

    /// Locks a share.
    public init(
        _ share: KeyShare,
        passphrase: Passphrase,
        parameters: ScryptParameters = LockedKey.currentParameters,
        using generator: inout some RandomNumberGenerator
    ) throws(SealingFault) {
        (escrow, number) = (share.escrow, share.number)
        box = try PassphraseBox(
            share.secret,
            passphrase: passphrase,
            parameters: parameters,
            authenticating: Self.label(share.escrow, share.number),
            using: &generator
        )
    }

    /// Reads the bytes.
    public init(_ bytes: [UInt8]) throws(SealingFault) {
        var reader = ByteReader(bytes)
        guard reader.pass(Self.magic) else { throw SealingFault(.otherKind, at: 0) }
        guard reader.uint8() == Self.version else { throw SealingFault(.unknownVersion, at: 4) }
        guard let escrow = reader.take(EscrowID.count), let number = reader.uint8() else {
            throw SealingFault(.tooShort, at: reader.end)
        }
        guard number > 0 else { throw SealingFault(.badNumber, at: 21) }
        (self.escrow, self.number) = (EscrowID(unchecked: escrow), number)
        box = try PassphraseBox(&reader, holding: KeyShare.byteCount)
        guard reader.isAtEnd else { throw SealingFault(.tooLong, at: reader.offset) }
    }

    /// The bytes.
    public var bytes: [UInt8] { Self.label(escrow, number) + box.bytes }

    /// Opens the share; takes the time and memory of scrypt.
    public func unlock(_ passphrase: Passphrase) throws(SealingFault) -> KeyShare {
        let share = try KeyShare(try box.open(passphrase, authenticating: Self.label(escrow, number)))
        guard share.escrow == escrow, share.number == number else { throw SealingFault(.otherKey) }
        return share
    }

    private static func label(_ escrow: EscrowID, _ number: UInt8) -> [UInt8] {
        magic + [version] + escrow.bytes + [number]
    }
}
