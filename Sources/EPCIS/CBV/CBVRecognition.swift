/// What a text is to a vocabulary.
public enum CBVRecognition: Sendable, Hashable {
    /// One of its terms.
    case term(CBVTerm)
    /// A word that CBV 1.2 still took, and its successor.
    case retired(word: String, successor: CBVTerm)
    /// A word in the vocabulary's own name space, or a bare word, that is none of its terms.
    case unknownWord(String)
    /// A term of another standard vocabulary.
    case otherVocabulary
    /// A URI of somebody else's vocabulary, which EPCIS allows (EPCIS 2.0 section 6.4).
    case foreign
}

/// How a term is spelt.
public enum CBVSpelling: Sendable, Hashable {
    case bareWord
    case curie
    case uri
    case urn
}

extension CBVVocabulary {
    /// Tells what a text is, comparing bytes.
    public func recognise(_ text: Span<UInt8>) -> CBVRecognition {
        guard let (rest, _) = wordRange(in: text) else {
            return Self.isStandard(text) ? .otherVocabulary : .foreign
        }
        let word = text.extracting(rest)
        if let index = find(word) { return .term(CBVTerm(self, words[index])) }
        let spelt = String(decoding: text.copied(rest), as: UTF8.self)
        if let retired = CBVWords.retired.first(where: { $0.vocabulary == self && $0.word == spelt }) {
            return .retired(word: retired.word, successor: CBVTerm(self, retired.successor))
        }
        return .unknownWord(spelt)
    }

    /// Tells what a text is.
    public func recognise(_ text: String) -> CBVRecognition {
        recognise(Array(text.utf8).span)
    }

    /// How a text of this vocabulary is spelt; nil for the URIs of others.
    public func spelling(of text: Span<UInt8>) -> CBVSpelling? {
        wordRange(in: text)?.spelling
    }

    /// Where the bare word stands in a text of this vocabulary.
    private func wordRange(in text: Span<UInt8>) -> (Range<Int>, spelling: CBVSpelling)? {
        var hasColon = false
        for index in text.indices where text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: "/") {
            hasColon = true
            break
        }
        if !hasColon { return (0..<text.count, .bareWord) }
        guard let className, let urnName else {
            if text.starts(with: "gs1:") { return (4..<text.count, .curie) }
            guard let behind = Self.webVocabulary(text) else { return nil }
            return (behind..<text.count, .uri)
        }
        if text.starts(with: "urn:epcglobal:cbv:") {
            let start = 18 + urnName.utf8CodeUnitCount
            guard text.has(urnName, at: 18), text.has(":", at: start) else { return nil }
            return (start + 1..<text.count, .urn)
        }
        guard let (behind, spelling) = Self.cbv(text) else { return nil }
        let start = behind + className.utf8CodeUnitCount
        guard text.has(className, at: behind), text.has("-", at: start) else { return nil }
        return (start + 1..<text.count, spelling)
    }

    /// Whether a text is a word of one of the standard vocabularies.
    private static func isStandard(_ text: Span<UInt8>) -> Bool {
        allCases.contains { $0.hasURNs && $0.wordRange(in: text).map { $0.spelling != .bareWord } ?? false }
    }

    /// The end of `cbv:` or of the vocabulary's Web URI, of which drafts had other hosts.
    private static func cbv(_ text: Span<UInt8>) -> (behind: Int, spelling: CBVSpelling)? {
        if text.starts(with: "cbv:") { return (4, .curie) }
        guard let host = scheme(text) else { return nil }
        for name in ["ref.gs1.org/cbv/", "ns.gs1.org/cbv/"] as [StaticString] where text.has(name, at: host) {
            return (host + name.utf8CodeUnitCount, .uri)
        }
        return nil
    }

    private static func webVocabulary(_ text: Span<UInt8>) -> Int? {
        guard let host = scheme(text) else { return nil }
        for name in ["gs1.org/voc/", "www.gs1.org/voc/", "ref.gs1.org/voc/"] as [StaticString]
        where text.has(name, at: host) {
            return host + name.utf8CodeUnitCount
        }
        return nil
    }

    private static func scheme(_ text: Span<UInt8>) -> Int? {
        text.starts(with: "https://") ? 8 : text.starts(with: "http://") ? 7 : nil
    }

    /// The position of a word among the sorted words.
    ///
    /// Complexity: O(log n).
    private func find(_ word: Span<UInt8>) -> Int? {
        let words = words
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            let order = word.order(before: words[middle].utf8)
            if order == 0 { return middle }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return nil
    }
}

extension Span<UInt8> {
    /// Whether the text begins so.
    func starts(with prefix: StaticString) -> Bool {
        has(prefix, at: 0)
    }

    /// Whether the text has these bytes at a position.
    func has(_ part: StaticString, at position: Int) -> Bool {
        part.withUTF8Buffer { bytes in
            guard position + bytes.count <= count else { return false }
            for index in bytes.indices where self[position + index] != bytes[index] { return false }
            return true
        }
    }

    /// Less than, equal to or greater than zero as the bytes come before, equal or come behind the others.
    fileprivate func order(before other: String.UTF8View) -> Int {
        var index = 0
        for byte in other {
            guard index < count else { return -1 }
            if self[index] != byte { return self[index] < byte ? -1 : 1 }
            index += 1
        }
        return index < count ? 1 : 0
    }

    /// A copy of a range.
    func copied(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(self[index]) }
        return bytes
    }
}
