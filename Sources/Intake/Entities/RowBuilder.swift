import Store
import Vocabulary

/// Builds one row of a fact table by the names of its columns.
struct RowBuilder {
    private let table: Int
    private var cells: [FactBatch.Cell]

    init(_ table: String) {
        self.table = FactSchema.baseNumber(of: table)
        cells = Array(repeating: .null, count: FactSchema.baseTables[self.table].columns.count)
    }

    private func index(_ column: String) -> Int? {
        FactSchema.baseTables[table].columns.firstIndex { $0.name == column }
    }

    /// Sets a text; nil and empty texts leave the column NULL.
    mutating func set(_ column: String, _ text: String?, in batch: inout FactBatch) {
        guard let text, !text.isEmpty, let index = index(column) else { return }
        cells[index] = batch.text(text)
    }

    /// Sets a whole number; nil leaves the column NULL.
    mutating func set(_ column: String, _ number: Int?) {
        guard let number, let index = index(column) else { return }
        cells[index] = .integer(Int64(number))
    }

    /// Sets a number with decimals; nil leaves the column NULL.
    mutating func set(_ column: String, _ number: Double?) {
        guard let number, let index = index(column) else { return }
        cells[index] = .real(number)
    }

    /// Sets bytes; nil leaves the column NULL.
    mutating func set(_ column: String, blob bytes: [UInt8]?, in batch: inout FactBatch) {
        guard let bytes, let index = index(column) else { return }
        cells[index] = batch.blob(bytes)
    }

    /// Adds the row to the batch.
    func append(to batch: inout FactBatch) {
        batch.append(row: table, cells)
    }
}
