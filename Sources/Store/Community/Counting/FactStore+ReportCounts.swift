import Foundation
import GRDB
public import Vocabulary

/// What an officer says of a report so that it is counted in public.
public struct CountedAs: Sendable, Hashable {
    /// What it was about.
    public var kind: CountedKind
    /// One of the regions of the installation; empty for none.
    public var region: String

    /// Kind and region.
    public init(kind: CountedKind = .notTold, region: String = "") {
        (self.kind, self.region) = (kind, region)
    }
}

/// The counts of a quarter that were published.
public struct ReportPublication: Sendable, Hashable {
    /// The quarter with which it was published.
    public let quarter: CalendarQuarter
    /// The day on which it was made.
    public let madeOn: CalendarDay
    /// What was published: canonical JSON.
    public let bytes: [UInt8]
}

/// Counting reports: each once, in sums that are sealed, published a quarter at a time and never changed.
extension FactStore {
    /// How many days after the end of a quarter its reports are told: time to answer and to close them.
    public static let daysBeforeCounting = 90
    /// The most regions there can be.
    public static let mostRegions = 12
    private static let carried = "carried"

    // MARK: Regions

    /// The regions by which reports are counted.
    public func countRegions() async throws -> [String] { try await readTables(Self.countRegions) }

    private static func countRegions(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM main.count_region ORDER BY place")
    }

    /// Sets the regions by which reports are counted from now on; what was published stays as it was.
    ///
    /// - Throws: ``Denial`` for who does not manage agencies; ``StoreError`` with `invalid` for more than ``mostRegions``,
    ///   one alone, the same twice, or a name that is empty or longer than 80 bytes.
    public func setCountRegions(_ names: [String], by actor: Reader) async throws {
        try await change { [self] db, time in
            let own = try require(.manageAgencies, of: actor, to: "count_region", in: db).agency
            guard names.count <= Self.mostRegions, names.count != 1, Set(names).count == names.count,
                names.allSatisfy({ (1...80).contains($0.utf8.count) })
            else { throw StoreError(.invalid, "There can be none, or two to \(Self.mostRegions) regions, each once.") }
            try db.execute(sql: "DELETE FROM main.count_region")
            for (place, name) in names.enumerated() {
                try db.execute(
                    sql: "INSERT INTO main.count_region (place, name) VALUES (?, ?)",
                    arguments: [place, name]
                )
            }
            try Self.note(
                actor,
                did: "count-regions-set",
                to: "agency",
                "\(own)",
                owner: (own, 1),
                detail: names.joined(separator: ", "),
                at: time,
                in: db
            )
        }
    }

    // MARK: Counting

    /// What seals the sums.
    func countingSeal() throws(StoreError) -> StoreSeal {
        do throws(KeyFile.Fault) {
            return StoreSeal(try KeyFile("counts", in: folder).readOrMake(), for: "counts")
        } catch {
            throw error.asStoreError
        }
    }

    /// Counts a report as it stands, unless it was counted before.
    ///
    /// - Parameter counted: What an officer says of it, where the reporter agreed to be counted.
    static func count(_ report: Int64, as counted: CountedAs, _ seal: StoreSeal, in db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT r.arrived_on, r.state,
                    (SELECT min(p.came_on) FROM main.sealed_part p
                     WHERE p.report_id = r.id AND p.agency_id IS NOT NULL) AS answered_on,
                    EXISTS (SELECT 1 FROM main.report_handover h WHERE h.report_id = r.id)
                        OR EXISTS (SELECT 1 FROM main.sealed_step s WHERE s.report_id = r.id AND s.state = 'referred')
                        AS is_handed,
                    EXISTS (SELECT 1 FROM main.report_note n WHERE n.report_id = r.id AND n.word = 'incident')
                        AS is_incident
                FROM main.sealed_report r WHERE r.id = ? AND r.is_counted = 0
                """,
            arguments: [report]
        )
        guard let row else { return }
        guard let arrived = CalendarDay(row["arrived_on"]), let state = ReportState(rawValue: row["state"]) else {
            throw StoreError(.database, "Report \(report) of the store cannot be read.")
        }
        let quarter = CalendarQuarter(of: arrived).text
        let isTold = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM main.report_publication WHERE quarter >= ?)",
            arguments: [quarter]
        )
        let place = isTold == true ? carried : quarter
        var tally = try tally(at: place, seal, in: db)
        switch state {
        case .withdrawn: tally.withdrawn += 1
        case .notReport: tally.setAside += 1
        case .received, .opened, .underWay, .referred, .closed:
            let answered = (row["answered_on"] as String?).flatMap { CalendarDay($0) }
            let isRegion = try countRegions(db).contains(counted.region)
            tally.count([
                .kind: counted.kind.rawValue, .region: isRegion ? counted.region : "",
                .answer: FirstAnswer(days: answered.map { $0.number - arrived.number }).rawValue,
                .handed: row["is_handed"] ? "yes" : "no", .incident: row["is_incident"] ? "yes" : "no",
                .standing: state == .closed ? "closed" : "open",
            ])
        }
        try keep(tally, at: place, seal, in: db)
        try db.execute(sql: "UPDATE main.sealed_report SET is_counted = 1 WHERE id = ?", arguments: [report])
    }

    private static func tally(at place: String, _ seal: StoreSeal, in db: Database) throws -> ReportTally {
        let sealed = try Data.fetchOne(
            db,
            sql: "SELECT sealed FROM main.report_tally WHERE quarter = ?",
            arguments: [place]
        )
        guard let sealed else { return ReportTally() }
        if let tally = seal.open(Array(sealed), for: place).flatMap(ReportTally.init(parsing:)) { return tally }
        var lost = ReportTally()
        lost.isIncomplete = true
        return lost
    }

    private static func keep(_ tally: ReportTally, at place: String, _ seal: StoreSeal, in db: Database) throws {
        try erasing(db) {
            try db.execute(
                sql: """
                    INSERT INTO main.report_tally (quarter, sealed) VALUES (?, ?)
                    ON CONFLICT (quarter) DO UPDATE SET sealed = excluded.sealed
                    """,
                arguments: [place, Data(try seal.seal(tally.bytes, for: place))]
            )
        }
    }

    // MARK: Publishing

    /// What was published, the oldest first.
    public func reportPublications() async throws -> [ReportPublication] {
        try await readTables(Self.publications)
    }

    private static func publications(_ db: Database) throws -> [ReportPublication] {
        try Row.fetchAll(db, sql: "SELECT quarter, made_on, bytes FROM main.report_publication ORDER BY quarter")
            .compactMap { row in
                guard let quarter = CalendarQuarter(row["quarter"]), let day = CalendarDay(row["made_on"]) else {
                    return nil
                }
                return ReportPublication(quarter: quarter, madeOn: day, bytes: Array(row["bytes"] as Data))
            }
    }

    /// Publishes the quarters whose time has come, each once.
    ///
    /// Reports of the quarter that nobody has closed are counted as open; from then on nothing changes what was told.
    ///
    /// - Parameter make: Makes what is told of a quarter, from its sums and those carried over, the regions, and what was
    ///   published before; and what is carried over because it is too little to be told.
    /// - Returns: How many were published.
    public func publishReportCounts(
        _ make:
            @escaping @Sendable (CalendarQuarter, ReportTally, [String], [ReportPublication]) throws -> (
                bytes: [UInt8], carried: ReportTally
            )
    ) async throws -> Int {
        let today = Self.day(now())
        let seal = try countingSeal()
        let count = try await write { db in
            let last = try Self.lastQuarterDue(today)
            var quarter = try Self.firstQuarter(today, db)
            var count = 0
            while quarter <= last {
                try Self.publish(quarter, on: today, seal, db, make)
                count += 1
                quarter = quarter.next
            }
            return count
        }
        if count > 0 { try await checkpoint() }
        return count
    }

    private static func publish(
        _ quarter: CalendarQuarter,
        on today: String,
        _ seal: StoreSeal,
        _ db: Database,
        _ make: (CalendarQuarter, ReportTally, [String], [ReportPublication]) throws -> ([UInt8], ReportTally)
    ) throws {
        let open = try Int64.fetchAll(
            db,
            sql: "SELECT id FROM main.sealed_report WHERE is_counted = 0 AND arrived_on <= ? ORDER BY id",
            arguments: [quarter.lastDay.text]
        )
        for report in open { try count(report, as: CountedAs(), seal, in: db) }
        var tally = try tally(at: quarter.text, seal, in: db)
        tally.add(try self.tally(at: carried, seal, in: db))
        let (bytes, rest) = try make(quarter, tally, try countRegions(db), try publications(db))
        try db.execute(
            sql: "INSERT INTO main.report_publication (quarter, made_on, bytes) VALUES (?, ?, ?)",
            arguments: [quarter.text, today, Data(bytes)]
        )
        try erasing(db) {
            try db.execute(sql: "DELETE FROM main.report_tally WHERE quarter = ?", arguments: [quarter.text])
        }
        try keep(rest, at: carried, seal, in: db)
    }

    /// The last quarter whose time has come.
    private static func lastQuarterDue(_ today: String) throws -> CalendarQuarter {
        guard let day = CalendarDay(today) else { throw StoreError(.database, "\(today) is no day.") }
        let due = CalendarQuarter(of: CalendarDay(clamping: day.number - daysBeforeCounting))
        // The day lies in the quarter after the last that is due, unless it is the very last of its own.
        let before = CalendarQuarter(of: CalendarDay(clamping: due.firstDay.number - 1))
        return due.lastDay.number + daysBeforeCounting <= day.number ? due : before
    }

    /// The first quarter that was not published: the one after the last that was, else that of the first report or day.
    private static func firstQuarter(_ today: String, _ db: Database) throws -> CalendarQuarter {
        if let last = try publications(db).last { return last.quarter.next }
        if let start = try String.fetchOne(db, sql: "SELECT day FROM main.count_start").flatMap({ CalendarDay($0) }) {
            return CalendarQuarter(of: start)
        }
        let first = try String.fetchOne(db, sql: "SELECT min(arrived_on) FROM main.sealed_report")
        let day = [first, today].compactMap { $0 }.compactMap { CalendarDay($0) }.min()
        guard let day else { throw StoreError(.database, "\(today) is no day.") }
        try db.execute(sql: "INSERT INTO main.count_start (day) VALUES (?)", arguments: [day.text])
        return CalendarQuarter(of: day)
    }
}
