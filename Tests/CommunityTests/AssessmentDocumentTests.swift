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
        let bench = try await RedressBench()
        let first = try await bench.lodge()
        let folder = bench.shelf.store.folder
        let before = try bench.shelf.rows("SELECT * FROM remedy_file")
        let seats = try bench.shelf.rows("SELECT count(*) FROM remedy_seat")
        try await bench.shelf.store.close()
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: FactStore.databaseURL(in: folder).path, configuration: configuration)
        try await queue.writeWithoutTransaction { db in
            let made = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_master WHERE name = 'remedy_file'") ?? ""
            let narrow = made.replacing(", 'assessment', 'follow-up'", with: "")
                .replacing("\"remedy_file\"", with: "narrow_file")
            #expect(narrow != made && narrow.contains("narrow_file"))
            try db.execute(
                sql: """
                    \(narrow);
                    INSERT INTO narrow_file SELECT * FROM remedy_file;
                    DROP TABLE impact_interview; DROP TABLE impact_photo; DROP TABLE impact_put; DROP TABLE impact_report;
                    DROP TABLE remedy_file;
                    ALTER TABLE narrow_file RENAME TO remedy_file;
                    CREATE INDEX remedy_file_kind ON remedy_file (kind, id);
                    CREATE INDEX remedy_file_licence ON remedy_file (licence) WHERE licence IS NOT NULL;
                    DELETE FROM grdb_migrations WHERE identifier = 'v165_assessments';
                    """
            )
        }
        try queue.close()
        let store = try FactStore(at: folder)
        defer { withExtendedLifetime(store) {} }
        #expect(try bench.shelf.rows("SELECT * FROM remedy_file") == before)
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_seat") == seats)
        #expect(try bench.shelf.rows("PRAGMA foreign_key_check").isEmpty)
        #expect(try bench.shelf.rows("PRAGMA integrity_check") == [["ok"]])
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_event WHERE file_id = \(first)") == [["1"]])
        let indexes = try bench.shelf.rows(
            "SELECT name FROM sqlite_master WHERE tbl_name = 'remedy_file' AND type = 'index'"
        )
        #expect(Set(indexes.map { $0[0] }) == ["remedy_file_kind", "remedy_file_licence"])
        #expect(throws: (any Error).self) {
            try bench.shelf.execute("UPDATE remedy_file SET kind = 'gossip'")
        }
        try bench.shelf.execute("UPDATE remedy_file SET kind = 'assessment'")
    }
}
