import Foundation
import GRDB

extension FactStore {
    /// Bytes of a received file, for a reader who may see its receipt; the reading is noted in the access trail.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the reader may not see the receipt.
    public func receivedBytes(
        receipt: Int64,
        position: Int,
        length: Int,
        as reader: Reader
    ) async throws -> [UInt8] {
        let sha256 = try await read(as: reader) { db in
            try Data.fetchOne(db, sql: "SELECT sha256 FROM receipt WHERE id = ?", arguments: [receipt])
        }
        guard let sha256 else { throw StoreError(.notFound, "There is no receipt \(receipt).") }
        try await noteAccess(by: reader, did: "read-bytes", to: "receipt", "\(receipt)@\(position)+\(length)")
        return try received.bytes(of: Array(sha256), at: position, count: length)
    }
}
