internal import Assessment
internal import Hummingbird
internal import Store

/// The pages of daily work: what waits for somebody, and assessments.
enum WorkRoutes {
    static let all: [PageRoute] = [
        PageRoute(path: "/work", needs: .signedIn) { visit, _, _ in try await WorkPage.respond(visit) },
        PageRoute(path: "/findings/:id/assignment", method: .post, needs: .capability(.judge)) {
            visit,
            request,
            context in
            try await AssignmentForm.respond(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assess", needs: .capability(.assess)) { visit, _, _ in
            try await AssessPage.respond(visit)
        },
        PageRoute(path: "/assess", method: .post, needs: .capability(.assess)) { visit, request, _ in
            _ = try await visit.form(request)
            visit.services.assessments.start()
            return Redirect.afterForm(to: visit.path("/assess"))
        },
    ]
}
