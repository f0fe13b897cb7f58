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

    init(_ file: FileDescriptor) {
        window = InputWindow(file)
    }

    /// Offset in the file of the next byte.
    var position: Int { window.base + index }

    /// Moves forward in the window, counting lines.
    mutating func move(to next: Int) {
        line += Self.lineFeeds(in: window.buffer.span.extracting(window.valid), index..<next)
        index = next
    }

    /// The line of a place in the window that is not before the cursor.
    func line(of place: Int) -> Int {
        line + Self.lineFeeds(in: window.buffer.span.extracting(window.valid), index..<place)
    }

    /// Reads more of the file, keeping the window from `place` on.
    mutating func more(keepingFrom place: Int) throws(FileDescriptor.Failure) {
        move(to: place)
        try window.advance(keepingFrom: place)
        index = 0
    }

    private static func lineFeeds(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        bytes.extracting(range).withUnsafeBufferPointer { buffer in
            var count = 0
            for byte in buffer where byte == 0x0A { count &+= 1 }
            return count
        }
    }
}
