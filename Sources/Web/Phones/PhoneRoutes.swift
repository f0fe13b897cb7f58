internal import Hummingbird
internal import Store

/// The pages of text messages: for administrators, the prices for everybody, and a phone to try it in a demo.
enum PhoneRoutes {
    static let all: [PageRoute] = [
        PageRoute(path: "/sms", needs: .capability(.manageMessages)) { visit, _, _ in
            try await GatewaysPage.respond(visit)
        },
        PageRoute(path: "/prices") { visit, _, _ in try await DailyPricesPage.respond(visit) },
        PageRoute(path: "/sms/try") { visit, _, _ in try TryPage.respond(visit) },
        PageRoute(path: "/sms/try", method: .post) { visit, request, _ in
            try await TryPage.send(visit, request: request)
        },
    ]
}
