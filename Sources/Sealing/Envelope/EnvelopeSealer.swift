import Crypto
import Formats

/// Seals a content that comes in pieces, in constant memory: the header first, then chunks of 64 KiB.
///
/// The length of the content must be known before it begins, because the envelope is as long as its size class.
public struct EnvelopeSealer: Sendable {
    /// The header, to be written before anything else.
    public let header: EnvelopeHeader
    private let keys: ContentKeys
    private let digest: [UInt8]
    /// Content that has not been taken yet, and zeros behind it.
    private var contentLeft: Int
    private var fillLeft: Int
    /// Less than a chunk that is not sealed yet.
    private var held: [UInt8] = []
    private var chunk = 0
    private var isFinished = false

    /// Begins an envelope; the secret comes from the system's generator.
    public init(_ label: EnvelopeLabel, to recipients: [RecipientKey], contentCount: Int) throws(SealingFault) {
        try self.init(label, to: recipients, contentCount: contentCount, secret: SymmetricKey(size: .bits256))
    }

    init(
        _ label: EnvelopeLabel,
        to recipients: [RecipientKey],
        contentCount: Int,
        secret: SymmetricKey
    ) throws(SealingFault) {
        guard let padded = SizeClass.count(forContentOf: contentCount) else { throw SealingFault(.lengthDiffers) }
        header = try EnvelopeHeader(label, to: recipients, secret: secret)
        let open = Array(header.bytes.prefix(29 + 22 * header.recipients.count))
        keys = ContentKeys(secret, label: open)
        digest = header.digest
        contentLeft = contentCount
        fillLeft = padded - contentCount - SizeClass.prefixCount
        held.append(bigEndian: contentCount, count: SizeClass.prefixCount)
    }

    /// Takes a piece of the content; gives what can be written, which may be nothing.
    public mutating func seal(_ piece: some Collection<UInt8>) throws(SealingFault) -> [UInt8] {
        guard !isFinished else { throw SealingFault(.finished) }
        guard piece.count <= contentLeft else { throw SealingFault(.lengthDiffers) }
        contentLeft -= piece.count
        held += piece
        return try sealFullChunks()
    }

    /// Fills up and ends the envelope: gives pieces to be written until nil.
    public mutating func finish() throws(SealingFault) -> [UInt8]? {
        guard !isFinished else { return nil }
        guard contentLeft == 0 else { throw SealingFault(.lengthDiffers) }
        let fill = min(fillLeft, 16 * ContentKeys.chunkCount)
        fillLeft -= fill
        held += repeatElement(0, count: fill)
        var output = try sealFullChunks()
        if fillLeft == 0 {
            isFinished = true
            output += try keys.seal(held[...], chunk: chunk, isLast: true, header: digest)
            held = []
        }
        return output
    }

    /// Seals all chunks but one that may be the last.
    private mutating func sealFullChunks() throws(SealingFault) -> [UInt8] {
        var output: [UInt8] = []
        var start = 0
        while held.count - start > ContentKeys.chunkCount {
            let end = start + ContentKeys.chunkCount
            output += try keys.seal(held[start..<end], chunk: chunk, isLast: false, header: digest)
            chunk += 1
            start = end
        }
        held.removeFirst(start)
        return output
    }
}
