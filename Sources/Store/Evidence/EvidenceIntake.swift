import Crypto
import Foundation

/// A file of evidence that is arriving; kept whole or not at all.
///
/// At most one piece is in memory. What is given up before ``keep()`` leaves nothing behind.
public final class EvidenceIntake {
    private let output: IncomingFile
    private let folder: URL
    private let seal: EvidenceSeal
    private var plain = SHA256()
    private var sealed = SHA256()
    private var (byteCount, sealedByteCount) = (0, 0)
    /// What waits until it is known whether more comes: the last piece is marked.
    private var waiting: [UInt8] = []
    private var pieces = 0
    private var isBegun = false

    init(_ output: IncomingFile, _ seal: EvidenceSeal, in folder: URL) {
        (self.output, self.seal, self.folder) = (output, seal, folder)
        waiting.reserveCapacity(EvidenceSeal.pieceLength)
    }

    /// How many bytes have arrived.
    public var count: Int { byteCount }

    /// Takes what comes next.
    public func write(_ bytes: some Sequence<UInt8>) throws(StoreError) {
        let arrived = Array(bytes)
        arrived.withUnsafeBytes { plain.update(bufferPointer: $0) }
        byteCount += arrived.count
        var rest = arrived[...]
        while !rest.isEmpty {
            if waiting.count == EvidenceSeal.pieceLength { try put(isLast: false) }
            let next = rest.prefix(EvidenceSeal.pieceLength - waiting.count)
            waiting += next
            rest = rest.dropFirst(next.count)
        }
    }

    /// Ends the file; afterwards it is on the disk.
    public func keep() throws(StoreError) -> EvidenceFiles.Kept {
        try put(isLast: true)
        let name = Array(sealed.finalize())
        do { try output.keep(as: name) } catch { throw failure(error) }
        return EvidenceFiles.Kept(
            sealed: name,
            sealedByteCount: sealedByteCount,
            sha256: Array(plain.finalize()),
            byteCount: byteCount
        )
    }

    private func put(isLast: Bool) throws(StoreError) {
        do {
            if !isBegun { try put(seal.head) }
            isBegun = true
            let number = pieces
            try put(try waiting.withUnsafeBytes { try seal.seal($0, number, isLast: isLast) })
        } catch { throw failure(error) }
        pieces += 1
        waiting.removeAll(keepingCapacity: true)
    }

    private func put(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            sealed.update(bufferPointer: bytes)
            try output.write(bytes)
        }
        sealedByteCount += bytes.count
    }

    private func failure(_ error: any Error) -> StoreError {
        StoreError(.fileSystem, "\(folder.path) cannot be written: \(error). Is the disk full?")
    }
}
