import Formats
import Geography
import Installation
import Store
import Vocabulary

/// Turns the fields of a record into fact rows, as a map says.
struct RowMapper: Sendable {
    private final class Field: Sendable {
        let reader: FieldReader
        /// Index of the field's column among the table's.
        let target: Int
        /// Index among the source columns, where the text is that of one column.
        let source: Int?
        /// Indices of the columns whose texts are joined.
        let joined: [Int]
        let constant: [UInt8]
        let origin: ColumnMap.Source
        /// Whether the text is taken as it stands.
        let isPlain: Bool
        let isRequired: Bool

        init(reader: FieldReader, target: Int, columns: [Int], constant: [UInt8], origin: ColumnMap.Source) {
            self.reader = reader
            self.target = target
            source = columns.count == 1 ? columns[0] : nil
            joined = columns.count > 1 ? columns : []
            self.constant = constant
            self.origin = origin
            isPlain = origin.isPlain
            isRequired = reader.spec.isRequired
        }
    }

    /// What most fields need to be read, without a reference in it: going through a row then counts none.
    private struct Step: Sendable {
        /// Index of the column whose text is taken as it stands; -1 where the text is made in another way.
        let plainSource: Int
        let target: Int
        /// For an amount, the index of the field that is its currency; -1 for everything else.
        let currency: Int
        /// For a word that a register's own words imply, the index of the field that has these; -1 for everything else.
        let impliedBy: Int
    }

    private struct RowPlan: Sendable {
        let fields: [Field]
        let steps: [Step]
        let needs: Int?
        let idTarget: Int?
    }

    let kind: RecordKind
    /// The names of the source columns; values are given in this order.
    let columns: [String]
    private let plans: [RowPlan]
    private let only: [(source: Int, texts: Set<String>)]
    private let empty: [[UInt8]]
    /// Bit n tells that a word of n bytes means nothing.
    private let emptyLengths: UInt64
    private let tableIndex: Int
    private let columnCount: Int
    private let place: PlaceColumns
    private let terms: LocalTerms

    /// Plans the reading of records with these source columns.
    init(
        map: ColumnMap,
        kind: RecordKind,
        columns: [String],
        lexicon: NameIndex,
        terms: LocalTerms = .none
    ) throws(IntakeError) {
        self.kind = kind
        self.terms = terms
        self.columns = columns
        tableIndex = kind.tableIndex
        let table = FactSchema.baseTables[tableIndex]
        columnCount = table.columns.count
        place = PlaceColumns(kind: kind, table: table)
        empty = map.empty.map { Array($0.utf8) }
        emptyLengths = map.empty.reduce(1) { $0 | 1 << UInt64(min($1.utf8.count, 63)) }
        let index = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        only = map.only.compactMap { name, texts in index[name].map { ($0, texts) } }
        var plans: [RowPlan] = []
        for row in map.rows {
            var fields: [Field] = []
            for spec in kind.fields {
                // What nothing is said of has its standard value, or is missed where it is read.
                let isImplied = spec.impliedBy != nil
                guard
                    let source = row.fields[spec.name] ?? spec.standard.map({ ColumnMap.Source(constant: $0) })
                        ?? (isImplied ? ColumnMap.Source() : nil)
                else { continue }
                fields.append(try Self.field(spec, source, index, table, lexicon, terms))
            }
            let steps = fields.map { field in
                var currency: Int?
                if case .money(let name, _) = field.reader.form {
                    currency = fields.firstIndex { $0.reader.spec.name == name }
                }
                let implying = terms.isEmpty ? nil : field.reader.spec.impliedBy
                return Step(
                    plainSource: field.isPlain ? field.source ?? -1 : -1,
                    target: field.target,
                    currency: currency ?? -1,
                    impliedBy: implying.flatMap { name in fields.firstIndex { $0.reader.spec.name == name } } ?? -1
                )
            }
            plans.append(
                RowPlan(
                    fields: fields,
                    steps: steps,
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
        _ lexicon: NameIndex,
        _ terms: LocalTerms
    ) throws(IntakeError) -> Field {
        let columns = source.columns.compactMap { index[$0] }
        return Field(
            reader: try FieldReader(spec, unit: source.unit, lexicon: lexicon, terms: terms),
            target: table.columns.firstIndex { $0.name == spec.column } ?? 0,
            columns: columns,
            constant: source.columns.isEmpty ? Array((source.constant ?? spec.standard ?? "").utf8) : [],
            origin: source
        )
    }

    /// Whether the map wants the record at all.
    func takes(_ values: [RawValue], of record: Span<UInt8>) -> Bool {
        only.allSatisfy { source, texts in
            values[source].withText(of: record) { texts.contains(FieldReader.string($0)) }
        }
    }

    /// What is used again from one record to the next, so that a row costs no allocation.
    struct Scratch: Sendable {
        var cells: [FactBatch.Cell] = []
        /// The currency read last, by its letters: a file is nearly always in one.
        var currencyText: [UInt8] = []
        var currency: Currency?
    }

    /// Adds the rows of a record to the batch.
    ///
    /// - Parameters:
    ///   - values: The texts of the source columns, in the order of ``columns``.
    ///   - record: The bytes that the ranges in `values` refer to.
    ///   - geometry: The record's shape, where its format has one.
    ///   - digest: The digest of the record, from which it gets an identifier if it has none.
    ///   - scratch: Memory of the caller's.
    /// - Returns: How many rows were added.
    func read(
        _ values: [RawValue],
        of record: Span<UInt8>,
        geometry: Geometry? = nil,
        digest: ContentDigest,
        scratch: inout Scratch,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        var count = 0
        for plan in plans {
            if let needs = plan.needs, values[needs].withText(of: record, { isEmpty($0) }) { continue }
            scratch.cells.removeAll(keepingCapacity: true)
            for _ in 0..<columnCount { scratch.cells.append(.null) }
            for position in plan.steps.indices {
                let step = plan.steps[position]
                var currency: Currency?
                if step.currency >= 0 {
                    currency = try readCurrency(plan.fields[step.currency], values, record, digest, &scratch)
                }
                if step.impliedBy >= 0 {
                    let implying = plan.fields[step.impliedBy]
                    scratch.cells[step.target] =
                        try implied(plan.fields[position], by: implying, values, record, digest, into: &batch)
                    continue
                }
                if step.plainSource >= 0, case .range(let range) = values[step.plainSource] {
                    let text = record.extracting(RawValue.trimmed(record, range))
                    scratch.cells[step.target] =
                        try cell(plan.fields[position], isEmpty(text) ? text.extracting(0..<0) : text, currency, &batch)
                    continue
                }
                scratch.cells[step.target] =
                    try cell(plan.fields[position], values, record, digest, currency, into: &batch)
            }
            if let target = plan.idTarget, case .null = scratch.cells[target] {
                scratch.cells[target] = batch.text(Array("\(kind.name)-".utf8) + digest.hexBytes.prefix(20))
            }
            try place.fill(&scratch.cells, geometry: geometry, into: &batch)
            batch.append(row: tableIndex, scratch.cells)
            count += 1
        }
        return count
    }

    private func readCurrency(
        _ field: Field,
        _ values: [RawValue],
        _ record: Span<UInt8>,
        _ digest: ContentDigest,
        _ scratch: inout Scratch
    ) throws(RefusalReason) -> Currency? {
        // Not through a closure that writes: the text may lie in the record itself.
        if field.isPlain, let source = field.source, case .range(let range) = values[source] {
            let text = record.extracting(RawValue.trimmed(record, range))
            if isEmpty(text) { return nil }
            if FieldReader.isSame(text, scratch.currencyText) { return scratch.currency }
            let found = try field.reader.readCurrency(text)
            scratch.currencyText = text.copy(0..<text.count)
            scratch.currency = found
            return found
        }
        return try text(of: field, values, record, digest) { text throws(RefusalReason) -> Currency? in
            text.isEmpty ? nil : try field.reader.readCurrency(text)
        }
    }

    /// A word that is not stated, or not one of ours, and that the words of a register tell by a country pack.
    private func implied(
        _ field: Field,
        by implying: Field,
        _ values: [RawValue],
        _ record: Span<UInt8>,
        _ digest: ContentDigest,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> FactBatch.Cell {
        let reason: RefusalReason
        do throws(RefusalReason) { return try cell(field, values, record, digest, nil, into: &batch) } catch {
            reason = error
        }
        let kind = try text(of: implying, values, record, digest) { text throws(RefusalReason) in
            terms.licenceKind(FieldReader.string(text))
        }
        guard let kind else { throw reason }
        return batch.text(kind.activity.rawValue)
    }

    private func cell(
        _ field: Field,
        _ values: [RawValue],
        _ record: Span<UInt8>,
        _ digest: ContentDigest,
        _ currency: Currency?,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> FactBatch.Cell {
        try text(of: field, values, record, digest) { text throws(RefusalReason) -> FactBatch.Cell in
            try cell(field, text, currency, &batch)
        }
    }

    private func cell(
        _ field: Field,
        _ text: Span<UInt8>,
        _ currency: Currency?,
        _ batch: inout FactBatch
    ) throws(RefusalReason) -> FactBatch.Cell {
        guard !text.isEmpty else {
            guard field.isRequired else { return .null }
            throw RefusalReason(.missingValue, at: field.reader.spec.name, expected: .value)
        }
        do throws(RefusalReason) {
            return try field.reader.cell(text, currency: currency, into: &batch)
        } catch {
            guard field.origin.isLenient, !field.isRequired else { throw error }
            return .null
        }
    }

    private static let nothing: [UInt8] = []

    /// Runs the body with the text of a field, empty where nothing was stated.
    private func text<T>(
        of field: Field,
        _ values: [RawValue],
        _ record: Span<UInt8>,
        _ digest: ContentDigest,
        _ body: (Span<UInt8>) throws(RefusalReason) -> T
    ) throws(RefusalReason) -> T {
        if field.isPlain {
            guard let source = field.source else {
                let constant = field.constant
                return try body(constant.span)
            }
            return try values[source].withText(of: record) { text throws(RefusalReason) -> T in
                if isEmpty(text) { return try body(Self.nothing.span) }
                return try body(text)
            }
        }
        let built = try composed(field, values, record, digest)
        return try body(built.span)
    }

    /// The text of a field that is made of several parts.
    private func composed(
        _ field: Field,
        _ values: [RawValue],
        _ record: Span<UInt8>,
        _ digest: ContentDigest
    ) throws(RefusalReason) -> [UInt8] {
        let origin = field.origin
        var text: [UInt8] = []
        if origin.isDigest {
            text = Array(digest.hexBytes.prefix(20))
        } else if let source = field.source {
            text = stated(values[source], record)
        } else if !field.joined.isEmpty {
            for source in field.joined {
                let part = stated(values[source], record)
                if !part.isEmpty, !text.isEmpty { text.append(UInt8(ascii: ";")) }
                text += part
            }
        } else {
            text = field.constant
        }
        if text.isEmpty {
            guard let word = origin.otherwise else { return [] }
            return Array((origin.prefix + word + origin.suffix).utf8)
        }
        if !origin.words.isEmpty || origin.otherwise != nil {
            let folded = WordFolding.fold(String(decoding: text, as: UTF8.self))
            guard let word = origin.words[folded] ?? origin.otherwise else {
                let known = origin.words.keys.sorted().prefix(40).joined(separator: ", ")
                throw field.reader.fault(.unknownWord, text.span, expected: .wordOfMap(known))
            }
            text = Array(word.utf8)
        }
        let isShared = !origin.shared.isEmpty && origin.shared.contains(String(decoding: text, as: UTF8.self))
        let mark = isShared ? [UInt8(ascii: "-")] + digest.hexBytes.prefix(8) : []
        return Array(origin.prefix.utf8) + text + mark + Array(origin.suffix.utf8)
    }

    /// The text of a column, empty where it holds a word that means nothing.
    private func stated(_ value: RawValue, _ record: Span<UInt8>) -> [UInt8] {
        value.withText(of: record) { isEmpty($0) ? [] : $0.copy(0..<$0.count) }
    }

    private func isEmpty(_ text: Span<UInt8>) -> Bool {
        if text.count == 0 { return true }
        guard emptyLengths >> UInt64(min(text.count, 63)) & 1 == 1 else { return false }
        for word in empty where FieldReader.isSame(text, word) { return true }
        return false
    }
}
