import GRDB
import Screening

/// What is asked, as terms of the index.
struct SearchPlan: Sendable {
    /// How close a word of a row is to a word of the question, closest first.
    enum Grade: Int, Sendable, Comparable {
        case exact
        case beginning
        case oneSlip
        case sound
        case twoSlips

        static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }
    }

    /// One word of the question.
    struct Word: Sendable {
        let folded: FoldedWord
        /// Terms of the index that begin with the word.
        var beginnings: [[UInt8]] = []
        /// Terms that are slips of the pen or other spellings of it.
        var near: [[UInt8]: Grade] = [:]

        /// How many slips are forgiven: none in short words and in those with a digit, where another digit is another
        /// thing.
        var slipsAllowed: Int {
            guard !folded.hasDigit, folded.parts.isEmpty else { return 0 }
            return switch folded.joined.count {
            case ..<4: 0
            case ..<8: 1
            default: 2
            }
        }
    }

    /// How much is looked for.
    enum Reach: Sendable {
        /// The question as a whole, written together.
        case whole
        /// Each word as it is spelt.
        case exact
        /// Each word, or a word that begins with it.
        case beginning
        /// Slips of the pen and other spellings too.
        case near
        /// Some of the words.
        case some
    }

    private(set) var words: [Word]
    /// All the words together.
    let whole: [UInt8]
    private var wholeBeginnings: [[UInt8]] = []

    /// More words than these say no more.
    static let wordLimit = 8
    /// Longer questions are cut.
    static let lengthLimit = 400
    private static let beginningLimit = 64
    private static let termLimit = 16
    private static let nearLimit = 48

    /// Reads a question; nil if there is nothing to look for in it.
    init?(_ question: String) {
        // Cut by bytes: counting the characters of a megabyte costs more than the search.
        let text = String(decoding: question.utf8.prefix(Self.lengthLimit), as: UTF8.self)
        words = FoldedWord.words(of: text, limit: Self.wordLimit).map { Word(folded: $0) }
        whole = Array(words.flatMap(\.folded.joined).prefix(FoldedWord.longest))
        if words.isEmpty { return nil }
    }

    /// Looks up which terms of the index begin with the words.
    mutating func findBeginnings(_ db: Database, _ dictionaries: [SearchDictionary]) throws {
        for place in words.indices {
            let start = words[place].folded.joined
            guard start.count > 1 else { continue }
            words[place].beginnings =
                words[place].folded.hasDigit
                ? try Self.terms(beginningWith: start, db)
                : dictionaries.flatMap { $0.words(beginningWith: start, atMost: Self.beginningLimit) }
        }
        guard whole.count > 2 else { return }
        wholeBeginnings = try Self.terms(beginningWith: [SearchTerms.whole] + whole, db)
        // A number with spaces in it.
        if words.count > 1, words.contains(where: \.folded.hasDigit) {
            wholeBeginnings += try Self.terms(beginningWith: whole, db)
        }
    }

    private static func terms(beginningWith start: [UInt8], _ db: Database) throws -> [[UInt8]] {
        let text = String(decoding: start, as: UTF8.self)
        return try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT term FROM main.search_term WHERE term > ? AND term < ? LIMIT \(termLimit)"
            ),
            // No term has a character above this one.
            arguments: [text, text + "\u{10FFFF}"]
        ).map { Array($0.utf8) }
    }

    /// Looks up the words that may have been meant.
    mutating func findNear(_ db: Database, _ dictionaries: [SearchDictionary]) throws {
        for place in words.indices {
            let word = words[place]
            guard !word.folded.hasDigit, word.folded.parts.isEmpty else { continue }
            var near: [[UInt8]: Grade] = [:]
            for term in try Self.soundingAlike(word.folded, db) { near[term] = .sound }
            if word.slipsAllowed > 0 {
                for part in dictionaries {
                    for (other, slips) in part.words(near: word.folded.joined, atMost: word.slipsAllowed) {
                        // People seldom get the first letter wrong.
                        let isSure = slips == 1 && other.first == word.folded.joined.first
                        let grade: Grade = isSure ? .oneSlip : .twoSlips
                        guard grade == .oneSlip || word.slipsAllowed > 1 || slips == 1 else { continue }
                        near[other] = min(near[other] ?? grade, grade)
                    }
                }
            }
            near[word.folded.joined] = nil
            let best = near.sorted {
                ($0.value.rawValue, $0.key.count) != ($1.value.rawValue, $1.key.count)
                    ? ($0.value.rawValue, $0.key.count) < ($1.value.rawValue, $1.key.count)
                    : $0.key.lexicographicallyPrecedes($1.key)
            }
            words[place].near = Dictionary(
                best.prefix(Self.nearLimit).map { ($0.key, $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    private static func soundingAlike(_ word: FoldedWord, _ db: Database) throws -> [[UInt8]] {
        var found: [String] = []
        let sound = WordLikeness.sound(of: word.joined)
        if !sound.isEmpty {
            found += try String.fetchAll(
                db.cachedStatement(sql: "SELECT word FROM main.search_word WHERE sound = ? LIMIT \(nearLimit)"),
                arguments: [String(decoding: sound, as: UTF8.self)]
            )
        }
        let consonants = WordLikeness.consonants(of: word.joined)
        if !consonants.isEmpty {
            // A word without vowels meets one with them; two that both have them are told apart by these.
            found += try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT word FROM main.search_word WHERE consonants = ? AND (is_abjad OR ?) LIMIT \(nearLimit)
                        """
                ),
                arguments: [String(decoding: consonants, as: UTF8.self), word.isAbjad]
            )
        }
        return found.map { Array($0.utf8) }
    }

    /// The question in the language of the index (sqlite.org/fts5.html section 3); nil if it asks for nothing more.
    ///
    /// Terms are letters and digits alone, so that nothing in a question can be taken for an operator.
    func expression(_ reach: Reach) -> String? {
        switch reach {
        case .whole:
            guard whole.count > 1 else { return nil }
            let terms = [[SearchTerms.whole] + whole] + (words.count > 1 ? [whole] : []) + wholeBeginnings
            return terms.map(Self.quoted).joined(separator: " OR ")
        case .exact:
            return words.map { Self.any(of: [], or: $0) }.joined(separator: " AND ")
        case .beginning:
            guard words.contains(where: { !$0.beginnings.isEmpty }) else { return nil }
            return words.map { Self.any(of: $0.beginnings, or: $0) }.joined(separator: " AND ")
        case .near:
            guard words.contains(where: { !$0.near.isEmpty }) else { return nil }
            return words.map { Self.any(of: $0.beginnings + Array($0.near.keys), or: $0) }.joined(separator: " AND ")
        case .some:
            guard words.count > 1 else { return nil }
            return words.map { Self.any(of: Array($0.near.keys), or: $0) }.joined(separator: " OR ")
        }
    }

    private static func any(of terms: [[UInt8]], or word: Word) -> String {
        var choices = ([word.folded.joined] + terms).map(quoted)
        if !word.folded.parts.isEmpty {
            choices.append("(\(word.folded.parts.map(quoted).joined(separator: " AND ")))")
        }
        return "(\(choices.joined(separator: " OR ")))"
    }

    private static func quoted(_ term: [UInt8]) -> String {
        "\"\(String(decoding: term, as: UTF8.self).replacing("\"", with: ""))\""
    }
}
