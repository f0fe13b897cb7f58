import Foundation
import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Sensitive readings and the access trail")
struct SensitiveReadTests {
    private let rows: MarkedRows
    private let staff: Staff

    init() throws {
        rows = try MarkedRows()
        staff = Staff(rows.store)
        try rows.shelf.execute(
            "UPDATE party SET kind = 'person'; UPDATE agency SET contact = 'desk@customs.example' WHERE id = 2"
        )
    }

    private func births(_ reader: Reader, _ condition: String = "1") async throws -> [String?] {
        try await rows.store.read(as: reader) { db in
            try (String?).fetchAll(db, sql: "SELECT birth_date FROM party WHERE \(condition) ORDER BY record_id")
        }
    }

    @Test("Without a reason the columns are withheld, and the denial says why and whom to ask")
    func denied() async throws {
        let store = rows.store
        let analyst = try await staff.person(.analyst, of: 2)
        let company = try await staff.person(.company, of: 2)
        for reader in [analyst, company, .everyone] {
            #expect(try await births(reader).allSatisfy { $0 == nil })
            let withheld = try await store.read(as: reader) { db in
                try String.fetchOne(db, sql: "SELECT withheld FROM party WHERE record_id = 2")
            }
            #expect(withheld == "birth_date registration address")
        }
        let agency = AgencyNumber(rawValue: 2)
        func denial(_ reader: Reader) async throws -> Denial? {
            try await store.denial(ofField: "party.birth_date", of: agency, to: reader)
        }
        #expect(try await denial(analyst)?.reason == .purpose)
        #expect(try await denial(company)?.reason == .capability)
        #expect(try await denial(company)?.capability == .readIdentity)
        #expect(try await denial(.everyone)?.reason == .signIn)
        #expect(try await denial(company)?.ask?.contact == "desk@customs.example")
        #expect(try await denial(company)?.description.contains("customs") == true)
        let reason = try AccessReason(.investigation, case: "C-7")
        #expect(try await denial(analyst.reading(for: reason)) == nil)
        #expect(try rows.shelf.rows("SELECT * FROM access WHERE action = 'read-sensitive'").isEmpty)
        #expect(throws: StoreError.self) { _ = try AccessReason(.audit, case: " \n") }
    }

    @Test("A companys' number and seat are no secrets; whoever lacks nothing gets no note of it")
    func companies() async throws {
        try rows.shelf.execute("UPDATE party SET kind = 'company'")
        let found = try await rows.store.read(as: .everyone) { db in
            try Row.fetchOne(db, sql: "SELECT registration, address, withheld FROM party WHERE record_id = 1")
                .map { [$0[0] as String?, $0[1], $0[2]] }
        }
        #expect(found == ["row-1", "row-1", "birth_date"])
        #expect(try await births(.local, "record_id = 1") == ["row-1"])
        #expect(try rows.shelf.rows("SELECT * FROM access").isEmpty)
    }

    @Test("With a reason each thing that is read stands in the trail before it is given out")
    func noted() async throws {
        let reason = try AccessReason(.safeguarding, case: "C-8")
        let analyst = try await staff.person(.analyst, of: 2).reading(for: reason)
        #expect(try await births(analyst, "record_id = 4") == ["row-4"])
        // What was asked for and is no secret leaves no note.
        _ = try await rows.store.read(as: analyst) { try String.fetchAll($0, sql: "SELECT name FROM party") }
        let notes = try rows.shelf.rows(
            """
            SELECT subject_kind, subject_id, owner, marking, purpose, case_reference, detail FROM access
            WHERE action = 'read-sensitive'
            """
        )
        #expect(notes == [["party", "row-4", "2", "1", "safeguarding", "C-8", "birth_date"]])
        #expect(!analyst.mayBeAnsweredAgain)
    }

    @Test(
        "The trail is for the owner's supervisors, for oversight without the names of TLP:RED things, and for oneself"
    )
    func trail() async throws {
        let store = rows.store
        let reason = try AccessReason(.prosecution, case: "C-9")
        let reading = try await staff.person(.supervisor, of: 2).reading(for: reason)
        // Row 10 is TLP:RED and of agency 2; row 4 TLP:GREEN.
        _ = try await births(reading, "record_id IN (4, 10)")
        func entries(_ reader: Reader) async throws -> [String?] {
            try await store.accessTrail(as: reader).filter { $0.action == "read-sensitive" }.map(\.subject).sorted {
                ($0 ?? "") < ($1 ?? "")
            }
        }
        #expect(try await entries(reading) == ["row-10", "row-4"])
        #expect(try await entries(try await staff.person(.supervisor, of: 2)) == ["row-10", "row-4"])
        #expect(try await entries(try await staff.person(.supervisor, of: 2, clearance: .amber)) == [nil, "row-4"])
        let elsewhere = try await staff.agency()
        #expect(try await entries(try await staff.person(.oversight, of: elsewhere)) == [nil, "row-4"])
        #expect(try await entries(.local) == ["row-10", "row-4"])
        for reader in [
            try await staff.person(.analyst, of: 2), try await staff.person(.supervisor, of: elsewhere),
            try await staff.person(.administrator, of: 1), .everyone,
        ] {
            #expect(try await entries(reader) == [])
        }
        let entry = try #require(try await store.accessTrail(as: reading).first { $0.subject == "row-4" })
        #expect(entry.purpose == .prosecution && entry.caseReference == "C-9")
        #expect(entry.owner == AgencyNumber(rawValue: 2) && entry.person == reading.person)
    }

    @Test("Bytes as received need the right to originals and to every column that is in them")
    func originals() async throws {
        let store = rows.store
        // Record 4 lies in receipt 4, which is TLP:GREEN and of agency 2.
        let kept = try store.received.keep(bytes: Array("a record".utf8))
        try rows.shelf.write { db in
            try db.execute(
                sql: "UPDATE receipt SET sha256 = ?, kind = 'party' WHERE id = 4",
                arguments: [Data(kept.sha256)]
            )
            let kind = FactSchema.baseTables.firstIndex { $0.name == "party" }
            try db.execute(sql: "UPDATE record SET kind = ? WHERE receipt_id = 4", arguments: [kind])
        }
        func bytes(_ reader: Reader) async throws -> [UInt8] {
            try await store.receivedBytes(receipt: 4, position: 0, length: 1, as: reader)
        }
        let reason = try AccessReason(.audit, case: "C-10")
        let auditor = try await staff.person(.auditor, of: 2)
        let analyst = try await staff.person(.analyst, of: 2)
        let company = try await staff.person(.company, of: 2)
        for (reader, expected) in [
            (auditor.reading(for: reason), Denial.Reason.capability), (analyst, .purpose), (company, .capability),
        ] {
            do {
                _ = try await bytes(reader)
                Issue.record("\(reader.roles) got the bytes")
            } catch let denial as Denial {
                #expect(denial.reason == expected, "\(reader.roles)")
            }
        }
        await #expect(throws: StoreError(.notFound, "")) { try await bytes(.everyone) }
        #expect(try await bytes(analyst.reading(for: reason)) == Array("a".utf8))
        #expect(
            try rows.shelf.rows("SELECT case_reference, owner FROM access WHERE action = 'read-bytes'") == [
                ["C-10", "2"]
            ]
        )
        // A kind without protected columns is given to those who may have originals.
        try rows.shelf.execute("UPDATE record SET kind = 9 WHERE receipt_id = 4")
        #expect(try await bytes(auditor) == Array("a".utf8))
    }
}
