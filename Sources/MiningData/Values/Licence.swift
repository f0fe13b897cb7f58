public import Formats
public import Vocabulary

/// A right to explore or mine, or the statement that there is none (MD.02).
public struct Licence: MiningEntity {
    /// Its kind.
    public var type: LicenceType
    /// Its number.
    public var identifier: String?
    /// Who holds it.
    public var owner: BusinessEntity?
    /// Day of the application.
    public var applied: CalendarDate?
    /// Day of the grant.
    public var granted: CalendarDate?
    /// Day on which it ends.
    public var expires: CalendarDate?
    /// Whether it is in force.
    public var isActive: Bool?
    /// Minerals that it covers.
    public var minerals: [String]
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        type: LicenceType,
        identifier: String? = nil,
        owner: BusinessEntity? = nil,
        applied: CalendarDate? = nil,
        granted: CalendarDate? = nil,
        expires: CalendarDate? = nil,
        isActive: Bool? = nil,
        minerals: [String]
    ) {
        self.type = type
        self.identifier = identifier
        self.owner = owner
        self.applied = applied
        self.granted = granted
        self.expires = expires
        self.isActive = isActive
        self.minerals = minerals
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let type: LicenceType = reader.code("licenseType"),
            let minerals = reader.texts("coveredCommodities")
        else { return nil }
        self.type = type
        identifier = reader.text("licenseId")
        owner = reader.entity("owner")
        applied = reader.date("appliedDate")
        granted = reader.date("grantedDate")
        expires = reader.date("expiringDate")
        isActive = reader.flag("licenseStatus")
        self.minerals = minerals
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add(code: "licenseType", type)
        writer.add("licenseId", identifier)
        writer.add("owner", owner)
        writer.add("appliedDate", applied)
        writer.add("grantedDate", granted)
        writer.add("expiringDate", expires)
        writer.add(flag: "licenseStatus", isActive)
        writer.add("coveredCommodities", minerals)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
