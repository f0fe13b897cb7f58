import Foundation
import GRDB
import Store
import Testing
import Vocabulary

/// Plants a text of its own in every column of every row and looks for it in everything that a reader can get.
@Suite("No reader gets what is not theirs")
struct CanaryTests {
    /// Columns by which rows are joined; without them derived rows would be seen by nobody.
    private static let joined: Set<String> = [
        "party.name", "listing.name", "name_match.party_name", "name_match.listed_name", "price_score.price_id",
        "detection_cover.licence_id", "payment_cycle.payment_id", "finding.subject_kind", "finding.id", "lot.site",
    ]

    private static func canary(_ table: String, _ column: String) -> String { "canary/\(table)/\(column)/" }

    /// The tables with the column that numbers their rows.
    private static func plant(_ rows: MarkedRows) throws {
        try rows.shelf.write { db in
            for (table, number) in MarkedRows.numbers where table != "record" {
                let columns = try Row.fetchAll(db, sql: "SELECT name, type, pk FROM pragma_table_info('\(table)')")
                for column in columns where column["type"] == "TEXT" || column["type"] == "BLOB" {
                    let name: String = column["name"]
                    let isKey = FactSchema.table(named: table)?.key.contains(name) == true
                    guard !isKey, !joined.contains("\(table).\(name)"), name != "record_ids", name != "state" else {
                        continue
                    }
                    let text = "'\(canary(table, name))' || (\(number))"
                    let value = column["type"] == "BLOB" ? "CAST(\(text) AS BLOB)" : text
                    try db.execute(sql: "UPDATE \"\(table)\" SET \"\(name)\" = \(value)")
                }
            }
            try db.execute(
                sql: """
                    UPDATE party SET kind = 'person'; UPDATE site SET artisanal = 1;
                    UPDATE verdict SET reason = 'canary/verdict/reason/10';
                    UPDATE person SET password_hash = 'canary/person/password_hash/' || id, totp_secret = x'63616e617279',
                        recovery_codes = 'canary/person/recovery_codes/' || id;
                    INSERT INTO sign_in_counter VALUES ('canary/sign_in_counter/key/1', 1);
                    """
            )
        }
    }

    /// The capability that a column needs, and whether it needs a reason: the definitions once more.
    private static func need(_ table: String, _ column: String) -> (Capability, isSensitive: Bool)? {
        switch (table, column) {
        case ("party", "birth_date"), ("party", "registration"), ("party", "address"): (.readIdentity, true)
        case ("report", "text"), ("report", "site"), ("report", "party"): (.readReports, true)
        case ("site", "geometry"): (.readExactPositions, false)
        case ("quarantine", "excerpt"), ("quarantine", "found"): (.readOriginals, false)
        default: nil
        }
    }

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
        _ facts: MarkingWalkTests.Facts,
        _ tables: [String],
        _ about: String
    ) async throws {
        let found = try await harvest(rows, reader, tables)
        var expected: Set<String> = []
        for (table, _) in MarkedRows.numbers where table != "record" {
            let columns = try rows.shelf.rows("SELECT name, type FROM pragma_table_info('\(table)')")
            for column in columns where column[1] == "TEXT" || column[1] == "BLOB" {
                if let (capability, isSensitive) = Self.need(table, column[0]) {
                    guard reader.can(capability), !isSensitive || reader.reason != nil else { continue }
                }
                for entry in MarkedRows.entries where MarkingWalkTests.maySee(entry.marking, of: entry.owner, facts) {
                    expected.insert("\(Self.canary(table, column[0]))\(entry.number)")
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
        try Self.plant(rows)
        let tables = try rows.shelf.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0[0] }
        for (reader, ceiling) in people {
            var facts = MarkingWalkTests.Facts(agency: reader.agency.rawValue, readsRed: role == .supervisor)
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
        try Self.plant(rows)
        let tables = try rows.shelf.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0[0] }
        try await check(rows, .everyone, .init(isSignedIn: false, agency: 0), tables, "public")
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
