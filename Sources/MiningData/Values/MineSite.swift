public import Formats

/// A mine site with its licences, inspections and status (MD.01).
public struct MineSite: MiningEntity {
    /// Number in the region, see ``SiteNumber``.
    public var number: String
    /// Member state.
    public var country: String
    /// Number in its country.
    public var nationalNumber: String?
    /// Certification status.
    public var status: CertificationStatus
    /// Whether it is worked.
    public var activity: ActivityStatus
    /// Where it lies.
    public var location: MineSiteLocation
    /// Minerals, by code.
    public var minerals: [String]
    /// Its licences.
    public var licences: [Licence]
    /// Who owns it.
    public var owner: BusinessEntity
    /// Who works it.
    public var operators: [BusinessEntity]?
    /// Its inspections.
    public var inspections: [Inspection]?
    /// Changes of its status.
    public var statusChanges: [StatusChange]?
    /// How many tags it may use (Rwanda).
    public var allowedTags: Int?
    /// Positions of its mines (Rwanda).
    public var mines: [Geolocalization]?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        number: String,
        country: String,
        nationalNumber: String? = nil,
        status: CertificationStatus,
        activity: ActivityStatus,
        location: MineSiteLocation,
        minerals: [String],
        licences: [Licence],
        owner: BusinessEntity,
        operators: [BusinessEntity]? = nil,
        inspections: [Inspection]? = nil,
        statusChanges: [StatusChange]? = nil,
        allowedTags: Int? = nil,
        mines: [Geolocalization]? = nil
    ) {
        self.number = number
        self.country = country
        self.nationalNumber = nationalNumber
        self.status = status
        self.activity = activity
        self.location = location
        self.minerals = minerals
        self.licences = licences
        self.owner = owner
        self.operators = operators
        self.inspections = inspections
        self.statusChanges = statusChanges
        self.allowedTags = allowedTags
        self.mines = mines
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let number = reader.text("icglrId"),
            let country = reader.text("addressCountry"),
            let status: CertificationStatus = reader.code("certificationStatus"),
            let activity: ActivityStatus = reader.code("activityStatus"),
            let location: MineSiteLocation = reader.entity("mineSiteLocation"),
            let minerals = reader.texts("mineral"),
            let licences: [Licence] = reader.entities("license"),
            let owner: BusinessEntity = reader.entity("owner")
        else { return nil }
        self.number = number
        self.country = country
        nationalNumber = reader.text("nationalId")
        self.status = status
        self.activity = activity
        self.location = location
        self.minerals = minerals
        self.licences = licences
        self.owner = owner
        operators = reader.entities("operator")
        inspections = reader.entities("inspection")
        statusChanges = reader.entities("statusChange")
        allowedTags = reader.integer("allowedTags")
        mines = reader.entities("minesLocations")
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("icglrId", number)
        writer.add("addressCountry", country)
        writer.add("nationalId", nationalNumber)
        writer.add(code: "certificationStatus", status)
        writer.add(code: "activityStatus", activity)
        writer.add("mineSiteLocation", location)
        writer.add("mineral", minerals)
        writer.add("license", licences)
        writer.add("owner", owner)
        writer.add("operator", operators)
        writer.add("inspection", inspections)
        writer.add("statusChange", statusChanges)
        writer.add("allowedTags", allowedTags)
        writer.add("minesLocations", mines)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
