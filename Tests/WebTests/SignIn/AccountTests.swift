import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Store
import Testing
import Vocabulary
import Web

@Suite("A person's own account")
struct AccountTests {
    private static func site() async throws -> (site: SignInSite, browser: TestBrowser, person: PersonNumber) {
        let site = try SignInSite()
        let person = try await site.person()
        let browser = site.browser()
        _ = try await browser.signIn()
        return (site, browser, person)
    }

    /// Sets a second factor as a person does; gives it, the step whose code proved it, and the recovery codes.
    private static func secondFactor(
        _ browser: TestBrowser
    ) async throws -> (totp: TOTP, usedStep: Int, codes: [String]) {
        let shown = try await browser.post("/en/account/second-factor", [("current", SignInSite.password)])
        let secret = try #require(shown.text.firstMatch(of: #/<code class="secret">([A-Z2-7 ]+)<\/code>/#)).1
        let ticket = try #require(shown.text.firstMatch(of: #/name="ticket" value="([0-9a-f]+)"/#)).1
        #expect(shown.text.contains("otpauth://totp/"))
        let totp = try #require(TOTP(secret: String(secret)))
        let wrong = try await browser.post(
            "/en/account/second-factor/confirm",
            [("ticket", String(ticket)), ("code", "12")]
        )
        #expect(wrong.status == 422)
        let usedStep = try present(totp)
        let confirmed = try await browser.post(
            "/en/account/second-factor/confirm",
            [("ticket", String(ticket)), ("code", try #require(totp.text(step: usedStep)))]
        )
        let codes = confirmed.text.matches(of: #/<code class="secret">([0-9A-Z-]+)<\/code>/#).map { String($0.1) }
        #expect(codes.count == 10)
        return (totp, usedStep, codes)
    }

    private static func present(_ totp: TOTP) throws -> Int {
        try #require(totp.step(at: UnixTime(seconds: Int(Date().timeIntervalSince1970))))
    }

    @Test("With a second factor, the password alone opens nothing; codes are good once")
    func secondFactor() async throws {
        let (site, browser, _) = try await Self.site()
        let (totp, usedStep, codes) = try await Self.secondFactor(browser)
        let other = site.browser()
        #expect(try await other.signIn(next: "/en/rules").location == "/en/sign-in/code")
        #expect(other["touchstone_session"] == nil)
        #expect(try await other.get("/en/account").status == 302)
        #expect(try await other.post("/en/sign-in/code", [("code", "000000")]).status == 403)
        // The code that proved the secret was used by that.
        let used = try #require(totp.text(step: usedStep))
        #expect(try await other.post("/en/sign-in/code", [("code", used)]).status == 403)
        let next = try #require(totp.text(step: max(usedStep + 1, try Self.present(totp))))
        let answer = try await other.post("/en/sign-in/code", [("code", next)])
        #expect(answer.location == "/en/rules")
        #expect(try await other.get("/en/account").status == 200)
        // The half sign-in is used up, and another browser has none.
        let third = site.browser()
        _ = try await third.signIn()
        let thief = site.browser()
        #expect(try await thief.post("/en/sign-in/code", [("code", codes[0])]).status == 403)
        #expect(try await third.post("/en/sign-in/code", [("code", codes[0].lowercased())]).status == 303)
        let fourth = site.browser()
        _ = try await fourth.signIn()
        #expect(try await fourth.post("/en/sign-in/code", [("code", codes[0])]).status == 403, "used")
        #expect(try await fourth.post("/en/sign-in/code", [("code", codes[1])]).status == 303)
    }

    @Test("Guesses at the second factor are bounded")
    func guessing() async throws {
        let (site, browser, _) = try await Self.site()
        let (_, _, codes) = try await Self.secondFactor(browser)
        let thief = site.browser(from: "198.51.100.3")
        _ = try await thief.signIn()
        var statuses: [Int] = []
        for _ in 0..<7 { statuses.append(try await thief.post("/en/sign-in/code", [("code", "000000")]).status) }
        #expect(statuses == [403, 403, 403, 403, 403, 429, 429])
        #expect(try await thief.post("/en/sign-in/code", [("code", codes[0])]).status == 429)
    }

    @Test("How somebody signs in changes only with the password")
    func proof() async throws {
        let (site, browser, person) = try await Self.site()
        for path in ["password", "second-factor", "second-factor/remove", "recovery-codes", "provider/remove"] {
            let answer = try await browser.post(
                "/en/account/\(path)",
                [("current", "not the password"), ("password", "a window over the yard")]
            )
            #expect([403, 429].contains(answer.status), "\(path)")
        }
        #expect(try await site.store.person(person, as: .local).hasSecondFactor == false)
    }

    @Test("A new password ends the other sessions; the rules hold")
    func password() async throws {
        let (site, browser, _) = try await Self.site()
        let other = site.browser()
        _ = try await other.signIn()
        for weak in ["short", "ana test ana test", "abcdefghijklmnop", String(repeating: "x", count: 300)] {
            let answer = try await browser.post(
                "/en/account/password",
                [("current", SignInSite.password), ("password", weak)]
            )
            #expect(answer.status == 422, "\(weak)")
        }
        let new = "  a lantern on the hill "
        let changed = try await browser.post(
            "/en/account/password",
            [("current", SignInSite.password), ("password", new)]
        )
        #expect(changed.status == 303)
        #expect(try await browser.get("/en/account").status == 200)
        #expect(try await other.get("/en/account").status == 302)
        #expect(try await site.browser().signIn().status == 403)
        #expect(try await site.browser().signIn(password: new).status == 303)
    }

    @Test("A token is shown once, does what its scopes say, and nothing on the pages of the account")
    func tokens() async throws {
        let (site, browser, person) = try await Self.site()
        let made = try await browser.post(
            "/en/account/tokens",
            [("label", "nightly"), ("days", "30"), ("scope", "export"), ("scope", "manage_agencies")]
        )
        #expect(made.status == 403, "nobody gives away what they cannot do")
        let good = try await browser.post(
            "/en/account/tokens",
            [("label", "nightly"), ("days", "30"), ("scope", "export")]
        )
        let token = String(try #require(good.text.firstMatch(of: #/ts_[0-9A-Za-z]{49}/#)).0)
        #expect(try await !browser.get("/en/account").text.contains(token))
        func ask(_ path: String) async throws -> (Int, String) {
            let head = HTTPFields([HTTPField(name: .authorization, value: "Bearer \(token)")])
            let answer = try await TestSite.ask(site.application, path, headers: head)
            return (answer.status, answer.text)
        }
        let (status, me) = try await ask("/api/v1/me")
        #expect(status == 200 && me.contains("Ana Test") && me.contains("[\"export\"]"))
        #expect(try await ask("/en/account").0 == 302, "a token opens no page")
        let id = try #require(try await site.store.tokens(of: person, as: .local).first).id
        #expect(try await browser.post("/en/account/tokens/revoke", [("id", "\(id)")]).status == 303)
        #expect(try await ask("/api/v1/me").0 == 401)
        #expect(try await TestSite.ask(site.application, "/api/v1/me", headers: [:]).status == 401)
    }

    @Test("Nobody ends or takes back what is another's")
    func others() async throws {
        let (site, browser, _) = try await Self.site()
        let eve = try await site.person("eve@example.org")
        let other = site.browser()
        _ = try await other.signIn("eve@example.org")
        _ = try await other.post("/en/account/tokens", [("label", "x"), ("days", "7")])
        let session = try #require(try await site.store.sessions(of: eve, as: .local).first).id
        let device = try #require(try await site.store.devices(of: eve, as: .local).first).id
        let token = try #require(try await site.store.tokens(of: eve, as: .local).first).id
        _ = try await browser.post("/en/account/sessions/end", [("id", "\(session)")])
        _ = try await browser.post("/en/account/devices/forget", [("id", "\(device)")])
        _ = try await browser.post("/en/account/tokens/revoke", [("id", "\(token)")])
        #expect(try await other.get("/en/account").status == 200)
        #expect(try await site.store.tokens(of: eve, as: .local).first?.isRevoked == false)
        #expect(try await site.store.devices(of: eve, as: .local).count == 1)
    }

    @Test("The trail on the page is one's own")
    func trail() async throws {
        let (_, browser, _) = try await Self.site()
        #expect(try await browser.get("/en/account").text.contains("signed-in"))
    }
}

extension TestSite {
    /// Asks without a browser.
    static func ask(
        _ application: WebApplication,
        _ path: String,
        headers: HTTPFields
    ) async throws -> (status: Int, text: String) {
        let head = HTTPRequest(
            method: .get,
            scheme: "http",
            authority: "127.0.0.1:8080",
            path: path,
            headerFields: headers
        )
        let response = try await application.respond(to: Request(head: head, body: .init(buffer: ByteBuffer())))
        let collector = BodyCollector()
        try await response.body.write(collector)
        return (response.status.code, String(decoding: await collector.collected.bytes, as: UTF8.self))
    }
}
