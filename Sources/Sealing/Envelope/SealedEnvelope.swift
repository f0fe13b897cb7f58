import Formats

/// A content that only its recipients can read, whole in memory: reports and messages.
///
/// What is longer goes through ``EnvelopeSealer`` and ``EnvelopeOpener``, which write and read the same format.
/// docs/sealing.md tells it to the byte.
public struct SealedEnvelope: Sendable, Hashable {
    /// What can be read of it without a key.
    public let header: EnvelopeHeader
    /// All of its bytes.
    public let bytes: [UInt8]

    /// Seals a content.
    public init(
        _ label: EnvelopeLabel,
        to recipients: [RecipientKey],
        content: some Collection<UInt8>
    ) throws(SealingFault) {
        var sealer = try EnvelopeSealer(label, to: recipients, contentCount: content.count)
        var bytes = sealer.header.bytes
        bytes += try sealer.seal(content)
        while let piece = try sealer.finish() { bytes += piece }
        header = sealer.header
        self.bytes = bytes
    }

    /// Reads what can be read without a key; whether the rest is whole, only opening tells.
    public init(_ bytes: [UInt8]) throws(SealingFault) {
        var reader = ByteReader(bytes)
        header = try EnvelopeHeader(&reader)
        guard reader.remaining >= SizeClass.smallest + ContentKeys.tagCount else {
            throw SealingFault(.tooShort, at: reader.end)
        }
        self.bytes = bytes
    }

    /// The content, by one of the recipients, if it is what the label says.
    ///
    /// Who opens knows what they are opening: a message shown as an answer to one report must not be another's.
    public func open(_ key: OpeningKey, expecting label: EnvelopeLabel) throws(SealingFault) -> [UInt8] {
        guard header.label == label else { throw SealingFault(.otherKind) }
        return try open(key)
    }

    /// The content, by one of the recipients.
    public func open(_ key: OpeningKey) throws(SealingFault) -> [UInt8] {
        var opener = EnvelopeOpener(key)
        return try opener.open(bytes) + opener.finish()
    }
}
