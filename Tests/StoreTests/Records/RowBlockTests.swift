import Foundation
import GRDB
import Store
import Testing

@Suite("Rows in one piece of memory")
struct RowBlockTests {
    private let database: DatabaseQueue

    init() throws {
        database = try DatabaseQueue()
        try database.write { db in
            try db.execute(
                sql: "CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER); INSERT INTO t VALUES ('a',1),('b',2),('c',3)"
            )
        }
    }

    private func values(_ block: RowBlock, columns: Int) -> [[DatabaseValue]] {
        (0..<block.count).map { row in (0..<columns).map { block.value(row: row, column: $0) } }
    }

    @Test("Every kind of value comes out as it went in")
    func kinds() throws {
        let sql = "SELECT NULL, -9223372036854775808, 1.5e300, 'naïve 矿', '', x'00ff', x'', zeroblob(70000)"
        try database.read { db in
            let block = try db.makeStatement(sql: "\(sql) UNION ALL \(sql)").rowBlock()
            let expected = try Row.fetchAll(db, sql: "\(sql) UNION ALL \(sql)").map { Array($0.databaseValues) }
            #expect(values(block, columns: 8) == expected)
            #expect(block.value(row: 0, column: 8) == .null)
            let copy = RowBlock(values: try #require(expected.first))
            #expect(values(copy, columns: 8) == [try #require(expected.first)])
            let own = block.detached(row: 1)
            #expect(own.count == 1)
            let isSame = own.withBytes(ofRow: 0) { first in
                block.withBytes(ofRow: 0) { second in first.elementsEqual(second) }
            }
            #expect(isSame)
        }
    }

    @Test("Rows come in the order of their keys, however the database finds them; what is not there is left out")
    func order() throws {
        let keyed = """
            WITH asked(place, key) AS (VALUES (0,?),(1,?),(2,?),(3,?),(4,?))
            SELECT id, n, place FROM asked JOIN t ON id = key ORDER BY
            """
        try database.read { db in
            let keys = try db.makeStatement(sql: "SELECT * FROM (VALUES ('x'),('c'),('none'),('a'),('b'))").rowBlock()
            for order in ["place", "place DESC", "id"] {
                let statement = try db.makeStatement(sql: "\(keyed) \(order)")
                for _ in 0..<2 {
                    let block = try statement.rowBlock(of: keys, 1..<5)
                    #expect(values(block, columns: 3).map { $0[0] } == ["c", "a", "b"].map { $0.databaseValue })
                    #expect(values(block, columns: 3).map { $0[1] } == [3, 1, 2].map { $0.databaseValue })
                    // The place was for the order alone.
                    #expect(values(block, columns: 3).allSatisfy { $0[2] == .null })
                }
                #expect(try statement.rowBlock(of: keys, 0..<1).count == 0)
            }
        }
    }
}
