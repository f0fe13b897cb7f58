internal import Hummingbird

/// The pages that belong to no subject: help, notices, and taking a change back.
enum ShellRoutes {
    static let all: [PageRoute] = [
        PageRoute(path: "/keys") { visit, _, _ in KeysPage.respond(visit) },
        PageRoute(path: "/undo", method: .post, needs: .signedIn) { visit, request, _ in
            try await UndoForm.respond(visit, request: request)
        },
        PageRoute(path: "/notifications", needs: .signedIn) { visit, _, _ in
            try await NoticesPage.respond(visit)
        },
        PageRoute(path: "/notifications/read", method: .post, needs: .signedIn) { visit, request, _ in
            try await NoticesPage.markRead(visit, request: request)
        },
        PageRoute(path: "/notifications/choices", method: .post, needs: .signedIn) { visit, request, _ in
            try await NoticesPage.choose(visit, request: request)
        },
        PageRoute(path: "/notifications/digest", needs: .signedIn) { visit, _, _ in
            try await DigestPage.respond(visit)
        },
    ]
}
