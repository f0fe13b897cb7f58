import Formats
import Store
import Vocabulary

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
    /// Memory that one row after the other uses.
    private struct Room {
        var values: [RawValue] = []
        var scratch = RowMapper.Scratch()
    }

    /// Whether the line that the cursor stands in was refused as too long and its rest is passed over.
    private var isInRefusedLine = false

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
                from: cursor.position == 0
                    ? ByteOrderMark.length(in: cursor.window.buffer.span.extracting(cursor.window.valid)) : 0,
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
        var room = Room()
        while count < limit, !batch.isLarge {
            if isInRefusedLine, try !skipRefusedLine(&place) { return false }
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
                    take(range, fields, &room, into: &batch)
                    count += 1
                }
                if Self.isWithoutQuotes(fields, range) { cursor.skip(to: range.upperBound) }
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
                isInRefusedLine = fault == .tooLong
            }
        }
        return true
    }

    /// Passes over the rest of a line; false if the file ends in it.
    private mutating func skipRefusedLine(_ place: inout Int) throws -> Bool {
        while true {
            let index = Self.lineEnd(in: cursor.window.buffer.span.extracting(cursor.window.valid), from: place)
            cursor.move(to: index)
            place = index
            if index < cursor.window.valid.upperBound {
                isInRefusedLine = false
                return true
            }
            if cursor.window.isAtEnd { return false }
            try cursor.more(keepingFrom: index)
            place = 0
        }
    }

    /// Whether the fields and the delimiters between them are all that a record has: only quotes can hold a line end.
    private static func isWithoutQuotes(_ fields: [CSVField], _ range: Range<Int>) -> Bool {
        var length = fields.count - 1
        for field in fields { length &+= field.end &- field.start }
        return length == range.count
    }

    private static func lineEnd(in bytes: Span<UInt8>, from: Int) -> Int {
        var index = from
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index &+= 1 }
        return index
    }

    private func take(_ range: Range<Int>, _ fields: [CSVField], _ room: inout Room, into batch: inout FactBatch) {
        let bytes = cursor.window.buffer.span.extracting(cursor.window.valid)
        let record = bytes.extracting(range)
        let digest = ContentDigest(of: record)
        do throws(RefusalReason) {
            if let fault = UTF8Validation.firstFault(in: record) {
                throw RefusalReason(.notUTF8, found: .byteOfRecord(fault + 1), expected: .utf8)
            }
            let added: Int
            switch reader {
            case .mapped(let mapper):
                guard fields.count == fieldCount else {
                    throw RefusalReason(
                        .wrongColumnCount,
                        found: .fields(fields.count),
                        expected: .fieldsOfHeader(fieldCount)
                    )
                }
                room.values.removeAll(keepingCapacity: true)
                for index in order { room.values.append(index < 0 ? .missing : Self.value(fields[index], in: bytes)) }
                guard mapper.takes(room.values, of: bytes) else { return }
                added = try mapper.read(
                    room.values,
                    of: bytes,
                    digest: digest,
                    scratch: &room.scratch,
                    into: &batch
                )
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
            RefusalReason(.unclosedQuote, found: .openQuote, expected: .quotesInPairs)
        case .textAfterQuote:
            RefusalReason(.badQuote, found: .textBehindQuote, expected: .delimiter)
        case .tooLong:
            RefusalReason(
                .tooLong,
                found: .longerRecord,
                expected: .recordSize(mebibytes: InputWindow.recordLimit >> 20)
            )
        }
    }
}
