public import Formats

/// Whom to speak to at a business (MD.09).
public struct ContactDetails: MiningEntity {
    /// Who represents it.
    public var legalRepresentative: String
    /// Telephone, E.164.
    public var telephone: String
    /// Electronic mail.
    public var email: String
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        legalRepresentative: String,
        telephone: String,
        email: String
    ) {
        self.legalRepresentative = legalRepresentative
        self.telephone = telephone
        self.email = email
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let legalRepresentative = reader.text("legalRepresentative"),
            let telephone = reader.text("contactPhoneNumber"),
            let email = reader.text("contactEmail")
        else { return nil }
        self.legalRepresentative = legalRepresentative
        self.telephone = telephone
        self.email = email
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("legalRepresentative", legalRepresentative)
        writer.add("contactPhoneNumber", telephone)
        writer.add("contactEmail", email)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
