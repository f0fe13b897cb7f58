import EPCIS
import Store
import Vocabulary

/// A document of events whose records are its events: XML of EPCIS 2.0 or 1.2, or one event alone in either syntax.
///
/// Whatever stands in the list of events is a record, so that an event of an unknown type is refused and not passed over.
struct EventDocumentStream: RecordStream {
    private var documents = DocumentReader()
    private let reader: EventRecordReader
    private var window: InputWindow
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
                let reason = EventRefusal.reason(of: fault, in: documents.syntax)
                refuse(reason, fault.range, line: fault.line, in: &batch)
                count += 1
            case .needMore: try feed()
            case .end: return false
            }
        }
        return true
    }

    /// Gives the reader the next piece of the file.
    private mutating func feed() throws {
        try window.advance(keepingFrom: window.valid.upperBound)
        guard !window.isAtEnd else {
            documents.finish()
            return
        }
        var piece = Array(window.buffer[window.valid])
        if !isBegun { piece = XMLProlog.withoutEmptyDoctype(piece) }
        isBegun = true
        documents.feed(piece.span)
    }

    private func take(_ tree: EventTree, _ place: EventPlace, into batch: inout FactBatch) {
        let digest = ContentDigest(of: documents.bytes(of: place).span)
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
}
