import EPCIS
import Foundation
import GRDB

/// The SQL that gives the events that may fulfil a query, in its order.
struct EventSelection: Sendable {
    private enum Sort: Sendable {
        case record, eventTime, recordTime
    }

    let ceiling: Int64
    private let conditions: [String]
    private let arguments: [(any DatabaseValueConvertible & Sendable)?]
    private var sort: Sort
    private var isAscending: Bool

    init(_ narrowing: QueryNarrowing, _ order: EventQuery.Order?, after: Int64, ceiling: Int64) {
        self.ceiling = ceiling
        var conditions = ["c.record_id > ?", "c.record_id <= ?"]
        var arguments: [(any DatabaseValueConvertible & Sendable)?] = [after, ceiling]
        func add(_ condition: String, _ values: [(any DatabaseValueConvertible & Sendable)?]) {
            conditions.append(condition)
            arguments += values
        }
        func marks(_ count: Int) -> String { repeatElement("?", count: count).joined(separator: ", ") }
        if let from = narrowing.eventTime.from { add("c.event_time >= ?", [from]) }
        if let to = narrowing.eventTime.to { add("c.event_time < ?", [to]) }
        if let from = narrowing.recordTime.from { add("c.record_time >= ?", [from]) }
        if let to = narrowing.recordTime.to { add("c.record_time < ?", [to]) }
        if let types = narrowing.types { add("c.type IN (\(marks(types.count)))", types) }
        if let actions = narrowing.actions { add("c.action IN (\(marks(actions.count)))", actions) }
        if let ids = narrowing.eventIDs { add("c.event_key IN (\(marks(ids.count)))", ids) }
        if narrowing.isErrorDeclaration { add("c.is_error = 1", []) }
        if narrowing.hasSensors { add("c.has_sensors = 1", []) }
        var sets = narrowing.keys.map { set in (kind: set.first?.kind, texts: set.map(\.text)) }
        if let words = narrowing.bizSteps { sets.append((.bizStep, words)) }
        if let words = narrowing.dispositions { sets.append((.disposition, words)) }
        for (kind, texts) in sets {
            guard let kind, !texts.isEmpty else {
                add("0", [])
                continue
            }
            add(
                "c.record_id IN (SELECT k.record_id FROM captured_key k WHERE k.kind = ? AND k.text IN (\(marks(texts.count))))",
                [kind.rawValue] + texts
            )
        }
        self.conditions = conditions
        self.arguments = arguments
        switch order?.field {
        case .eventTime: sort = .eventTime
        case .recordTime: sort = .recordTime
        case .other, nil: sort = .record
        }
        isAscending = sort == .record || (order?.isAscending ?? true)
    }

    /// A row of the events.
    struct Candidate: Sendable {
        let record: Int64
        let eventTime: Int?
        let recordTime: Int
        let key: String?
        let position: Int
        let length: Int
        let sha256: [UInt8]
        let syntax: String?
        let prefixes: String?
    }

    /// Rows in order, those behind a place if there is one.
    func rows(_ db: Database, after place: (sortKey: Int?, record: Int64)?, limit: Int) throws -> [Candidate] {
        var conditions = conditions
        var arguments = arguments
        let column =
            switch sort {
            case .record: "c.record_id"
            case .eventTime: "c.event_time"
            case .recordTime: "c.record_time"
            }
        let (direction, relation) = isAscending ? ("ASC", ">") : ("DESC", "<")
        if let place {
            if sort == .record {
                conditions.append("c.record_id > ?")
                arguments.append(place.record)
            } else {
                conditions.append("(\(column), c.record_id) \(relation) (?, ?)")
                arguments += [place.sortKey, place.record]
            }
        }
        if sort == .eventTime { conditions.append("c.event_time IS NOT NULL") }
        let order = sort == .record ? "c.record_id" : "\(column) \(direction), c.record_id \(direction)"
        let sql = """
            SELECT c.record_id, c.event_time, c.record_time, c.event_key, r.position, r.length, t.sha256, d.syntax,
                   d.prefixes
            FROM captured_event c JOIN record r ON r.id = c.record_id JOIN receipt t ON t.id = c.receipt_id
            LEFT JOIN captured_document d ON d.receipt_id = c.receipt_id
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT ?
            """
        arguments.append(limit)
        return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)).map { row in
            Candidate(
                record: row[0],
                eventTime: row[1],
                recordTime: row[2],
                key: row[3],
                position: row[4],
                length: row[5],
                sha256: Array(row[6] as Data),
                syntax: row[7],
                prefixes: row[8]
            )
        }
    }

    /// What an event is sorted by, beside its record.
    func sortKey(eventTime: Int?, recordTime: Int) -> Int? {
        switch sort {
        case .record: nil
        case .eventTime: eventTime
        case .recordTime: recordTime
        }
    }
}
