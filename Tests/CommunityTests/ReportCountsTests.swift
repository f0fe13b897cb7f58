import Community
import Formats
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Counts of reports that everybody may see")
struct ReportCountsTests {
    private static let regions = ["North", "Centre", "South"]
    private static let threshold = PublishedCounts.threshold

    private static func rows(_ table: CountTable) -> [String] { table.rows ?? regions + [""] }

    /// Sums of so many reports, in which some rows are rare.
    private static func tally(_ count: Int, _ dice: inout SeededGenerator) -> ReportTally {
        var tally = ReportTally()
        let favourites = Dictionary(
            uniqueKeysWithValues: CountTable.allCases.map { ($0, rows($0).randomElement(using: &dice) ?? "") }
        )
        for _ in 0..<count {
            var facts: [CountTable: String] = [:]
            for table in CountTable.allCases {
                let isUsual = Int.random(in: 0..<3, using: &dice) > 0
                facts[table] = isUsual ? favourites[table] : rows(table).randomElement(using: &dice)
            }
            tally.count(facts)
        }
        return tally
    }

    private static let quarter = CalendarQuarter("2026-Q1")

    private static func published(_ tally: ReportTally) throws -> PublishedCounts {
        let quarter = try #require(Self.quarter)
        return PublishedCounts.make(quarter, tally, regions: regions, after: nil).told
    }

    /// The same tally with another table.
    private static func changed(_ tally: ReportTally, _ table: CountTable, _ counts: [String: Int]) -> ReportTally {
        var other = tally
        other.tables[table] = counts
        return other
    }

    @Test(
        "No hidden cell can be worked out: another tally in which it is nought, and one in which it is large, look the same"
    )
    func nothingIsRecovered() throws {
        var hidden = 0
        for seed in 0..<400 {
            var dice = SeededGenerator(seed: UInt64(seed))
            let tally = Self.tally(Int.random(in: 0...120, using: &dice), &dice)
            let told = try Self.published(tally)
            guard let total = told.counted.count else {
                #expect(tally.counted < Self.threshold && told.tables.isEmpty, "seed \(seed)")
                continue
            }
            #expect(total == tally.counted && total >= Self.threshold, "seed \(seed)")
            for table in told.tables {
                let counts = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.name, $0.count) })
                for case let (name, count?) in counts {
                    #expect(count == tally.count(table.table, name) && count >= Self.threshold, "seed \(seed)")
                }
                // The bounds: each hidden count lies between nought and what is left of the total.
                let names = table.rows.filter { $0.count == nil }.map(\.name)
                let left = total - table.rows.compactMap(\.count).reduce(0, +)
                #expect(names.isEmpty ? left == 0 : names.count > 1 && left >= Self.threshold, "seed \(seed)")
                // And both ends are reached by tallies that are published byte for byte the same.
                for name in names {
                    hidden += 1
                    let other = try #require(names.first { $0 != name })
                    for full in [name, other] {
                        var witness = counts.compactMapValues { $0 }
                        for row in names { witness[row] = row == full ? left : 0 }
                        let seen = try Self.published(Self.changed(tally, table.table, witness))
                        #expect(seen.bytes == told.bytes, "seed \(seed), \(table.table) \(name)")
                    }
                }
            }
        }
        #expect(hidden > 1_000, "the test has looked at hidden cells: \(hidden)")
    }

    @Test(
        "Children and gender cannot be told from nothing: with a few such reports and with none the same is published"
    )
    func narrowDoors() throws {
        for few in 1..<Self.threshold {
            for kind in [CountedKind.children, .gender] {
                var (with, without) = (ReportTally(), ReportTally())
                for number in 0..<60 {
                    var facts = Dictionary(uniqueKeysWithValues: CountTable.allCases.map { ($0, Self.rows($0)[0]) })
                    facts[.kind] = CountedKind.notTold.rawValue
                    without.count(facts)
                    if number < few { facts[.kind] = kind.rawValue }
                    with.count(facts)
                }
                #expect(try Self.published(with).bytes == Self.published(without).bytes, "\(few) \(kind)")
            }
        }
    }

    @Test("What is too little waits and is told with a later quarter, each report once")
    func carriedOver() throws {
        for seed in 0..<200 {
            var dice = SeededGenerator(seed: UInt64(seed))
            var quarter = try #require(Self.quarter)
            var (carried, last): (ReportTally, PublishedCounts?) = (ReportTally(), nil)
            var (all, told) = (0, 0)
            for _ in 0..<12 {
                var tally = Self.tally(Int.random(in: 0...14, using: &dice), &dice)
                tally.withdrawn = Int.random(in: 0...6, using: &dice)
                all += tally.counted
                tally.add(carried)
                let made = PublishedCounts.make(quarter, tally, regions: Self.regions, after: last)
                told += made.told.counted.count ?? 0
                #expect(told + made.carried.counted == all, "seed \(seed)")
                #expect(made.carried.counted < Self.threshold && made.carried.withdrawn < Self.threshold)
                // It begins where the last that was told ended.
                let from = last.map { $0.counted.count == nil ? $0.counted.from : quarter.firstDay }
                #expect(made.told.counted.from == from ?? quarter.firstDay, "seed \(seed)")
                #expect(PublishedCounts(parsing: made.told.bytes)?.bytes == made.told.bytes)
                (carried, last, quarter) = (made.carried, made.told, quarter.next)
            }
        }
    }

    // MARK: In the store

    private static func draft(_ number: Int, _ village: Village, door: ReportDoor = .general) -> SealedReportDraft {
        func bytes(_ count: Int, _ mark: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 3)) &+ mark &+ $0 / 3) }
        }
        return SealedReportDraft(
            report: bytes(16, 1),
            lookup: bytes(32, 2),
            reporterKey: bytes(33, 3),
            door: door,
            isUrgent: false,
            language: "pt",
            recipients: [village.liaison.agency],
            parts: [],
            deleteOn: CalendarDay(clamping: Int(village.clock.now.timeIntervalSince1970) / 86_400 + 730)
        )
    }

    private static func receive(_ count: Int, from first: Int, _ village: Village) async throws -> [Int64] {
        for number in first..<first + count { _ = try await village.shelf.store.keep(draft(number, village)) }
        return try village.shelf.rows("SELECT id FROM sealed_report ORDER BY id DESC LIMIT \(count)")
            .compactMap { Int64($0[0]) }.reversed()
    }

    @Test("A quarter is published once, on its day, and nothing that comes later changes it")
    func publishedOnce() async throws {
        let village = try await Village()
        let (store, office) = (village.shelf.store, CountsOffice(village.shelf.store))
        try await store.setCountRegions(["North", "South"], by: .local)
        // 21 September 2026: the third quarter, told on 29 December.
        let reports = try await Self.receive(30, from: 0, village)
        #expect(try await office.publishDue() == 0)
        for report in reports.prefix(14) {
            try await store.setReportState(
                .closed,
                of: report,
                deleteOn: CalendarDay(clamping: 0),
                counted: CountedAs(kind: .water, region: "North"),
                by: village.liaison
            )
        }
        for number in 14..<17 {
            try await store.withdrawReport(
                lookup: Self.draft(number, village).lookup,
                deleteOn: CalendarDay(clamping: 0)
            )
        }
        try await store.setReportState(
            .notReport,
            of: reports[17],
            deleteOn: CalendarDay(clamping: 0),
            by: village.liaison
        )
        // What is deleted stays counted, and the disk does not say as what.
        #expect(try await store.deleteReportsDue() == 18)
        try await store.checkpoint()
        for word in ["\"water\"", "\"North\"", "not_told"] { #expect(try !village.isOnDisk(word), "\(word)") }
        village.clock.advance(98 * 86_400)
        #expect(try await office.publishDue() == 0)
        village.clock.advance(86_400)
        #expect(try await office.publishDue() == 1)
        let told = try #require(try await office.published().first?.counts)
        #expect(told.quarter.text == "2026-Q3" && told.counted.count == 26)
        #expect(told.withdrawn.count == nil && told.setAside.count == nil && !told.isIncomplete)
        func count(_ table: CountTable, _ row: String) -> Int? {
            told.tables.first { $0.table == table }?.rows.first { $0.name == row }?.count
        }
        #expect(count(.standing, "closed") == 14 && count(.standing, "open") == 12)
        #expect(count(.region, "North") == nil, "three rows stand together, and nobody named the south")
        #expect(count(.answer, "week") == nil && count(.kind, "children") == nil)
        let before = try await store.reportPublications()
        #expect(try await office.publishDue() == 0)
        for report in reports.suffix(5) {
            try await store.setReportState(.closed, of: report, deleteOn: CalendarDay(clamping: 0), by: village.liaison)
        }
        _ = try await store.deleteReportsDue()
        village.clock.advance(400 * 86_400)
        #expect(try await office.publishDue() == 4)
        let after = try await store.reportPublications()
        #expect(after.prefix(1) == before.prefix(1))
        #expect(after.dropFirst().allSatisfy { PublishedCounts(parsing: $0.bytes)?.counted.count == nil })
        // The withdrawn of the third quarter wait for others: from there on.
        let last = try #require(try await office.published().first?.counts)
        #expect(last.withdrawn.from.text == "2026-07-01" && last.counted.from.text == "2026-10-01")
    }

    @Test("Without its key the sums are lost, and what is published says so")
    func lostKey() async throws {
        let village = try await Village()
        let store = village.shelf.store
        let reports = try await Self.receive(14, from: 0, village)
        for report in reports.prefix(2) {
            try await store.setReportState(.closed, of: report, deleteOn: CalendarDay(clamping: 0), by: village.liaison)
        }
        let key = store.folder.appending(path: "keys/counts")
        try FileManager.default.removeItem(at: key)
        village.clock.advance(99 * 86_400)
        #expect(try await CountsOffice(store).publishDue() == 1)
        let told = try #require(try await CountsOffice(store).published().first?.counts)
        #expect(told.isIncomplete && told.counted.count == 12)
    }

    @Test(
        "What an officer says of a report counts only where its reporter agreed; regions are set by administrators alone"
    )
    func agreed() async throws {
        let village = try await Village()
        var report = village.report()
        report.content.uses = [.refer]
        _ = try await village.reporters.handIn(report)
        let store = village.shelf.store
        let id = try #require(try await store.sealedReports(as: village.liaison).first?.id)
        let opened = try await village.officers.open(
            id,
            with: village.unlocked(village.liaison),
            as: village.liaison,
            for: .safeguarding,
            case: "R-1"
        )
        await #expect(throws: CommunityFault.notAllowed) {
            try await village.officers.set(
                .closed,
                of: opened,
                counted: CountedAs(kind: .violence),
                by: village.liaison
            )
        }
        #expect(try village.shelf.rows("SELECT is_counted FROM sealed_report") == [["0"]])
        try await village.officers.set(.closed, of: id, by: village.liaison)
        #expect(try village.shelf.rows("SELECT is_counted FROM sealed_report") == [["1"]])
        await #expect(throws: Denial.self) { try await store.setCountRegions(["A", "B"], by: village.liaison) }
        for names in [["A"], ["A", "A"], (0...FactStore.mostRegions).map { "\($0)" }, ["A", ""]] {
            await #expect(throws: StoreError(.invalid, "")) { try await store.setCountRegions(names, by: .local) }
        }
    }

    @Test func quarters() throws {
        for (day, text, first, last) in [
            ("2026-01-01", "2026-Q1", "2026-01-01", "2026-03-31"),
            ("2024-02-29", "2024-Q1", "2024-01-01", "2024-03-31"),
            ("2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31"),
            ("2026-09-30", "2026-Q3", "2026-07-01", "2026-09-30"),
        ] {
            let quarter = CalendarQuarter(of: try #require(CalendarDay(day)))
            #expect(quarter.text == text && quarter.firstDay.text == first && quarter.lastDay.text == last)
            #expect(CalendarQuarter(text) == quarter && quarter < quarter.next)
        }
        for text in ["2026-Q5", "2026-Q0", "2026Q1", "26-Q1", "2026-1", "0000-Q1", "2026-Q1-"] {
            #expect(CalendarQuarter(text) == nil, "\(text)")
        }
    }
}

/// SplitMix64, so that a failure can be had again by its seed.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
