/// Which role gives which capabilities: the one table that decides.
///
/// Running the installation and reading what is in it are kept apart: an administrator gets no capability to read.
public enum Capabilities {
    /// The capabilities of one role.
    public static func of(_ role: Role) -> Set<Capability> {
        switch role {
        case .administrator: [.managePeople, .manageAgencies, .manageMessages, .issueTokens]
        case .analyst:
            [
                .readExactPositions, .readIdentity, .readOriginals, .handIn, .assess, .judge, .export, .issueTokens,
                .workCases, .leadCases,
            ]
        case .inspector:
            [
                .readExactPositions, .readReports, .readOriginals, .handIn, .export, .issueTokens, .hearGrievances,
                .workCases,
            ]
        case .supervisor:
            [
                .readRed, .readExactPositions, .readIdentity, .readReports, .readOriginals, .handIn, .assess, .judge,
                .publish, .export, .nameReaders, .seal, .openSeals, .readTrail, .issueTokens, .issueCredentials,
                .manageForms, .takeGrievances, .hearGrievances, .answerGrievances, .leadDialogue, .readMeasures,
                .workCases, .leadCases,
            ]
        case .communityLiaison:
            [
                .readExactPositions, .readReports, .receiveReports, .handIn, .openSeals, .export, .issueTokens,
                .manageForms, .takeGrievances, .hearGrievances, .leadDialogue,
            ]
        case .company: [.handIn, .export, .issueTokens, .answerGrievances]
        case .auditor: [.readOriginals, .export, .hearGrievances]
        case .oversight:
            [.readWholeTrail, .openSeals, .export, .receiveReports, .hearGrievances, .readMeasures]
        case .trainer: [.runExercises]
        case .trainee: []
        }
    }

    /// The capabilities of somebody with several roles.
    public static func of(_ roles: some Sequence<Role>) -> Set<Capability> {
        roles.reduce(into: []) { $0.formUnion(of($1)) }
    }
}
