import Formats

/// Finds the events of an XML document of any length, of EPCIS 2.0 or 1.2; stops and goes on at the end of any window.
struct XMLDocumentScanner: Sendable {
    typealias Step = JSONDocumentScanner.Step

    private struct Frame: Sendable {
        var name: [UInt8]
        var declared: Int
        var isList = false
        var isIgnoreList = false
    }

    private var frames: [Frame] = []
    private var tags = XMLTagReader()
    private var hasRoot = false
    private var masterDataStart: Int?
    /// The member whose text is being read, and the text.
    private var member: String?
    private var memberText: [UInt8] = []
    private var hasEvents = false

    /// Whether any event was found.
    var foundEvents: Bool { hasEvents }

    /// The names of the elements that are open.
    private(set) var path = "/"
    /// The place in the list of events.
    var position: Int? { frames.isEmpty ? nil : eventCount }
    private var eventCount = 0

    private mutating func settlePath() {
        path = "/" + frames.map { String(decoding: $0.name, as: UTF8.self) }.joined(separator: "/")
    }

    /// Says that the event at the place of the last answer ended.
    mutating func eventEnded() {
        hasRoot = true
        hasEvents = true
        eventCount += 1
    }

    /// Looks for the next event.
    mutating func next(
        in bytes: Span<UInt8>,
        from: Int,
        base: Int,
        isLast: Bool,
        isFull: Bool,
        header: inout DocumentHeader
    ) -> Step {
        var index = from
        while true {
            if member != nil || hasRoot && frames.isEmpty || !hasRoot {
                // Text outside the root, and that of members which are kept.
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") {
                    if member != nil {
                        if memberText.count < 4096 { memberText.append(bytes[index]) }
                    } else if !XMLCharacters.isSpace(bytes[index]) {
                        return .broken(hasRoot ? .trailingBytes : .badMarkup, at: index)
                    }
                    index &+= 1
                }
            } else {
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index &+= 1 }
            }
            guard index < bytes.count else {
                guard isLast else { return .needMore(from: index, isRetry: false) }
                return hasRoot && frames.isEmpty ? .end : .broken(.unexpectedEnd, at: index)
            }
            do throws(DocumentFault) {
                if let answer = try markup(bytes, &index, base, &header) { return answer }
            } catch {
                guard error.reason == .unexpectedEnd, !isLast else { return .broken(error.reason, at: error.offset) }
                guard !isFull || index > 0 else { return .broken(.tooLong, at: index) }
                return .needMore(from: index, isRetry: true)
            }
        }
    }

    /// Reads the markup at the place; the answer if an event begins there.
    private mutating func markup(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ header: inout DocumentHeader
    ) throws(DocumentFault) -> Step? {
        guard index &+ 1 < bytes.count else { throw DocumentFault(.unexpectedEnd, at: bytes.count) }
        switch bytes[index &+ 1] {
        case UInt8(ascii: "?"), UInt8(ascii: "!"):
            var text: [UInt8] = []
            let end = try XMLCharacters.pass(bytes, from: index, cdata: &text)
            if bytes[index &+ 1] == UInt8(ascii: "?"), !hasRoot { try Self.checkEncoding(bytes, index..<end) }
            if member != nil { memberText += text }
            index = end
        case UInt8(ascii: "/"):
            index = try close(bytes, index, base, &header)
        default:
            return try open(bytes, &index, base, &header)
        }
        return nil
    }

    /// Only UTF-8 is read (XML 1.0 section 4.3.3 lets a document say otherwise).
    private static func checkEncoding(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(DocumentFault) {
        let text = String(decoding: bytes.copy(range), as: UTF8.self).lowercased()
        guard text.hasPrefix("<?xml"), let place = text.firstRange(of: "encoding") else { return }
        let rest = text[place.upperBound...].filter { !" \t\r\n='\"".contains($0) }
        guard rest.hasPrefix("utf-8") || rest.hasPrefix("us-ascii") else {
            throw DocumentFault(.badEncoding, at: range.lowerBound)
        }
    }

    private mutating func close(
        _ bytes: Span<UInt8>,
        _ from: Int,
        _ base: Int,
        _ header: inout DocumentHeader
    ) throws(DocumentFault) -> Int {
        let name = try XMLTagReader.name(bytes, from: from &+ 2)
        var index = name.upperBound
        while index < bytes.count, XMLCharacters.isSpace(bytes[index]) { index &+= 1 }
        guard index < bytes.count else { throw DocumentFault(.unexpectedEnd, at: index) }
        guard let frame = frames.last, bytes[index] == UInt8(ascii: ">"), bytes.copy(name) == frame.name else {
            throw DocumentFault(.mismatchedTag, at: from)
        }
        end(frame, at: base + index + 1, &header)
        return index &+ 1
    }

    private mutating func end(_ frame: Frame, at offset: Int, _ header: inout DocumentHeader) {
        if let start = masterDataStart, frames.count == 2 {
            header.masterData = start..<offset
            masterDataStart = nil
        }
        if let word = member {
            header.members[word] = String(decoding: memberText, as: UTF8.self)
            member = nil
        }
        // What the root declares stays known when the document has ended.
        if frames.count > 1 { header.scope.cut(to: frame.declared) }
        frames.removeLast()
        settlePath()
    }

    private static let shortWords: Set<String> = ["queryName", "subscriptionID"]

    private mutating func open(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ header: inout DocumentHeader
    ) throws(DocumentFault) -> Step? {
        guard !hasRoot || !frames.isEmpty else { throw DocumentFault(.trailingBytes, at: index) }
        let start = index
        let declared = header.scope.count
        let next = try tags.read(bytes, from: index, scope: &header.scope)
        let name = bytes.copy(tags.name)
        let local = String(decoding: name.split(separator: UInt8(ascii: ":")).last ?? [], as: UTF8.self)
        let isWrapper = local == "extension" && frames.last?.isList == true
        let isEvent =
            frames.last?.isList == true && !isWrapper
            || frames.isEmpty
                && TermTable.shared.term(Array(local.utf8).span, 0..<local.utf8.count)?.term?.isEventType == true
        if isEvent {
            header.scope.cut(to: declared)
            return .event(at: start)
        }
        guard frames.count < EventTree.depthLimit else { throw DocumentFault(.tooDeep, at: start) }
        // Events are judged with their own bytes; the namespaces that they inherit stand here.
        if let place = UTF8Validation.firstFault(in: bytes.extracting(start..<next)) {
            throw DocumentFault(.notUTF8, at: start + place)
        }
        if frames.last?.isIgnoreList == true { header.ignoredFields.append(local) }
        if !hasRoot { try root(local, bytes, &header) }
        hasRoot = true
        var frame = Frame(name: name, declared: declared)
        frame.isList = local == "EventList" || isWrapper
        frame.isIgnoreList = local == "ignoreFields"
        if local == "EPCISHeader" { masterDataStart = base + start }
        if Self.shortWords.contains(local) {
            member = local
            memberText = []
        }
        frames.append(frame)
        settlePath()
        if tags.isEmpty { end(frame, at: base + next, &header) }
        index = next
        return nil
    }

    private func root(_ local: String, _ bytes: Span<UInt8>, _ header: inout DocumentHeader) throws(DocumentFault) {
        header.kind = DocumentHeader.Kind(rawValue: local) ?? .bare
        for attribute in tags.attributes where !attribute.isDeclaration {
            var text: [UInt8] = []
            try XMLCharacters.appendAttribute(bytes, attribute.value, to: &text)
            let value = String(decoding: text, as: UTF8.self)
            switch String(decoding: bytes.copy(attribute.name), as: UTF8.self) {
            case "schemaVersion": header.schemaVersion = value
            case "creationDate": header.creationDate = value
            case let name: header.members[name] = value
            }
        }
    }
}
