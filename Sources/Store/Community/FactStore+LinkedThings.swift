import GRDB

/// What a note on a report can point at.
extension FactStore {
    /// The name of a site, licence or party that a reader sees; nil if there is none of that identifier.
    ///
    /// - Parameter kind: `site`, `licence` or `party`.
    public func linkedName(_ kind: String, _ id: String, as reader: Reader) async throws -> String? {
        let columns = ["site": "name", "licence": "code", "party": "name"]
        guard let column = columns[kind] else { return nil }
        return try await read(as: reader) { db in
            let row = try Row.fetchOne(db, sql: "SELECT \(column) FROM \(kind) WHERE id = ?", arguments: [id])
            return row.map { ($0[0] as String?) ?? id }
        }
    }
}
