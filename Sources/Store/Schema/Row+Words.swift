import GRDB

extension Row {
    /// What stands in a column, as one of the values that it may have.
    ///
    /// - Throws: ``StoreError`` if it is none of them: a row that cannot be read is a fault of the store, and never passed
    ///   over.
    func word<Value: RawRepresentable>(_ column: String) throws -> Value
    where Value.RawValue: DatabaseValueConvertible {
        let raw: Value.RawValue? = self[column]
        guard let raw, let value = Value(rawValue: raw) else {
            let found = raw.map { "“\($0)”" } ?? "nothing"
            throw StoreError(.database, "\(found) in the column \(column) is none of the values that it may have.")
        }
        return value
    }
}
