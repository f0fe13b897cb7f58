import Foundation
import GRDB
import Synchronization

/// The one place that decides which rows a reader sees.
///
/// Every reading connection carries TEMP views that bear the names of the tables and hide what the reader may not see
/// and what has been superseded. SQLite resolves a bare name to the TEMP schema first, and a table named past them is
/// refused, so a query cannot reach past them by forgetting something. The views ask the ``ReaderSeat`` of their
/// connection; between reads nobody sits there, and every view is empty.
final class VisibilityPolicy: Sendable {
    /// The seat of each connection, by its SQLite handle; entries live as long as the pool.
    private let seats = Mutex<[Int: ReaderSeat]>([:])
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// Prepares a reading connection: call once, when it opens.
    func install(in db: Database) throws {
        let seat = ReaderSeat()
        try seat.install(in: db)
        try db.execute(sql: "PRAGMA query_only = 0")
        for sql in PolicyViews.all { try db.execute(sql: sql) }
        try db.execute(sql: "PRAGMA query_only = 1")
        seat.guardTables(of: db)
        // A handle may be that of a connection that was closed; its seat must not outlive the functions of another.
        seats.withLock { $0[Int(bitPattern: db.sqliteConnection)] = seat }
    }

    /// Lets a reader sit at a connection while the body runs.
    ///
    /// - Returns: What the body gives, and the sensitive values that went out.
    func seat<T>(
        _ reader: Reader,
        at db: Database,
        reaching reach: ReaderSeat.Reach,
        _ body: (Database) throws -> T
    ) throws -> (T, Set<ReaderSeat.Note>) {
        let handle = Int(bitPattern: db.sqliteConnection)
        guard let seat = seats.withLock({ $0[handle] }) else {
            throw StoreError(.database, "A connection without a visibility policy was about to be read.")
        }
        try seat.take(reader, db, at: now())
        defer { seat.leave() }
        let result = try seat.reaching(reach) { try body(db) }
        guard !seat.hasTooManyNotes else {
            throw StoreError(
                .invalid,
                "More than \(ReaderSeat.mostNotes) sensitive things at once: ask for fewer, for one case."
            )
        }
        return (result, seat.notes)
    }
}
