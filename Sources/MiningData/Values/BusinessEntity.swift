public import Formats

/// A company, cooperative or authority (MD.04).
public struct BusinessEntity: MiningEntity {
    /// Its number.
    public var identifier: String
    /// Registered name.
    public var name: String
    /// Registered address.
    public var legalAddress: Address?
    /// Address of the place of work.
    public var physicalAddress: Address?
    /// Tax number; `N/A` where it is not known.
    public var taxNumber: String
    /// Number at the Rwanda Development Board.
    public var developmentBoardNumber: String?
    /// Number at the Rwanda Cooperative Agency.
    public var cooperativeNumber: String?
    /// Kind of business (Rwanda).
    public var businessType: String?
    /// Anything else (Rwanda).
    public var otherInformation: String?
    /// Whom to speak to.
    public var contact: ContactDetails
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        identifier: String,
        name: String,
        legalAddress: Address? = nil,
        physicalAddress: Address? = nil,
        taxNumber: String,
        developmentBoardNumber: String? = nil,
        cooperativeNumber: String? = nil,
        businessType: String? = nil,
        otherInformation: String? = nil,
        contact: ContactDetails
    ) {
        self.identifier = identifier
        self.name = name
        self.legalAddress = legalAddress
        self.physicalAddress = physicalAddress
        self.taxNumber = taxNumber
        self.developmentBoardNumber = developmentBoardNumber
        self.cooperativeNumber = cooperativeNumber
        self.businessType = businessType
        self.otherInformation = otherInformation
        self.contact = contact
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let identifier = reader.text("identifier"),
            let name = reader.text("name"),
            let taxNumber = reader.text("tin"),
            let contact: ContactDetails = reader.entity("contactDetails")
        else { return nil }
        self.identifier = identifier
        self.name = name
        legalAddress = reader.entity("legalAddress")
        physicalAddress = reader.entity("physicalAddress")
        self.taxNumber = taxNumber
        developmentBoardNumber = reader.text("rdbNumber")
        cooperativeNumber = reader.text("rcaNumber")
        businessType = reader.text("businessType")
        otherInformation = reader.text("otherInfo")
        self.contact = contact
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("identifier", identifier)
        writer.add("name", name)
        writer.add("legalAddress", legalAddress)
        writer.add("physicalAddress", physicalAddress)
        writer.add("tin", taxNumber)
        writer.add("rdbNumber", developmentBoardNumber)
        writer.add("rcaNumber", cooperativeNumber)
        writer.add("businessType", businessType)
        writer.add("otherInfo", otherInformation)
        writer.add("contactDetails", contact)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
