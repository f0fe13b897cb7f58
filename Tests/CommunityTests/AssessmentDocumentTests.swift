import Community
import Foundation
import GRDB
import Remedy
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Assessments: the worked example of docs/impact.md, and stores of before")
struct AssessmentDocumentTests {
    private static func lines(_ kind: String) throws -> [[String]] {
        let file = RedressBench.home.appending(path: "docs/impact.md")
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```\(kind)\n")
        try #require(parts.count == 2, "docs/impact.md has one block of \(kind)")
        let lines = parts[1].components(separatedBy: "\n```")[0].split(separator: "\n")
        return lines.map { $0.split(separator: " ").map(String.init) }
    }

    @Test("An answer and a second look are due when the document says")
    func answers() async throws {
        let bench = try await AssessmentBench()
        var finding: Int64 = 0
        for words in try Self.lines("answers") {
            let day = words[0]
            let moment = try RedressBench.noon(day)
            // The clock of the bench stands later: the office of that day is another one over the same store.
            let then = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000 + 3_600)
            let content = RedressBench.home.appending(path: "Content")
            let office = try RemedyOffice(bench.store, content: content) { then }
            switch words[1] {
            case "put":
                finding = try await bench.toPut(on: day).finding
                let one = try #require(try await office.finding(finding, as: bench.mine))
                #expect(one.due == .on(try #require(CalendarDay(words[3]))))
            case "answer":
                let answer = FindingAct.answer("We closed the pond.", accepts: true)
                try await office.say(answer, inFinding: finding, event: "a", by: bench.mine)
            case "look":
                let progress = try #require(FollowUpFact.Progress(rawValue: words[2]))
                let look = FindingAct.look(progress, observation: nil)
                try await office.say(look, inFinding: finding, event: "l", by: bench.team)
            default:
                let one = try #require(try await office.finding(finding, as: bench.team))
                let shown = ["late", "\(one.overdue)", "look", one.isLookOverdue ? "overdue" : "in-time"]
                #expect(Array(words.dropFirst()) == shown, "\(day)")
            }
        }
    }

    @Test("A store of before gets the wider table with all that it held")
    func migration() async throws {
        let (folder, old) = try Self.before()
        try await Self.upgrade(folder)
        try Self.look(at: FactStore.databaseURL(in: folder).path, old)
    }

    private static let insertion = """
        INSERT INTO remedy_file (id, kind, setting_id, owner, marking, title, site, licence, against, is_code_member,
            opened_at, opened_by) VALUES (?, ?, 5, 1, 2, 'Title', 'S-1', ?, NULL, 0, '2026-01-02', 'Ada')
        """

    /// A store as it was before assessments, and its files.
    private static func before() throws -> (folder: URL, files: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "old-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: FactStore.databaseURL(in: folder).path)
        try StoreMigrations.migrator().migrate(queue, upTo: "v160_forms")
        let old = try queue.write { db in
            try db.execute(
                sql: "INSERT INTO remedy_setting VALUES (5, 'company', x'', x'', x'', '2026-01-01', 'Ada')"
            )
            for (number, kind) in [(3, "grievance"), (7, "commitment"), (8, "consultation")] {
                try db.execute(sql: insertion, arguments: [number, kind, number == 8 ? "lic-1" : nil])
            }
            try db.execute(sql: "INSERT INTO remedy_event VALUES (1, 7, 'e1', x'00', '2026-01-02', 'Ada')")
            try db.execute(sql: "INSERT INTO remedy_seat VALUES (7, 1, 'chair')")
            return try files(db)
        }
        #expect(old.count == 3)
        try queue.close()
        return (folder, old)
    }

    /// Opens the store, which brings it up to date.
    private static func upgrade(_ folder: URL) async throws {
        let store = try FactStore(at: folder)
        try await store.close()
    }

    private static func look(at place: String, _ old: [String]) throws {
        try DatabaseQueue(path: place).write { db in
            #expect(try files(db) == old)
            let seated = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM remedy_seat JOIN remedy_file f ON f.id = file_id"
            )
            #expect(seated == 1)
            #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
            #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
            let names = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_master WHERE tbl_name = 'remedy_file' AND type = 'index'"
            )
            #expect(Set(names).isSuperset(of: ["remedy_file_kind", "remedy_file_licence"]))
            try db.execute(sql: insertion, arguments: [9, "follow-up", nil])
            #expect(throws: DatabaseError.self) { try db.execute(sql: insertion, arguments: [10, "gossip", nil]) }
            // What points at a file still does.
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: "INSERT INTO remedy_event VALUES (2, 99, 'e2', x'00', '2026-01-02', 'Ada')")
            }
        }
    }

    private static func files(_ db: Database) throws -> [String] {
        let columns = "id, kind, setting_id, owner, marking, title, site, licence, opened_at, opened_by"
        return try Row.fetchAll(db, sql: "SELECT \(columns) FROM remedy_file ORDER BY id").map { "\($0)" }
    }
}
