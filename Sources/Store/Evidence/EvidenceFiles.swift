import Crypto
public import Foundation

/// The files of exhibits: sealed as they arrive, each under the SHA-256 of its sealed bytes, never changed.
///
/// The key stands in `keys/evidence`, beside the database and in no backup. The bytes of a file are never on the disk as
/// they came.
///
/// ```swift
/// let intake = try store.evidence.intake()
/// for try await bytes in body { try intake.write(bytes) }
/// let kept = try intake.keep()
/// try store.evidence.read(kept) { piece in … }
/// ```
public struct EvidenceFiles: Sendable {
    /// The folder that they stand in.
    public let folder: URL
    private let store: URL

    /// The name of the file with the key.
    static let keyName = "evidence"

    init(ofStore store: URL) {
        self.store = store
        folder = store.appendingPathComponent("evidence", isDirectory: true)
    }

    /// A file that is kept.
    public struct Kept: Sendable, Hashable {
        /// The SHA-256 of its sealed bytes: its name.
        public let sealed: [UInt8]
        /// How many bytes it has sealed.
        public let sealedByteCount: Int
        /// The SHA-256 of its bytes as they arrived.
        public let sha256: [UInt8]
        /// How many bytes arrived.
        public let byteCount: Int
    }

    /// Where a file stands.
    ///
    /// - Parameter sealed: The SHA-256 of its sealed bytes.
    public func url(of sealed: [UInt8]) -> URL { IncomingFile.place(of: sealed, in: folder) }

    /// Begins a file.
    ///
    /// - Throws: ``StoreError`` with `fileSystem` where the folder cannot be written, or files lie there and their key is
    ///   missing: another one in its place would hide that.
    public func intake() throws(StoreError) -> EvidenceIntake {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let seal = EvidenceSeal(under: try keyForWriting())
            return EvidenceIntake(try IncomingFile(in: folder), seal, in: folder)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.fileSystem, "\(folder.path) cannot be written: \(error)")
        }
    }

    /// Keeps bytes that are in memory.
    public func keep(bytes: [UInt8]) throws(StoreError) -> Kept {
        let intake = try intake()
        try intake.write(bytes)
        return try intake.keep()
    }

    /// Takes a file away that no row names: what it was sent for was refused.
    package func discard(_ kept: Kept) {
        try? FileManager.default.removeItem(at: url(of: kept.sealed))
    }

    /// Whether the sealed bytes are what was kept; needs no key.
    public func isWhole(_ kept: Kept) throws(StoreError) -> Bool {
        let path = url(of: kept.sealed).path
        do {
            let file = try FileDescriptor(reading: path)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
            defer { buffer.deallocate() }
            var hash = SHA256()
            while true {
                let count = try file.read(into: buffer)
                guard count > 0 else { break }
                hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            return Array(hash.finalize()) == kept.sealed
        } catch {
            throw StoreError(.fileSystem, "\(path) cannot be read: \(error)")
        }
    }

    /// Opens a file, to be read piece by piece.
    ///
    /// - Throws: ``StoreError`` with `fileSystem` where the file or its key is missing, or it is no file of evidence.
    public func reading(_ kept: Kept) throws(StoreError) -> EvidenceReading {
        guard let root = try key() else { throw Self.keyIsMissing }
        let path = url(of: kept.sealed).path
        let (file, head): (FileDescriptor, [UInt8])
        do {
            file = try FileDescriptor(reading: path)
            head = try file.read(count: EvidenceSeal.headLength, at: 0)
        } catch { throw StoreError(.fileSystem, "\(path) cannot be read: \(error)") }
        guard let seal = EvidenceSeal(under: root, opening: head) else { throw EvidenceReading.damaged(path) }
        return EvidenceReading(file, path, kept, seal)
    }

    /// Reads a whole file in pieces; what was read counts only once this has returned.
    public func read(_ kept: Kept, _ body: ([UInt8]) throws -> Void) throws {
        let reading = try reading(kept)
        while let piece = try reading.next() { try body(piece) }
    }

    // MARK: The key

    private static let keyIsMissing = StoreError(
        .fileSystem,
        "keys/\(keyName) is missing: put it back from where its copy is kept."
    )

    private func key() throws(StoreError) -> [UInt8]? {
        do throws(KeyFile.Fault) { return try KeyFile(Self.keyName, in: store).read() } catch {
            throw error.asStoreError
        }
    }

    private func keyForWriting() throws -> [UInt8] {
        if let key = try key() { return key }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard names.allSatisfy({ $0.hasPrefix(".") }) else { throw Self.keyIsMissing }
        do throws(KeyFile.Fault) { return try KeyFile(Self.keyName, in: store).readOrMake() } catch {
            throw error.asStoreError
        }
    }
}
