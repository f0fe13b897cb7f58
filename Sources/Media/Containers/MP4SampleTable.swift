import Formats

/// Where the samples of a track lie: chunks, in the order of the track (ISO/IEC 14496-12 clauses 8.7.3 to 8.7.5).
struct MP4SampleTable {
    /// The stretches of the file.
    let chunks: [Range<Int>]

    /// Reads the table; refused if it names bytes that are not there.
    init(_ bytes: [UInt8], _ boxes: [String: Range<Int>], in data: [Range<Int>]) throws(MediaFault) {
        guard let sizes = boxes["stsz"], let runs = boxes["stsc"], let offsets = boxes["stco"] ?? boxes["co64"] else {
            throw MediaFault(.unsupported)
        }
        let samples = try Sizes(bytes, sizes)
        let starts = try Self.offsets(bytes, offsets, width: boxes["stco"] == nil ? 8 : 4)
        var reader = ByteReader(bytes, in: runs)
        let fault = MediaFault(.malformed, at: runs.lowerBound)
        guard reader.range(4) != nil, let count = reader.int32(), reader.remaining == 12 * count else { throw fault }
        var entries: [(first: Int, samples: Int)] = []
        for _ in 0..<count {
            guard let first = reader.int32(), let samples = reader.int32(), reader.range(4) != nil else { throw fault }
            guard first > (entries.last?.first ?? 0), samples > 0 else { throw fault }
            entries.append((first, samples))
        }
        guard entries.first.map({ $0.first == 1 }) ?? starts.isEmpty else { throw fault }
        var (entry, sample) = (0, 0)
        var chunks: [Range<Int>] = []
        for (index, start) in starts.enumerated() {
            if entry + 1 < entries.count, entries[entry + 1].first == index + 1 { entry += 1 }
            guard let length = samples.sum(from: sample, count: entries[entry].samples), length > 0 else { throw fault }
            sample += entries[entry].samples
            guard let range = data.first(where: { $0.contains(start) }), length <= range.upperBound - start else {
                throw MediaFault(.cutOff, at: offsets.lowerBound)
            }
            chunks.append(start..<start + length)
        }
        guard sample == samples.count else { throw fault }
        self.chunks = chunks
    }

    private static func offsets(_ bytes: [UInt8], _ range: Range<Int>, width: Int) throws(MediaFault) -> [Int] {
        var reader = ByteReader(bytes, in: range)
        let fault = MediaFault(.malformed, at: range.lowerBound)
        guard reader.range(4) != nil, let count = reader.int32(), reader.remaining == width * count else { throw fault }
        var result: [Int] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            guard let offset = reader.bigEndian(width).flatMap({ Int(exactly: $0) }) else { throw fault }
            result.append(offset)
        }
        return result
    }

    /// How long samples are: all the same, or each by itself.
    private struct Sizes {
        let count: Int
        private let same: Int
        private let table: ByteReader
        private let start: Int

        init(_ bytes: [UInt8], _ range: Range<Int>) throws(MediaFault) {
            var reader = ByteReader(bytes, in: range)
            guard reader.range(4) != nil, let same = reader.int32(), let count = reader.int32(),
                reader.remaining == (same == 0 ? 4 * count : 0), count <= bytes.count
            else { throw MediaFault(.malformed, at: range.lowerBound) }
            (self.same, self.count, table, start) = (same, count, reader, reader.offset)
        }

        /// How many bytes so many samples from one on take; nil if there are fewer.
        func sum(from first: Int, count wanted: Int) -> Int? {
            guard wanted <= count - first else { return nil }
            if same > 0 { return same * wanted }
            var reader = ByteReader(table.bytes, in: start + 4 * first..<start + 4 * (first + wanted))
            var total = 0
            while let size = reader.int32() { total += size }
            return total
        }
    }
}
