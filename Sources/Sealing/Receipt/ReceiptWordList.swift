public import Vocabulary

/// The 1,024 words of a language in which receipts are written: `Content/receipt-words/`.
///
/// Words have 4 to 8 letters and differ in their first four after accents are folded, so that four are enough.
public struct ReceiptWordList: Sendable {
    /// Why a text is no list of words.
    public struct Fault: Error, Sendable, Hashable {
        /// The kinds of fault.
        public enum Reason: String, Sendable, Hashable {
            /// A line that is no word of 4 to 8 letters.
            case notAWord
            /// A word that begins like another one, or is out of order.
            case order
            /// More or fewer than 1,024.
            case number
        }

        /// What is wrong.
        public let reason: Reason
        /// The line, the first being 1.
        public let line: Int
    }

    /// How many words a list has: 10 bits each.
    public static let count = 1_024

    /// The language of the words.
    public let language: Language
    /// The words as they are spelt.
    public let words: [String]
    /// The words as they are compared.
    let folded: [[UInt8]]
    private let indexByBeginning: [[UInt8]: Int]

    /// Reads a list: one word a line, in the order of their letters without accents.
    public init(_ language: Language, parsing text: String) throws(Fault) {
        var words: [String] = []
        var folded: [[UInt8]] = []
        var index: [[UInt8]: Int] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            guard let letters = LetterFolding.fold(line), (4...8).contains(letters.count), (4...8).contains(line.count)
            else { throw Fault(reason: .notAWord, line: number + 1) }
            let beginning = Array(letters.prefix(4))
            guard folded.last.map({ $0.prefix(4).lexicographicallyPrecedes(beginning) }) ?? true else {
                throw Fault(reason: .order, line: number + 1)
            }
            index[beginning] = number
            words.append(String(line))
            folded.append(letters)
        }
        guard words.count == Self.count else { throw Fault(reason: .number, line: words.count + 1) }
        (self.language, self.words, self.folded, indexByBeginning) = (language, words, folded, index)
    }

    /// The number of the word that begins with the first four of these letters; nil if none does or they are fewer.
    func index(beginning letters: some Collection<UInt8>) -> Int? {
        letters.count < 4 ? nil : indexByBeginning[Array(letters.prefix(4))]
    }

    /// The words that are most like what was typed, the likest first.
    func nearest(to letters: [UInt8], count: Int) -> [String] {
        let ranked = folded.indices
            .filter { abs(folded[$0].count - letters.count) <= 3 }
            .map { (distance: LetterFolding.distance(letters, folded[$0]), index: $0) }
            .filter { $0.distance <= 3 }
            .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
        return ranked.prefix(count).map { words[$0.index] }
    }
}
