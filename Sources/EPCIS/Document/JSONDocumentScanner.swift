import Formats

/// Finds the events of a JSON document of any length; stops and goes on at the end of any window.
///
/// It reads EPCIS documents, query documents, bare events, arrays of these, objects with an `eventList`, and several of
/// them one after the other.
struct JSONDocumentScanner: Sendable {
    enum Step {
        /// An event begins here.
        case event(at: Int)
        /// Call again with more bytes from here on; a retry reads them all again.
        case needMore(from: Int, isRetry: Bool)
        /// A value of the header can no longer be minded: the events before it were read without it.
        case late(at: Int, next: Int)
        case broken(DocumentFault.Reason, at: Int)
        case end
    }

    private enum Level: Sendable {
        case array, undecided, document, body, queryResults, resultsBody, eventList
        var isObject: Bool { self != .array && self != .eventList }
    }

    private struct Frame: Sendable {
        var level: Level
        /// How many elements an array has so far.
        var count = 0
        var seen: Set<[UInt8]> = []
        /// The member that leads to what stands in this one.
        var key = ""
    }

    enum State: Sendable {
        case value, firstElement, firstKey, key, afterValue
        case passing(JSONGrammar)
    }

    private var frames: [Frame] = []
    var state = State.value
    var name: [UInt8] = []
    /// Where the object began that may be an event or a document, in the window.
    private var objectStart = 0
    var hasEvents = false
    var masterDataStart: Int?
    private var hasValue = false
    /// Whether any event was found.
    private(set) var foundEvents = false
    /// Members that name fields to ignore, until it is known whether their prefix is the repository's.
    var ignored: [(prefix: [UInt8], names: [String])] = []
    /// What is known of a document before it is read.
    let presumed: DocumentHeader

    init(presuming presumed: DocumentHeader) {
        self.presumed = presumed
    }

    /// The JSON path of the innermost array, or of the value outside arrays.
    private(set) var list = "$"
    /// The place in the innermost array.
    var position: Int? {
        guard let frame = frames.last, !frame.level.isObject else { return nil }
        return frame.count
    }

    /// The JSON path of the place.
    var path: String {
        var result = "$"
        for frame in frames {
            result += frame.level.isObject ? frame.key.isEmpty ? "" : "." + frame.key : "[\(frame.count)]"
        }
        return result
    }

    private mutating func settleList() {
        list = path
        if frames.last?.level.isObject == false, let bracket = list.lastIndex(of: "[") {
            list.removeSubrange(bracket...)
        }
    }

    /// Says that the event at the place of the last answer ended.
    mutating func eventEnded() {
        hasEvents = true
        foundEvents = true
        state = .afterValue
    }

    /// Says that the event at the place of the last answer does not end in the window, which is to be shown again from
    /// its beginning.
    mutating func eventCut() {
        // The outermost object was taken for an event by its members: they are read again.
        state = .value
    }

    /// Looks for the next event.
    ///
    /// - Parameters:
    ///   - base: The offset of the window in the document.
    ///   - isFull: Whether the window cannot grow.
    mutating func next(
        in bytes: Span<UInt8>,
        from: Int,
        base: Int,
        isLast: Bool,
        isFull: Bool,
        header: inout DocumentHeader
    ) -> Step {
        let answer = advance(bytes, from, base, isLast, isFull, &header)
        switch answer {
        case .needMore(let keep, let isRetry):
            if frames.last?.level == .undecided {
                // What it is shows only later: the object is read again from its beginning.
                guard !isFull || objectStart > 0 else { return .broken(.tooLong, at: objectStart) }
                frames.removeLast()
                state = .value
                masterDataStart = nil
                return .needMore(from: objectStart, isRetry: true)
            }
            guard !isFull || keep > 0 else { return .broken(.tooLong, at: keep) }
            return .needMore(from: keep, isRetry: isRetry)
        case .event:
            resolveIgnored(&header)
            return answer
        case .late, .broken, .end: return answer
        }
    }

    private mutating func advance(
        _ bytes: Span<UInt8>,
        _ from: Int,
        _ base: Int,
        _ isLast: Bool,
        _ isFull: Bool,
        _ header: inout DocumentHeader
    ) -> Step {
        var index = from
        while true {
            if case .passing(var grammar) = state {
                switch grammar.advance(in: bytes, from: index, isLast: isLast) {
                case .ended(let next):
                    if let start = masterDataStart { header.masterData = start..<(base + next) }
                    masterDataStart = nil
                    state = .afterValue
                    index = next
                case .cut(let keep):
                    state = .passing(grammar)
                    return .needMore(from: keep, isRetry: false)
                case .bad(let reason, let place):
                    return .broken(Self.reason(reason), at: place)
                }
            }
            while index < bytes.count, Self.isSpace(bytes[index]) { index &+= 1 }
            guard index < bytes.count else {
                guard isLast else { return .needMore(from: index, isRetry: false) }
                return frames.isEmpty && isBetween ? .end : .broken(.unexpectedEnd, at: index)
            }
            switch step(bytes, index, base, isLast, &header) {
            case .on(let next): index = next
            case .out(let answer): return answer
            }
        }
    }

    private var isBetween: Bool {
        switch state {
        case .value: hasValue
        case .afterValue: true
        default: false
        }
    }

    enum Move {
        case on(Int)
        case out(Step)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x1E
    }

    static func reason(_ reason: JSONFault.Reason) -> DocumentFault.Reason {
        DocumentFault.Reason(rawValue: reason.rawValue) ?? .unexpectedByte
    }

    private mutating func step(
        _ bytes: Span<UInt8>,
        _ index: Int,
        _ base: Int,
        _ isLast: Bool,
        _ header: inout DocumentHeader
    ) -> Move {
        let byte = bytes[index]
        switch state {
        case .firstElement where byte == UInt8(ascii: "]"), .firstKey where byte == UInt8(ascii: "}"):
            frames.removeLast()
            state = .afterValue
            return .on(index &+ 1)
        case .value, .firstElement:
            return value(bytes, index, base, isLast, &header)
        case .firstKey, .key:
            return key(bytes, index, isLast)
        case .afterValue:
            guard let top = frames.indices.last else {
                // Several values one after the other: lines of JSON.
                state = .value
                return .on(index)
            }
            let isObject = frames[top].level.isObject
            switch byte {
            case UInt8(ascii: ","):
                frames[top].count += 1
                state = isObject ? .key : .value
                return .on(index &+ 1)
            case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
                frames.removeLast()
                return .on(index &+ 1)
            default: return .out(.broken(.unexpectedByte, at: index))
            }
        case .passing:
            return .on(index)
        }
    }

    private mutating func push(_ level: Level) {
        frames.append(Frame(level: level))
        if !level.isObject { settleList() }
        state = level.isObject ? .firstKey : .firstElement
    }

    private mutating func value(
        _ bytes: Span<UInt8>,
        _ index: Int,
        _ base: Int,
        _ isLast: Bool,
        _ header: inout DocumentHeader
    ) -> Move {
        let byte = bytes[index]
        let isObject = byte == UInt8(ascii: "{")
        guard let top = frames.last?.level else {
            hasValue = true
            return outermost(byte, index, &header)
        }
        switch top {
        case .array: return outermost(byte, index, &header)
        case .eventList: return .out(.event(at: index))
        case .undecided, .document, .body, .queryResults, .resultsBody: break
        }
        let word = String(decoding: name, as: UTF8.self)
        if top == .undecided, let decision = decide(word, bytes, index, isLast) {
            switch decision {
            case .needMore: return .out(.needMore(from: index, isRetry: true))
            case .event:
                frames.removeLast()
                settleList()
                return .out(.event(at: objectStart))
            case .document:
                frames[frames.count - 1].level = .document
            }
        }
        switch (word, isObject) {
        case ("epcisBody", true): push(.body)
        case ("queryResults", true): push(.queryResults)
        case ("resultsBody", true): push(.resultsBody)
        case ("eventList", false) where byte == UInt8(ascii: "["): push(.eventList)
        case ("event", true) where top == .body:
            settleList()
            return .out(.event(at: index))
        default: return member(word, bytes, index, base, isLast, &header)
        }
        return .on(index &+ 1)
    }

    /// Begins a value that is a document, an event, or an array of these.
    private mutating func outermost(_ byte: UInt8, _ index: Int, _ header: inout DocumentHeader) -> Move {
        switch byte {
        case UInt8(ascii: "{"):
            objectStart = index
            hasEvents = false
            ignored = []
            header = presumed
            push(.undecided)
            return .on(index &+ 1)
        case UInt8(ascii: "[") where frames.count < 2:
            push(.array)
            return .on(index &+ 1)
        default:
            return .out(.broken(.notAnEvent, at: index))
        }
    }

    private enum Decision {
        case event, document, needMore
    }

    private static let documentWords: Set<String> = [
        "epcisBody", "epcisHeader", "schemaVersion", "creationDate", "sender", "receiver", "instanceIdentifier",
        "eventList", "queryResults", "resultsBody",
    ]

    /// What an object is, as far as one of its members tells.
    private func decide(_ word: String, _ bytes: Span<UInt8>, _ index: Int, _ isLast: Bool) -> Decision? {
        if Self.documentWords.contains(word) { return .document }
        if word == "type" || word == "isA" {
            var skip = JSONSkip()
            guard let end = skip.end(in: bytes, from: index) else { return isLast ? .event : .needMore }
            let text = String(decoding: bytes.copy(index..<end), as: UTF8.self)
            return text == "\"EPCISDocument\"" || text == "\"EPCISQueryDocument\"" ? .document : .event
        }
        guard let term = TermTable.shared.term(name.span, 0..<name.count)?.term else { return nil }
        return term == .context || term == .id || term == .comment ? nil : .event
    }

    private mutating func key(_ bytes: Span<UInt8>, _ index: Int, _ isLast: Bool) -> Move {
        guard bytes[index] == UInt8(ascii: "\"") else { return .out(.broken(.unexpectedByte, at: index)) }
        let close: Int
        do throws(JSONFault) {
            close = try JSONString.end(in: bytes, from: index &+ 1).end
        } catch {
            let isCut = !isLast && (error.reason == .unexpectedEnd || error.offset &+ 12 > bytes.count)
            return .out(
                isCut ? .needMore(from: index, isRetry: true) : .broken(Self.reason(error.reason), at: error.offset)
            )
        }
        var colon = close &+ 1
        while colon < bytes.count, Self.isSpace(bytes[colon]) { colon &+= 1 }
        guard colon < bytes.count else {
            return .out(isLast ? .broken(.unexpectedEnd, at: colon) : .needMore(from: index, isRetry: true))
        }
        guard bytes[colon] == UInt8(ascii: ":") else { return .out(.broken(.unexpectedByte, at: colon)) }
        name = JSONString.unescape(bytes, from: index &+ 1, to: close)
        let top = frames.count - 1
        guard frames[top].seen.insert(name).inserted else { return .out(.broken(.duplicateKey, at: index)) }
        guard frames[top].seen.count <= EventTree.extensionNameLimit else {
            return .out(.broken(.tooManyNames, at: index))
        }
        frames[top].key = String(decoding: name, as: UTF8.self)
        state = .value
        return .on(colon &+ 1)
    }
}
