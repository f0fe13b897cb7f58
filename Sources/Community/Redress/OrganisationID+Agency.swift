public import Remedy
public import Store

/// How the kernel's organisations are named here: an agency of the store, a party of its records, or a name alone.
extension OrganisationID {
    private static let agencyPrefix = "agency:"
    private static let partyPrefix = "party:"
    private static let namePrefix = "name:"

    /// An agency of the store.
    public init(_ agency: AgencyNumber) { self.init(rawValue: "\(Self.agencyPrefix)\(agency.rawValue)") }

    /// A party of the store's records, by its identifier.
    public init(party: String) { self.init(rawValue: Self.partyPrefix + party) }

    /// Somebody of whom no more than a name is known.
    public init(named name: String) { self.init(rawValue: Self.namePrefix + name) }

    /// The agency, where it is one.
    public var agency: AgencyNumber? {
        guard rawValue.hasPrefix(Self.agencyPrefix) else { return nil }
        return Int64(rawValue.dropFirst(Self.agencyPrefix.count)).map(AgencyNumber.init(rawValue:))
    }

    /// The identifier of the party, where it is one.
    public var party: String? {
        rawValue.hasPrefix(Self.partyPrefix) ? String(rawValue.dropFirst(Self.partyPrefix.count)) : nil
    }

    /// The bare name, where no more is known.
    public var name: String? {
        rawValue.hasPrefix(Self.namePrefix) ? String(rawValue.dropFirst(Self.namePrefix.count)) : nil
    }
}

extension CaseID {
    /// The id of a file of the store.
    public init(_ file: Int64) { self.init(rawValue: String(file)) }
}
