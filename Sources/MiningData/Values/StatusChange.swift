public import Formats
public import Vocabulary

/// One change of the certification status of a site (MD.10).
public struct StatusChange: MiningEntity {
    /// The day.
    public var date: CalendarDate
    /// The status from then on.
    public var status: CertificationStatus
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        date: CalendarDate,
        status: CertificationStatus
    ) {
        self.date = date
        self.status = status
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let date = reader.date("dateOfChange"),
            let status: CertificationStatus = reader.code("newStatus")
        else { return nil }
        self.date = date
        self.status = status
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("dateOfChange", date)
        writer.add(code: "newStatus", status)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
