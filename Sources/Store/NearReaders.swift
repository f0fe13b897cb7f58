import Foundation
import GRDB
import Synchronization

/// Connections for what is read on the thread of whoever asks.
///
/// GRDB hands each asynchronous reading to two queues in turn, and the answer back to a third thread: for a few rows that
/// costs as much as reading them. These connections are prepared as those of the pool are, with the same views.
final class NearReaders: Sendable {
    private struct State {
        var free: [DatabaseQueue] = []
        var count = 0
        var isClosed = false
    }

    /// More than so many threads do not read at once; who comes then goes the long way.
    private static let most = 4

    private let database: URL
    private let configuration: Configuration
    private let state = Mutex(State())

    /// - Parameter configuration: How the connections of the pool are prepared.
    init(database: URL, configuration: Configuration) {
        var configuration = configuration
        configuration.readonly = true
        // We open and end the transactions ourselves.
        configuration.allowsUnsafeTransactions = true
        self.configuration = configuration
        self.database = database
    }

    /// Runs the body in one reading transaction; nil if no connection is free.
    func read<T>(_ body: (Database) throws -> T) throws -> T? {
        guard let connection = try take() else { return nil }
        return try connection.inDatabase { db in
            defer { giveBack(connection, isSound: !db.isInsideTransaction) }
            // One state of the database for the permissions and for what is read under them.
            try db.cachedStatement(sql: "BEGIN DEFERRED TRANSACTION").runPlainly()
            let result = Result { try body(db) }
            try db.cachedStatement(sql: "COMMIT TRANSACTION").runPlainly()
            return try result.get()
        }
    }

    /// Closes what nobody uses; what is in use is closed when it is given back.
    func close() throws {
        let free = state.withLock { state in
            defer { state.free = [] }
            state.isClosed = true
            return state.free
        }
        for connection in free { try connection.close() }
    }

    private func take() throws -> DatabaseQueue? {
        let (free, mayOpen) = state.withLock { state -> (DatabaseQueue?, Bool) in
            guard !state.isClosed else { return (nil, false) }
            if let last = state.free.popLast() { return (last, false) }
            guard state.count < Self.most else { return (nil, false) }
            state.count += 1
            return (nil, true)
        }
        guard mayOpen else { return free }
        do {
            return try DatabaseQueue(path: database.path, configuration: configuration)
        } catch {
            state.withLock { $0.count -= 1 }
            throw error
        }
    }

    /// - Parameter isSound: Whether the transaction ended; another connection is opened in place of one that hangs in it.
    private func giveBack(_ connection: DatabaseQueue, isSound: Bool) {
        state.withLock { state in
            // What is not kept is closed with the last who holds it.
            if isSound, !state.isClosed { state.free.append(connection) } else { state.count -= 1 }
        }
    }
}
