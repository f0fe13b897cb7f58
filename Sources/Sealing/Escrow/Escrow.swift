import Crypto
import Formats
import Secrets

/// How an organisation's key was shared out among officers: k of n of them can open it together, in need.
///
/// Shamir's sharing over the field of 256 elements, each byte of the private key by itself. What stands here is public:
/// which key, how many of how many, and a commitment to each share, so that a wrong share is known by its number.
///
///     0    "TSES"         4 bytes
///     4    version        1 byte, 1
///     5    escrow         16 bytes
///     21   k n            1 byte each
///     23   suite          6 bytes
///     29   public key     65 or 32 bytes
///     …    commitment     32 bytes for each share, in the order of their numbers
public struct Escrow: Sendable, Hashable {
    /// The most officers.
    public static let mostOfficers = 16
    private static let magic = Array("TSES".utf8)
    private static let version: UInt8 = 1

    /// Its name.
    public let id: EscrowID
    /// How many shares are needed.
    public let needed: Int
    /// The key that the shares give.
    public let recipient: RecipientKey
    let commitments: [[UInt8]]

    /// How many shares there are.
    public var officers: Int { commitments.count }

    /// Shares a key out; the generator must be a cryptographic one.
    ///
    /// The shares are given out, each to one officer, and kept nowhere else.
    public static func share(
        _ key: OpeningKey,
        needed: Int,
        of officers: Int,
        using generator: inout some RandomNumberGenerator
    ) throws(EscrowFault) -> (escrow: Escrow, shares: [KeyShare]) {
        guard (2...mostOfficers).contains(officers), (2...officers).contains(needed) else { throw .impossibleNumbers }
        let id = EscrowID(unchecked: SecretBytes.random(EscrowID.count, using: &generator))
        var values: [[UInt8]] = Array(repeating: [], count: officers)
        for byte in key.secret.exposed {
            let coefficients = [byte] + SecretBytes.random(needed - 1, using: &generator)
            for officer in values.indices {
                values[officer].append(ByteField.value(of: coefficients, at: UInt8(truncatingIfNeeded: officer + 1)))
            }
        }
        let shares = values.enumerated().map { index, value in
            KeyShare(escrow: id, number: UInt8(truncatingIfNeeded: index + 1), value: SecretBytes(value))
        }
        let escrow = Escrow(
            id: id,
            needed: needed,
            recipient: key.recipient,
            commitments: shares.map(\.commitment)
        )
        return (escrow, shares)
    }

    private init(id: EscrowID, needed: Int, recipient: RecipientKey, commitments: [[UInt8]]) {
        (self.id, self.needed, self.recipient, self.commitments) = (id, needed, recipient, commitments)
    }

    /// Reads the bytes.
    public init(_ bytes: [UInt8]) throws(EscrowFault) {
        do { self = try Self.read(bytes) } catch { throw .malformed(error) }
    }

    private static func read(_ bytes: [UInt8]) throws(SealingFault) -> Escrow {
        var reader = ByteReader(bytes)
        func short() -> SealingFault { SealingFault(.tooShort, at: reader.end) }
        guard reader.pass(magic) else { throw SealingFault(.otherKind, at: 0) }
        guard reader.uint8() == version else { throw SealingFault(.unknownVersion, at: 4) }
        guard let id = reader.take(EscrowID.count), let needed = reader.uint8(), let officers = reader.uint8() else {
            throw short()
        }
        guard (2...mostOfficers).contains(Int(officers)), (2...officers).contains(needed) else {
            throw SealingFault(.badNumber, at: 21)
        }
        let suite = try SealingSuite(&reader)
        guard let key = reader.take(suite.publicKeyCount) else { throw short() }
        let recipient = try RecipientKey(suite, key)
        var commitments: [[UInt8]] = []
        for _ in 0..<officers {
            guard let commitment = reader.take(32) else { throw short() }
            commitments.append(commitment)
        }
        guard reader.isAtEnd else { throw SealingFault(.tooLong, at: reader.offset) }
        return Escrow(
            id: EscrowID(unchecked: id),
            needed: Int(needed),
            recipient: recipient,
            commitments: commitments
        )
    }

    /// The bytes.
    public var bytes: [UInt8] {
        let numbers = [needed, officers].map { UInt8(truncatingIfNeeded: $0) }
        return Self.magic + [Self.version] + id.bytes + numbers + recipient.suite.identifier + recipient.bytes
            + commitments.flatMap(\.self)
    }

    /// Whether a share is the one that was given out under its number.
    public func isGenuine(_ share: KeyShare) -> Bool {
        let index = Int(share.number) - 1
        return share.escrow == id && commitments.indices.contains(index) && commitments[index] == share.commitment
    }

    /// Puts shares together; with the key comes the record of the opening, for the ledger.
    ///
    /// Every share is checked, also those beyond the number needed: the record names who gave one.
    public func open(_ presented: [PresentedShare], for cause: OpeningCause) throws(EscrowFault) -> Opening {
        let shares = presented.map(\.share)
        let foreign = shares.indices.filter { shares[$0].escrow != id }
        guard foreign.isEmpty else { throw .foreignShares(foreign) }
        let wrong = shares.filter { !isGenuine($0) }.map(\.number)
        guard wrong.isEmpty else { throw .wrongShares(wrong.sorted()) }
        let counts = Dictionary(grouping: shares, by: \.number)
        let twice = counts.filter { $0.value.count > 1 }.keys.sorted()
        guard twice.isEmpty else { throw .sameShare(twice) }
        guard shares.count >= needed else { throw .tooFewShares(given: shares.count, needed: needed) }
        let used = shares.prefix(needed).map { (number: $0.number, value: $0.value.exposed) }
        let secret = (0..<SealingSuite.privateKeyCount).map { place in
            ByteField.constant(through: used.map { (x: $0.number, y: $0.value[place]) })
        }
        guard let key = try? OpeningKey(recipient.suite, SecretBytes(secret)), key.recipient == recipient else {
            throw .otherKey
        }
        let record = OpeningRecord(escrow: self, cause: cause, presented: presented)
        return Opening(key: key, record: record)
    }
}
