public import Formats
public import Vocabulary

/// A position on WGS 84, in degrees of four decimals (MD.06).
public struct Geolocalization: MiningEntity {
    /// Latitude.
    public var latitude: DecimalNumber
    /// Longitude.
    public var longitude: DecimalNumber
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        latitude: DecimalNumber,
        longitude: DecimalNumber
    ) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let latitude = reader.decimal(profile.latitudeTerm),
            let longitude = reader.decimal(profile.longitudeTerm)
        else { return nil }
        self.latitude = latitude
        self.longitude = longitude
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add(profile.latitudeTerm, latitude)
        writer.add(profile.longitudeTerm, longitude)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
