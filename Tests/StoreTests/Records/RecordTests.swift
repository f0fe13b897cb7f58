import Foundation
import GRDB
import Store
import Testing
import Vocabulary

@Suite("Records in the store")
struct RecordTests {
    private static let indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"

    @Test("A new store has every table and column of the schema, typed strictly")
    func schema() throws {
        let shelf = try Shelf()
        for table in FactSchema.tables {
            let wanted = (table.origin == .base ? FactTable.bookkeeping : []) + table.columns
            #expect(
                try shelf.rows("SELECT name, type FROM pragma_table_info('\(table.name)')")
                    == wanted.map { [$0.name, $0.storage.rawValue] }
            )
            #expect(try shelf.rows("SELECT strict FROM pragma_table_list('\(table.name)')") == [["1"]])
        }
    }

    @Test("A store of a newer version is left alone")
    func newerStore() throws {
        let shelf = try Shelf()
        try shelf.execute("INSERT INTO grdb_migrations VALUES ('v999_from_the_future')")
        #expect(throws: StoreError(.tooNew, "")) { try FactStore(at: shelf.store.folder) }
    }

    @Test("Received bytes go to those who may see the receipt, and leave a trace")
    func receivedBytes() async throws {
        let shelf = try Shelf()
        let store = shelf.store
        let kept = try store.received.keep(bytes: Array("ten bytes!".utf8))
        let receipt = try await store.receipt(for: kept, Consignment(fileName: "f", kind: "party"), at: Date())
        await #expect(throws: StoreError(.notFound, "")) {
            try await store.receivedBytes(receipt: receipt.id, position: 0, length: 3, as: .everyone)
        }
        #expect(try shelf.rows("SELECT * FROM access").isEmpty)
        let bytes = try await store.receivedBytes(receipt: receipt.id, position: 4, length: 5, as: .local)
        #expect(bytes == Array("bytes".utf8))
        #expect(
            try shelf.rows("SELECT reader, agency_id, action, subject_kind, subject_id FROM access")
                == [["local", "1", "read-bytes", "receipt", "\(receipt.id)@4+5"]]
        )
    }

    @Test("What a killed copy left is cleared away, what is still being copied is not")
    func leftovers() throws {
        let store = try Shelf().store
        let folder = store.received.folder
        let leftover = folder.appendingPathComponent(".incoming-left")
        let copying = try FileDescriptor(reading: folder.path)
        try #require(try copying.lock(alone: false))
        try Data("half a fi".utf8).write(to: leftover)
        _ = try store.received.keep(bytes: Array("one".utf8))
        #expect(FileManager.default.fileExists(atPath: leftover.path))

        copying.unlock()
        _ = try store.received.keep(bytes: Array("two".utf8))
        #expect(!FileManager.default.fileExists(atPath: leftover.path))
    }

    @Test("A store without its fast indexes answers the same; opening it anew brings them back")
    func bulkLoading() async throws {
        let shelf = try Shelf()
        let before = try shelf.rows(Self.indexes)
        let names = Set(FactSchema.baseTables.map(\.name))
        try await shelf.store.suspendIndexes(of: names, expecting: 1000)
        let without = try shelf.rows(Self.indexes)
        #expect(without.count < before.count)
        let party: [(table: String, values: [String: String])] = [("party", ["id": "P", "name": "A"])]
        _ = try await shelf.handIn([party])
        #expect(try await shelf.handIn([party]).duplicates == 1)
        let query = "SELECT id, name FROM party WHERE name = 'A'"
        let bare = try await shelf.store.read(as: .local) { try Row.fetchAll($0, sql: query).map(\.description) }
        _ = try FactStore(at: shelf.store.folder)
        #expect(try shelf.rows(Self.indexes) == before)
        let whole = try await shelf.store.read(as: .local) { try Row.fetchAll($0, sql: query).map(\.description) }
        #expect(bare == whole && bare.count == 1)
        try await shelf.store.suspendIndexes(of: names, expecting: 1)
        try await shelf.store.restoreIndexes()
        #expect(try shelf.rows(Self.indexes) == before)
    }

    @Test("No agency replaces, re-marks or hides what another one has handed in")
    func foreignCorrection() async throws {
        let shelf = try Shelf()
        func party(_ id: String, _ name: String) -> [(table: String, values: [String: String])] {
            [("party", ["id": id, "name": name])]
        }
        _ = try await shelf.handIn([party("P", "Old")], marking: .amber, agency: "customs")
        let counts = try await shelf.handIn([party("P", "Hidden"), party("Q", "Own")], marking: .red, agency: "company")
        #expect(counts.accepted == 1 && counts.corrections == 0 && counts.quarantined == 1)
        let current = try shelf.rows("SELECT id, name, marking FROM party WHERE superseded_by IS NULL ORDER BY id")
        #expect(current == [["P", "Old", "2"], ["Q", "Own", "4"]])
        #expect(
            try shelf.rows("SELECT code, line, length FROM quarantine") == [["owned-by-another", "1", "1"]]
        )
        // The same words again tell the sender nothing new, and the owner corrects as before.
        let same = try await shelf.handIn([party("P", "Old")], agency: "company")
        #expect(same.duplicates == 1 && same.accepted == 0)
        let corrected = try await shelf.handIn([party("P", "New")], agency: "customs")
        #expect(corrected.corrections == 1)
    }

    @Test("Other bytes under one identifier replace the record with its companions, and the chain tells both ways")
    func correction() async throws {
        let shelf = try Shelf()
        func party(_ name: String, alias: String) -> [(table: String, values: [String: String])] {
            [("party", ["id": "P", "name": name]), ("party_name", ["party_id": "P", "name": alias])]
        }
        _ = try await shelf.handIn([party("Old", alias: "Older")])
        let counts = try await shelf.handIn([party("New", alias: "Newer")])
        #expect(counts.corrections == 1 && counts.accepted == 1 && counts.duplicates == 0)
        #expect(
            try shelf.rows("SELECT name, superseded_by FROM party ORDER BY record_id") == [
                ["Old", "2"], ["New", "-"],
            ]
        )
        #expect(
            try shelf.rows("SELECT name, superseded_by FROM party_name ORDER BY record_id")
                == [["Older", "2"], ["Newer", "-"]]
        )
        #expect(
            try shelf.rows("SELECT id, supersedes, superseded_by FROM record ORDER BY id")
                == [["1", "-", "2"], ["2", "1", "-"]]
        )
        let again = try await shelf.handIn([party("New", alias: "Newer")])
        #expect(again.duplicates == 1 && again.accepted == 0 && again.corrections == 0)
    }

    @Test("A lot that an event named is taken over by its own record, and the event stays")
    func lotOfAnEvent() async throws {
        let shelf = try Shelf()
        _ = try await shelf.handIn([
            [
                ("event", ["id": "E"]), ("event_lot", ["event_id": "E", "lot_id": "L", "role": "made"]),
                ("lot", ["id": "L"]),
            ]
        ])
        let counts = try await shelf.handIn([[("lot", ["id": "L", "mineral": "tin"])]])
        #expect(counts.accepted == 1 && counts.corrections == 0)
        #expect(
            try shelf.rows("SELECT mineral, superseded_by FROM lot ORDER BY record_id") == [["-", "2"], ["tin", "-"]]
        )
        #expect(
            try shelf.rows("SELECT superseded_by FROM event UNION ALL SELECT superseded_by FROM event_lot") == [
                ["-"], ["-"],
            ]
        )
        let corrected = try await shelf.handIn([
            [
                ("event", ["id": "E"]), ("event_lot", ["event_id": "E", "lot_id": "M", "role": "made"]),
                ("lot", ["id": "M"]),
            ]
        ])
        #expect(corrected.corrections == 1)
        #expect(
            try shelf.rows("SELECT lot_id FROM event_lot WHERE superseded_by IS NULL") == [["M"]]
        )
        #expect(try shelf.rows("SELECT id FROM lot WHERE superseded_by IS NULL ORDER BY id") == [["L"], ["M"]])
    }
}
