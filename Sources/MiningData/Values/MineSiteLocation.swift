public import Formats
public import Vocabulary

/// Where a mine site lies (MD.08).
public struct MineSiteLocation: MiningEntity {
    /// The position.
    public var position: Geolocalization
    /// The position in the words of the cadastre.
    public var cadastre: String?
    /// The position in local words.
    public var designation: Address?
    /// The outline, a GeoJSON polygon.
    public var polygon: JSONNode?
    /// Mean height in metres.
    public var altitude: DecimalNumber?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        position: Geolocalization,
        cadastre: String? = nil,
        designation: Address? = nil,
        polygon: JSONNode? = nil,
        altitude: DecimalNumber? = nil
    ) {
        self.position = position
        self.cadastre = cadastre
        self.designation = designation
        self.polygon = polygon
        self.altitude = altitude
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let position: Geolocalization = reader.entity("geolocalization")
        else { return nil }
        self.position = position
        cadastre = reader.text("nationalCadasterLocalization")
        designation = reader.entity("localGeographicDesignation")
        polygon = reader.node("polygon")
        altitude = reader.decimal("altitude")
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("geolocalization", position)
        writer.add("nationalCadasterLocalization", cadastre)
        writer.add("localGeographicDesignation", designation)
        writer.add("polygon", polygon)
        writer.add("altitude", altitude)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
