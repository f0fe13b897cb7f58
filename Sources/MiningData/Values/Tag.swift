public import Formats
public import Vocabulary

/// A tag that is fastened to a lot (MD.11).
public struct Tag: MiningEntity {
    /// Its number.
    public var identifier: String
    /// Who gave it out.
    public var issuer: BusinessEntity
    /// Day on which it was made.
    public var issueDate: CalendarDate
    /// Time at which it was made.
    public var issueTime: ClockTime
    /// Who approved it (Rwanda).
    public var approvedBy: String?
    /// Kind of tag (Rwanda).
    public var kind: String?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        identifier: String,
        issuer: BusinessEntity,
        issueDate: CalendarDate,
        issueTime: ClockTime,
        approvedBy: String? = nil,
        kind: String? = nil
    ) {
        self.identifier = identifier
        self.issuer = issuer
        self.issueDate = issueDate
        self.issueTime = issueTime
        self.approvedBy = approvedBy
        self.kind = kind
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let identifier = reader.text("identifier"),
            let issuer: BusinessEntity = reader.entity("issuer"),
            let issueDate = reader.date("issueDate"),
            let issueTime = reader.time("issueTime")
        else { return nil }
        self.identifier = identifier
        self.issuer = issuer
        self.issueDate = issueDate
        self.issueTime = issueTime
        approvedBy = reader.text("representativeRMB")
        kind = reader.text("tagType")
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("identifier", identifier)
        writer.add("issuer", issuer)
        writer.add("issueDate", issueDate)
        writer.add("issueTime", issueTime)
        writer.add("representativeRMB", approvedBy)
        writer.add("tagType", kind)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
