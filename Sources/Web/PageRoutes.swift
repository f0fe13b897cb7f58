internal import Hummingbird
internal import Store
internal import Vocabulary

/// One page: its path after the language, and what answers it.
struct PageRoute: Sendable {
    typealias Handler = @Sendable (Visit, Request, SiteContext) async throws -> Response

    let path: String
    var method = HTTPRequest.Method.get
    /// Who gets past the door.
    var needs = RouteAccess.anyone
    var handling = RouteHandling.apart
    let handler: Handler

    /// Every page of the site.
    static let all: [PageRoute] =
        [
            PageRoute(path: "") { visit, _, _ in try await HomePage.respond(visit) },
            PageRoute(path: "/findings/:id") { visit, _, context in
                try await FindingPage.respond(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/findings/:id/publication", method: .post, needs: .capability(.publish)) {
                visit,
                request,
                context in
                try await PublicationForm.respond(visit, request: request, id: RouteParameter.id(context))
            },
            PageRoute(path: "/findings/:id/verdict", method: .post, needs: .capability(.judge)) {
                visit,
                request,
                context in
                try await VerdictForm.respond(visit, request: request, id: RouteParameter.id(context))
            },
            PageRoute(path: "/records/:id") { visit, _, context in
                try await RecordPage.respond(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/records/:id/bytes") { visit, _, context in
                try await RecordPage.download(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/import", needs: .capability(.handIn)) { visit, _, _ in try await ImportPage.respond(visit)
            },
            PageRoute(path: "/import", method: .post, needs: .capability(.handIn)) { visit, request, _ in
                try await ImportForm.respond(visit, request: request)
            },
            PageRoute(path: "/import/:id", needs: .capability(.handIn)) { visit, _, context in
                try await ImportJobPage.respond(visit, job: RouteParameter.id(context))
            },
            PageRoute(path: "/quarantine/:id", needs: .signedIn) { visit, _, context in
                try await QuarantinePage.respond(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/quarantine/:id/resubmit", method: .post, needs: .capability(.handIn)) {
                visit,
                request,
                context in
                try await QuarantinePage.resubmit(visit, request: request, id: RouteParameter.id(context))
            },
            PageRoute(path: "/rules") { visit, _, _ in try await RuleListPage.respond(visit) },
            PageRoute(path: "/rules/:id") { visit, _, context in
                try await RulePage.respond(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/search") { visit, _, _ in try await SearchPage.respond(visit) },
            PageRoute(path: "/country") { visit, _, _ in CountryPage.respond(visit) },
            PageRoute(path: "/tonnage") { visit, _, _ in try await TonnagePage.respond(visit) },
            PageRoute(path: "/about") { visit, _, _ in AboutPage.respond(visit) },
            PageRoute(path: "/design") { visit, _, _ in DesignPage.respond(visit) },
        ]
        + signingIn + accounts + LedgerRoutes.pages + CredentialRoutes.pages + CommunityRoutes.all + FormRoutes.pages
        + RedressRoutes.all + CaseRoutes.pages + PhoneRoutes.all
        + ShellRoutes.all
        + WorkRoutes.all
        + AdminRoutes.all
        + HandlingRoutes.all
        + ListDefinition.all.map { definition in
            PageRoute(path: "/\(definition.segment)", needs: definition.needs, handling: .onConnection) { visit, _, _ in
                try await ListPage.respond(visit, definition)
            }
        }
        + ProfileDefinition.all.map { definition in
            PageRoute(path: "/\(definition.subject.segment)/:id") { visit, _, context in
                try await ProfilePage.respond(visit, definition, id: RouteParameter.id(context))
            }
        }
}
