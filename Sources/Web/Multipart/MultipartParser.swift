/// Reads `multipart/form-data` (RFC 7578) a chunk at a time, in constant memory.
///
/// Chunks go in through ``append(_:)``, events come out of ``next()``. The content of a part is given out in pieces as
/// it arrives; only what may still be the beginning of a boundary is held back. Every length that a sender chooses has
/// a limit.
package struct MultipartParser: Sendable {
    /// What the parser found.
    package enum Event: Sendable, Equatable {
        /// A part begins.
        case part(MultipartPart)
        /// More of the content of the part.
        case content([UInt8])
        /// The part is complete.
        case partEnd
        /// The closing boundary was read; what follows it is ignored.
        case end
    }

    /// Largest size of the headers of one part, in bytes.
    package static let headerLimit = 16 * 1024
    /// Most parts in one body.
    package static let partLimit = 64
    /// Longest text that may stand before the first boundary.
    package static let preambleLimit = 4 * 1024

    private enum State {
        case preamble
        case afterBoundary
        case headers
        case content
        case end
    }

    private let delimiter: [UInt8]
    private let partLimit: Int
    private var buffer: [UInt8]
    private var start = 0
    private var state = State.preamble
    private var parts = 0
    private var preamble = 0

    /// Takes the boundary from the value of a `Content-Type` header.
    ///
    /// - Parameter partLimit: The most parts in this body.
    package init(contentType: String, partLimit: Int = MultipartParser.partLimit) throws(MultipartFault) {
        self.partLimit = partLimit
        guard let boundary = MultipartHeader(contentType).parameter("boundary"),
            contentType.lowercased().hasPrefix("multipart/form-data"),
            (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (32..<127).contains($0) })
        else { throw MultipartFault(.noBoundary) }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary need not follow a line end; giving it one makes all boundaries alike.
        buffer = [13, 10]
    }

    /// Adds the next bytes of the body.
    package mutating func append(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next event, or nil if more bytes are needed.
    package mutating func next() throws(MultipartFault) -> Event? {
        while true {
            switch state {
            case .preamble:
                guard try skipPreamble() else { return nil }
                state = .afterBoundary
            case .afterBoundary:
                guard let isLast = try readBoundaryEnd() else { return nil }
                state = isLast ? .end : .headers
                if isLast { return .end }
            case .headers:
                guard let part = try readHeaders() else { return nil }
                state = .content
                return .part(part)
            case .content:
                return readContent()
            case .end:
                start = buffer.count
                return nil
            }
        }
    }

    /// Throws if the body ended before its closing boundary.
    package func finish() throws(MultipartFault) {
        guard case .end = state else { throw MultipartFault(.cutShort) }
    }

    private mutating func skipPreamble() throws(MultipartFault) -> Bool {
        if let found = ByteSearch.first(delimiter, in: buffer, from: start) {
            start = found + delimiter.count
            return true
        }
        let skipped = max(0, buffer.count - start - delimiter.count)
        start += skipped
        preamble += skipped
        guard preamble <= Self.preambleLimit else { throw MultipartFault(.noBoundary) }
        return false
    }

    /// Whether the boundary just read closes the body; nil if that cannot be told yet.
    private mutating func readBoundaryEnd() throws(MultipartFault) -> Bool? {
        // RFC 2046 section 5.1.1 allows white space after a boundary.
        var at = start
        while at < buffer.count, buffer[at] == 32 || buffer[at] == 9 {
            at += 1
            guard at - start <= 256 else { throw MultipartFault(.malformedBoundary) }
        }
        guard at + 1 < buffer.count else { return nil }
        if buffer[at] == 45, buffer[at + 1] == 45, at == start {
            start = at + 2
            return true
        }
        guard buffer[at] == 13, buffer[at + 1] == 10 else { throw MultipartFault(.malformedBoundary) }
        // The line end stays: an empty header block is then found like any other.
        start = at
        return false
    }

    private mutating func readHeaders() throws(MultipartFault) -> MultipartPart? {
        guard let end = ByteSearch.first([13, 10, 13, 10], in: buffer, from: start) else {
            guard buffer.count - start <= Self.headerLimit else { throw MultipartFault(.headersTooLong) }
            return nil
        }
        guard end - start <= Self.headerLimit else { throw MultipartFault(.headersTooLong) }
        parts += 1
        guard parts <= partLimit else { throw MultipartFault(.tooManyParts) }
        let part = try MultipartPart(headers: buffer[start..<end])
        // One line end of the four bytes may begin the next boundary, when the content is empty.
        start = end + 4
        return part
    }

    private mutating func readContent() -> Event? {
        if let found = ByteSearch.first(delimiter, in: buffer, from: start) {
            if found > start {
                defer { start = found }
                return .content(Array(buffer[start..<found]))
            }
            start = found + delimiter.count
            state = .afterBoundary
            return .partEnd
        }
        let certain = buffer.count - start - (delimiter.count - 1)
        guard certain > 0 else { return nil }
        defer { start += certain }
        return .content(Array(buffer[start..<(start + certain)]))
    }
}
