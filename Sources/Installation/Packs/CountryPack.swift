public import Vocabulary

/// What a country adds: its languages, licence kinds, agencies, units, thresholds and laws, as data.
///
/// Every fact names its source and says whether somebody has read it there.
public struct CountryPack: Sendable, Hashable {
    /// The identifier: also the name of its folder.
    public let id: String
    /// Raised whenever the content changes.
    public let version: Int
    /// The name.
    public let name: LocalisedText
    /// ISO 3166-1 alpha-2 codes; those from XA to XZ are free for countries that do not exist.
    public let countries: [String]
    /// The languages of the site, the first one first.
    public let languages: [Language]
    /// The currency.
    public let currency: Currency
    /// The name of the time zone in the IANA database.
    public let timeZone: String
    /// The minerals that matter there.
    public let minerals: [MineralID]
    /// What the facts rest on.
    public let sources: [PackSource]
    /// Kinds of licence.
    public let licenceKinds: [LicenceKind]
    /// Public bodies.
    public let agencies: [PackAgency]
    /// Units of mass besides those that everybody knows.
    public let units: [LocalUnit]
    /// Parameters of rules that differ there.
    public let thresholds: [Threshold]
    /// Remarks on the customs tariff.
    public let tariff: [TariffRemark]
    /// Provinces, departments or regions.
    public let regions: [Region]
    /// The laws that the facts are taken from.
    public let laws: [LegalReference]

    /// The source of that id.
    public func source(_ id: String) -> PackSource? { sources.first { $0.id == id } }

    /// The agency of that id.
    public func agency(_ id: String) -> PackAgency? { agencies.first { $0.id == id } }

    /// The grounds of every fact, in the order of the pack.
    public var bases: [Basis] {
        licenceKinds.map(\.basis) + agencies.map(\.basis) + units.map(\.basis) + thresholds.map(\.basis)
            + tariff.map(\.basis) + regions.map(\.basis) + laws.map(\.basis)
    }

    /// How many facts nobody has compared with their source yet.
    public var uncheckedCount: Int { bases.count { !$0.isChecked } }
}

/// What a fact of a pack rests on.
public struct Basis: Sendable, Hashable {
    /// The source, by its id in the pack.
    public let source: String
    /// Whether somebody has compared the fact with the source; otherwise it was written from memory.
    public let isChecked: Bool
}

/// A text that facts of a pack rest on.
public struct PackSource: Sendable, Hashable {
    /// The id that facts name.
    public let id: String
    /// Author and title.
    public let title: String
    /// Where: address, article, page.
    public let reference: String
}
