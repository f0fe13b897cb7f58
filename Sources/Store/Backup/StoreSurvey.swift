public import Foundation
import GRDB

/// What a store says about itself when it is looked at beside those who use it, without being changed or upgraded.
public struct StoreSurvey: Sendable {
    /// The SQLite that this program was linked with.
    public struct Library: Sendable, Hashable {
        /// The version, such as `3.45.1`.
        public let version: String
        /// The option that says whether several threads may use it, such as `THREADSAFE=1`.
        public let threads: String
    }

    /// What is wrong with the pages of the database, in SQLite's words.
    public let faults: [String]
    /// The newest received files: the SHA-256 in hexadecimal digits, and the length in bytes.
    public let newestFiles: [(sha256: String, byteCount: Int)]
    /// When something was received last, in seconds since 1970.
    public let receivedAt: Double?
    /// When a backup was made last, in seconds since 1970.
    public let backedUpAt: Double?

    private static let fileLimit = 1_000

    /// Looks at the store in a folder.
    public init(of folder: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: FactStore.databaseURL(in: folder).path, configuration: configuration)
        self = try queue.read { try StoreSurvey($0) }
    }

    private init(_ db: Database) throws {
        faults = try String.fetchAll(db, sql: "PRAGMA quick_check(5)").filter { $0 != "ok" }
        newestFiles = try Row.fetchAll(
            db,
            sql: "SELECT lower(hex(sha256)), byte_count FROM receipt ORDER BY id DESC LIMIT \(Self.fileLimit)"
        ).map { ($0[0], $0[1]) }
        receivedAt = try Double.fetchOne(db, sql: "SELECT unixepoch(max(received_at)) FROM receipt")
        // A store of an older version has no such table.
        backedUpAt =
            try db.tableExists("backup_made")
            ? Double.fetchOne(db, sql: "SELECT unixepoch(max(at)) FROM backup_made") : nil
    }

    /// What SQLite says about itself.
    public static func library() throws -> Library {
        try DatabaseQueue().read { db in
            let options = try String.fetchAll(db, sql: "PRAGMA compile_options")
            return Library(
                version: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "?",
                threads: options.first { $0.hasPrefix("THREADSAFE=") } ?? "THREADSAFE=?"
            )
        }
    }
}
