import Formats
import Store
import Vocabulary

/// Reads one JSON value as the facts of a record.
protocol JSONRecordReader: Sendable {
    /// Adds the rows of the record to the batch.
    ///
    /// - Returns: How many rows were added; 0 for a value that holds nothing we keep.
    func read(_ value: JSONValue, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) -> Int
}

/// A JSON document whose records are the elements of an array, or a file with one JSON value a line.
struct JSONStream<Reader: JSONRecordReader>: RecordStream {
    private enum Scanner: Sendable {
        case elements(JSONElementScanner)
        case lines(LineScanner)
    }

    private var scanner: Scanner
    private let reader: Reader
    private var cursor: StreamCursor

    /// Reads the elements of arrays at these paths.
    init(_ file: FileDescriptor, targets: [[String]], reader: Reader) {
        scanner = .elements(JSONElementScanner(targets: targets))
        self.reader = reader
        cursor = StreamCursor(file)
    }

    /// Reads one value a line.
    init(lines file: FileDescriptor, reader: Reader) {
        scanner = .lines(LineScanner())
        self.reader = reader
        cursor = StreamCursor(file)
    }

    var position: Int { cursor.position }

    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
        var count = 0
        while count < limit, !batch.isLarge {
            switch scan() {
            case .end:
                return false
            case .needMore(let from):
                try cursor.more(keepingFrom: from)
            case .record(let range, let next):
                cursor.move(to: range.lowerBound)
                if cursor.position >= start {
                    take(range, into: &batch)
                    count += 1
                }
                cursor.move(to: next)
            case .fault(let fault, let range, let next):
                cursor.move(to: range.lowerBound)
                if cursor.position >= start {
                    refuse(Self.reason(of: fault), range.count, in: &batch)
                    count += 1
                }
                cursor.move(to: next)
            }
        }
        return true
    }

    private mutating func scan() -> Scan<JSONFault> {
        let window = cursor.window
        let from =
            cursor.index == 0 && window.base == 0
            ? ByteOrderMark.length(in: window.buffer.span.extracting(window.valid)) : cursor.index
        switch scanner {
        case .elements(var elements):
            let result = elements.next(
                in: window.buffer.span.extracting(window.valid),
                from: from,
                isLast: window.isAtEnd,
                isFull: window.isFull
            )
            scanner = .elements(elements)
            return result
        case .lines(var lines):
            let result = lines.next(
                in: window.buffer.span.extracting(window.valid),
                from: from,
                isLast: window.isAtEnd,
                isFull: window.isFull
            )
            scanner = .lines(lines)
            switch result {
            case .record(let range, let next): return .record(range: range, next: next)
            case .fault(_, let range, let next): return .fault(JSONFault(.tooLong, at: 0), range: range, next: next)
            case .needMore(let from): return .needMore(from: from)
            case .end: return .end
            }
        }
    }

    private mutating func take(_ range: Range<Int>, into batch: inout FactBatch) {
        let bytes = cursor.window.buffer.span.extracting(cursor.window.valid).copy(range)
        let digest = ContentDigest(of: bytes.span)
        do throws(RefusalReason) {
            let added = try reader.read(try Self.parse(bytes), digest: digest, into: &batch)
            guard added > 0 else { return }
            batch.closeRecord(position: cursor.position, length: range.count, line: cursor.line, digest: digest)
        } catch {
            refuse(error, range.count, in: &batch)
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(RefusalReason) -> JSONValue {
        do throws(JSONFault) {
            return try JSONTape(bytes).root
        } catch {
            throw reason(of: error)
        }
    }

    private func refuse(_ reason: RefusalReason, _ length: Int, in batch: inout FactBatch) {
        batch.refuse(
            FactBatch.Refusal(position: cursor.position, length: length, line: cursor.line, reason: reason)
        )
    }

    private static func reason(of fault: JSONFault) -> RefusalReason {
        let place = RefusalText.byteOfRecord(fault.offset + 1)
        return switch fault.reason {
        case .notUTF8: RefusalReason(.notUTF8, at: "$", found: place, expected: .utf8)
        case .unexpectedEnd: RefusalReason(.unexpectedEnd, at: "$", found: place, expected: .rest(of: "JSON"))
        case .duplicateKey: RefusalReason(.duplicateKey, at: "$", found: place, expected: .eachKeyOnce)
        case .tooDeep:
            RefusalReason(
                .tooDeep,
                at: "$",
                found: place,
                expected: .levels(JSONTape.defaultDepthLimit)
            )
        case .tooLong:
            RefusalReason(
                .tooLong,
                at: "$",
                found: .longerRecord,
                expected: .recordSize(mebibytes: InputWindow.recordLimit >> 20)
            )
        case .controlCharacter:
            RefusalReason(.controlCharacter, at: "$", found: place, expected: .noControlCharacters)
        case .badNumber: RefusalReason(.badNumber, at: "$", found: place, expected: .numberInJSON)
        case .unexpectedByte, .badString, .badEscape, .loneSurrogate, .trailingBytes:
            RefusalReason(
                .badSyntax,
                at: "$",
                found: .faultAtByte(fault.reason.refusalText, at: fault.offset + 1),
                expected: .json
            )
        }
    }
}
