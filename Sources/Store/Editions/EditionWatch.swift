import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// Notices every change to a database, whichever process made it.
///
/// `PRAGMA data_version` counts, on each connection, the commits of all others (sqlite.org/pragma.html). A connection
/// that never writes therefore sees every change, and nothing has to be counted by whoever writes.
final class EditionWatch: Sendable {
    private struct State {
        /// Opened at the first question: most commands ask none.
        var connection: DatabaseQueue?
        /// The edition of ``lapses``.
        var seen: Int64 = -1
        /// When something that was lent runs out, the next first.
        var lapses: [Date] = []
    }

    private let database: URL
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    init(database: URL, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    /// Asks on the thread of whoever asks: a few microseconds, no more than a look at the header of the write-ahead log.
    func edition() throws -> StoreEdition {
        try state.withLock { state in
            let connection = try state.connection ?? opened()
            state.connection = connection
            let version = try connection.inDatabase { db in
                try db.cachedStatement(sql: "PRAGMA data_version").firstInteger() ?? 0
            }
            if version != state.seen {
                state.lapses = try connection.inDatabase(Self.lapses)
                state.seen = version
            }
            guard !state.lapses.isEmpty else { return StoreEdition(rawValue: version, lapsed: 0) }
            // What runs out changes what readers see, and nobody writes anything then.
            let time = now()
            return StoreEdition(rawValue: version, lapsed: state.lapses.prefix { $0 <= time }.count)
        }
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
        try state.withLock { state in
            try state.connection?.close()
            state.connection = nil
        }
    }

    private func opened() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        return try DatabaseQueue(path: database.path, configuration: configuration)
    }
}
