import EPCIS
import Store
import Vocabulary

/// An XML document of EPCIS 2.0 or 1.2, or an event alone, whose records are its events.
///
/// Whatever stands in the list of events is a record, so that an event of an unknown type is refused and not passed over.
struct EventXMLStream: RecordStream {
    private var documents = DocumentReader()
    private let reader: EventRecordReader
    private var window: InputWindow
    /// The bytes fed to the reader that a record may still need, and the offset of the first one.
    private var held: [UInt8] = []
    private var base = 0
    private var isBegun = false
    private(set) var position = 0

    init(_ file: FileDescriptor, reader: EventRecordReader) {
        self.reader = reader
        window = InputWindow(file)
    }

    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
        var count = 0
        var tree = EventTree()
        while count < limit, !batch.isLarge {
            switch documents.next(into: &tree) {
            case .event(let place):
                position = place.range.upperBound
                guard place.range.lowerBound >= start else { continue }
                take(tree, place, into: &batch)
                count += 1
            case .fault(let fault):
                position = fault.range.upperBound
                guard fault.range.lowerBound >= start else { continue }
                refuse(Self.reason(of: fault), fault.range, line: fault.line, in: &batch)
                count += 1
            case .needMore: try feed()
            case .end: return false
            }
        }
        return true
    }

    /// Gives the reader the next piece of the file.
    private mutating func feed() throws {
        held.removeSubrange(..<min(held.count, max(0, documents.position - base)))
        base = max(base, documents.position)
        try window.advance(keepingFrom: window.valid.upperBound)
        guard !window.isAtEnd else {
            documents.finish()
            return
        }
        var piece = Array(window.buffer[window.valid])
        if !isBegun { piece = XMLProlog.withoutEmptyDoctype(piece) }
        isBegun = true
        documents.feed(piece.span)
        held += piece
    }

    private func take(_ tree: EventTree, _ place: EventPlace, into batch: inout FactBatch) {
        let range = (place.range.lowerBound - base)..<(place.range.upperBound - base)
        let digest = ContentDigest(of: held.span.extracting(range))
        do throws(RefusalReason) {
            try reader.read(tree, digest: digest, into: &batch)
            batch.closeRecord(
                position: place.range.lowerBound,
                length: place.range.count,
                line: place.line,
                digest: digest
            )
        } catch {
            refuse(error, place.range, line: place.line, in: &batch)
        }
    }

    private func refuse(_ reason: RefusalReason, _ range: Range<Int>, line: Int, in batch: inout FactBatch) {
        batch.refuse(
            FactBatch.Refusal(position: range.lowerBound, length: range.count, line: line, reason: reason)
        )
    }

    /// Why something is refused, in the words of the quarantine.
    private static func reason(of fault: ReadFault) -> RefusalReason {
        let (code, found, expected): (RefusalReason.Code, RefusalText, RefusalText) =
            switch fault.fault.reason {
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
            case .noEvents: (.noRecords, .fileWithoutRecords, .event)
            default: (.badSyntax, .faultyMarkup, .xml)
            }
        let place = max(0, fault.fault.offset - fault.range.lowerBound)
        return RefusalReason(code, at: "/", found: .faultAtByte(found, at: place + 1), expected: expected)
    }
}
