public import Formats

/// A postal address (MD.05).
public struct Address: MiningEntity {
    /// ISO 3166-1 code.
    public var country: String
    /// First-level division, ISO 3166-2.
    public var division: String?
    /// Its name.
    public var divisionName: String?
    /// Second-level division.
    public var secondDivision: String?
    /// Third-level division.
    public var thirdDivision: String?
    /// Fourth-level division.
    public var fourthDivision: String?
    /// Town or village.
    public var locality: String
    /// Its code.
    public var localityCode: String?
    /// Street (Rwanda).
    public var street: String?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        country: String,
        division: String? = nil,
        divisionName: String? = nil,
        secondDivision: String? = nil,
        thirdDivision: String? = nil,
        fourthDivision: String? = nil,
        locality: String,
        localityCode: String? = nil,
        street: String? = nil
    ) {
        self.country = country
        self.division = division
        self.divisionName = divisionName
        self.secondDivision = secondDivision
        self.thirdDivision = thirdDivision
        self.fourthDivision = fourthDivision
        self.locality = locality
        self.localityCode = localityCode
        self.street = street
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let country = reader.text("country"),
            let locality = reader.text("addressLocalityText")
        else { return nil }
        self.country = country
        division = reader.text("subnationalDivisionL1")
        divisionName = reader.text("subnationalDivisionL1Text")
        secondDivision = reader.text("subnationalDivisionL2")
        thirdDivision = reader.text("subnationalDivisionL3")
        fourthDivision = reader.text("subnationalDivisionL4")
        self.locality = locality
        localityCode = reader.text("addressLocalityCode")
        street = reader.text("streetAddress")
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("country", country)
        writer.add("subnationalDivisionL1", division)
        writer.add("subnationalDivisionL1Text", divisionName)
        writer.add("subnationalDivisionL2", secondDivision)
        writer.add("subnationalDivisionL3", thirdDivision)
        writer.add("subnationalDivisionL4", fourthDivision)
        writer.add("addressLocalityText", locality)
        writer.add("addressLocalityCode", localityCode)
        writer.add("streetAddress", street)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
