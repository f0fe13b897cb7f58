import Foundation
import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

/// Plants a text of its own in every column of every row and looks for it in everything that a reader can get.
@Suite("No reader gets what is not theirs")
struct CanaryTests {
    /// Everything that a reader can get out of a store by asking for whole tables, by their bare and their full names.
    private func harvest(_ rows: MarkedRows, _ reader: Reader, _ tables: [String]) async throws -> Set<String> {
        try await rows.store.read(as: reader) { db in
            var texts: Set<String> = []
            for table in tables {
                for name in ["\"\(table)\"", "main.\"\(table)\"", "temp.\"\(table)\""] {
                    guard let found = try? Row.fetchAll(db, sql: "SELECT * FROM \(name)") else { continue }
                    for value in found.flatMap(\.databaseValues) {
                        switch value.storage {
                        case .string(let text): texts.insert(text)
                        case .blob(let data): texts.insert(String(decoding: data, as: UTF8.self))
                        default: break
                        }
                    }
                }
            }
            return texts.filter { $0.contains("canary") }
        }
    }

    private func check(
        _ rows: MarkedRows,
        _ reader: Reader,
        _ facts: Definitions.Facts,
        _ tables: [String],
        _ about: String
    ) async throws {
        let found = try await harvest(rows, reader, tables)
        var expected: Set<String> = []
        for (table, _) in MarkedRows.numbers where table != "record" {
            let columns = try rows.shelf.rows("SELECT name, type FROM pragma_table_info('\(table)')")
            for column in columns where column[1] == "TEXT" || column[1] == "BLOB" {
                if let (capability, isSensitive) = Definitions.need(table, column[0]) {
                    guard reader.can(capability), !isSensitive || reader.reason != nil else { continue }
                }
                for entry in MarkedRows.entries where Definitions.maySee(entry.marking, of: entry.owner, facts) {
                    expected.insert("\(Canaries.canary(table, column[0]))\(entry.number)")
                }
            }
        }
        #expect(found.subtracting(expected).sorted() == [], "\(about)")
        // And the test is worth something: what is theirs is found.
        #expect(found.contains("canary/declaration/description/1"), "\(about)")
        if reader.can(.readReports), reader.reason != nil {
            #expect(found.contains("canary/report/text/1"), "\(about)")
        }
    }

    @Test(
        "Each role, with and without a reason, in the owner agency, a partner and a stranger",
        arguments: Role.allCases
    )
    func roles(role: Role) async throws {
        let rows = try MarkedRows()
        let staff = Staff(rows.store)
        let partner = try await staff.agency()
        _ = try await staff.share(.amber, with: partner, from: 2)
        let stranger = try await staff.agency()
        let people = [
            (try await staff.person(role, of: 2), HandlingMarking.clear),
            (try await staff.person(role, of: partner), .amber), (try await staff.person(role, of: stranger), .clear),
        ]
        try Canaries.plant(rows)
        let tables = try rows.shelf.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0[0] }
        for (reader, ceiling) in people {
            var facts = Definitions.Facts(agency: reader.agency.rawValue, readsRed: role == .supervisor)
            facts.ceilings = [2: ceiling]
            try await check(rows, reader, facts, tables, "\(role) of \(reader.agency.rawValue)")
            let reason = try AccessReason(.investigation, case: "C-1")
            try await check(rows, reader.reading(for: reason), facts, tables, "\(role) with a reason")
        }
    }

    @Test("The public")
    func anybody() async throws {
        let rows = try MarkedRows()
        _ = try await Staff(rows.store).person(.administrator, of: 1)
        try Canaries.plant(rows)
        let tables = try rows.shelf.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0[0] }
        try await check(rows, .everyone, Definitions.Facts(isSignedIn: false, agency: 0), tables, "public")
    }

    @Test("Positions are exact for those who may have them, and a cell of the grid for others")
    func positions() async throws {
        let rows = try MarkedRows()
        try rows.shelf.execute(
            """
            UPDATE site SET lon = 28.513, lat = -2.517, artisanal = NULL; UPDATE report SET lon = 28.513, lat = -2.517;
            UPDATE finding SET lon = 28.513, lat = -2.517, subject_kind = 'report';
            UPDATE site SET artisanal = 0 WHERE record_id = 1;
            """
        )
        let staff = Staff(rows.store)
        let inspector = try await staff.person(.inspector, of: 1)
        let company = try await staff.person(.company, of: 1)
        let reason = try AccessReason(.inspection, case: "V-3")
        func places(_ reader: Reader, _ table: String) async throws -> Set<String> {
            try await rows.store.read(as: reader) { db in
                Set(try String.fetchAll(db, sql: "SELECT lon || ' ' || lat FROM \(table)"))
            }
        }
        for reader in [company, .everyone] {
            #expect(try await places(reader, "finding") == ["28.55 -2.55"])
            #expect(try await places(reader, "report") == ["28.55 -2.55"])
            // The one that is known not to be artisanal lies where it lies.
            #expect(try await places(reader, "site") == ["28.55 -2.55", "28.513 -2.517"])
        }
        #expect(try await places(inspector, "site") == ["28.513 -2.517"])
        #expect(try await places(inspector, "finding") == ["28.513 -2.517"])
        #expect(try await places(inspector, "report") == ["28.55 -2.55"])
        #expect(try await places(inspector.reading(for: reason), "report") == ["28.513 -2.517"])
    }
}
