/// Why a backup cannot be made, read or restored.
public struct BackupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable {
        /// A file or folder cannot be made, read or written.
        case fileSystem
        /// The backup is not what was written: cut off, changed, or no backup at all.
        case damaged
        /// The backup is encrypted, and none of the keys given opens it.
        case locked
        /// A key or passphrase is not one.
        case badKey
        /// Something is there that must not be written over.
        case exists
        /// Another backup of the same store is being made.
        case busy
        /// The store or the snapshot of it failed.
        case store
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened, at which place, and what to do.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Two errors are equal if they are of one kind; their words are for people.
    public static func == (left: BackupError, right: BackupError) -> Bool { left.code == right.code }
}
