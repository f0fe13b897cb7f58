import Foundation
import GRDB

/// Notices every change to a database, whichever process made it.
///
/// `PRAGMA data_version` counts, on each connection, the commits of all others (sqlite.org/pragma.html). A connection
/// that never writes therefore sees every change, and nothing has to be counted by whoever writes.
actor EditionWatch {
    private let database: URL
    /// Opened at the first question: most commands ask none.
    private var connection: DatabaseQueue?
    private let now: @Sendable () -> Date
    /// The edition of ``lapses``.
    private var seen: Int64 = -1
    /// When something that was lent runs out, the next first.
    private var lapses: [Date] = []

    init(database: URL, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    func edition() throws -> StoreEdition {
        let connection = try opened()
        // A few microseconds: no more than a look at the header of the write-ahead log.
        let version = try connection.inDatabase { db in
            try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
        }
        if version != seen {
            lapses = try connection.inDatabase(Self.lapses)
            seen = version
        }
        // What runs out changes what readers see, and nobody writes anything then.
        let time = now()
        return StoreEdition(rawValue: version, lapsed: lapses.prefix { $0 <= time }.count)
    }

    private static func lapses(_ db: Database) throws -> [Date] {
        let times = try String.fetchAll(
            db,
            sql: """
                SELECT until FROM seal_opening WHERE closed_at IS NULL
                UNION ALL SELECT until FROM named_reader WHERE until IS NOT NULL AND revoked_at IS NULL
                """
        )
        return times.compactMap(FactStore.time(of:)).sorted()
    }

    /// Closes the connection; a later question opens it again.
    func close() throws {
        try connection?.close()
        connection = nil
    }

    private func opened() throws -> DatabaseQueue {
        if let connection { return connection }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        let opened = try DatabaseQueue(path: database.path, configuration: configuration)
        connection = opened
        return opened
    }
}
