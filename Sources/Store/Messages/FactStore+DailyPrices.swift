import Foundation
import GRDB
public import Vocabulary

/// The prices of the day: public, each with who says so.
extension FactStore {
    /// Keeps prices, and the lines that could not be taken, in one step.
    ///
    /// - Returns: How many prices are new; one that is there alike in everything is not kept twice.
    public func addDailyPrices(
        _ prices: [DailyPrice],
        rejected: [RejectedPrice],
        by actor: Reader
    ) async throws -> Int {
        try await change { [self] db, time in
            try require(.manageMessages, of: actor, to: "daily_price", in: db)
            let at = Self.timestamp(time)
            var count = 0
            for price in prices where try Self.add(price, at, in: db) { count += 1 }
            for line in rejected {
                try db.execute(
                    sql: "INSERT INTO main.daily_price_rejected (file, line, text, reason, at) VALUES (?, ?, ?, ?, ?)",
                    arguments: [line.file, line.line, line.text, line.reason, at]
                )
            }
            try Self.note(
                actor,
                did: "prices-entered",
                to: "daily_price",
                "\(count)",
                at: time,
                in: db
            )
            return count
        }
    }

    /// Keeps a price unless the newest of its kind says the same.
    private static func add(_ price: DailyPrice, _ at: String, in db: Database) throws -> Bool {
        let known = try Int.fetchOne(
            db,
            sql: """
                SELECT minor FROM main.daily_price WHERE mineral = ? AND grade = ? AND place = ? AND currency = ?
                    AND unit = ? AND day = ? AND source = ? ORDER BY id DESC LIMIT 1
                """,
            arguments: [
                price.mineral, price.grade, price.place, price.currency, price.unit, price.day.text, price.source,
            ]
        )
        guard known != price.minor else { return false }
        try db.execute(
            sql: """
                INSERT INTO main.daily_price (mineral, grade, place, minor, currency, unit, day, source, entered_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                price.mineral, price.grade, price.place, price.minor, price.currency, price.unit, price.day.text,
                price.source, at,
            ]
        )
        return true
    }

    /// The newest price of each mineral, grade, place, unit, currency and source up to a day, the newest days first.
    ///
    /// - Parameter since: Older ones are left out.
    public func dailyPrices(
        of mineral: String? = nil,
        since: CalendarDay,
        upTo: CalendarDay,
        limit: Int = 500
    ) async throws -> [DailyPrice] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM (
                        SELECT *, row_number() OVER (
                            PARTITION BY mineral, grade, place, unit, currency, source ORDER BY day DESC, id DESC) AS age
                        FROM main.daily_price WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR mineral = ?3)
                    ) WHERE age = 1 ORDER BY day DESC, mineral, place, grade, id DESC LIMIT ?4
                    """,
                arguments: [since.text, upTo.text, mineral, limit]
            ).map { row in
                guard let day = CalendarDay(row["day"] as String) else {
                    throw StoreError(.database, "A price of the store cannot be read.")
                }
                return DailyPrice(
                    mineral: row["mineral"],
                    grade: row["grade"],
                    place: row["place"],
                    minor: row["minor"],
                    currency: row["currency"],
                    unit: row["unit"],
                    day: day,
                    source: row["source"]
                )
            }
        }
    }

    /// The lines of files of prices that could not be taken, the newest first.
    public func rejectedPrices(by actor: Reader, limit: Int = 200) async throws -> [RejectedPrice] {
        try await readTables { [self] db in
            try require(.manageMessages, of: actor, to: "daily_price", in: db)
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.daily_price_rejected ORDER BY id DESC LIMIT ?",
                arguments: [limit]
            ).map { RejectedPrice(file: $0["file"], line: $0["line"], text: $0["text"], reason: $0["reason"]) }
        }
    }
}
