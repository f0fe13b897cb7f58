import Secrets

/// The words by which people ask, in each language, and the minerals that they may ask the price of.
///
/// Case, accents, spaces, punctuation and the script of digits do not count. A word that is nearly a keyword is never
/// taken for it: it is offered.
public struct KeywordBook: Sendable {
    let keywords: [String: Keyword]
    let minerals: [String: String]

    /// How many digits a receipt has; that many alone are taken for one.
    private static let receiptDigits = 28
    /// Shorter words are near to too many others.
    private static let shortestOffer = 3

    /// Every keyword, in the order of its folded spelling.
    public var allKeywords: [Keyword] { keywords.sorted { $0.key < $1.key }.map(\.value) }

    /// The ids of the minerals that are known.
    public var mineralIDs: Set<String> { Set(minerals.values) }

    /// Reads a message.
    public func read(_ text: String) -> KeywordReading {
        let message = MessageWords(text)
        guard let first = message.words.first else { return Self.unclear([]) }
        if first.isNumber { return number(message) }
        guard let keyword = keywords[first.folded] else { return Self.unclear(nearest(to: first.folded)) }
        let rest = message.rest(after: 1)
        let intent: Intent =
            switch keyword.command {
            case .report: .report(text: rest)
            case .price: .price(query(message))
            case .answer: .answer(receipt: message.words.count > 1 ? SecretBytes(Array(rest.utf8)) : nil)
            case .help: .help
            case .language: .language
            case .stop: .stop
            case .start: .start
            case .yes: .yes
            case .no: .no
            }
        return KeywordReading(intent: intent, languages: keyword.languages, isAlone: message.words.count == 1)
    }

    private func number(_ message: MessageWords) -> KeywordReading {
        let digits = message.words.map(\.folded).joined()
        guard message.words.allSatisfy(\.isNumber) else { return Self.unclear([]) }
        if digits.utf8.count == Self.receiptDigits {
            return KeywordReading(intent: .answer(receipt: SecretBytes(digits.utf8)), languages: [], isAlone: true)
        }
        guard message.words.count == 1, digits.utf8.count <= 4, let number = Int(digits) else {
            return Self.unclear([])
        }
        return KeywordReading(intent: .number(number), languages: [], isAlone: true)
    }

    /// The mineral is the first word after the keyword that is one; the other words are the place.
    private func query(_ message: MessageWords) -> PriceQuery {
        var place: [String] = []
        var mineral: String?
        for (index, word) in message.words.enumerated().dropFirst() {
            if mineral == nil, let id = minerals[word.folded] {
                mineral = id
            } else {
                let start = message.words[index - 1].end
                let written = message.text.unicodeScalars[start..<word.end].drop { scalar in
                    !scalar.properties.isAlphabetic && DecimalDigit.value(of: scalar) == nil
                }
                place.append(String(written))
            }
        }
        return PriceQuery(mineral: mineral, place: place.isEmpty ? nil : place.joined(separator: " "))
    }

    private func nearest(to word: String) -> [Keyword] {
        let letters = Array(word.unicodeScalars)
        guard letters.count >= Self.shortestOffer else { return [] }
        return keywords.filter { spelling, _ in
            let other = Array(spelling.unicodeScalars)
            return other.count >= Self.shortestOffer && OneSlip.parts(letters, other)
        }.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func unclear(_ nearest: [Keyword]) -> KeywordReading {
        KeywordReading(intent: .unclear(nearest: nearest), languages: [], isAlone: false)
    }
}
