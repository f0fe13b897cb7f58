/// Whether a name is that of a person or of an organisation.
public enum PartyKind: String, Hashable, Sendable, CaseIterable {
    /// A human being.
    case person
    /// A company, body, vessel or anything else with a registered name.
    case organisation
    /// Not stated.
    case unknown
}

/// A name as it is compared: tokens in ASCII lower case, with titles and legal forms set aside.
public struct FoldedName: Hashable, Sendable {
    /// The words that say who is meant, in order.
    public let tokens: [String]
    /// Titles that were set aside.
    public let honorifics: [String]
    /// Legal forms that were set aside.
    public let legalForms: [String]
    /// True if letters were met that cannot be folded (Han, kana, Hangul and others): they stand as written.
    public let hasUnfoldable: Bool
    /// True if the name was written in Arabic or Hebrew letters, which leave vowels out.
    public let isAbjad: Bool

    /// Place in `tokens` of the father's name after the first bin, ibn, ben or bint; nil if there is none.
    let patronymic: Int?
    let words: [NameToken]

    /// Folds a name.
    public init(_ name: String, kind: PartyKind = .unknown) {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var hasUnfoldable = false
        var abjad = 0
        var letters = 0
        for scalar in name.unicodeScalars.prefix(1000) {
            switch Transliteration.fold(scalar) {
            case .letter(let byte):
                word.append(byte)
                letters += 1
            case .letters(let text):
                letters += 1
                if Transliteration.isAbjad(scalar) { abjad += 1 }
                text.withUTF8Buffer { word.append(contentsOf: $0) }
            case .nothing: break
            case .separator:
                if !word.isEmpty { words.append(word) }
                word = []
            case .unfoldable:
                hasUnfoldable = true
                letters += 1
                word.append(contentsOf: String(scalar).utf8)
            }
        }
        if !word.isEmpty { words.append(word) }
        let sorted = Self.sort(words.prefix(40).map { String(decoding: $0.prefix(64), as: UTF8.self) }, kind)
        tokens = sorted.tokens
        honorifics = sorted.honorifics
        legalForms = sorted.legalForms
        patronymic = sorted.patronymic
        self.hasUnfoldable = hasUnfoldable
        isAbjad = abjad * 2 > letters
        self.words = sorted.tokens.map { NameToken($0) }
    }

    private struct Sorted {
        var tokens: [String] = []
        var honorifics: [String] = []
        var legalForms: [String] = []
        var patronymic: Int?
    }

    /// Tells words that name from words that do not; a name of nothing but small words keeps them.
    private static func sort(_ words: [String], _ kind: PartyKind) -> Sorted {
        var result = Sorted()
        for word in joinInitials(words, kind) {
            if kind != .organisation {
                if NameWords.honorifics.contains(word) {
                    result.honorifics.append(word)
                    continue
                }
                if NameWords.patronymics.contains(word), result.patronymic == nil, !result.tokens.isEmpty {
                    result.patronymic = result.tokens.count
                }
                if NameWords.particles.contains(word) { continue }
            }
            if kind != .person {
                if NameWords.legalForms.contains(word) {
                    result.legalForms.append(word)
                    continue
                }
                if NameWords.joiners.contains(word) { continue }
            }
            result.tokens.append(word)
        }
        if result.tokens.isEmpty { result = Sorted(tokens: words) }
        return result
    }

    /// Writes "s a r l" as "sarl" where the letters together are a legal form.
    private static func joinInitials(_ words: [String], _ kind: PartyKind) -> [String] {
        guard kind != .person else { return words }
        var result: [String] = []
        var run: [String] = []
        func flush() {
            let joined = run.joined()
            if run.count > 1, NameWords.legalForms.contains(joined) { result.append(joined) } else { result += run }
            run = []
        }
        for word in words {
            if word.utf8.count == 1 {
                run.append(word)
            } else {
                flush()
                result.append(word)
            }
        }
        flush()
        return result
    }
}
