import Formats
import Store
import Vocabulary

/// An XML document whose records are elements of certain names.
struct XMLStream: RecordStream {
    private var scanner: XMLElementScanner
    private let reader: UNListReader
    private var cursor: StreamCursor

    init(_ file: FileDescriptor, reader: UNListReader) {
        scanner = XMLElementScanner(names: UNListReader.elementNames)
        self.reader = reader
        cursor = StreamCursor(file)
    }

    var position: Int { cursor.position }

    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
        var count = 0
        var scanner = self.scanner
        defer { self.scanner = scanner }
        while count < limit, !batch.isLarge {
            let scan = scanner.next(
                in: cursor.window.buffer.span.extracting(cursor.window.valid),
                from: cursor.index,
                isLast: cursor.window.isAtEnd,
                isFull: cursor.window.isFull
            )
            switch scan {
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

    private mutating func take(_ range: Range<Int>, into batch: inout FactBatch) {
        let record = cursor.window.buffer.span.extracting(cursor.window.valid).extracting(range)
        let digest = ContentDigest(of: record)
        do throws(RefusalReason) {
            let element: XMLElement
            do throws(XMLFault) { element = try XMLElement(parsing: record) } catch { throw Self.reason(of: error) }
            try reader.read(element, into: &batch)
            batch.closeRecord(position: cursor.position, length: range.count, line: cursor.line, digest: digest)
        } catch {
            refuse(error, range.count, in: &batch)
        }
    }

    private func refuse(_ reason: RefusalReason, _ length: Int, in batch: inout FactBatch) {
        batch.refuse(
            FactBatch.Refusal(position: cursor.position, length: length, line: cursor.line, reason: reason)
        )
    }

    private static func reason(of fault: XMLFault) -> RefusalReason {
        let found = RefusalText.faultAtByte(fault.reason.refusalText, at: fault.offset + 1)
        return switch fault.reason {
        case .doctypeRefused:
            RefusalReason(.doctypeRefused, at: "/", found: found, expected: .noDocumentType)
        case .notUTF8: RefusalReason(.notUTF8, at: "/", found: found, expected: .utf8)
        case .unexpectedEnd: RefusalReason(.unexpectedEnd, at: "/", found: found, expected: .rest(of: "XML"))
        case .tooDeep:
            RefusalReason(.tooDeep, at: "/", found: found, expected: .levels(XMLElement.depthLimit))
        case .tooLong:
            RefusalReason(
                .tooLong,
                at: "/",
                found: .longerRecord,
                expected: .recordSize(mebibytes: InputWindow.recordLimit >> 20)
            )
        case .controlCharacter:
            RefusalReason(.controlCharacter, at: "/", found: found, expected: .noControlCharacters)
        case .badMarkup, .badEntity, .mismatchedTag, .duplicateAttribute:
            RefusalReason(.badSyntax, at: "/", found: found, expected: .xml)
        }
    }
}
