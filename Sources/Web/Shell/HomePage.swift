internal import Hummingbird
internal import Store

/// The first page: the portal for who has not signed in, the situation for everybody else.
enum HomePage {
    static func respond(_ visit: Visit) async throws -> Response {
        visit.reader.isKnown ? try await SituationPage.respond(visit) : try await PortalPage.respond(visit)
    }
}
