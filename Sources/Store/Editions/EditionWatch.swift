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

    init(database: URL) {
        self.database = database
    }

    func edition() throws -> StoreEdition {
        let connection = try opened()
        // A few microseconds: no more than a look at the header of the write-ahead log.
        return StoreEdition(
            rawValue: try connection.inDatabase { db in
                try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
            }
        )
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
