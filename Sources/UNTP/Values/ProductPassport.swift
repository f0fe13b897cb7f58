public import Formats
public import Vocabulary

/// A product as its digital passport describes it.
public struct ProductPassport: Sendable, Hashable {
    /// A material in the product.
    public struct Material: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// The country that it comes from, ISO 3166-1.
        public let country: String?
        /// Its share of the mass, from 0 to 1.
        public let massFraction: DecimalNumber?
        /// Its mass.
        public let mass: Measure?
    }

    /// The release that it was read from.
    public let version: Version
    /// Identifier of the product.
    public let id: String
    /// Its name.
    public let name: String
    /// What the identifier stands for: `model`, `batch` or `item`.
    public let granularity: String?
    /// Number of the batch.
    public let batch: String?
    /// Codes of its categories.
    public let categories: [String]
    /// Who made it.
    public let producer: Reference?
    /// Where it was made.
    public let facility: Reference?
    /// Day on which it was made.
    public let produced: String?
    /// Country in which it was made.
    public let country: String?
    /// Its weight.
    public let weight: Measure?
    /// What it is made of.
    public let materials: [Material]
    /// The whole subject, as it came: passports are read and passed on, never shortened.
    public let node: JSONNode

    /// What names the lot.
    public var lot: String { EventProduct.lot(id, granularity, batch: batch) }

    init?(_ subject: JSONNode, _ version: Version) {
        // 0.6 has the product in a passport; 0.5 and 0.7 have the product alone.
        let product = subject["product"] ?? subject
        guard let id = product["id"]?.string, let name = product["name"]?.string else { return nil }
        self.version = version
        self.id = id
        self.name = name
        node = subject
        granularity =
            product["idGranularity"]?.string ?? subject["granularityLevel"]?.string
            ?? product["granularityLevel"]?.string
        batch = product["batchNumber"]?.string
        categories = (product["productCategory"]?.elements ?? []).compactMap {
            $0["code"]?.string ?? $0["name"]?.string
        }
        let roles = (product["relatedParty"]?.elements ?? []).compactMap { PartyRole($0) }
        producer =
            roles.first { ["producer", "manufacturer", "processor"].contains($0.role) }?.party
            ?? product["producedByParty"].flatMap { Reference($0) }
        facility = product["producedAtFacility"].flatMap { Reference($0) }
        produced = product["productionDate"]?.string
        country = Self.country(product["countryOfProduction"])
        weight = product["dimensions"]?["weight"].flatMap { Measure($0) }
        let materials = product["materialProvenance"] ?? subject["materialsProvenance"]
        self.materials = (materials?.elements ?? []).compactMap { material in
            guard let name = material["name"]?.string else { return nil }
            return Material(
                name: name,
                country: Self.country(material["originCountry"]),
                massFraction: material["massFraction"]?.numberText.flatMap { try? DecimalNumber($0) },
                mass: material["mass"].flatMap { Measure($0) }
            )
        }
    }

    /// A country as 0.7 writes it, an object, or as 0.6 does, a text.
    static func country(_ node: JSONNode?) -> String? { node?.string ?? node?["countryCode"]?.string }

    /// A passport of 0.7 made anew.
    ///
    /// - Parameters:
    ///   - subject: The product's members; see ``TransparencyReader`` for what must be there.
    public init?(_ subject: [JSONNode.Member]) { self.init(.object(subject), .current) }
}
