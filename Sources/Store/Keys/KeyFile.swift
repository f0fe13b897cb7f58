import Crypto
public import Foundation

/// A key of 32 bytes by chance that stands in a file beside the database, `keys/NAME`, and never in it.
///
/// A copy of the database alone, such as a backup, opens nothing that is sealed under it.
public struct KeyFile: Sendable {
    /// Why a key cannot be had.
    public enum Fault: Error, Sendable, Hashable {
        /// The file cannot be read or made: its path, and what the system says.
        case file(String, String)
        /// The file does not hold a key.
        case noKey(String)
    }

    private let file: URL

    /// The key of a name in a store's folder.
    public init(_ name: String, in folder: URL) {
        file = folder.appending(path: "keys/\(name)")
    }

    /// The key; nil if there is no file.
    public func read() throws(Fault) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: file.path) else {
            throw .file(file.path, "cannot be read")
        }
        guard bytes.count == 32 else { throw .noKey(file.path) }
        return Array(bytes)
    }

    /// The key; made if there is none, for its owner alone, and on the disk before it is used.
    public func readOrMake() throws(Fault) -> [UInt8] {
        if let key = try read() { return key }
        let folder = file.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch { throw .file(file.path, "\(error)") }
        let fresh = "\(file.path).\(UUID().uuidString).new"
        defer { try? FileManager.default.removeItem(atPath: fresh) }
        do throws(FileDescriptor.Failure) {
            let descriptor = try FileDescriptor(creating: fresh)
            let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            try Self.write(bytes, to: descriptor)
            try descriptor.sync()
        } catch { throw .file(fresh, "errno \(error.code)") }
        // Somebody else may be first: theirs counts, and ours was never used.
        do { try FileManager.default.linkItem(atPath: fresh, toPath: file.path) } catch {
            guard let key = try read() else { throw .file(file.path, "\(error)") }
            return key
        }
        do throws(FileDescriptor.Failure) { try FileDescriptor(reading: folder.path).sync() } catch {
            throw .file(file.path, "errno \(error.code)")
        }
        guard let key = try read() else { throw .noKey(file.path) }
        return key
    }

    private static func write(_ bytes: [UInt8], to file: FileDescriptor) throws(FileDescriptor.Failure) {
        var failure: FileDescriptor.Failure?
        bytes.withUnsafeBytes { buffer in
            do throws(FileDescriptor.Failure) { try file.write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
