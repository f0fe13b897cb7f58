import Crypto
import Formats

/// What stands before the content of an envelope.
///
///     0    "TSEV"         4 bytes
///     4    version        1 byte, 1
///     5    purpose        1 byte
///     6    content        2 bytes, the AEAD of the content: 0x0002, AES-256-GCM
///     8    report         16 bytes
///     24   sequence       4 bytes
///     28   recipients     1 byte, n: 1 to 32
///     29   recipient      22 bytes each: suite (KEM, KDF, AEAD), key id; in the order of the key ids
///     L    commitment     32 bytes
///     …    wrapped keys   one for each recipient: encapsulated key, 32 sealed bytes, tag
///
/// Numbers have their highest byte first. The first L bytes are the label, which HPKE binds each wrapped key to; the
/// hash of the whole header is authenticated with each chunk of the content.
public struct EnvelopeHeader: Sendable, Hashable {
    /// The most recipients.
    public static let mostRecipients = 32
    /// The most bytes that a header takes.
    public static let longest = labelCount(mostRecipients) + 32 + mostRecipients * (65 + 48)

    private static let magic = Array("TSEV".utf8)
    private static let version: UInt8 = 1
    private static let contentAlgorithm: [UInt8] = [0x00, 0x02]
    private static let beforeRecipients = 29

    private struct Slot: Sendable, Hashable {
        let suite: SealingSuite
        let id: KeyID
        let wrapped: [UInt8]
    }

    /// What the envelope is.
    public let label: EnvelopeLabel
    /// The keys that open it, in the order of their names.
    public var recipients: [KeyID] { slots.map(\.id) }
    private let slots: [Slot]
    private let commitment: [UInt8]
    /// The bytes.
    public let bytes: [UInt8]

    private static func labelCount(_ recipients: Int) -> Int { beforeRecipients + 22 * recipients }

    /// Wraps a new secret for each recipient.
    init(_ label: EnvelopeLabel, to keys: [RecipientKey], secret: SymmetricKey) throws(SealingFault) {
        let keys = keys.sorted { $0.id < $1.id }
        guard (1...Self.mostRecipients).contains(keys.count), Set(keys.map(\.id)).count == keys.count else {
            throw SealingFault(.recipients)
        }
        let open = Self.openPart(label, keys.map { ($0.suite, $0.id) })
        var slots: [Slot] = []
        for key in keys {
            let wrapped = try key.wrap(secret, info: Self.info(open))
            slots.append(Slot(suite: key.suite, id: key.id, wrapped: wrapped))
        }
        self.label = label
        self.slots = slots
        commitment = ContentKeys(secret, label: open).commitment
        bytes = open + commitment + slots.flatMap(\.wrapped)
    }

    /// Reads a header; the reader stands behind it afterwards.
    init(_ reader: inout ByteReader) throws(SealingFault) {
        let start = reader.offset
        func short() -> SealingFault { SealingFault(.tooShort, at: reader.end) }
        guard reader.pass(Self.magic) else {
            throw reader.remaining < 4 ? short() : SealingFault(.otherKind, at: start)
        }
        guard let version = reader.uint8() else { throw short() }
        guard version == Self.version else { throw SealingFault(.unknownVersion, at: start + 4) }
        guard let number = reader.uint8() else { throw short() }
        guard let purpose = EnvelopeLabel.Purpose(rawValue: number) else {
            throw SealingFault(.unknownPurpose, at: start + 5)
        }
        guard reader.remaining >= 2 else { throw short() }
        guard reader.pass(Self.contentAlgorithm) else { throw SealingFault(.unknownSuite, at: start + 6) }
        guard let report = reader.take(ReportID.count), let sequence = reader.uint32(), let count = reader.uint8()
        else { throw short() }
        guard (1...Self.mostRecipients).contains(Int(count)) else { throw SealingFault(.recipients, at: start + 28) }
        var listed: [(SealingSuite, KeyID)] = []
        for _ in 0..<count {
            let place = reader.offset
            let suite = try SealingSuite(&reader)
            guard let id = KeyID(&reader) else { throw short() }
            guard listed.last.map({ $0.1 < id }) ?? true else { throw SealingFault(.recipients, at: place) }
            listed.append((suite, id))
        }
        guard let commitment = reader.take(ContentKeys.commitmentCount) else { throw short() }
        var slots: [Slot] = []
        for (suite, id) in listed {
            guard let wrapped = reader.take(RecipientKey.wrappedCount(suite)) else { throw short() }
            slots.append(Slot(suite: suite, id: id, wrapped: wrapped))
        }
        label = EnvelopeLabel(purpose, of: ReportID(unchecked: report), sequence: sequence)
        self.slots = slots
        self.commitment = commitment
        bytes = Array(reader.bytes[start..<reader.offset])
    }

    /// Whether a key is among the recipients.
    public func isFor(_ key: RecipientKey) -> Bool {
        slots.contains { $0.id == key.id && $0.suite == key.suite }
    }

    /// The keys of the content, by one of the recipients.
    func contentKeys(_ key: OpeningKey) throws(SealingFault) -> ContentKeys {
        guard let slot = slots.first(where: { $0.id == key.recipient.id && $0.suite == key.recipient.suite }) else {
            throw SealingFault(.notForThisKey)
        }
        let open = Array(bytes.prefix(Self.labelCount(slots.count)))
        let secret = try key.unwrap(slot.wrapped, info: Self.info(open))
        guard secret.bitCount == 8 * ContentKeys.secretCount else { throw SealingFault(.wrappedKey) }
        let keys = ContentKeys(secret, label: open)
        guard keys.commitment == commitment else { throw SealingFault(.keyDiffers) }
        return keys
    }

    /// The hash of the whole, which each chunk is bound to.
    var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }

    private static func openPart(_ label: EnvelopeLabel, _ recipients: [(SealingSuite, KeyID)]) -> [UInt8] {
        var bytes = magic + [version, label.purpose.rawValue] + contentAlgorithm + label.report.bytes
        bytes.append(bigEndian: label.sequence, count: 4)
        bytes.append(UInt8(truncatingIfNeeded: recipients.count))
        for (suite, id) in recipients { bytes += suite.identifier + id.bytes }
        return bytes
    }

    private static func info(_ label: [UInt8]) -> [UInt8] { Array("touchstone envelope v1".utf8) + label }
}
