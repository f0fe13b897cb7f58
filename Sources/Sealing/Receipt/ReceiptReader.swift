public import Vocabulary

/// Reads what somebody typed as their receipt, in words of any of our languages or in digits.
///
/// Case, accents, spaces, hyphens and numbers before the words do not count, four letters of a word are enough, and
/// words may run together. What is wrong is told with its place and what may have been meant.
public struct ReceiptReader: Sendable {
    /// A receipt and the language that it was typed in; nil for digits.
    public struct Reading: Sendable {
        /// The receipt.
        public let receipt: Receipt
        /// The language.
        public let language: Language?
    }

    private let lists: [ReceiptWordList]

    /// Nobody types as much; what is longer is not looked at.
    private static let byteLimit = 400

    /// A reader of the languages of these lists.
    public init(_ lists: [ReceiptWordList]) { self.lists = lists }

    /// Reads a receipt; the language, if it is known, decides where words are good in two.
    public func read(_ text: String, in language: Language? = nil) throws(ReceiptFault) -> Reading {
        guard text.utf8.count <= Self.byteLimit else { throw ReceiptFault(.tooLong) }
        let isDigits = !text.contains(where: \.isLetter)
        if isDigits { return Reading(receipt: try ReceiptDigits.read(text), language: nil) }
        let tokens = Self.tokens(text)
        var good: [(language: Language, receipt: Receipt)] = []
        for list in lists {
            if let receipt = Self.receipt(tokens, in: list) ?? Self.receipt(runTogether: tokens, in: list) {
                good.append((list.language, receipt))
            }
        }
        if let chosen = good.first(where: { $0.language == language }) {
            return Reading(receipt: chosen.receipt, language: chosen.language)
        }
        if let first = good.first {
            guard good.allSatisfy({ $0.receipt.secret == first.receipt.secret }) else {
                throw ReceiptFault(.ambiguous)
            }
            return Reading(receipt: first.receipt, language: first.language)
        }
        throw fault(tokens, language)
    }

    /// The words as letters; what has no letters separates them.
    private static func tokens(_ text: String) -> [[UInt8]] {
        text.split { !$0.isLetter && !$0.unicodeScalars.allSatisfy { (0x300...0x36F).contains($0.value) } }
            .map { LetterFolding.fold($0) ?? [] }
    }

    private static func receipt(_ tokens: [[UInt8]], in list: ReceiptWordList) -> Receipt? {
        let numbers = tokens.compactMap { list.index(beginning: $0).map { UInt16(truncatingIfNeeded: $0) } }
        return numbers.count == tokens.count ? Receipt(numbers: numbers) : nil
    }

    /// The receipt of whole words whose spaces are missing or misplaced; nil unless there is exactly one way to read it.
    private static func receipt(runTogether tokens: [[UInt8]], in list: ReceiptWordList) -> Receipt? {
        let letters = tokens.flatMap(\.self)
        guard (4 * Receipt.wordCount...8 * Receipt.wordCount).contains(letters.count) else { return nil }
        // The ways to read the first letters, by how many letters and then words they take.
        var ways: [[[UInt16]]] = Array(repeating: [], count: letters.count + 1)
        ways[0] = [[]]
        for start in letters.indices where !ways[start].isEmpty {
            guard let index = list.index(beginning: letters[start...]) else { continue }
            let word = list.folded[index]
            guard letters[start...].starts(with: word) else { continue }
            for way in ways[start] where way.count < Receipt.wordCount {
                ways[start + word.count].append(way + [UInt16(truncatingIfNeeded: index)])
            }
        }
        let receipts = ways[letters.count].compactMap { Receipt(numbers: $0) }
        return receipts.count == 1 ? receipts[0] : nil
    }

    // MARK: What is wrong

    private func fault(_ tokens: [[UInt8]], _ language: Language?) -> ReceiptFault {
        // The language that knows most of the words is meant; the one that was named, where two know as many.
        let known = lists.map { list in tokens.count { list.index(beginning: $0) != nil } }
        let best = lists.indices.max { left, right in
            (known[left], lists[left].language == language ? 1 : 0)
                < (known[right], lists[right].language == language ? 1 : 0)
        }
        guard let best, !tokens.isEmpty else { return ReceiptFault(.empty) }
        let list = lists[best]
        let numbers = tokens.map { list.index(beginning: $0).map { UInt16(truncatingIfNeeded: $0) } }
        guard tokens.count == Receipt.wordCount else {
            return ReceiptFault(
                .wrongCount,
                found: tokens.count,
                language: list.language,
                suggestions: Self.unknown(tokens, numbers, list)
            )
        }
        let suggestions = Self.unknown(tokens, numbers, list)
        guard suggestions.isEmpty else {
            return ReceiptFault(.unknownWord, language: list.language, suggestions: suggestions)
        }
        return Self.wrongWords(tokens, numbers.compactMap(\.self), list)
    }

    /// The words that the list does not hold, each with what is like it; where one alone is unknown, the others say
    /// which one it must be.
    private static func unknown(
        _ tokens: [[UInt8]],
        _ numbers: [UInt16?],
        _ list: ReceiptWordList
    ) -> [ReceiptFault.Suggestion] {
        let places = numbers.indices.filter { numbers[$0] == nil }
        // Comparing with 1,024 words takes a while: it is done for what could be a receipt.
        guard tokens.count <= Receipt.wordCount + 3 else { return [] }
        return places.map { place in
            var texts = list.nearest(to: tokens[place], count: 3)
            if places.count == 1, numbers.count == Receipt.wordCount {
                let index = Int(TenBitField.demanded(at: place, in: numbers.map { $0 ?? 0 }))
                let demanded = list.words[index]
                // It is offered only if it is like what was typed: nobody is told a word that they did not have.
                if LetterFolding.distance(list.folded[index], tokens[place]) <= 4 {
                    texts = [demanded] + texts.filter { $0 != demanded }
                }
            }
            return ReceiptFault.Suggestion(place: place + 1, texts: texts)
        }
    }

    private static func wrongWords(_ tokens: [[UInt8]], _ numbers: [UInt16], _ list: ReceiptWordList) -> ReceiptFault {
        let swaps = numbers.indices.dropLast().filter { place in
            var swapped = numbers
            swapped.swapAt(place, place + 1)
            return TenBitField.syndrome(swapped) == 0
        }
        guard swaps.isEmpty else {
            let suggestions = swaps.flatMap { place in
                [(place, numbers[place + 1]), (place + 1, numbers[place])].map { at, number in
                    ReceiptFault.Suggestion(place: at + 1, texts: [list.words[Int(number)]])
                }
            }
            return ReceiptFault(.swapped, language: list.language, suggestions: suggestions)
        }
        let candidates = numbers.indices.map { place in
            let index = Int(TenBitField.demanded(at: place, in: numbers))
            return (distance: LetterFolding.distance(list.folded[index], tokens[place]), place: place, index: index)
        }
        let likely = candidates.filter { $0.distance <= 3 }.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }
        return ReceiptFault(
            .wrongWord,
            language: list.language,
            suggestions: likely.map { ReceiptFault.Suggestion(place: $0.place + 1, texts: [list.words[$0.index]]) }
        )
    }
}
