/// A currency of ISO 4217 in which money can be counted; withdrawn ones that old records use are included.
public struct Currency: Sendable, Hashable {
    private let key: UInt16
    private let digits: UInt8

    /// Reads a three-letter code in any case, with spaces around it; nil if it is not a currency.
    public init?(_ bytes: some Collection<UInt8>) {
        guard let (letters, key) = LetterCode.read(bytes), letters == 3, Self.digitsByKey[key] != Self.none,
            let small = UInt16(exactly: key)
        else { return nil }
        self.key = small
        digits = Self.digitsByKey[key]
    }

    /// Reads a code from text; see ``init(_:)-(Collection)``.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// How many decimals the minor unit has: 2 for cents, 0 for yen, 3 for dinars.
    public var minorDigits: Int { Int(digits) }

    /// How many minor units make one major unit.
    public var minorUnitsPerMajor: Int { (0..<minorDigits).reduce(1) { product, _ in product * 10 } }

    /// The three-letter code.
    public var code: String {
        let letters = [Int(key) / 676, Int(key) / 26 % 26, Int(key) % 26]
        return String(decoding: letters.map { UInt8($0 + 0x41) }, as: UTF8.self)
    }

    private static let none = UInt8.max

    private static let digitsByKey: [UInt8] = {
        var table = [UInt8](repeating: none, count: LetterCode.places)
        CurrencyTable.text.withUTF8Buffer { text in
            for start in stride(from: 0, to: text.count - 3, by: 5) {
                table[LetterCode.key(text[start..<start + 3])] = text[start + 3] - 0x30
            }
        }
        return table
    }()
}

extension Currency: CustomStringConvertible {
    /// The three-letter code.
    public var description: String { code }
}
