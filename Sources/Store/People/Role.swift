/// What a person is to Touchstone; a person may have several roles, the public has none.
public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    /// Runs the installation: people, agencies, sharing. Reads no more than anybody else of the agency.
    case administrator
    /// Works on findings.
    case analyst
    /// Goes to sites and hands in what was seen there.
    case inspector
    /// Answers for a team: names readers of TLP:RED, seals and opens, reads the trail of the agency's data.
    case supervisor
    /// Takes reports from communities and follows them up.
    case communityLiaison = "community_liaison"
    /// Belongs to a company or cooperative that hands in its own records.
    case company
    /// Checks records against what was handed in.
    case auditor
    /// Watches over the use of the installation: reads the whole access trail.
    case oversight
    /// Runs exercises.
    case trainer
    /// Does exercises.
    case trainee
}
