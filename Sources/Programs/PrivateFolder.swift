internal import CPrograms
import Foundation
internal import Glibc

/// A folder that its owner alone may enter, for what a program reads and writes; it is removed with all that is in it.
///
/// It lies in memory where the system has room there (`/dev/shm`): what is sealed on the disk should not lie beside it for a
/// moment. A folder that was left behind because its maker was killed is removed when the next one is made; the lock on a
/// folder tells that somebody still works in it.
public final class PrivateFolder: Sendable {
    /// Where it is.
    public let path: String
    /// Holds the lock.
    private let lock: CInt

    private static let mark = "touchstone-run-"

    /// Makes one.
    ///
    /// - Parameter purpose: A word of its name.
    /// - Throws: ``ProgramFault`` with `notStarted`; the program is the purpose.
    public init(_ purpose: String) throws(ProgramFault) {
        let place = Self.place
        Self.clear(place)
        var name = Array("\(place)/\(Self.mark)\(purpose)-XXXXXX".utf8CString)
        let isMade = mkdtemp(&name) != nil
        guard isMade else { throw ProgramFault(purpose, .notStarted("\(place): \(SystemRefusal.last.words)")) }
        path = name.withUnsafeBufferPointer {
            String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        lock = programs_lock(path)
        guard lock >= 0 else {
            let refusal = SystemRefusal.last
            rmdir(path)
            throw ProgramFault(purpose, .notStarted("\(path): \(refusal.words)"))
        }
    }

    deinit { close(lock) }

    /// The whole path of a file in it.
    public func path(of name: String) -> String { "\(path)/\(name)" }

    /// Writes a file.
    ///
    /// - Throws: ``ProgramFault`` with `notStarted`, where there is no room.
    public func write(_ bytes: [UInt8], to name: String) throws(ProgramFault) {
        do { try put(bytes, at: path(of: name)) } catch {
            throw ProgramFault(name, .notStarted("\(path): \(error.words)"))
        }
    }

    /// The bytes of a file that a program wrote; nil if there is none.
    public func read(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: path(of: name)))).map(Array.init)
    }

    /// Removes it and all that is in it.
    public func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    func put(_ bytes: [UInt8], at path: String) throws(SystemRefusal) {
        guard let file = fopen(path, "wxe") else { throw .last }
        let count = fwrite(bytes, 1, bytes.count, file)
        let refusal = SystemRefusal.last
        guard fclose(file) == 0, count == bytes.count else { throw refusal }
    }

    // MARK: Where

    private static var place: String {
        let memory = "/dev/shm"
        return FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
    }

    /// Removes folders in which nobody works any more.
    ///
    /// - Parameter seconds: Younger ones may not be locked yet.
    package static func clear(_ place: String, olderThan seconds: Double = 10) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        for path in names.filter({ $0.hasPrefix(mark) }).map({ "\(place)/\($0)" }) {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            let owner = (attributes?[.ownerAccountID] as? NSNumber)?.uint32Value
            guard let changed = attributes?[.modificationDate] as? Date, owner == geteuid(),
                changed.timeIntervalSinceNow < -seconds
            else { continue }
            let lock = programs_lock(path)
            guard lock >= 0 else { continue }
            try? FileManager.default.removeItem(atPath: path)
            close(lock)
        }
    }
}
