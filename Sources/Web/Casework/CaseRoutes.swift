internal import Hummingbird
internal import Store

/// The pages of cases.
enum CaseRoutes {
    static let pages: [PageRoute] = [
        PageRoute(path: "/cases", needs: .capability(.workCases)) { visit, _, _ in
            try await CaseListPage.respond(visit)
        },
        PageRoute(path: "/cases", method: .post, needs: .capability(.leadCases)) { visit, request, _ in
            try await CaseListPage.open(visit, request: request)
        },
        PageRoute(path: "/cases/:id", needs: .capability(.workCases)) { visit, _, context in
            try await CasePage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/cases/:id", method: .post, needs: .capability(.workCases)) { visit, request, context in
            try await CasePage.act(visit, request: request, id: RouteParameter.id(context))
        },
    ]
}
