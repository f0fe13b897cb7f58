import Screening

/// The terms under which a text stands in the index.
///
/// What is written here must be found by ``SearchPlan``. Change ``version`` with it: the index is then made anew.
enum SearchTerms {
    /// The version of the terms; an index of another version is thrown away.
    static let version = 1

    /// The mark before all words of a name written together.
    static let whole = UInt8(ascii: "=")

    /// How many words of one field are indexed.
    private static let wordLimit = 600

    /// Appends the terms of a field, each with a space after it, and gives its words to the dictionary.
    static func append(
        _ text: String,
        as role: SearchTable.Role,
        to terms: inout [UInt8],
        noting words: inout Set<SearchWord>
    ) {
        let found = FoldedWord.words(of: text, limit: wordLimit)
        for word in found {
            append(word.joined, to: &terms)
            if role != .reference { note(word.joined, isAbjad: word.isAbjad, in: &words) }
            switch role {
            case .reference: break
            case .identifier:
                // What all numbers of a register begin with tells nothing, and would be in every row.
                for part in word.parts.dropFirst() where part.count > 2 || part.contains(where: { $0 < 58 }) {
                    append(part, to: &terms)
                }
            case .name, .text:
                for part in word.parts {
                    append(part, to: &terms)
                    note(part, isAbjad: word.isAbjad, in: &words)
                }
            }
        }
        guard found.count > 1 else { return }
        let joined = found.flatMap(\.joined)
        guard joined.count <= FoldedWord.longest else { return }
        switch role {
        case .name: append([whole] + joined, to: &terms)
        case .identifier: append(joined, to: &terms)
        case .reference, .text: break
        }
    }

    private static func append(_ term: [UInt8], to terms: inout [UInt8]) {
        terms.append(contentsOf: term)
        terms.append(0x20)
    }

    private static func note(_ term: [UInt8], isAbjad: Bool, in words: inout Set<SearchWord>) {
        // Numbers are never corrected, so that they need no dictionary.
        guard term.count > 1, term.count <= 40, !term.contains(where: { $0 >= 48 && $0 <= 57 }) else { return }
        words.insert(SearchWord(bytes: term, isAbjad: isAbjad))
    }
}

/// A word of the dictionary, by which slips of the pen are put right.
struct SearchWord: Hashable, Sendable {
    let bytes: [UInt8]
    let isAbjad: Bool
}
