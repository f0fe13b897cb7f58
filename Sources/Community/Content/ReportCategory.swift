/// What a report is about: OECD Annex II to the minerals guidance first, then what mines do to land and people.
public enum ReportCategory: String, Sendable, Hashable, CaseIterable {
    /// Killing, beating, shooting, arrest.
    case violence
    /// Threats.
    case threats
    /// Children who work.
    case childLabour = "child_labour"
    /// People who are made to work.
    case forcedLabour = "forced_labour"
    /// Sexual violence or harassment.
    case sexualViolence = "sexual_violence"
    /// Armed people who take money or minerals.
    case armed
    /// Bribes.
    case bribery
    /// Minerals taken away in secret.
    case smuggling
    /// Land, houses, graves.
    case land
    /// Water and fish.
    case water
    /// Dust, waste, chemicals.
    case waste
    /// Accident, collapse.
    case accident
    /// Pay and conditions of work.
    case work
    /// Mining where it is not allowed.
    case licence
    /// Something else.
    case other
}
