import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

/// Walks every table, marking and relation against the definitions, written down here once more.
@Suite("Every table, marking and relation")
struct MarkingWalkTests {
    private func expect(_ rows: MarkedRows, _ reader: Reader, _ facts: Definitions.Facts, _ about: String) async throws
    {
        let seen = try await rows.seen(by: reader)
        #expect(Set(seen.keys) == Set(MarkedRows.numbers.map(\.table)))
        for (table, numbers) in seen {
            var facts = facts
            // A name opens a record, not the file that it came in.
            if ["receipt", "quarantine"].contains(table) { facts.isNamed = false }
            let expected = MarkedRows.entries.filter { Definitions.maySee($0.marking, of: $0.owner, facts) }
            #expect(numbers == Set(expected.map(\.number)), "\(table): \(about)")
        }
    }

    @Test("The owner agency, with and without the capability to read TLP:RED", arguments: HandlingMarking.allCases)
    func own(clearance: HandlingMarking) async throws {
        let rows = try MarkedRows()
        let staff = Staff(rows.store)
        for (role, readsRed) in [(Role.analyst, false), (.supervisor, true)] {
            for agency in [Int64(1), 2] {
                let reader = try await staff.person(role, of: agency, clearance: clearance)
                let facts = Definitions.Facts(agency: agency, readsRed: readsRed, clearance: clearance)
                try await expect(rows, reader, facts, "\(role) of \(agency), \(clearance)")
            }
        }
    }

    @Test("A stranger, and partners with each ceiling", arguments: HandlingMarking.allCases)
    func others(clearance: HandlingMarking) async throws {
        let rows = try MarkedRows()
        let staff = Staff(rows.store)
        let stranger = try await staff.person(.supervisor, of: try await staff.agency(), clearance: clearance)
        var facts = Definitions.Facts(agency: stranger.agency.rawValue, readsRed: true, clearance: clearance)
        try await expect(rows, stranger, facts, "stranger, \(clearance)")
        for ceiling in HandlingMarking.allCases where ceiling != .red {
            let agency = try await staff.agency()
            _ = try await staff.share(ceiling, with: agency, from: 2)
            let partner = try await staff.person(.supervisor, of: agency, clearance: clearance)
            facts = Definitions.Facts(agency: agency, readsRed: true, clearance: clearance, ceilings: [2: ceiling])
            try await expect(rows, partner, facts, "ceiling \(ceiling), \(clearance)")
        }
    }

    @Test("Somebody named for every TLP:RED thing sees these and no others", arguments: [HandlingMarking.clear, .red])
    func named(clearance: HandlingMarking) async throws {
        let rows = try MarkedRows()
        let staff = Staff(rows.store)
        let agency = try await staff.agency()
        let person = try #require(try await staff.person(.analyst, of: agency, clearance: clearance).person)
        for kind in GuardedSubject.kinds {
            for (owner, number) in [(Int64(1), 9), (2, 10)] {
                let supervisor = try await staff.person(.supervisor, of: owner)
                let subject = try GuardedSubject(kind, kind == "record" ? "\(number)" : "row-\(number)")
                try await rows.store.name(person, asReaderOf: subject, because: "needed", by: supervisor)
            }
        }
        let reader = try await staff.signIn(person)
        let facts = Definitions.Facts(agency: agency, clearance: clearance, isNamed: true)
        try await expect(rows, reader, facts, "named, \(clearance)")
    }

    @Test("The public sees what is TLP:CLEAR")
    func anybody() async throws {
        let rows = try MarkedRows()
        try await expect(rows, .everyone, Definitions.Facts(isSignedIn: false, agency: 0), "public")
    }

    @Test("The table that is printed says the same as the definitions")
    func printed() {
        typealias Relation = PermissionTable.Relation
        let relations: [(Relation, Definitions.Facts)] = [
            (.anybody, Definitions.Facts(isSignedIn: false, agency: 0)), (.stranger, Definitions.Facts(agency: 2)),
            (.groupClear, Definitions.Facts(agency: 2, ceilings: [1: .clear])),
            (.groupGreen, Definitions.Facts(agency: 2, ceilings: [1: .green])),
            (.groupAmber, Definitions.Facts(agency: 2, ceilings: [1: .amber])),
            (.groupAmberStrict, Definitions.Facts(agency: 2, ceilings: [1: .amberStrict])),
            (.own, Definitions.Facts(agency: 1)),
            (.ownReadingRed, Definitions.Facts(agency: 1, readsRed: true)),
            (.named, Definitions.Facts(agency: 2, isNamed: true)),
        ]
        #expect(relations.map(\.0) == Relation.allCases)
        for (relation, facts) in relations {
            for marking in HandlingMarking.allCases {
                #expect(relation.sees(marking) == Definitions.maySee(marking, of: 1, facts), "\(relation) \(marking)")
            }
        }
    }

    @Test("No table can be read past the views, whoever reads")
    func pastTheViews() async throws {
        let rows = try MarkedRows()
        let tables = try rows.shelf.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0[0] }
        #expect(tables.contains("person") && tables.contains("party"))
        for reader in [Reader.local, .everyone] {
            for table in tables where !table.hasPrefix("sqlite_") {
                // How many verdicts there are is no secret.
                let counts = table == "verdict" ? [] : ["SELECT count(*) FROM main.\"\(table)\""]
                for sql in ["SELECT * FROM main.\"\(table)\""] + counts {
                    await #expect(throws: DatabaseError.self, "\(sql)") {
                        try await rows.store.read(as: reader) { db in try Row.fetchAll(db, sql: sql).count }
                    }
                }
            }
        }
    }
}
