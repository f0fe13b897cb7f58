/// The files of a log, as the log uses them: few operations, each of which may fail, or be the last before the power
/// goes.
///
/// What was written is there for readers at once, and on the disk for good only behind ``sync(_:)`` and
/// ``syncFolder(_:)``, or ``syncAll()``. Paths are below the log's folder, with `/` between their parts.
public protocol LogFiles: Sendable {
    /// Takes the log for one writer, until these files are let go.
    ///
    /// - Returns: Whether nobody else has it.
    func lock() throws(FileFault) -> Bool

    /// The bytes of a file; nil if there is none.
    func read(_ path: String) throws(FileFault) -> [UInt8]?

    /// Some bytes of a file; fewer if it ends before.
    func read(_ path: String, from offset: Int, count: Int) throws(FileFault) -> [UInt8]

    /// The names in a folder, those of folders with a `/` behind; none if it is not there.
    func names(in folder: String) throws(FileFault) -> [String]

    /// Puts a file in the place of what is there, all at once, and makes its folder: readers see the old or the new.
    ///
    /// - Parameter isSafe: Whether the bytes are on the disk before the name is. Otherwise a loss of power may leave the
    ///   name with some of the bytes, or none.
    func replace(_ path: String, by bytes: [UInt8], isSafe: Bool) throws(FileFault)

    /// Writes behind the end of a file that is there.
    func append(_ bytes: [UInt8], to path: String) throws(FileFault)

    /// Takes a file or a folder with all that is in it away, if it is there.
    func remove(_ path: String) throws(FileFault)

    /// Puts the bytes of a file on the disk.
    func sync(_ path: String) throws(FileFault)

    /// Puts the names in a folder on the disk; the empty path is the log's own.
    func syncFolder(_ path: String) throws(FileFault)

    /// Puts everything on the disk.
    func syncAll() throws(FileFault)
}

/// What the system refused.
public struct FileFault: Error, Sendable, Hashable {
    /// What was asked.
    public let operation: String
    /// Of which file or folder.
    public let path: String
    /// The system's number of the error (`errno`).
    public let code: Int32

    /// Makes a fault.
    public init(_ operation: String, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }
}
