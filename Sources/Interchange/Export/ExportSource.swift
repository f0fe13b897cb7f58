import Formats
import GRDB
import MiningData
import Store
import UNTP

/// The records of a store that can be exported: what was received in any of the three standards.
///
/// The bytes are read, not the facts: facts hold less than a lot's record does. Whoever may not have a record as it came
/// does not get it here either.
struct ExportSource: Sendable {
    /// Where a record stands.
    struct Slice: Sendable {
        let record: Int64
        let receipt: Int64
        let position: Int
        let length: Int

        var end: Int { position + length }
    }

    let store: FactStore
    let reader: Reader

    /// The current records, without those that are parts of another one.
    func slices() async throws -> [Slice] {
        try await store.read(as: reader) { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT r.id, r.receipt_id, r.position, r.length
                    FROM record r JOIN receipt t ON t.id = r.receipt_id
                    WHERE t.kind IN ('icglr', 'untp', 'event') AND r.superseded_by IS NULL
                    ORDER BY r.receipt_id, r.position, r.length DESC, r.id
                    """
            )
            var result: [Slice] = []
            while let row = try rows.next() {
                let slice = Slice(
                    record: row["id"],
                    receipt: row["receipt_id"],
                    position: row["position"],
                    length: row["length"]
                )
                if let last = result.last, last.receipt == slice.receipt, slice.end <= last.end { continue }
                result.append(slice)
            }
            return result
        }
    }

    /// The object that a record is; nil if the reader may not have it as it came.
    func node(of slice: Slice) async throws -> JSONNode? {
        let bytes: [UInt8]
        do {
            bytes = try await store.receivedBytes(
                receipt: slice.receipt,
                position: slice.position,
                length: slice.length,
                as: reader
            )
        } catch is Denial {
            return nil
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
        if bytes.first == UInt8(ascii: "<") {
            return (try? XMLElement(parsing: bytes.span)).map { MiningXML.node(of: $0) } ?? .null
        }
        return (try? JSONNode(parsing: bytes)) ?? .null
    }
}
