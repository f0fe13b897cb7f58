import Formats
import Geography
import Store
import Vocabulary

/// Turns the fields of a record into fact rows, as a map says.
struct RowMapper: Sendable {
    private struct Field: Sendable {
        let reader: FieldReader
        /// Index of the field's column among the table's.
        let target: Int
        /// Index among the source columns; nil for a constant.
        let source: Int?
        let constant: [UInt8]
        let prefix: [UInt8]
        let words: [String: String]
        let otherwise: String?
        let isLenient: Bool
        /// Index among ``fields`` of the currency of an amount.
        var currency: Int?
    }

    private struct RowPlan: Sendable {
        var fields: [Field]
        let needs: Int?
        let idTarget: Int?
    }

    let kind: RecordKind
    /// The names of the source columns; values are given in this order.
    let columns: [String]
    private let plans: [RowPlan]
    private let only: [(source: Int, texts: Set<String>)]
    private let empty: [[UInt8]]
    private let tableIndex: Int
    private let columnCount: Int
    private let place: PlaceColumns

    /// Plans the reading of records with these source columns.
    init(map: ColumnMap, kind: RecordKind, columns: [String], lexicon: NameIndex) throws(IntakeError) {
        self.kind = kind
        self.columns = columns
        tableIndex = kind.tableIndex
        let table = FactSchema.baseTables[tableIndex]
        columnCount = table.columns.count
        place = PlaceColumns(kind: kind, table: table)
        empty = map.empty.map { Array($0.utf8) }
        let index = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        only = map.only.compactMap { name, texts in index[name].map { ($0, texts) } }
        var plans: [RowPlan] = []
        for row in map.rows {
            var fields: [Field] = []
            for spec in kind.fields {
                guard let source = row.fields[spec.name] else {
                    guard let standard = spec.standard else { continue }
                    fields.append(try Self.field(spec, ColumnMap.Source(constant: standard), index, table, lexicon))
                    continue
                }
                fields.append(try Self.field(spec, source, index, table, lexicon))
            }
            for position in fields.indices {
                guard case .money(let name) = fields[position].reader.form else { continue }
                fields[position].currency = fields.firstIndex { $0.reader.spec.name == name }
            }
            plans.append(
                RowPlan(
                    fields: fields,
                    needs: row.needs.flatMap { index[$0] },
                    idTarget: table.columns.firstIndex { $0.name == "id" }
                )
            )
        }
        self.plans = plans
    }

    private static func field(
        _ spec: FieldSpec,
        _ source: ColumnMap.Source,
        _ index: [String: Int],
        _ table: FactTable,
        _ lexicon: NameIndex
    ) throws(IntakeError) -> Field {
        Field(
            reader: try FieldReader(spec, unit: source.unit, lexicon: lexicon),
            target: table.columns.firstIndex { $0.name == spec.column } ?? 0,
            source: source.column.flatMap { index[$0] },
            constant: Array((source.constant ?? spec.standard ?? "").utf8),
            prefix: Array(source.prefix.utf8),
            words: source.words,
            otherwise: source.otherwise,
            isLenient: source.isLenient
        )
    }

    /// Whether the map wants the record at all.
    func takes(_ values: [RawValue], of record: Span<UInt8>) -> Bool {
        only.allSatisfy { source, texts in
            values[source].withText(of: record) { texts.contains(FieldReader.string($0)) }
        }
    }

    /// Adds the rows of a record to the batch.
    ///
    /// - Parameters:
    ///   - values: The texts of the source columns, in the order of ``columns``.
    ///   - record: The bytes that the ranges in `values` refer to.
    ///   - geometry: The record's shape, where its format has one.
    ///   - digest: The digest of the record, from which it gets an identifier if it has none.
    /// - Returns: How many rows were added.
    func read(
        _ values: [RawValue],
        of record: Span<UInt8>,
        geometry: Geometry? = nil,
        digest: ContentDigest,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        var count = 0
        for plan in plans {
            if let needs = plan.needs, values[needs].withText(of: record, { isEmpty($0) }) { continue }
            var cells = [FactBatch.Cell](repeating: .null, count: columnCount)
            for field in plan.fields {
                cells[field.target] = try cell(field, of: plan, values, record, into: &batch)
            }
            if let target = plan.idTarget, case .null = cells[target] {
                cells[target] = batch.text(Array("\(kind.name)-".utf8) + digest.hexBytes.prefix(20))
            }
            try place.fill(&cells, geometry: geometry, into: &batch)
            batch.append(row: tableIndex, cells)
            count += 1
        }
        return count
    }

    private func cell(
        _ field: Field,
        of plan: RowPlan,
        _ values: [RawValue],
        _ record: Span<UInt8>,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> FactBatch.Cell {
        var currency: Currency?
        if let index = field.currency {
            let money = plan.fields[index]
            currency = try text(of: money, values, record) { text throws(RefusalReason) -> Currency? in
                isEmpty(text) ? nil : try money.reader.readCurrency(text)
            }
        }
        do throws(RefusalReason) {
            return try text(of: field, values, record) { text throws(RefusalReason) -> FactBatch.Cell in
                guard !isEmpty(text) else {
                    if let word = field.otherwise { return batch.text(word.utf8) }
                    guard !field.reader.spec.isRequired else {
                        throw RefusalReason(.missingValue, at: field.reader.spec.name, expected: "a value")
                    }
                    return .null
                }
                if field.words.isEmpty, field.otherwise == nil, field.prefix.isEmpty {
                    return try field.reader.cell(text, currency: currency, into: &batch)
                }
                let translated = try translate(text, field)
                return try field.reader.cell(translated.span, currency: currency, into: &batch)
            }
        } catch {
            guard field.isLenient, !field.reader.spec.isRequired else { throw error }
            return .null
        }
    }

    private func text<T>(
        of field: Field,
        _ values: [RawValue],
        _ record: Span<UInt8>,
        _ body: (Span<UInt8>) throws(RefusalReason) -> T
    ) throws(RefusalReason) -> T {
        guard let source = field.source else { return try body(field.constant.span) }
        return try values[source].withText(of: record, body)
    }

    private func translate(_ text: Span<UInt8>, _ field: Field) throws(RefusalReason) -> [UInt8] {
        guard !field.words.isEmpty || field.otherwise != nil else {
            return field.prefix + text.copy(0..<text.count)
        }
        if let word = field.words[WordFolding.fold(FieldReader.string(text))] ?? field.otherwise {
            return field.prefix + Array(word.utf8)
        }
        throw field.reader.fault(
            .badCode,
            text,
            expected: "one of the words of the map: \(field.words.keys.sorted().joined(separator: ", "))"
        )
    }

    private func isEmpty(_ text: Span<UInt8>) -> Bool {
        if text.count == 0 { return true }
        return empty.contains { word in
            guard word.count == text.count else { return false }
            for index in word.indices where word[index] != text[index] { return false }
            return true
        }
    }
}
