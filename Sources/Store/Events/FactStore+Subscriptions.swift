import Foundation
import GRDB

extension FactStore {
    /// How many subscriptions an agency may have.
    public static let subscriptionLimit = 100

    /// Subscribes to a named query of the reader's agency.
    ///
    /// - Returns: The subscription; nil if there is no query of that name.
    /// - Throws: ``StoreError`` with `conflict` if the agency has as many as it may have.
    public func subscribe(
        to queryName: String,
        _ request: EventSubscription.Request,
        by reader: Reader
    ) async throws -> EventSubscription? {
        let id = UUID().uuidString.lowercased()
        let time = Self.timestamp(now())
        let agency = reader.agency.rawValue
        return try await write { db in
            try self.require(.readOriginals, of: reader, to: "subscriptions", in: db)
            let isThere = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM main.event_query WHERE owner = ? AND name = ?)",
                arguments: [agency, queryName]
            )
            guard isThere == true else { return nil }
            let count = try Int.fetchOne(
                db,
                sql: "SELECT COUNT(*) FROM main.event_subscription WHERE owner = ?",
                arguments: [agency]
            )
            guard (count ?? 0) < Self.subscriptionLimit else {
                throw StoreError(
                    .conflict,
                    "The agency has \(Self.subscriptionLimit) subscriptions, as many as it may."
                )
            }
            let newest = try Int64.fetchOne(db, sql: "SELECT MAX(record_id) FROM main.captured_event") ?? 0
            var delivered = newest
            if let initial = request.initialRecordTime {
                // Numbers grow with the time of recording, so what comes before the first of them is told already.
                let first = try Int64.fetchOne(
                    db,
                    sql: "SELECT MIN(record_id) FROM main.captured_event WHERE record_time >= ?",
                    arguments: [initial]
                )
                delivered = first.map { $0 - 1 } ?? newest
            }
            let initialText = request.initialRecordTime.map {
                Self.timestamp(Date(timeIntervalSince1970: Double($0) / 1_000_000))
            }
            try db.execute(
                sql: """
                    INSERT INTO main.event_subscription (id, owner, query_name, person_id, dest, secret, schedule,
                        reports_empty, format, initial_record_time, created_at, delivered_record, next_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, agency, queryName, reader.person?.rawValue, request.dest, request.secret, request.schedule,
                    request.reportsEmpty, request.format, initialText, time, delivered, request.nextAt,
                ]
            )
            return try Self.subscription(id, in: db)
        }
    }

    /// Subscriptions to a query of the reader's agency in the order in which they were made, behind one of them.
    public func subscriptions(
        to queryName: String,
        as reader: Reader,
        after: (createdAt: String, id: String)?,
        limit: Int
    ) async throws -> [EventSubscription] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.event_subscription WHERE owner = ? AND query_name = ? AND (created_at, id) > (?, ?)
                    ORDER BY created_at, id LIMIT ?
                    """,
                arguments: [reader.agency.rawValue, queryName, after?.createdAt ?? "", after?.id ?? "", limit]
            ).map(EventSubscription.init)
        }
    }

    /// A subscription to a query of the reader's agency; nil if there is none of that identifier.
    public func subscription(
        _ id: String,
        to queryName: String,
        as reader: Reader
    ) async throws -> EventSubscription? {
        try await readTables { db in
            try Self.subscription(id, in: db).flatMap {
                $0.queryName == queryName && $0.owner == reader.agency.rawValue ? $0 : nil
            }
        }
    }

    /// Ends a subscription; false if there is none of that identifier.
    public func unsubscribe(_ id: String, from queryName: String, by reader: Reader) async throws -> Bool {
        try await write { db in
            try self.require(.readOriginals, of: reader, to: "subscriptions", in: db)
            try db.execute(
                sql: "DELETE FROM main.event_subscription WHERE id = ? AND query_name = ? AND owner = ?",
                arguments: [id, queryName, reader.agency.rawValue]
            )
            return db.changesCount == 1
        }
    }

    private static func subscription(_ id: String, in db: Database) throws -> EventSubscription? {
        try Row.fetchOne(db, sql: "SELECT * FROM main.event_subscription WHERE id = ?", arguments: [id])
            .map(EventSubscription.init)
    }

    // MARK: Delivering

    /// The subscriptions to look at, the longest due first: those of a report that is being delivered, those whose
    /// schedule has come, and of those that are told at once the ones behind which something was captured.
    ///
    /// - Parameter time: Seconds since 1970.
    public func dueSubscriptions(at time: Int, limit: Int) async throws -> [EventSubscription] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.event_subscription
                    WHERE next_at <= ? AND (due_record IS NOT NULL OR schedule IS NOT NULL
                        OR delivered_record < (SELECT MAX(record_id) FROM main.captured_event))
                    ORDER BY next_at, id LIMIT ?
                    """,
                arguments: [time, limit]
            ).map(EventSubscription.init)
        }
    }

    /// The reader in whose place a subscription reads; nil if the person may not.
    public func reader(of subscription: EventSubscription) async throws -> Reader? {
        guard let person = subscription.person else { return .local }
        let reader = try await noticeReader(of: PersonNumber(rawValue: person))
        return reader.flatMap { $0.can(.readOriginals) && $0.agency.rawValue == subscription.owner ? $0 : nil }
    }

    /// The query of a subscription.
    public func query(of subscription: EventSubscription) async throws -> NamedEventQuery? {
        try await readTables { db in
            try Row.fetchOne(
                db,
                sql: "SELECT name, query FROM main.event_query WHERE owner = ? AND name = ?",
                arguments: [subscription.owner, subscription.queryName]
            ).map { NamedEventQuery(row: $0) }
        }
    }

    /// Notes what a report holds before any of it is sent: the events up to the newest there is.
    ///
    /// - Returns: The last record of the report.
    public func openReport(of subscription: EventSubscription) async throws -> Int64 {
        if let due = subscription.dueRecord { return due }
        return try await write { db in
            let newest = try Int64.fetchOne(db, sql: "SELECT MAX(record_id) FROM main.captured_event") ?? 0
            try db.execute(
                sql: "UPDATE main.event_subscription SET due_record = ?, documents = 0 WHERE id = ?",
                arguments: [newest, subscription.id]
            )
            return newest
        }
    }

    /// Notes that the subscriber has taken a document, or that there was none to take.
    ///
    /// - Parameters:
    ///   - record: The last record that need not be told any more.
    ///   - isWhole: Whether the report ends there.
    ///   - nextAt: When to look at the subscription again: seconds since 1970.
    public func noteDelivery(
        of subscription: EventSubscription,
        upTo record: Int64,
        isWhole: Bool,
        wasSent: Bool,
        nextAt: Int
    ) async throws {
        let time = Self.timestamp(now())
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE main.event_subscription
                    SET delivered_record = ?1, due_record = CASE WHEN ?2 THEN NULL ELSE due_record END,
                        documents = CASE WHEN ?2 THEN 0 ELSE documents + ?3 END, next_at = ?4, attempts = 0,
                        last_fault = NULL, last_notified_at = CASE WHEN ?3 THEN ?5 ELSE last_notified_at END
                    WHERE id = ?6
                    """,
                arguments: [record, isWhole, wasSent, nextAt, time, subscription.id]
            )
        }
    }

    /// Notes that the subscriber did not take a document: the same one is sent again later.
    public func noteFailedDelivery(of subscription: EventSubscription, _ fault: String, nextAt: Int) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE main.event_subscription SET attempts = attempts + 1, last_fault = ?, next_at = ? WHERE id = ?
                    """,
                arguments: [fault, nextAt, subscription.id]
            )
        }
    }
}
