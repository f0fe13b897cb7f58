import EPCIS
import Formats
import Store
import Vocabulary

/// A JSON document of EPCIS 2.0, or a file with one event a line, whose records are its events.
///
/// A line, or an element of the list, that cannot be read is refused alone; the rest is read.
struct EventJSONStream: ScannedStream {
    private var scanner: JSONRecordScanner
    private let reader: EventRecordReader
    var cursor: StreamCursor

    /// Reads the events of a document.
    init(_ file: FileDescriptor, reader: EventRecordReader) {
        scanner = .elements(JSONElementScanner(targets: JSONPaths.events))
        self.reader = reader
        cursor = StreamCursor(file)
    }

    /// Reads one event a line.
    init(lines file: FileDescriptor, reader: EventRecordReader) {
        scanner = .lines(LineScanner())
        self.reader = reader
        cursor = StreamCursor(file)
    }

    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
        try readScanned(into: &batch, from: start, limit: limit)
    }

    mutating func scan() -> Scan<JSONFault> { scanner.next(at: cursor) }

    func rows(of range: Range<Int>, into batch: inout FactBatch) throws(RefusalReason) -> ContentDigest? {
        let bytes = cursor.window.buffer.span.extracting(cursor.window.valid).extracting(range)
        let digest = ContentDigest(of: bytes)
        try reader.read(try Self.tree(bytes, reader.scope), digest: digest, into: &batch)
        return digest
    }

    private static func tree(_ bytes: Span<UInt8>, _ scope: NamespaceScope) throws(RefusalReason) -> EventTree {
        var trees = EventTreeReader()
        do throws(DocumentFault) {
            return try trees.read(json: bytes, scope: scope)
        } catch {
            throw EventRefusal.reason(json: error)
        }
    }

    static func reason(of fault: JSONFault) -> RefusalReason { JSONRefusal.reason(of: fault) }
}
