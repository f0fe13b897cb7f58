import Formats
import Store

/// A CSV file, one record a row.
struct CSVStream: RecordStream {
    /// What a row becomes.
    enum RowReader: Sendable {
        /// Rows of a kind, as a map says, below a header.
        case mapped(RowMapper)
        /// Rows of one of the OFAC files, which have no header.
        case ofac(OFACReader)
    }

    private let scanner: CSVScanner
    private let reader: RowReader
    private var cursor: StreamCursor
    /// For each source column of the mapper, which field of a row holds it.
    private let order: [Int]
    private let fieldCount: Int

    init(
        _ file: FileDescriptor,
        delimiter: UInt8,
        header: [String]?,
        reader: RowReader
    ) throws {
        scanner = CSVScanner(delimiter: delimiter)
        self.reader = reader
        cursor = StreamCursor(file)
        fieldCount = header?.count ?? 0
        if case .mapped(let mapper) = reader, let header {
            order = mapper.columns.map { column in header.firstIndex(of: column) ?? -1 }
            try skipHeader()
        } else {
            order = []
        }
    }

    var position: Int { cursor.position }

    private mutating func skipHeader() throws {
        var fields: [CSVField] = []
        while true {
            let scan = scanner.next(
                in: cursor.window.buffer.span.extracting(cursor.window.valid),
                from: 0,
                isLast: cursor.window.isAtEnd,
                isFull: cursor.window.isFull,
                fields: &fields
            )
            switch scan {
            case .record(_, let next), .fault(_, _, let next):
                cursor.move(to: next)
                return
            case .needMore(let place): try cursor.more(keepingFrom: place)
            case .end: return
            }
        }
    }

    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
        var count = 0
        var place = cursor.index
        var fields: [CSVField] = []
        while count < limit, !batch.isLarge {
            let scan = scanner.next(
                in: cursor.window.buffer.span.extracting(cursor.window.valid),
                from: place,
                isLast: cursor.window.isAtEnd,
                isFull: cursor.window.isFull,
                fields: &fields
            )
            switch scan {
            case .end:
                return false
            case .needMore(let from):
                try cursor.more(keepingFrom: from)
                place = 0
            case .record(let range, let next):
                // The line is that of the record's first byte; blank lines before it are counted on the way.
                cursor.move(to: range.lowerBound)
                if cursor.position >= start {
                    take(range, fields, into: &batch)
                    count += 1
                }
                cursor.move(to: next)
                place = next
            case .fault(let fault, let range, let next):
                cursor.move(to: range.lowerBound)
                if cursor.position >= start {
                    refuse(Self.reason(of: fault), range, in: &batch)
                    count += 1
                }
                cursor.move(to: next)
                place = next
            }
        }
        return true
    }

    private func take(_ range: Range<Int>, _ fields: [CSVField], into batch: inout FactBatch) {
        let bytes = cursor.window.buffer.span.extracting(cursor.window.valid)
        let record = bytes.extracting(range)
        let digest = ContentDigest(of: record)
        do throws(RefusalReason) {
            if let fault = UTF8Validation.firstFault(in: record) {
                throw RefusalReason(.notUTF8, found: "byte \(fault + 1) of the record", expected: "text in UTF-8")
            }
            let added: Int
            switch reader {
            case .mapped(let mapper):
                guard fields.count == fieldCount else {
                    throw RefusalReason(
                        .wrongColumnCount,
                        found: "\(fields.count) fields",
                        expected: "\(fieldCount) fields, as in the header"
                    )
                }
                let values = order.map { $0 < 0 ? .missing : Self.value(fields[$0], in: bytes) }
                guard mapper.takes(values, of: bytes) else { return }
                added = try mapper.read(values, of: bytes, digest: digest, into: &batch)
            case .ofac(let reader):
                added = try reader.read(fields.map { $0.text(in: bytes) }, into: &batch)
            }
            guard added > 0 else { return }
            batch.closeRecord(
                position: cursor.position,
                length: range.count,
                line: cursor.line,
                digest: digest
            )
        } catch {
            refuse(error, range, in: &batch)
        }
    }

    private static func value(_ field: CSVField, in bytes: Span<UInt8>) -> RawValue {
        field.hasDoubledQuotes ? .owned(field.content(in: bytes)) : .range(field.start..<field.end)
    }

    private func refuse(_ reason: RefusalReason, _ range: Range<Int>, in batch: inout FactBatch) {
        batch.refuse(
            FactBatch.Refusal(position: cursor.position, length: range.count, line: cursor.line, reason: reason)
        )
    }

    private static func reason(of fault: CSVScanner.Fault) -> RefusalReason {
        switch fault {
        case .unclosedQuote:
            RefusalReason(.badSyntax, found: "an opening quote without a closing one", expected: "quotes in pairs")
        case .textAfterQuote:
            RefusalReason(.badSyntax, found: "text behind a closing quote", expected: "a delimiter or the line's end")
        case .tooLong:
            RefusalReason(.tooLong, expected: "a record of at most \(InputWindow.recordLimit >> 20) MiB")
        }
    }
}
