internal import Hummingbird
internal import Store

/// The pages of those who run the installation.
enum AdminRoutes {
    static let all: [PageRoute] = people + sharing + content

    private static let people: [PageRoute] = [
        PageRoute(path: "/admin/people", needs: .capability(.managePeople)) { visit, _, _ in
            try await PeoplePage.respond(visit)
        },
        PageRoute(path: "/admin/people", method: .post, needs: .capability(.managePeople)) { visit, request, _ in
            try await PersonForm.add(visit, request: request)
        },
        PageRoute(path: "/admin/people/:id", needs: .capability(.managePeople)) { visit, _, context in
            try await PersonPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/admin/people/:id", method: .post, needs: .capability(.managePeople)) {
            visit,
            request,
            context in
            try await PersonForm.change(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/admin/people/:id/sessions", method: .post, needs: .capability(.managePeople)) {
            visit,
            request,
            context in
            try await PersonForm.endSessions(visit, request: request, id: RouteParameter.id(context))
        },
    ]

    private static let sharing: [PageRoute] = [
        PageRoute(path: "/admin/agencies", needs: .capability(.manageAgencies)) { visit, _, _ in
            try await AgenciesPage.respond(visit)
        },
        PageRoute(path: "/admin/agencies", method: .post, needs: .capability(.manageAgencies)) { visit, request, _ in
            try await AgencyForm.add(visit, request: request)
        },
        PageRoute(path: "/admin/agencies/:id", needs: .capability(.manageAgencies)) { visit, _, context in
            try await AgenciesPage.respondOne(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/admin/agencies/:id", method: .post, needs: .capability(.manageAgencies)) {
            visit,
            request,
            context in
            try await AgencyForm.change(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/admin/groups", needs: .capability(.manageAgencies)) { visit, _, _ in
            try await GroupsPage.respond(visit)
        },
        PageRoute(path: "/admin/groups", method: .post, needs: .capability(.manageAgencies)) { visit, request, _ in
            try await GroupForms.add(visit, request: request)
        },
        PageRoute(path: "/admin/groups/ceiling", method: .post, needs: .capability(.manageAgencies)) {
            visit,
            request,
            _ in
            try await GroupForms.setCeiling(visit, request: request)
        },
        PageRoute(path: "/admin/groups/state", method: .post, needs: .capability(.manageAgencies)) {
            visit,
            request,
            _ in
            try await GroupForms.setState(visit, request: request)
        },
    ]

    private static let content: [PageRoute] = [
        PageRoute(path: "/admin/sources", needs: .capability(.managePeople)) { visit, _, _ in
            try await SourcesPage.respond(visit)
        },
        PageRoute(path: "/admin/rules", needs: .capability(.manageAgencies)) { visit, _, _ in
            try await SwitchesPage.respond(visit)
        },
        PageRoute(path: "/admin/rules/:id", needs: .capability(.manageAgencies)) { visit, _, context in
            try await SwitchPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/admin/rules/:id", method: .post, needs: .capability(.manageAgencies)) {
            visit,
            request,
            context in
            try await SwitchPage.change(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/admin/maps", needs: .capability(.manageAgencies)) { visit, _, _ in
            try await MapsPage.respond(visit)
        },
        PageRoute(path: "/admin/maps", method: .post, needs: .capability(.manageAgencies)) { visit, request, _ in
            try await MapsPage.tryOut(visit, request: request)
        },
        PageRoute(path: "/admin/maps/:id", needs: .capability(.manageAgencies)) { visit, _, context in
            try MapsPage.download(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/admin/languages", needs: .capability(.manageAgencies)) { visit, _, _ in
            LanguagesPage.respond(visit)
        },
    ]
}
