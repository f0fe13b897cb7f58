import Formats

/// Opens an envelope that comes in pieces, in constant memory.
///
/// Every piece that it gives is authentic and in its place; that the content is whole is known only when ``finish()``
/// has returned. Until then nothing may be done with it that could not be undone.
public struct EnvelopeOpener: Sendable {
    /// The header, once it has come.
    public private(set) var header: EnvelopeHeader?
    private let key: OpeningKey
    private var keys: ContentKeys?
    private var digest: [UInt8] = []
    private var held: [UInt8] = []
    private var chunk = 0
    /// What the prefix announces; nil before the first chunk.
    private var contentLeft: Int?
    private var fillLeft = 0
    private var hasEnded = false

    /// Opens with a recipient's key.
    public init(_ key: OpeningKey) { self.key = key }

    /// Takes a piece of the envelope; gives the content that can be told, which may be nothing.
    ///
    /// After a fault nothing more is taken.
    public mutating func open(_ piece: some Collection<UInt8>) throws(SealingFault) -> [UInt8] {
        guard !hasEnded else { throw SealingFault(.finished) }
        held += piece
        do {
            return try openFullChunks()
        } catch {
            hasEnded = true
            throw error
        }
    }

    /// Ends the envelope; gives the last of the content.
    public mutating func finish() throws(SealingFault) -> [UInt8] {
        guard !hasEnded else { throw SealingFault(.finished) }
        hasEnded = true
        if header == nil { try readHeader(isLast: true) }
        guard let keys else { throw SealingFault(.tooShort) }
        guard held.count > ContentKeys.tagCount else { throw SealingFault(.contentChanged, chunk: chunk) }
        let content = try take(try keys.open(held[...], chunk: chunk, isLast: true, header: digest))
        guard contentLeft == 0, fillLeft == 0 else { throw SealingFault(.lengthDiffers) }
        held = []
        return content
    }

    private mutating func openFullChunks() throws(SealingFault) -> [UInt8] {
        if header == nil { try readHeader(isLast: false) }
        guard let keys else { return [] }
        let count = ContentKeys.chunkCount + ContentKeys.tagCount
        var output: [UInt8] = []
        var start = 0
        while held.count - start > count {
            let opened = try keys.open(held[start..<start + count], chunk: chunk, isLast: false, header: digest)
            output += try take(opened)
            chunk += 1
            start += count
        }
        held.removeFirst(start)
        return output
    }

    private mutating func readHeader(isLast: Bool) throws(SealingFault) {
        var reader = ByteReader(held)
        let header: EnvelopeHeader
        do {
            header = try EnvelopeHeader(&reader)
        } catch {
            // The rest of it may be in the next piece.
            guard error.reason == .tooShort, !isLast, held.count < EnvelopeHeader.longest else { throw error }
            return
        }
        keys = try header.contentKeys(key)
        digest = header.digest
        held.removeFirst(reader.offset)
        self.header = header
    }

    /// The content of an opened chunk, without the length before it and the zeros behind it.
    private mutating func take(_ opened: [UInt8]) throws(SealingFault) -> [UInt8] {
        var rest = opened[...]
        if contentLeft == nil {
            var reader = ByteReader(opened)
            guard let announced = reader.bigEndian(SizeClass.prefixCount),
                let count = Int(exactly: announced), let padded = SizeClass.count(forContentOf: count)
            else { throw SealingFault(.lengthDiffers) }
            contentLeft = count
            fillLeft = padded - count - SizeClass.prefixCount
            rest = rest.dropFirst(SizeClass.prefixCount)
        }
        let content = rest.prefix(contentLeft ?? 0)
        contentLeft = (contentLeft ?? 0) - content.count
        let fill = rest.dropFirst(content.count)
        guard fill.count <= fillLeft else { throw SealingFault(.lengthDiffers) }
        guard fill.allSatisfy({ $0 == 0 }) else { throw SealingFault(.badPadding) }
        fillLeft -= fill.count
        return Array(content)
    }
}
