import Formats
import Store
import Vocabulary

/// Reads one JSON value as the facts of a record.
protocol JSONRecordReader: Sendable {
    /// Adds the rows of the record to the batch.
    ///
    /// - Returns: How many rows were added; 0 for a value that holds nothing we keep.
    func read(_ value: JSONValue, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) -> Int

    /// The same for a reader that files parts of the record as records of their own; they are closed, the record is not.
    func read(
        _ value: JSONValue,
        digest: ContentDigest,
        at place: RecordPlace,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int

    /// The members of the outermost object of a document that say something of every record in it.
    static var documentMembers: Set<String> { get }

    /// Refuses a document for what such members say.
    ///
    /// - Parameters:
    ///   - members: Those that were found, as written.
    ///   - tooLong: Those that are too long to be looked at.
    func check(_ members: [String: [UInt8]], tooLong: Set<String>) throws(RefusalReason)
}

extension JSONRecordReader {
    static var documentMembers: Set<String> { [] }

    func check(_ members: [String: [UInt8]], tooLong: Set<String>) throws(RefusalReason) {}

    func read(
        _ value: JSONValue,
        digest: ContentDigest,
        at place: RecordPlace,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        try read(value, digest: digest, into: &batch)
    }
}

/// A JSON document whose records are the elements of an array, or a file with one JSON value a line.
struct JSONStream<Reader: JSONRecordReader>: ScannedStream {
    private var scanner: JSONRecordScanner
    private let reader: Reader
    private let file: FileDescriptor
    var cursor: StreamCursor
    private var isSurveyed = false

    /// Reads the elements of arrays at these paths.
    init(_ file: FileDescriptor, targets: [[String]], reader: Reader) {
        scanner = .elements(JSONElementScanner(targets: targets))
        self.reader = reader
        self.file = file
        cursor = StreamCursor(file)
    }

    /// Reads one value a line.
    init(lines file: FileDescriptor, reader: Reader) {
        scanner = .lines(LineScanner())
        self.reader = reader
        self.file = file
        cursor = StreamCursor(file)
    }

    /// Reads a file that is one value.
    init(whole file: FileDescriptor, reader: Reader) {
        scanner = .whole(isOver: false)
        self.reader = reader
        self.file = file
        cursor = StreamCursor(file)
    }

    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
        try survey()
        return try readScanned(into: &batch, from: start, limit: limit)
    }

    /// Reads the members of the document that stand beside the records, once, before any record is taken.
    ///
    /// A member that changes what every record means (`crs`) may stand behind the records, and a stream would meet it
    /// when they have long been filed. So the document is gone through to its end first, by its brackets and quotes
    /// alone: what refuses the file then refuses it whole, with nothing written. It costs a second reading of the file,
    /// which is small beside parsing and filing it.
    private mutating func survey() throws {
        guard !Reader.documentMembers.isEmpty, !isSurveyed, case .elements(let elements) = scanner else { return }
        isSurveyed = true
        var ahead = self
        ahead.scanner = .elements(JSONElementScanner(targets: elements.targets, keeping: Reader.documentMembers))
        scanning: while true {
            switch ahead.scan() {
            case .needMore(let from): try ahead.cursor.more(keepingFrom: from)
            case .record(_, let next), .fault(_, _, let next): ahead.cursor.move(to: next)
            case .end: break scanning
            }
        }
        guard case .elements(let seen) = ahead.scanner else { return }
        try reader.check(seen.header, tooLong: seen.longMembers)
        try file.rewind()
    }

    mutating func scan() -> Scan<JSONFault> { scanner.next(at: cursor) }

    func rows(of range: Range<Int>, into batch: inout FactBatch) throws(RefusalReason) -> ContentDigest? {
        let bytes = cursor.window.buffer.span.extracting(cursor.window.valid).copy(range)
        let digest = ContentDigest(of: bytes.span)
        let value = try Self.parse(bytes)
        let place = RecordPlace(bytes: bytes, position: cursor.position, line: cursor.line)
        return try reader.read(value, digest: digest, at: place, into: &batch) > 0 ? digest : nil
    }

    private static func parse(_ bytes: [UInt8]) throws(RefusalReason) -> JSONValue {
        do throws(JSONFault) {
            return try JSONTape(bytes).root
        } catch {
            throw JSONRefusal.reason(of: error)
        }
    }

    static func reason(of fault: JSONFault) -> RefusalReason { JSONRefusal.reason(of: fault) }
}
