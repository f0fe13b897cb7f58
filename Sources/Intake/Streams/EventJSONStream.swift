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
            throw reason(of: error, bytes)
        }
    }

    static func reason(of fault: JSONFault) -> RefusalReason { JSONRefusal.reason(of: fault) }

    /// Why an event is refused that no tree can be made of.
    private static func reason(of fault: DocumentFault, _ bytes: Span<UInt8>) -> RefusalReason {
        if fault.reason != .tooDeep, let json = JSONFault.Reason(rawValue: fault.reason.rawValue) {
            return JSONRefusal.reason(of: JSONFault(json, at: fault.offset))
        }
        let place = RefusalText.byteOfRecord(fault.offset + 1)
        return switch fault.reason {
        case .missingType: RefusalReason(.unknownWord, at: "$.type", found: .nothing, expected: .eventTypes)
        case .wrongType: RefusalReason(.unknownWord, at: "$.type", found: place, expected: .eventTypes)
        case .tooDeep: RefusalReason(.tooDeep, at: "$", found: place, expected: .levels(EventTree.depthLimit))
        case .tooManyNodes, .tooManyNames: .tooLongRecord(at: "$")
        case .prefixBoundTwice: RefusalReason(.duplicateKey, at: "$.@context", found: place, expected: .eachKeyOnce)
        default: RefusalReason(.wrongType, at: "$", found: place, expected: .event)
        }
    }
}

extension RefusalText {
    /// The event types of the standard.
    fileprivate static var eventTypes: RefusalText {
        .oneOf(EventOutline.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
}
