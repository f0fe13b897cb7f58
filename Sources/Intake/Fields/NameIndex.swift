public import Vocabulary

/// Finds countries and minerals by the names that files use for them.
public struct NameIndex: Sendable {
    private let countries: [String: CountryCode]
    private let minerals: [String: String]

    /// Makes an index.
    ///
    /// - Parameters:
    ///   - countries: Names and aliases, in any language.
    ///   - minerals: Names and aliases, and the identifier of the mineral that each stands for.
    public init(countries: [(name: String, code: CountryCode)], minerals: [(name: String, id: String)]) {
        self.countries = Dictionary(
            countries.map { (WordFolding.fold($0.name), $0.code) },
            uniquingKeysWith: { first, _ in first }
        )
        self.minerals = Dictionary(
            minerals.map { (WordFolding.fold($0.name), $0.id) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Makes an index of the names in the lexicon.
    public init(_ lexicon: Lexicon) {
        self.init(
            countries: lexicon.countries.flatMap { country in
                (country.name.all + country.aliases).map { ($0, country.code) }
            },
            minerals: lexicon.minerals.flatMap { mineral in
                (mineral.name.all + mineral.aliases + [mineral.id.rawValue]).map { ($0, mineral.id.rawValue) }
            }
        )
    }

    func country(named name: String) -> CountryCode? {
        countries[WordFolding.fold(name)]
    }

    /// The identifiers of the minerals in a list, separated by spaces; a name that is not known stays as it is.
    func minerals(in text: String) -> [UInt8] {
        var result: [String] = []
        let whole = WordFolding.fold(text)
        let parts =
            minerals[whole] != nil
            ? [whole]
            : text.split(whereSeparator: { ",;/+|()".contains($0) }).flatMap { part -> [String] in
                let folded = WordFolding.fold(String(part))
                guard minerals[folded] == nil else { return [folded] }
                return folded.split(separator: " ").map(String.init)
            }
        for part in parts {
            let name = minerals[part] ?? part.replacing(" ", with: "_")
            if !name.isEmpty, !result.contains(name) { result.append(name) }
        }
        return Array(result.joined(separator: " ").utf8)
    }
}
