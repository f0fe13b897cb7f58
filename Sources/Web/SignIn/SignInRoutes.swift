internal import Foundation
internal import Hummingbird
internal import Identity

extension PageRoute {
    /// The pages by which people come in and go.
    static let signingIn: [PageRoute] = [
        PageRoute(path: "/sign-in") { visit, _, _ in try await SignInPage.respond(visit) },
        PageRoute(path: "/sign-in", method: .post) { visit, request, context in
            try await SignInPage.take(visit, request, context)
        },
        PageRoute(path: "/sign-in/code") { visit, _, _ in SecondFactorPage(visit: visit).response },
        PageRoute(path: "/sign-in/code", method: .post) { visit, request, context in
            try await SecondFactorPage.take(visit, request, context)
        },
        PageRoute(path: "/sign-in/demo", method: .post) { visit, request, context in
            try await DemoEntry.take(visit, request, context)
        },
        PageRoute(path: "/sign-out", method: .post) { visit, request, context in
            try await SignOutForm.take(visit, request, context)
        },
        PageRoute(path: "/set-up") { visit, _, _ in try await SetUpPage.respond(visit) },
        PageRoute(path: "/set-up", method: .post) { visit, request, context in
            try await SetUpPage.take(visit, request, context)
        },
        PageRoute(path: "/invitation") { visit, _, _ in InvitationPage(visit: visit).response },
        PageRoute(path: "/invitation", method: .post) { visit, request, context in
            try await InvitationPage.take(visit, request, context)
        },
        PageRoute(path: "/invitation/accept", method: .post) { visit, request, context in
            try await InvitationPage.accept(visit, request, context)
        },
    ]
}

extension TokenHash {
    /// The digest as the store keeps it.
    var data: Data { Data(bytes) }
}
