public import Formats
public import Vocabulary

/// One change of the certification status of a site (MD.10).
public struct StatusChange: MiningEntity {
    /// The day.
    public var date: CalendarDate
    /// The status from then on.
    public var status: CertificationStatus
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        date: CalendarDate,
        status: CertificationStatus
    ) {
        self.date = date
        self.status = status
    }

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

    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("dateOfChange", date)
        writer.add(code: "newStatus", status)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
