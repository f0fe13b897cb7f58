internal import Vocabulary

/// The words of the packs in force, ready to look up while records are read and shown.
public struct LocalTerms: Sendable, Hashable {
    private let kindsByTerm: [String: LicenceKind]
    private let unitsBySymbol: [String: LocalUnit]

    /// No words.
    public static let none = LocalTerms([])

    /// Takes the words of packs; where two have the same, the first counts.
    public init(_ packs: [CountryPack]) {
        var kinds: [String: LicenceKind] = [:]
        var units: [String: LocalUnit] = [:]
        for pack in packs {
            for kind in pack.licenceKinds {
                for term in kind.terms where kinds[WordFolding.fold(term)] == nil {
                    kinds[WordFolding.fold(term)] = kind
                }
            }
            for unit in pack.units where units[unit.symbol] == nil { units[unit.symbol] = unit }
        }
        kindsByTerm = kinds
        unitsBySymbol = units
    }

    /// Whether there are no words.
    public var isEmpty: Bool { kindsByTerm.isEmpty && unitsBySymbol.isEmpty }

    /// The licence kind that a register's type means, in any case and with or without accents.
    public func licenceKind(_ type: String) -> LicenceKind? {
        kindsByTerm.isEmpty ? nil : kindsByTerm[WordFolding.fold(type)]
    }

    /// The unit of that symbol, in exactly this spelling.
    public func unit(_ symbol: String) -> LocalUnit? { unitsBySymbol[symbol] }
}
