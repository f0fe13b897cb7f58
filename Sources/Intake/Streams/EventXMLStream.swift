import EPCIS
import Formats
import Store
import Vocabulary

/// An XML document of EPCIS 2.0 or 1.2, or an event alone, whose records are its events.
struct EventXMLStream: ScannedStream {
    private var scanner: XMLElementScanner
    private let reader: EventRecordReader
    /// The prefixes that are declared around the events.
    private let scope: NamespaceScope
    var cursor: StreamCursor

    /// Makes a stream.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - scope: The prefixes that are declared around the events.
    ///   - reader: Reads the events.
    init(_ file: FileDescriptor, scope: NamespaceScope, reader: EventRecordReader) {
        scanner = XMLElementScanner(names: Self.names(in: scope))
        self.reader = reader
        self.scope = scope
        cursor = StreamCursor(file)
    }

    /// The names of events: without a prefix, as the standard has them, and with each prefix of its name space.
    static func names(in scope: NamespaceScope) -> Set<String> {
        let kinds = EventOutline.Kind.allCases.map(\.rawValue)
        let prefixes = scope.declarations.filter { $0.namespace.hasPrefix("urn:epcglobal:epcis:xsd:") }.map(\.prefix)
        return Set(kinds + prefixes.filter { !$0.isEmpty }.flatMap { prefix in kinds.map { "\(prefix):\($0)" } })
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
        let bytes = cursor.window.buffer.span.extracting(cursor.window.valid).copy(range)
        let digest = ContentDigest(of: bytes.span)
        var parser = EventTreeReader()
        let tree: EventTree
        do throws(DocumentFault) {
            tree = try parser.read(xml: bytes.span, scope: scope)
        } catch {
            throw Self.reason(of: error)
        }
        return try reader.read(tree, bytes: bytes, digest: digest, into: &batch) > 0 ? digest : nil
    }

    static func reason(of fault: XMLFault) -> RefusalReason {
        XMLStream.reason(of: fault)
    }

    /// Why an event is refused, in the words of the quarantine.
    private static func reason(of fault: DocumentFault) -> RefusalReason {
        let (code, found, expected): (RefusalReason.Code, RefusalText, RefusalText) =
            switch fault.reason {
            case .notUTF8, .badEncoding: (.notUTF8, .bytesOutsideUTF8, .utf8)
            case .unexpectedEnd: (.unexpectedEnd, .earlyEnd, .rest(of: "XML"))
            case .controlCharacter: (.controlCharacter, .controlCharacter, .noControlCharacters)
            case .tooDeep: (.tooDeep, .deepNesting, .levels(EventTree.depthLimit))
            case .tooLong, .tooManyNodes, .tooManyNames:
                (.tooLong, .longerRecord, .recordSize(mebibytes: InputWindow.recordLimit >> 20))
            case .doctypeRefused: (.doctypeRefused, .documentTypeDeclaration, .noDocumentType)
            case .badReference: (.badSyntax, .faultyEntity, .xml)
            case .mismatchedTag: (.badSyntax, .otherEndTag, .xml)
            case .duplicateAttribute: (.badSyntax, .attributeTwice, .xml)
            case .undeclaredPrefix: (.badSyntax, .unexpectedCharacter, .namespacedField)
            default: (.badSyntax, .faultyMarkup, .xml)
            }
        return RefusalReason(code, at: "/", found: .faultAtByte(found, at: fault.offset + 1), expected: expected)
    }
}
