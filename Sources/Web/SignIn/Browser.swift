internal import Foundation
internal import Hummingbird
internal import Identity

/// What a browser shows of itself when somebody signs in.
struct Browser: Sendable {
    /// The cookie by which a browser is known again.
    static let deviceCookie = "touchstone_device"
    /// The cookie that a half sign-in waits under.
    static let stepCookie = "touchstone_step"
    /// A browser remembers so many people.
    static let deviceLimit = 4
    /// After half a year without signing in, a browser is a stranger.
    static let deviceLifetime = 180 * 86_400

    /// The network address that it asks from.
    let address: NetworkAddress
    /// The tokens by which the accounts that were signed in here know it.
    let devices: [Token]
    /// The session that it shows, whosever that is.
    let session: TokenHash?
    /// The ticket of a half sign-in.
    let step: String?
    /// What it is, in words.
    let label: String

    init(_ request: Request, _ context: SiteContext) {
        let cookies = CookiePolicy(for: request)
        address = context.client.network
        devices = (cookies.value(Self.deviceCookie, in: request) ?? "").split(separator: ".").prefix(Self.deviceLimit)
            .compactMap { try? Token(String($0), kind: .device) }
        session =
            cookies.value(SessionCookie.name, in: request)
            .flatMap { try? Token($0, kind: .session) }?.hash
        step = cookies.value(Self.stepCookie, in: request)
        label = Self.label(of: request.headers[.userAgent] ?? "")
    }

    /// The device cookie with one more token, the oldest forgotten where there are too many.
    func deviceCookie(with token: Token) -> SiteCookie {
        let others = devices.filter { $0.hash != token.hash }.map(\.text)
        let value = ([token.text] + others).prefix(Self.deviceLimit).joined(separator: ".")
        return SiteCookie(name: Self.deviceCookie, value: value, lifetime: Self.deviceLifetime)
    }

    /// The names of a browser and a system, for the list of devices; whoever signs in may claim what they like here.
    static func label(of agent: String) -> String {
        let agent = agent.prefix(400)
        let programs = [
            ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ]
        let systems = [
            ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        ]
        let program = programs.first { agent.contains($0.0) }?.1
        let system = systems.first { agent.contains($0.0) }?.1
        let words = [program, system].compactMap(\.self).joined(separator: ", ")
        return words.isEmpty ? "–" : words
    }
}
