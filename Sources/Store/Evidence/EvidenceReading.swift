import Crypto

/// A file of evidence that is being read: each piece is checked before it is given out, and the whole at its end.
public final class EvidenceReading {
    /// What is read.
    public let kept: EvidenceFiles.Kept
    private let file: FileDescriptor
    private let path: String
    private let seal: EvidenceSeal
    private var position = EvidenceSeal.headLength
    private var (number, byteCount) = (0, 0)
    private var hash = SHA256()
    private var isOver = false

    init(_ file: FileDescriptor, _ path: String, _ kept: EvidenceFiles.Kept, _ seal: EvidenceSeal) {
        (self.file, self.path, self.kept, self.seal) = (file, path, kept, seal)
    }

    static func damaged(_ path: String) -> StoreError {
        StoreError(.fileSystem, "\(path) is not what was sealed, or keys/evidence is another one. Restore a backup.")
    }

    /// The next piece as it arrived; nil after the last one.
    ///
    /// - Throws: ``StoreError`` with `fileSystem` where a byte differs, a piece is missing, added or in another's place.
    public func next() throws(StoreError) -> [UInt8]? {
        guard !isOver else { return nil }
        // A last piece that is not where it should be does not open: it is sealed as the last.
        let length = min(EvidenceSeal.pieceLength + EvidenceSeal.growth, kept.sealedByteCount - position)
        let isLast = position + length == kept.sealedByteCount
        let sealed: [UInt8]
        // One more byte than the last piece has shows what was added.
        do { sealed = try file.read(count: max(0, length) + (isLast ? 1 : 0), at: position) } catch {
            throw StoreError(.fileSystem, "\(path) cannot be read: \(error)")
        }
        guard let piece = seal.open(sealed, number, isLast: isLast) else { throw Self.damaged(path) }
        piece.withUnsafeBytes { hash.update(bufferPointer: $0) }
        (position, number, byteCount) = (position + length, number + 1, byteCount + piece.count)
        guard isLast else { return piece }
        isOver = true
        guard byteCount == kept.byteCount, Array(hash.finalize()) == kept.sha256 else { throw Self.damaged(path) }
        return piece
    }
}
