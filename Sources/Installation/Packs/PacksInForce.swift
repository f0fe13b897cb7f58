public import Vocabulary

/// The packs that an installation has switched on, the leading one first.
public struct PacksInForce: Sendable, Hashable {
    /// The packs.
    public let packs: [CountryPack]
    /// The terms of all packs, for reading and showing records.
    public let terms: LocalTerms

    /// No pack.
    public static let none = PacksInForce([])

    /// Puts packs in force; where two speak of one thing, the first counts.
    public init(_ packs: [CountryPack]) {
        self.packs = packs
        terms = LocalTerms(packs)
    }

    /// The languages of the site: those of the packs in their order, then the others.
    public var languages: [Language] {
        var seen: Set<Language> = []
        return (packs.flatMap(\.languages) + Language.allCases).filter { seen.insert($0).inserted }
    }

    /// The thresholds with their packs; of two for one parameter, the first.
    public var thresholds: [(pack: CountryPack, threshold: Threshold)] {
        var seen: Set<[String]> = []
        return packs.flatMap { pack in pack.thresholds.map { (pack, $0) } }
            .filter { seen.insert([$0.1.rule, $0.1.parameter]).inserted }
    }
}
