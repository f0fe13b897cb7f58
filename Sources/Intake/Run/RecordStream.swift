import Store

/// A file of one format that gives its records one after the other, as facts in a batch.
///
/// A stream is a value: copying it copies its place in the file. It reads on by itself from its window.
protocol RecordStream: Sendable {
    /// Reads records into the batch until it holds `limit` of them or the file is over.
    ///
    /// - Parameters:
    ///   - batch: Receives the records.
    ///   - start: Records that begin before this offset were read by an earlier run and are passed over.
    ///   - limit: How many records to read at most.
    /// - Returns: Whether there may be more.
    mutating func read(into batch: inout FactBatch, from start: Int, limit: Int) throws -> Bool

    /// Offset in the file behind the last record read.
    var position: Int { get }
}

/// Where a stream stands: the window, how far it has been read, and the line there.
struct StreamCursor: Sendable {
    var window: InputWindow
    /// Index in the window of the next byte.
    private(set) var index = 0
    /// The line of the next byte, counted from 1.
    private(set) var line = 1
    /// The byte before the cursor: a line feed behind a carriage return ends no further line.
    private var previous: UInt8 = 0

    init(_ file: FileDescriptor) {
        window = InputWindow(file)
    }

    /// Offset in the file of the next byte.
    var position: Int { window.base + index }

    /// Moves forward in the window, counting lines: LF, CRLF and a lone CR each end one.
    mutating func move(to next: Int) {
        guard next > index else { return }
        line += Self.lineEnds(in: window.buffer.span.extracting(window.valid), index..<next, after: previous)
        previous = window.buffer[next &- 1]
        index = next
    }

    /// Moves over bytes that hold no line end.
    mutating func skip(to next: Int) {
        guard next > index else { return }
        previous = window.buffer[next &- 1]
        index = next
    }

    /// Reads more of the file, keeping the window from `place` on.
    mutating func more(keepingFrom place: Int) throws(FileDescriptor.Failure) {
        move(to: place)
        try window.advance(keepingFrom: place)
        index = 0
    }

    private static func lineEnds(in bytes: Span<UInt8>, _ range: Range<Int>, after previous: UInt8) -> Int {
        bytes.extracting(range).withUnsafeBufferPointer { buffer in
            var feeds = 0
            var returns = 0
            for byte in buffer {
                feeds &+= byte == 0x0A ? 1 : 0
                returns &+= byte == 0x0D ? 1 : 0
            }
            guard returns > 0 || previous == 0x0D else { return feeds }
            var pairs = 0
            var before = previous
            for byte in buffer {
                if byte == 0x0A, before == 0x0D { pairs &+= 1 }
                before = byte
            }
            return feeds + returns - pairs
        }
    }
}
