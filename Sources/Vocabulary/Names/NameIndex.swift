/// Finds countries and minerals by the names that data use for them, in any case and with or without accents.
public struct NameIndex: Sendable {
    private let countries: [String: CountryCode]
    private let minerals: [String: String]

    /// Makes an index; of two entries with one name, the first counts.
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

    /// The country with that name.
    public func country(named name: String) -> CountryCode? {
        countries[WordFolding.fold(name)]
    }

    /// The identifier of the mineral with that name.
    public func mineral(named name: String) -> String? {
        minerals[WordFolding.fold(name)]
    }
}
