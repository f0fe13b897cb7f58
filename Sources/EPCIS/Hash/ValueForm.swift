import Formats

/// Brings the values of an event to the form in which they are hashed (CBV 2.0 section 8.9.2 rules 5 to 18).
struct ValueForm: Sendable {
    let order: HashOrder
    let rules: HashValues
    let words = VocabularyWords()
    private var scratch: [UInt8] = []
    /// What the values of the present event are ambiguous in.
    var ambiguities = HashAmbiguities()

    init(order: HashOrder, values rules: HashValues) {
        self.order = order
        self.rules = rules
    }

    /// Appends a value.
    ///
    /// - Parameters:
    ///   - index: The node that holds the value.
    ///   - name: The name of the field.
    ///   - parent: The term of what the field stands in.
    ///   - isOrdered: Whether the field is one that the standard puts in order; an extension is not.
    /// - Returns: Whether anything was appended.
    mutating func append(
        _ tree: EventTree,
        _ index: Int,
        name: EventName,
        parent: EventTerm?,
        isOrdered: Bool,
        to output: inout [UInt8]
    ) -> Bool {
        let node = tree.nodes[index]
        let text = Self.trim(tree.text[Int(node.valueStart)..<Int(node.valueEnd)])
        guard !text.isEmpty else { return false }
        if node.kind == .bool {
            ambiguities.insert(.boolean)
            if rules == .reference {
                // Python's spelling.
                output.append(text[text.startIndex] & ~0x20)
                output.append(contentsOf: text.dropFirst())
                return true
            }
        }
        if isOrdered, Self.isTime(name) {
            appendTime(text, to: &output)
            return true
        }
        if let namespace = expansion(of: text, in: tree) {
            scratch.removeAll(keepingCapacity: true)
            scratch.append(contentsOf: namespace.namespace)
            scratch.append(contentsOf: text[namespace.rest...])
            let expanded = scratch
            appendPlain(expanded[...], name: name, isOrdered: isOrdered, node.kind, to: &output)
            return true
        }
        if let field = Self.field(name, parent), isWord(text, of: field) {
            field.stem.withUTF8Buffer { output.append(contentsOf: $0) }
            output.append(contentsOf: text)
            return true
        }
        appendPlain(text, name: name, isOrdered: isOrdered, node.kind, to: &output)
        return true
    }

    private static func isTime(_ name: EventName) -> Bool {
        name == .eventTime || name == .time || name == .startTime || name == .endTime
    }

    private mutating func appendTime(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        switch HashTime.append(text, roundsToEven: order == .reference, to: &output) {
        case .none:
            ambiguities.insert(.timeWithoutOffset)
            output.append(contentsOf: text)
        case .time(let hasOffset, let isRounded):
            if !hasOffset { ambiguities.insert(.timeWithoutOffset) }
            if isRounded { ambiguities.insert(.timeRounding) }
        }
    }

    /// The field whose bare words are expanded.
    private static func field(_ name: EventName, _ parent: EventTerm?) -> VocabularyWords.Field? {
        switch name.term {
        case .bizStep: .bizStep
        case .disposition, .set, .unset: .disposition
        case .type:
            switch parent {
            case .bizTransaction: .transactionType
            case .source, .destination: .partyType
            case .sensorReport: .measurement
            default: nil
            }
        case .exception: .exception
        case .component: .component
        default: nil
        }
    }

    /// Whether a value is a bare word of a field: a known one, or any that looks like one where the syntax may not matter.
    private func isWord(_ text: ArraySlice<UInt8>, of field: VocabularyWords.Field) -> Bool {
        if words.contains(text, in: field) { return true }
        guard rules == .uniform else { return false }
        return text.allSatisfy { $0 | 0x20 &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: "_") }
    }

    /// The namespace of a CURIE whose prefix the document declares or the standard pins; nil if it is none.
    private func expansion(
        of text: ArraySlice<UInt8>,
        in tree: EventTree
    ) -> (namespace: ArraySlice<UInt8>, rest: Int)? {
        // The usual beginnings of values that are no CURIEs.
        let start = text.startIndex
        guard text.count > 2, text[start] | 0x20 &- UInt8(ascii: "a") < 26 else { return nil }
        var colon = start &+ 1
        let end = min(text.endIndex, start &+ 64)
        while colon < end, text[colon] != UInt8(ascii: ":") {
            let byte = text[colon]
            guard byte > 0x20, byte != UInt8(ascii: "/") else { return nil }
            colon &+= 1
        }
        guard colon < end, colon &+ 1 < text.endIndex, text[colon &+ 1] != UInt8(ascii: "/") else { return nil }
        let prefix = tree.text.span.extracting(start..<colon)
        let isPinned =
            prefix.count == 3
            && (CanonicalLink.starts(prefix, at: 0, with: "gs1") || CanonicalLink.starts(prefix, at: 0, with: "cbv"))
        let expandsPinned = rules == .uniform || tree.syntax == .xml
        if isPinned, expandsPinned { return EventContext.pinned.namespace(of: prefix).map { ($0, colon &+ 1) } }
        guard rules == .uniform || tree.syntax == .json, let namespace = tree.scope.namespace(of: prefix),
            !namespace.isEmpty
        else { return nil }
        return (namespace, colon &+ 1)
    }

    private static let stems: [(urn: StaticString, stem: StaticString)] = [
        ("bizstep:", "BizStep-"), ("disp:", "Disp-"), ("btt:", "BTT-"), ("sdt:", "SDT-"), ("er:", "ER-"),
    ]

    /// Appends a value that is no CURIE and no bare word.
    private mutating func appendPlain(
        _ text: ArraySlice<UInt8>,
        name: EventName,
        isOrdered: Bool,
        _ kind: EventTree.Kind,
        to output: inout [UInt8]
    ) {
        let first = text[text.startIndex]
        let letter = first | 0x20
        if first == UInt8(ascii: "u"), appendURN(text, to: &output) { return }
        if first == UInt8(ascii: "u") || first == UInt8(ascii: "h") {
            let start = output.count
            let rules: CanonicalLink.Rules = order == .reference ? .reference : .standard
            let isLink = text.withUnsafeBufferPointer {
                CanonicalLink.append($0.span, to: &output, rules: rules)
            }
            if isLink {
                noteLink(text, output[start...])
                return
            }
            if self.rules == .uniform, appendOldVocabulary(text, to: &output) { return }
        } else if letter &- UInt8(ascii: "a") >= 26 || letter == UInt8(ascii: "i") || letter == UInt8(ascii: "n") {
            if appendNumber(text, name: name, kind, to: &output) { return }
        }
        if !isOrdered, words.contains(text) { ambiguities.insert(.vocabularyWord) }
        note(text)
        output.append(contentsOf: text)
    }

    /// Appends a term of the GS1 Web Vocabulary that is written with its other published stem.
    private func appendOldVocabulary(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
        let isOld = text.withUnsafeBufferPointer { CanonicalLink.starts($0.span, at: 0, with: "https://ref.gs1.org/voc/") }
        guard isOld else { return false }
        CanonicalLink.append("https://gs1.org/voc/", to: &output)
        output.append(contentsOf: text.dropFirst(24))
        return true
    }

    /// Appends a URN of the CBV as its URI.
    private func appendURN(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
        guard text.count > 18 else { return false }
        return text.withUnsafeBufferPointer { buffer in
            let bytes = buffer.span
            guard CanonicalLink.starts(bytes, at: 0, with: "urn:epcglobal:cbv:") else { return false }
            for (urn, stem) in Self.stems where CanonicalLink.starts(bytes, at: 18, with: urn) {
                CanonicalLink.append("https://ref.gs1.org/cbv/", to: &output)
                CanonicalLink.append(stem, to: &output)
                output.append(contentsOf: buffer[(18 + urn.utf8CodeUnitCount)...])
                return true
            }
            return false
        }
    }

    private mutating func appendNumber(
        _ text: ArraySlice<UInt8>,
        name: EventName,
        _ kind: EventTree.Kind,
        to output: inout [UInt8]
    ) -> Bool {
        let isNumeric = kind == .number || Self.isNumeric(name)
        let outcome =
            order == .reference
            ? HashNumber.appendReference(text, to: &output)
            : HashNumber.appendExact(text, takesExponent: isNumeric, to: &output)
        switch outcome {
        case .none: return false
        case .notFinite:
            ambiguities.insert(.notFinite)
            return false
        case .number(let isChanged, let isInexact, let isTiny):
            if isChanged, !isNumeric { ambiguities.insert(.numericText) }
            if isInexact { ambiguities.insert(.numberPrecision) }
            if isTiny { ambiguities.insert(.numberForm) }
            return true
        }
    }

    /// Whether a field of the standard holds a number.
    private static func isNumeric(_ name: EventName) -> Bool {
        switch name.term {
        case .quantity, .value, .minValue, .maxValue, .meanValue, .sDev, .percRank, .percValue: true
        default: false
        }
    }

    // MARK: Ambiguities

    private mutating func noteLink(_ text: ArraySlice<UInt8>, _ link: ArraySlice<UInt8>) {
        if text.first == UInt8(ascii: "h") {
            if !text.elementsEqual(link) { ambiguities.insert(.reducedLink) }
        } else if text.count > 12, text[text.startIndex + 11] == UInt8(ascii: "s"),
            text[text.startIndex + 12] == UInt8(ascii: "s")
        {
            ambiguities.insert(.containerCode)
        }
    }

    /// Looks for what reads like another field, and for combining marks.
    private mutating func note(_ text: ArraySlice<UInt8>) {
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "="), index > text.startIndex {
                if isField(text[..<index]) { ambiguities.insert(.fieldInValue) }
            } else if byte == 0xCC || byte == 0xCD, index + 1 < text.endIndex {
                // U+0300 to U+036F
                if byte == 0xCC || text[index + 1] < 0xB0 { ambiguities.insert(.uncomposedText) }
            }
        }
    }

    private static let table = TermTable.shared

    /// Whether the text ends with the name of a field: a term, or an extension's with its namespace.
    private func isField(_ text: ArraySlice<UInt8>) -> Bool {
        if let brace = text.lastIndex(of: UInt8(ascii: "}")), brace + 1 < text.endIndex,
            text[..<brace].contains(UInt8(ascii: "{"))
        {
            return true
        }
        let letters = text.reversed().prefix { $0 | 0x20 &- UInt8(ascii: "a") < 26 }.count
        // A parameter of a query is none.
        if letters < text.count {
            let before = text[text.endIndex - letters - 1]
            if before == UInt8(ascii: "?") || before == UInt8(ascii: "&") { return false }
        }
        let word = Array(text.suffix(min(letters, 40)))
        for start in word.indices where word.count - start > 1 {
            if let term = Self.table.term(word.span, start..<word.count)?.term, term != .context { return true }
        }
        return false
    }

    // MARK: White space

    /// The text without the white space around it, as Python's `str.strip` takes it off.
    static func trim(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var start = text.startIndex
        var end = text.endIndex
        while start < end {
            let length = spaceLength(text, at: start, limit: end)
            if length == 0 { break }
            start &+= length
        }
        while end > start {
            let length = spaceLengthBefore(text, end, limit: start)
            if length == 0 { break }
            end &-= length
        }
        return text[start..<end]
    }

    @inline(__always)
    private static func spaceLength(_ text: ArraySlice<UInt8>, at index: Int, limit: Int) -> Int {
        let byte = text[index]
        if byte > 0x20, byte < 0xC2 { return 0 }
        if byte <= 0x20 { return byte == 0x20 || 0x09...0x0D ~= byte || 0x1C...0x1F ~= byte ? 1 : 0 }
        return wideSpaceLength(text[index..<limit])
    }

    @inline(__always)
    private static func spaceLengthBefore(_ text: ArraySlice<UInt8>, _ end: Int, limit: Int) -> Int {
        let byte = text[end &- 1]
        if byte < 0x80 { return spaceLength(text, at: end &- 1, limit: end) }
        for length in [2, 3] where end &- length >= limit {
            if wideSpaceLength(text[(end &- length)..<end]) == length { return length }
        }
        return 0
    }

    /// The length of the white space beyond ASCII that the text begins with; 0 if there is none.
    private static func wideSpaceLength(_ text: ArraySlice<UInt8>) -> Int {
        let start = text.startIndex
        if text.count >= 2, text[start] == 0xC2 { return text[start + 1] == 0x85 || text[start + 1] == 0xA0 ? 2 : 0 }
        guard text.count >= 3 else { return 0 }
        let scalar = UInt32(text[start]) << 16 | UInt32(text[start + 1]) << 8 | UInt32(text[start + 2])
        switch scalar {
        case 0xE19A80, 0xE28080...0xE2808A, 0xE280A8, 0xE280A9, 0xE280AF, 0xE2819F, 0xE38080: return 3
        default: return 0
        }
    }
}
