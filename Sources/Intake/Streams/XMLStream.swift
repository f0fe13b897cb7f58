import Formats
import Store
import Vocabulary

/// Reads one XML element as the facts of a record.
protocol XMLRecordReader: Sendable {
    /// The names of the elements that are records.
    static var elementNames: Set<String> { get }

    /// Adds the rows of the record to the batch; parts that are records of their own are closed.
    func read(_ element: XMLElement, at place: RecordPlace, into batch: inout FactBatch) throws(RefusalReason)
}

/// An XML document whose records are elements of certain names.
struct XMLStream<Reader: XMLRecordReader>: ScannedStream {
    private var scanner: XMLElementScanner
    private let reader: Reader
    var cursor: StreamCursor

    init(_ file: FileDescriptor, reader: Reader) {
        scanner = XMLElementScanner(names: Reader.elementNames)
        self.reader = reader
        cursor = StreamCursor(file)
    }

    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
        try readScanned(into: &batch, from: start, limit: limit)
    }

    mutating func scan() -> Scan<XMLFault> {
        var scanner = self.scanner
        defer { self.scanner = scanner }
        return scanner.next(
            in: cursor.window.buffer.span.extracting(cursor.window.valid),
            from: cursor.index,
            isLast: cursor.window.isAtEnd,
            isFull: cursor.window.isFull
        )
    }

    func rows(of range: Range<Int>, into batch: inout FactBatch) throws(RefusalReason) -> ContentDigest? {
        let record = cursor.window.buffer.span.extracting(cursor.window.valid).extracting(range)
        let element: XMLElement
        do throws(XMLFault) { element = try XMLElement(parsing: record) } catch { throw Self.reason(of: error) }
        let place = RecordPlace(
            bytes: cursor.window.buffer.span.extracting(cursor.window.valid).copy(range),
            position: cursor.position,
            line: cursor.line
        )
        try reader.read(element, at: place, into: &batch)
        return ContentDigest(of: record)
    }

    static func reason(of fault: XMLFault) -> RefusalReason {
        let found = RefusalText.faultAtByte(fault.reason.refusalText, at: fault.offset + 1)
        return switch fault.reason {
        case .doctypeRefused:
            RefusalReason(.doctypeRefused, at: "/", found: found, expected: .noDocumentType)
        case .notUTF8: RefusalReason(.notUTF8, at: "/", found: found, expected: .utf8)
        case .unexpectedEnd: RefusalReason(.unexpectedEnd, at: "/", found: found, expected: .rest(of: "XML"))
        case .tooDeep:
            RefusalReason(.tooDeep, at: "/", found: found, expected: .levels(XMLElement.depthLimit))
        case .tooLong: .tooLongRecord(at: "/")
        case .controlCharacter:
            RefusalReason(.controlCharacter, at: "/", found: found, expected: .noControlCharacters)
        case .badMarkup, .badEntity, .mismatchedTag, .duplicateAttribute:
            RefusalReason(.badSyntax, at: "/", found: found, expected: .xml)
        }
    }
}
