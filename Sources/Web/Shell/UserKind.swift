internal import Store

/// What somebody is to the site: one of the roles, nobody in particular, or the owner of the machine.
enum UserKind: Sendable, Hashable {
    case role(Role)
    case everyone
    case owner

    /// Every kind, in the order in which their entries are merged for somebody who is several.
    static let all: [UserKind] = order.map(UserKind.role) + [.everyone, .owner]

    /// Those who decide come before those who look on.
    private static let order: [Role] = [
        .supervisor, .analyst, .inspector, .communityLiaison, .company, .auditor, .oversight, .trainer, .trainee,
        .administrator,
    ]

    /// What a reader is; somebody with several roles is several.
    static func of(_ reader: Reader) -> [UserKind] {
        guard reader.isKnown else { return [.everyone] }
        guard reader.person != nil else { return [.owner] }
        let kinds = order.filter(reader.roles.contains).map(UserKind.role)
        return kinds.isEmpty ? [.everyone] : kinds
    }

    /// The name in the table of tests and in messages.
    var name: String {
        switch self {
        case .role(let role): role.rawValue
        case .everyone: "public"
        case .owner: "owner"
        }
    }
}
