import Formats
import Store
import Vocabulary

/// A stream over a scanner that tells records from faults: what is left to each format is how to scan, what a record
/// says, and the words for a fault.
protocol ScannedStream: RecordStream {
    associatedtype Fault

    var cursor: StreamCursor { get set }

    /// Looks for the next record in the window, from the cursor on.
    mutating func scan() -> Scan<Fault>

    /// Reads the record that stands in these bytes of the window into rows of the batch.
    ///
    /// - Returns: The digest of the record; nil for one that holds nothing we keep.
    func rows(of range: Range<Int>, into batch: inout FactBatch) throws(RefusalReason) -> ContentDigest?

    /// Why something is refused, in the words of the quarantine.
    static func reason(of fault: Fault) -> RefusalReason
}

extension ScannedStream {
    var position: Int { cursor.position }

    /// Reads on as ``RecordStream`` says.
    mutating func readScanned(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool {
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

    private func take(_ range: Range<Int>, into batch: inout FactBatch) {
        do throws(RefusalReason) {
            guard let digest = try rows(of: range, into: &batch) else { return }
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
}

extension RefusalReason {
    /// The reason for a record that is longer than the window can grow.
    static func tooLongRecord(at path: String) -> RefusalReason {
        RefusalReason(
            .tooLong,
            at: path,
            found: .longerRecord,
            expected: .recordSize(mebibytes: InputWindow.recordLimit >> 20)
        )
    }
}
