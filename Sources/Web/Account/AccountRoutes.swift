internal import Hummingbird
internal import Store

extension PageRoute {
    /// The pages and forms of a person's account, and the codes that administrators hand out.
    static let accounts: [PageRoute] = [
        PageRoute(path: "/account", needs: .signedIn) { visit, _, _ in try await AccountPage.respond(visit) },
        posting("/account/profile") { visit, request, _ in try await AccountForms.profile(visit, request) },
        posting("/account/password") { try await AccountForms.password($0, $1, $2) },
        posting("/account/second-factor") { try await SecondFactorSetUp.begin($0, $1, $2) },
        posting("/account/second-factor/confirm") { visit, request, _ in
            try await SecondFactorSetUp.confirm(visit, request)
        },
        posting("/account/second-factor/remove") { try await SecondFactorSetUp.remove($0, $1, $2) },
        posting("/account/recovery-codes") { try await SecondFactorSetUp.renewCodes($0, $1, $2) },
        posting("/account/provider/remove") { try await AccountForms.untieProvider($0, $1, $2) },
        posting("/account/sessions/end") { visit, request, _ in try await AccountForms.endSession(visit, request) },
        posting("/account/sessions/end-others") { visit, request, _ in
            try await AccountForms.endOtherSessions(visit, request)
        },
        posting("/account/devices/forget") { visit, request, _ in
            try await AccountForms.forgetDevice(visit, request)
        },
        posting("/account/tokens", .capability(.issueTokens)) { visit, request, _ in
            try await AccountForms.issueToken(visit, request)
        },
        posting("/account/tokens/revoke") { visit, request, _ in try await AccountForms.revokeToken(visit, request) },
        PageRoute(path: "/invitations", needs: .capability(.managePeople)) { visit, _, _ in
            try await CodesPage.respond(visit)
        },
        posting("/invitations", .capability(.managePeople)) { visit, request, _ in
            try await CodesPage.invite(visit, request)
        },
        posting("/invitations/reset", .capability(.managePeople)) { visit, request, _ in
            try await CodesPage.reset(visit, request)
        },
        posting("/invitations/withdraw", .capability(.managePeople)) { visit, request, _ in
            try await CodesPage.withdraw(visit, request)
        },
    ]

    private static func posting(
        _ path: String,
        _ needs: RouteAccess = .signedIn,
        handler: @escaping Handler
    ) -> PageRoute {
        PageRoute(path: path, method: .post, needs: needs, handler: handler)
    }
}
