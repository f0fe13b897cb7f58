internal import Hummingbird
internal import Store
internal import Vocabulary

/// Who a program is to the data interface: its person, and what its token lets it do.
enum MeRoute {
    static let route = APIRoute(
        path: "/me",
        id: "get_me",
        summary: "Who asks, and what they may do.",
        needs: .signedIn
    ) { _, _, context in
        let reader = context.reader
        let texts: ([String]) -> JSONValue = { .array($0.sorted().map { .string($0) }) }
        return JSONAnswer.response(
            .object([
                "name": .string(reader.name),
                "agency": .string(reader.agencyName),
                "agency_id": .integer(Int(reader.agency.rawValue)),
                "roles": texts(reader.roles.map(\.rawValue)),
                "capabilities": texts(reader.capabilities.map(\.rawValue)),
                "clearance": .string(reader.clearance.label),
            ])
        )
    }
}
