import Foundation
public import Vocabulary

/// Finds statements that a forensic report must not make: the probability of a proposition (“the probability that the
/// sample comes from mine A is 99 %”) and a source named as a fact (“the sample comes from the same mine”).
///
/// What the results support is a ratio between two propositions; how probable a proposition is depends on everything else
/// that is known of a case, which is for the court (ENFSI 2015, 2.4 and 4). The check reads words, not meaning: it refuses
/// some sentences that could stand, never silently, and does not replace the reader who signs.
public enum StatementCheck {
    /// The faults of a text in the order of the text.
    public static func faults(in text: String, language: Language) -> [StatementFault] {
        let words = StatementWords.words(of: language)
        return sentences(text).compactMap { sentence in
            fault(sentence, words).map { kind in
                StatementFault(kind: kind, offset: sentence.offset, excerpt: String(sentence.text.prefix(160)))
            }
        }
    }

    private struct Sentence {
        let offset: Int
        let text: String
        /// Folded words.
        let words: [String]
    }

    private static func fault(_ sentence: Sentence, _ lists: StatementWords) -> StatementFault.Kind? {
        let words = sentence.words
        let origins = words.indices.filter { isOrigin(words, $0, lists) }
        guard !origins.isEmpty else { return nil }
        let chances = words.indices.filter { lists.chances.contains(words[$0]) }
        if chances.contains(where: { isTransposed(words, $0, origins, lists) }) { return .transposed }
        // A percentage of being from somewhere needs no noun.
        if sentence.text.contains("%"), !words.contains(where: lists.results.contains),
            !words.contains(where: lists.conditions.contains)
        {
            return .transposed
        }
        let isAboutMaterial = words.contains(where: lists.materials.contains)
        // A sentence that gives the results a probability names the source as a condition.
        let isHedged = !chances.isEmpty || words.contains(where: lists.hedges.contains)
        let namesPlace = words.contains(where: lists.places.contains)
        return isAboutMaterial && namesPlace && !isHedged ? .attribution : nil
    }

    /// Whether a word of probability is about the origin: what comes next behind it, results or an origin that no condition
    /// stands before; or, with nothing behind it, what went before.
    private static func isTransposed(
        _ words: [String],
        _ chance: Int,
        _ origins: [Int],
        _ lists: StatementWords
    ) -> Bool {
        for index in (chance + 1)..<max(words.count, chance + 1) {
            if origins.contains(index) { return true }
            if lists.results.contains(words[index]) || lists.conditions.contains(words[index]) { return false }
        }
        // “The sample probably comes from” was found above; “that it comes from A is likely” is found here.
        var isCondition = false
        var isOrigin = false
        for index in 0..<chance {
            if lists.conditions.contains(words[index]) { isCondition = true }
            if lists.results.contains(words[index]) { return false }
            if origins.contains(index), !isCondition { isOrigin = true }
        }
        return isOrigin
    }

    private static func isOrigin(_ words: [String], _ index: Int, _ lists: StatementWords) -> Bool {
        if lists.origins.contains(words[index]) { return true }
        let two = words[index..<min(index + 2, words.count)].joined(separator: " ")
        let three = words[index..<min(index + 3, words.count)].joined(separator: " ")
        return lists.origins.contains(two) || lists.origins.contains(three)
    }

    /// Sentences end with a mark and a blank, or with an empty line: a point within a number is none.
    private static func sentences(_ text: String) -> [Sentence] {
        var result: [Sentence] = []
        var start = text.startIndex
        var index = text.startIndex
        func close(_ end: String.Index) {
            let part = text[start..<end]
            let words = folded(part)
            if !words.isEmpty {
                let lead = part.prefix { $0.isWhitespace }
                let offset = text.utf8.distance(from: text.startIndex, to: start) + lead.utf8.count
                result.append(Sentence(offset: offset, text: String(part.dropFirst(lead.count)), words: words))
            }
            start = end
        }
        while index < text.endIndex {
            let next = text.index(after: index)
            let isLast = next == text.endIndex
            if ".!?;".contains(text[index]), isLast || text[next].isWhitespace {
                close(next)
            } else if text[index].isNewline, !isLast, text[next].isNewline {
                close(next)
            }
            index = next
        }
        close(text.endIndex)
        return result
    }

    private static func folded(_ text: Substring) -> [String] {
        // Small letters, without the accents that a hurried writer leaves out as well.
        let plain = String(text).lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
            .filter { !(0x300...0x36F).contains($0.value) }
        return String(String.UnicodeScalarView(plain)).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
