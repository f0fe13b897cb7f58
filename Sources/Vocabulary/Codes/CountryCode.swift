/// A country or territory with a code in ISO 3166-1.
///
/// Reading a code allocates nothing: it looks the letters up in a table.
public struct CountryCode: Sendable, Hashable {
    /// The place in the alphabetical list of alpha-2 codes.
    let index: UInt8

    /// Reads an alpha-2 (`CD`) or alpha-3 (`COD`) code in any case, with spaces around it; nil if it is not assigned.
    public init?(_ bytes: some Collection<UInt8>) {
        guard let (letters, key) = LetterCode.read(bytes) else { return nil }
        let found: UInt8
        switch letters {
        case 2: found = Self.lookUp.alpha2[key]
        case 3: found = Self.lookUp.alpha3[key]
        default: return nil
        }
        guard found != Self.none else { return nil }
        index = found
    }

    /// Reads a code from text; see ``init(_:)-(Collection)``.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// The country with that number in ISO 3166-1 (180 for the Democratic Republic of the Congo).
    public init?(numeric: Int) {
        guard let found = Self.lookUp.numeric.firstIndex(of: numeric), let index = UInt8(exactly: found) else {
            return nil
        }
        self.index = index
    }

    private init(index: UInt8) {
        self.index = index
    }

    /// The two-letter code, as facts keep it.
    public var alpha2: String { Self.letters(at: Int(index) * 9, count: 2) }

    /// The three-letter code.
    public var alpha3: String { Self.letters(at: Int(index) * 9 + 2, count: 3) }

    /// The three-digit number.
    public var numeric: Int { Self.lookUp.numeric[Int(index)] }

    /// All countries, in alphabetical order of their alpha-2 codes.
    public static let all: [CountryCode] = lookUp.numeric.indices.compactMap { position in
        UInt8(exactly: position).map { CountryCode(index: $0) }
    }

    private static let none = UInt8.max

    private struct LookUp {
        var alpha2 = [UInt8](repeating: CountryCode.none, count: 26 * 26)
        var alpha3 = [UInt8](repeating: CountryCode.none, count: LetterCode.places)
        var numeric: [Int] = []
    }

    private static let lookUp: LookUp = {
        var tables = LookUp()
        CountryTable.text.withUTF8Buffer { text in
            for start in stride(from: 0, to: text.count - 7, by: 9) {
                guard let index = UInt8(exactly: start / 9) else { return }
                tables.alpha2[LetterCode.key(text[start..<start + 2])] = index
                tables.alpha3[LetterCode.key(text[start + 2..<start + 5])] = index
                tables.numeric.append((start + 5..<start + 8).reduce(0) { $0 * 10 + Int(text[$1]) - 0x30 })
            }
        }
        return tables
    }()

    private static func letters(at start: Int, count: Int) -> String {
        CountryTable.text.withUTF8Buffer { String(decoding: $0[start..<start + count], as: UTF8.self) }
    }
}

extension CountryCode: CustomStringConvertible, Comparable {
    /// The alpha-2 code.
    public var description: String { alpha2 }

    /// Alphabetical order of the alpha-2 codes.
    public static func < (left: CountryCode, right: CountryCode) -> Bool {
        left.index < right.index
    }
}
