import Formats
import Store

/// Where a record stands in its file, for parts of it that are records of their own: a business within a lot.
struct RecordPlace {
    /// The bytes of the record.
    let bytes: [UInt8]
    /// Offset in the file of the first of them.
    let position: Int
    /// The line on which it begins, counted from 1.
    let line: Int

    /// Closes a record that is a part of this one: the rows added since the last closing are its own.
    ///
    /// - Parameter part: Where the part stands in the bytes; nil for all of them.
    func close(_ part: Range<Int>?, in batch: inout FactBatch) {
        let range = part ?? bytes.indices
        batch.closeRecord(
            position: position + range.lowerBound,
            length: range.count,
            line: line,
            digest: ContentDigest(of: bytes.span.extracting(range))
        )
    }
}
