import Formats
import Store

extension Importer {
    /// What has to stand before a corrected record so that it can be read alone: the header of a CSV file.
    func header(of record: QuarantinedRecord) throws -> [UInt8] {
        guard RecordKind.named(record.kind) != nil, record.position > 0 else { return [] }
        let sample = try store.received.bytes(of: record.sha256, at: 0, count: Recogniser.sampleLength)
        guard let first = sample.first(where: { $0 > 0x20 && $0 < 0x80 }), first != UInt8(ascii: "{"),
            first != UInt8(ascii: "[")
        else { return [] }
        var fields: [CSVField] = []
        let scan = CSVScanner(delimiter: map(named: record.map)?.delimiter ?? UInt8(ascii: ","))
            .next(in: sample.span, from: 0, isLast: true, isFull: true, fields: &fields)
        guard case .record(let range, _) = scan else { return [] }
        return sample.span.copy(range) + [UInt8(ascii: "\n")]
    }
}
