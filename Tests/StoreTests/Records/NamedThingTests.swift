import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("What the ledger looks records up by")
struct NamedThingTests {
    @Test("every column of a base table that names a party or a lot is among it, save those of reports")
    func everyReference() async throws {
        let shelf = try Shelf()
        let words = ["the party ", "the party", "the lot ", "the lot", "lots covered"]
        for table in FactSchema.baseTables where table.name != "report" {
            for column in table.columns where column.storage == .text {
                let isNamed =
                    column.name == "id" && ["lot", "party"].contains(table.name)
                    || words.contains { column.meaning == $0 || $0.hasSuffix(" ") && column.meaning.hasPrefix($0) }
                    || column.meaning.hasPrefix("lots covered")
                guard isNamed else { continue }
                let name = "\(table.name)-\(column.name)"
                var values = ["id": "x-\(name)"]
                values[column.name] = name
                _ = try await shelf.handIn([[(table.name, values)]])
                let last = try #require(Int64(try shelf.rows("SELECT max(id) FROM record")[0][0]))
                let labels = try await shelf.store.committedLabels(ofRecords: last...last)
                #expect(labels.contains { $0.kind != .digest && $0.name == Array(name.utf8) }, "\(name)")
            }
        }
    }

    @Test("nothing can be found out about reports")
    func reports() async throws {
        let shelf = try Shelf()
        _ = try await shelf.handIn([[("report", ["id": "r", "party": "party-1", "site": "site-1"])]])
        let labels = try await shelf.store.committedLabels(ofRecords: 1...1)
        #expect(labels.allSatisfy { $0.kind == .digest })
    }
}
