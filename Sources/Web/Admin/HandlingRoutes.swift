internal import Hummingbird
internal import Store

/// Who may see single things, and who did: seals, named readers, the access trail.
enum HandlingRoutes {
    static let all: [PageRoute] = [
        PageRoute(path: "/trail", needs: .signedIn) { visit, _, _ in try await TrailPage.respond(visit) },
        PageRoute(path: "/handling", needs: .signedIn) { visit, _, _ in try await HandlingPage.respond(visit) },
        PageRoute(path: "/handling/names", method: .post, needs: .capability(.nameReaders)) { visit, request, _ in
            try await HandlingForms.name(visit, request: request)
        },
        PageRoute(path: "/handling/revoke", method: .post, needs: .capability(.nameReaders)) { visit, request, _ in
            try await HandlingForms.revoke(visit, request: request)
        },
        PageRoute(path: "/seals", needs: .capability(.openSeals)) { visit, _, _ in try await SealsPage.respond(visit) },
        PageRoute(path: "/seals", method: .post, needs: .capability(.seal)) { visit, request, _ in
            try await HandlingForms.seal(visit, request: request)
        },
        PageRoute(path: "/seals/lift", method: .post, needs: .capability(.seal)) { visit, request, _ in
            try await HandlingForms.lift(visit, request: request)
        },
        PageRoute(path: "/seals/ask", method: .post, needs: .capability(.openSeals)) { visit, request, _ in
            try await HandlingForms.ask(visit, request: request)
        },
        PageRoute(path: "/seals/confirm", method: .post, needs: .capability(.openSeals)) { visit, request, _ in
            try await HandlingForms.confirm(visit, request: request)
        },
        PageRoute(path: "/seals/close", method: .post, needs: .capability(.openSeals)) { visit, request, _ in
            try await HandlingForms.close(visit, request: request)
        },
    ]
}
