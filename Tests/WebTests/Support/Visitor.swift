import HTTPTypes
import Store
import StoreSamples
import Vocabulary

/// Somebody at a site: what their browser sends, who they are, and what the definitions say about them.
struct Visitor: Sendable {
    let name: String
    let role: Role?
    /// The session's token; nil for the public.
    let token: String?
    let facts: Definitions.Facts

    static let anybody = Visitor(
        name: "public",
        role: nil,
        token: nil,
        facts: Definitions.Facts(isSignedIn: false, agency: 0)
    )

    /// Makes a person of an agency and signs them in.
    static func signedIn(
        _ role: Role,
        of agency: Int64,
        _ staff: Staff,
        ceilings: [Int64: HandlingMarking] = [:]
    ) async throws -> Visitor {
        guard let person = try await staff.person(role, of: agency).person else { throw Staff.Missing() }
        return Visitor(
            name: "\(role.rawValue) of \(agency)",
            role: role,
            token: try await staff.sessionToken(of: person),
            facts: Definitions.Facts(agency: agency, readsRed: role == .supervisor, ceilings: ceilings)
        )
    }

    /// The headers of the visitor's requests, with the cookie that fits ``formToken``.
    var headers: HTTPFields {
        var cookies = ["touchstone_form=\(Self.formToken)"]
        if let token { cookies.append("touchstone_session=\(token)") }
        return [.cookie: cookies.joined(separator: "; ")]
    }

    static let formToken = String(repeating: "a", count: 32)
}
