public import Formats
public import Vocabulary

/// A facility as its record describes it.
public struct FacilityRecord: Sendable, Hashable {
    /// The release that it was read from.
    public let version: Version
    /// Identifier of the facility.
    public let id: String
    /// Its name.
    public let name: String
    /// What it is, in words.
    public let description: String?
    /// Country in which it works, ISO 3166-1.
    public let country: String?
    /// Who works it.
    public let operating: Reference?
    /// Longitude and latitude, as written.
    public let position: (longitude: DecimalNumber, latitude: DecimalNumber)?
    /// The whole subject, as it came.
    public let node: JSONNode

    init?(_ subject: JSONNode, _ version: Version) {
        let facility = subject["facility"] ?? subject
        guard let id = facility["id"]?.string, let name = facility["name"]?.string else { return nil }
        self.version = version
        self.id = id
        self.name = name
        node = subject
        description = facility["description"]?.string
        country = ProductPassport.country(facility["countryOfOperation"])
        let roles = (facility["relatedParty"]?.elements ?? []).compactMap { PartyRole($0) }
        operating =
            roles.first { $0.role == "operator" || $0.role == "owner" }?.party
            ?? facility["operatedByParty"].flatMap { Reference($0) }
        position = Self.position(facility["locationInformation"]?["geoLocation"])
    }

    /// A position as 0.7 writes it, by name, or as 0.6 does, a GeoJSON point.
    private static func position(_ node: JSONNode?) -> (longitude: DecimalNumber, latitude: DecimalNumber)? {
        let list = node?["coordinates"]?.elements ?? []
        let texts = list.count >= 2 ? [list[0], list[1]] : [node?["longitude"], node?["latitude"]].compactMap(\.self)
        let numbers = texts.compactMap { $0.numberText.flatMap { try? DecimalNumber($0) } }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }

    /// Whether two records say the same.
    public static func == (left: FacilityRecord, right: FacilityRecord) -> Bool {
        left.version == right.version && left.node == right.node
    }

    /// Adds what the record says.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(version)
        hasher.combine(node)
    }
}
