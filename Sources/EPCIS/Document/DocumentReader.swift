import Formats

/// Reads the events of an EPCIS document of any length from pieces of its bytes, in constant memory.
///
/// JSON and JSON-LD (EPCIS 2.0) and XML (EPCIS 2.0 and 1.2): documents, query documents, bare events, arrays of these,
/// objects with an `eventList`, and JSON values one after the other. Nothing is fetched.
///
/// ```swift
/// var reader = DocumentReader()
/// var tree = EventTree()
/// reader.feed(bytes.span)
/// reader.finish()
/// reading: while true {
///     switch reader.next(into: &tree) {
///     case .event(let place): print(place.path, tree.string(.eventTime) ?? "")
///     case .fault(let fault): print(fault.line, fault.fault.reason)
///     case .needMore, .end: break reading
///     }
/// }
/// ```
public struct DocumentReader: Sendable {
    /// What the reader found.
    public enum Item: Sendable, Hashable {
        /// An event, which is now in the tree.
        case event(EventPlace)
        /// An event, or something around the events, that cannot be read.
        case fault(ReadFault)
        /// Feed more bytes, or finish.
        case needMore
        /// The document is over.
        case end
    }

    /// How much the reader takes in at once.
    public struct Limits: Sendable, Hashable {
        /// The longest event, and the longest value of a header that is kept, in bytes.
        public var eventBytes = 16 << 20

        /// Makes the usual limits.
        public init() {}
    }

    /// What the document says about itself, as far as it was read.
    public private(set) var header: DocumentHeader
    /// The syntax; nil before the first byte that tells.
    public private(set) var syntax: EventTree.Syntax?
    /// How many bytes were read before the ones that are held.
    public private(set) var position = 0

    private let limits: Limits
    private var buffer: [UInt8] = []
    private var cursor = 0
    private var isFinished = false
    private var isOver = false
    /// A retry reads again from the beginning of a value: only when there is twice as much, so that all is O(n).
    private var retryCount = 0
    private var line = 1
    private var lineCursor = 0
    private var eventCount = 0
    private var parser = EventTreeReader()
    private var json: JSONDocumentScanner
    private var xml = XMLDocumentScanner()
    private var skip: Skip?

    /// What is left of an event that was given up.
    private enum Skip: Sendable {
        case json(JSONSkip)
        case xml(XMLSkip)
    }

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - limits: How much it takes in at once.
    ///   - presumed: What an earlier reading learnt of the document's header: for a document whose context stands
    ///     behind its events (``DocumentFault/Reason/lateContext``).
    public init(limits: Limits = Limits(), presuming presumed: DocumentHeader = DocumentHeader()) {
        self.limits = limits
        header = presumed
        json = JSONDocumentScanner(presuming: presumed)
    }

    /// Takes in the next bytes of the document.
    public mutating func feed(_ bytes: Span<UInt8>) {
        guard !isFinished, !isOver else { return }
        if cursor > 0 {
            settleLine(to: cursor)
            buffer.removeSubrange(..<cursor)
            position += cursor
            cursor = 0
            lineCursor = 0
        }
        bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    }

    /// Says that the document ends with the bytes that were fed.
    public mutating func finish() {
        isFinished = true
    }

    /// Looks for the next event.
    ///
    /// A faulty event is passed over; a fault outside the events, or in the markup of XML, ends the document.
    ///
    /// - Complexity: O(n) for the bytes fed, whatever their pieces.
    public mutating func next(into tree: inout EventTree) -> Item {
        guard !isOver else { return .end }
        guard isFinished || buffer.count - cursor >= retryCount || isFull else { return .needMore }
        retryCount = 0
        // The bytes are read while the reader changes: they are held apart, which copies nothing.
        let held = buffer
        let bytes = held.span
        if syntax == nil, let answer = recognise(bytes) { return answer }
        if let answer = finishSkip(bytes) { return answer }
        while true {
            switch scan(bytes) {
            case .needMore(let keep, let isRetry):
                cursor = keep
                if isRetry { retryCount = 2 * (buffer.count - keep) }
                return .needMore
            case .event(let start):
                return read(bytes, at: start, into: &tree)
            case .late(let place, let next):
                cursor = next
                return .fault(fault(.lateContext, at: place, bytes, event: nil, range: place..<place, isLast: false))
            case .broken(let reason, let place):
                isOver = true
                let range = min(place, bytes.count)..<bytes.count
                return .fault(fault(reason, at: place, bytes, event: nil, range: range, isLast: true))
            case .end:
                isOver = true
                guard foundEvents || header.kind != .bare else {
                    let range = cursor..<bytes.count
                    return .fault(fault(.noEvents, at: bytes.count, bytes, event: nil, range: range, isLast: true))
                }
                return .end
            }
        }
    }

    /// How many bytes are held for what is not read yet.
    public var heldByteCount: Int { buffer.count - cursor }

    /// The bytes of the event that was found last; empty once more bytes were fed.
    public func bytes(of place: EventPlace) -> [UInt8] {
        let range = (place.range.lowerBound - position)..<(place.range.upperBound - position)
        guard range.lowerBound >= 0, range.upperBound <= buffer.count else { return [] }
        return Array(buffer[range])
    }

    private var isFull: Bool { buffer.count - cursor >= limits.eventBytes }

    private var foundEvents: Bool { syntax == .xml ? xml.foundEvents : json.foundEvents }

    /// Tells the syntax by the first byte that is not white space.
    private mutating func recognise(_ bytes: Span<UInt8>) -> Item? {
        if position + cursor == 0 {
            guard bytes.count >= 3 || isFinished else { return .needMore }
            if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { cursor = 3 }
        }
        while cursor < bytes.count, XMLCharacters.isSpace(bytes[cursor]) { cursor += 1 }
        guard cursor < bytes.count else {
            guard isFinished else { return .needMore }
            isOver = true
            return .fault(
                fault(.noEvents, at: cursor, bytes, event: nil, range: cursor..<bytes.count, isLast: true)
            )
        }
        syntax = bytes[cursor] == UInt8(ascii: "<") ? .xml : .json
        return nil
    }

    private mutating func scan(_ bytes: Span<UInt8>) -> JSONDocumentScanner.Step {
        syntax == .xml
            ? xml.next(in: bytes, from: cursor, base: position, isLast: isFinished, isFull: isFull, header: &header)
            : json.next(in: bytes, from: cursor, base: position, isLast: isFinished, isFull: isFull, header: &header)
    }

    /// Reads the event that begins at a place of the window.
    private mutating func read(_ bytes: Span<UInt8>, at start: Int, into tree: inout EventTree) -> Item {
        do throws(DocumentFault) {
            let end =
                syntax == .xml
                ? try parser.readNext(xml: bytes, from: start, scope: &header.scope, into: &tree)
                : try parser.readNext(json: bytes, from: start, isLast: isFinished, scope: header.scope, into: &tree)
            guard end - start <= limits.eventBytes else { throw DocumentFault(.tooLong, at: 0) }
            let place = place(start..<end)
            eventEnded(at: end)
            return .event(place)
        } catch {
            let isCut = error.reason == .unexpectedEnd && !isFinished
            if isCut, bytes.count - start < limits.eventBytes {
                cursor = start
                rewind()
                retryCount = 2 * (bytes.count - start)
                return .needMore
            }
            let reason = isCut ? .tooLong : error.reason
            return giveUp(reason, bytes, start, at: start + (isCut ? 0 : error.offset), tree)
        }
    }

    /// The scanner stands before the event again.
    private mutating func rewind() {
        if syntax == .json { json.eventCut() }
    }

    private mutating func place(_ range: Range<Int>) -> EventPlace {
        settleLine(to: range.lowerBound)
        return EventPlace(
            index: eventCount,
            range: (position + range.lowerBound)..<(position + range.upperBound),
            line: line,
            list: syntax == .xml ? xml.path : json.list,
            position: syntax == .xml ? xml.position : json.position
        )
    }

    private mutating func eventEnded(at end: Int) {
        eventCount += 1
        cursor = end
        if syntax == .xml { xml.eventEnded() } else { json.eventEnded() }
    }

    // MARK: Faults

    /// Passes over an event that cannot be read.
    private mutating func giveUp(
        _ reason: DocumentFault.Reason,
        _ bytes: Span<UInt8>,
        _ start: Int,
        at offset: Int,
        _ tree: EventTree
    ) -> Item {
        var end: Int?
        if syntax == .xml {
            var skip = XMLSkip()
            var next = start
            switch skip.advance(in: bytes, from: &next) {
            case .ended: end = next
            case .cut: self.skip = isFinished ? nil : .xml(skip)
            case .broken: break
            }
            if end == nil, self.skip == nil {
                isOver = true
                end = bytes.count
            }
            cursor = end ?? next
        } else {
            var skip = JSONSkip()
            end = skip.end(in: bytes, from: start)
            let isNothing = end == start
            if isNothing { end = nil }
            if end == nil {
                if isFinished || isNothing {
                    isOver = true
                    end = bytes.count
                } else {
                    self.skip = .json(skip)
                }
            }
            cursor = end ?? bytes.count
        }
        let range = start..<max(start, cursor)
        var path = syntax == .xml ? xml.path : json.path
        if tree.nodes.count > 1 {
            let inner = tree.path(of: tree.nodes.count - 1).dropFirst()
            path += syntax == .xml ? " " + inner : inner
        }
        let answer = fault(
            reason,
            at: offset,
            bytes,
            event: eventCount,
            range: range,
            isLast: isOver,
            path: path
        )
        eventCount += 1
        if skip == nil, !isOver { if syntax == .xml { xml.eventEnded() } else { json.eventEnded() } }
        return .fault(answer)
    }

    /// Passes over the rest of an event that was given up.
    private mutating func finishSkip(_ bytes: Span<UInt8>) -> Item? {
        switch skip {
        case nil: return nil
        case .json(var json):
            guard let end = json.end(in: bytes, from: cursor) else {
                cursor = bytes.count
                skip = .json(json)
                isOver = isFinished
                return isFinished ? .end : .needMore
            }
            cursor = end
            self.json.eventEnded()
        case .xml(var xml):
            switch xml.advance(in: bytes, from: &cursor) {
            case .ended: self.xml.eventEnded()
            case .cut where !isFinished && !(isFull && cursor == 0):
                skip = .xml(xml)
                return .needMore
            case .cut, .broken:
                isOver = true
                return .end
            }
        }
        skip = nil
        return nil
    }

    private func fault(
        _ reason: DocumentFault.Reason,
        at offset: Int,
        _ bytes: Span<UInt8>,
        event: Int?,
        range: Range<Int>,
        isLast: Bool,
        path: String? = nil
    ) -> ReadFault {
        let offset = min(offset, bytes.count)
        let found = bytes.copy(offset..<min(offset + 24, bytes.count))
        return ReadFault(
            fault: DocumentFault(reason, at: position + offset),
            event: event,
            range: (position + range.lowerBound)..<(position + range.upperBound),
            line: line + countLines(to: offset),
            path: path ?? (syntax == .xml ? xml.path : json.path),
            found: String(decoding: found, as: UTF8.self),
            isLast: isLast
        )
    }

    // MARK: Lines

    private func countLines(to offset: Int) -> Int {
        guard offset > lineCursor, offset <= buffer.count else { return 0 }
        return ByteSearch.count(of: 0x0A, in: buffer.span.extracting(lineCursor..<offset))
    }

    private mutating func settleLine(to offset: Int) {
        line += countLines(to: offset)
        lineCursor = max(lineCursor, offset)
    }
}
