import Foundation
import Identity
import Store
import Testing
import Vocabulary
import Web

@Suite("Set-up, invitations and new passwords")
struct CodeTests {
    private static let other = "the lamp beside a river"

    @Test("The first person comes in with the code of the server, once")
    func firstRun() async throws {
        let site = try SignInSite()
        let browser = site.browser()
        #expect(try await browser.get("/en/set-up").status == 200)
        let code = try #require(try await site.application.makeSetUpCode())
        let fields = [
            ("agency", "Mining Authority"), ("name", "Ada First"), ("email", "ada@example.org"),
            ("password", SignInSite.password),
        ]
        var generator = SystemRandomNumberGenerator()
        let wrong = ReadableCode.make(.setUp, using: &generator).text
        #expect(try await browser.post("/en/set-up", fields + [("code", wrong)]).status == 403)
        let weak = fields.dropLast() + [("password", "ada first ada"), ("code", code)]
        #expect(try await browser.post("/en/set-up", Array(weak)).status == 422)
        let answer = try await browser.post("/en/set-up", fields + [("code", code.lowercased())])
        #expect(answer.status == 303)
        #expect(try await browser.get("/en/account").text.contains("Mining Authority"))
        #expect(try await site.application.makeSetUpCode() == nil)
        let second = site.browser()
        #expect(try await second.get("/en/set-up").status == 404)
        #expect(try await second.post("/en/set-up", fields + [("code", code)]).status == 404)
        let people = try await site.store.people(as: .local)
        #expect(people.map(\.about.roles) == [[.administrator]])
        #expect(try await site.store.agencies().map(\.name) == ["Mining Authority"])
    }

    @Test("An administrator invites; the code makes one account, once, with the roles of the invitation")
    func invitation() async throws {
        let site = try SignInSite()
        try await site.person("root@example.org", .administrator)
        let root = site.browser()
        _ = try await root.signIn("root@example.org")
        let made = try await root.post(
            "/en/invitations",
            [
                ("email", "New@example.org"), ("agency", "1"), ("role", "inspector"), ("clearance", "2"),
                ("days", "7"), ("role", "company"),
            ]
        )
        let code = try Self.code(in: made)
        #expect(try await !root.get("/en/invitations").text.contains(code), "it is shown once")
        let browser = site.browser()
        let opened = try await browser.post("/en/invitation", [("code", code)])
        #expect(opened.status == 200 && opened.text.contains("new@example.org") && opened.text.contains("Inspector"))
        let fields = [("code", code), ("name", "Newa Person"), ("password", Self.other), ("role", "administrator")]
        #expect(try await browser.post("/en/invitation/accept", fields).location == "/en/account")
        let person = try #require(try await site.store.people(as: .local).first { $0.about.email == "new@example.org" })
        #expect(person.about.roles == [.inspector, .company] && person.about.name == "Newa Person")
        #expect(try await site.browser().post("/en/invitation/accept", fields).status == 403)
        #expect(try await site.browser().post("/en/invitation", [("code", code)]).status == 403)
        #expect(try await site.browser().signIn("new@example.org", password: Self.other).status == 303)
        // Those who do not manage people make no codes.
        #expect(try await browser.get("/en/invitations").status == 403)
        let refused = try await browser.post(
            "/en/invitations",
            [("email", "a@b.example"), ("agency", "1"), ("role", "analyst")]
        )
        #expect(refused.status == 403)
    }

    @Test("A withdrawn code opens nothing, and guesses at codes run out")
    func withdrawn() async throws {
        let site = try SignInSite()
        try await site.person("root@example.org", .administrator)
        let root = site.browser()
        _ = try await root.signIn("root@example.org")
        let fields = [("email", "n@example.org"), ("agency", "1"), ("role", "inspector"), ("days", "1")]
        let code = try Self.code(in: try await root.post("/en/invitations", fields))
        let id = try #require(try await site.store.openCodes(as: .local).first).id
        #expect(try await root.post("/en/invitations/withdraw", [("id", "\(id)")]).status == 303)
        #expect(try await site.browser().post("/en/invitation", [("code", code)]).status == 403)
        let guesser = site.browser(from: "198.51.100.1")
        var statuses: [Int] = []
        for _ in 0..<32 { statuses.append(try await guesser.post("/en/invitation", [("code", code)]).status) }
        #expect(statuses.last == 429 && statuses.first == 403)
    }

    @Test("A new password by code ends every session and forgets every browser; no administrator sets one")
    func reset() async throws {
        let site = try SignInSite()
        let person = try await site.person()
        try await site.person("root@example.org", .administrator)
        let browser = site.browser()
        _ = try await browser.signIn()
        let root = site.browser()
        _ = try await root.signIn("root@example.org")
        let fields = [("person", "\(person.rawValue)"), ("days", "1")]
        let first = try Self.code(in: try await root.post("/en/invitations/reset", fields))
        let code = try Self.code(in: try await root.post("/en/invitations/reset", fields))
        #expect(try await site.browser().post("/en/invitation", [("code", first)]).status == 403, "only the newest")
        let used = try await site.browser().post("/en/invitation/accept", [("code", code), ("password", Self.other)])
        #expect(used.status == 303)
        #expect(try await browser.get("/en/account").status == 302)
        #expect(try await site.browser().signIn(password: SignInSite.password).status == 403)
        #expect(try await site.browser(from: "192.0.2.1").signIn(password: Self.other).status == 303)
    }

    @Test("The list of breached passwords is asked")
    func breached() async throws {
        // SHA-1 of "correct horse battery staple"
        let file = FileManager.default.temporaryDirectory.appending(path: "breached-\(UUID().uuidString).txt")
        try Data("ABF7AAD6438836DBE526AA231ABDE2D0EEF74D42:111\r\n".utf8).write(to: file)
        let site = try SignInSite(identity: IdentitySettings(breachedPasswords: file.path))
        try await site.person()
        let browser = site.browser()
        _ = try await browser.signIn()
        let answer = try await browser.post(
            "/en/account/password",
            [("current", SignInSite.password), ("password", "correct horse battery staple")]
        )
        #expect(answer.status == 422 && answer.text.contains("stolen passwords"))
    }

    static func code(in answer: TestBrowser.Answer) throws -> String {
        let match = answer.text.firstMatch(of: #/<code class="secret">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})</code>/#)
        return String(try #require(match).1)
    }
}
