import Foundation
import HTTPTypes
import Identity
import Store
import Testing
import Web

@Suite("Signing in and out")
struct SignInTests {
    @Test("Address and password open a session; signing out ends it everywhere it was copied to")
    func inAndOut() async throws {
        let site = try SignInSite()
        try await site.person()
        let browser = site.browser()
        #expect(try await browser.get("/en/account").location == "/en/sign-in?next=%2Fen%2Faccount")
        let answer = try await browser.signIn("  ANA@example.org ", next: "/en/account")
        #expect(answer.status == 303 && answer.location == "/en/account")
        let session = try #require(answer.cookies.first { $0.hasPrefix("touchstone_session=tss_") })
        #expect(session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Path=/"))
        let account = try await browser.get("/en/account")
        #expect(account.status == 200 && account.text.contains("Ana Test"))
        let copied = browser.copy()
        #expect(try await browser.post("/en/sign-out").location == "/en/sign-in")
        #expect(browser["touchstone_session"] == nil)
        #expect(try await copied.get("/en/account").status == 302)
    }

    @Test("The answer does not say whether there is such an account")
    func sameAnswer() async throws {
        let site = try SignInSite()
        try await site.person()
        try await site.person("sam@example.org", state: .suspended)
        let (wrong, none, suspended) = (
            try await site.browser().signIn(password: "some other words here"),
            try await site.browser().signIn("nobody@example.org"), try await site.browser().signIn("sam@example.org")
        )
        func plain(_ answer: TestBrowser.Answer, _ email: String) -> String {
            answer.text.replacing(email, with: "").replacing(#/value="[0-9a-f]{64}"/#, with: "")
        }
        let texts = [
            plain(wrong, "ana@example.org"), plain(none, "nobody@example.org"), plain(suspended, "sam@example.org"),
        ]
        #expect(Set(texts).count == 1 && texts[0].contains("does not open an account"))
        #expect(Set([wrong.status, none.status, suspended.status]) == [403])
        #expect(try await site.browser().signIn(password: "").status == 403)
    }

    @Test("A session cookie that was there before is never taken over, and ends")
    func fixation() async throws {
        let site = try SignInSite()
        try await site.person()
        try await site.person("eve@example.org")
        let attacker = site.browser(from: "198.51.100.9")
        _ = try await attacker.signIn("eve@example.org")
        let planted = try #require(attacker["touchstone_session"])
        let victim = site.browser()
        victim["touchstone_session"] = planted
        _ = try await victim.signIn()
        let new = try #require(victim["touchstone_session"])
        #expect(new != planted)
        #expect(try await attacker.get("/en/account").status == 302, "the planted session is over")
        for made in ["tss_" + String(repeating: "0", count: 49), "x", ""] {
            let browser = site.browser()
            browser["touchstone_session"] = made
            _ = try await browser.signIn()
            #expect(browser["touchstone_session"] != made)
        }
        // A planted device is none of the victim's either.
        let other = site.browser()
        other["touchstone_device"] = attacker["touchstone_device"]
        _ = try await other.signIn()
        let devices = try #require(other["touchstone_device"]).split(separator: ".")
        #expect(devices.count == 2 && String(devices[0]) != attacker["touchstone_device"])
    }

    @Test(
        "After signing in one lands on this site",
        arguments: [
            "//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
            "javascript:alert(1)", "/en/sign-in", "/en/sign-out", "evil", "/\u{0}", "/en/é",
        ]
    )
    func openRedirect(next: String) async throws {
        let site = try SignInSite(mode: .demo)
        _ = try await DemoPeople.make(in: site.store)
        let number = try #require(try await site.store.people(as: .local).first).number.rawValue
        let answer = try await site.browser().post("/en/sign-in/demo", [("person", "\(number)"), ("next", next)])
        #expect(answer.location == "/en/")
    }

    @Test("A form without its token signs nobody in")
    func forged() async throws {
        let site = try SignInSite()
        try await site.person()
        let browser = site.browser()
        _ = try await browser.get("/en/sign-in")
        let fields = [("email", "ana@example.org"), ("password", SignInSite.password)]
        #expect(try await browser.send(.post, "/en/sign-in", fields).status == 403)
        #expect(browser["touchstone_session"] == nil)
        #expect(try await browser.send(.post, "/en/sign-out", []).status == 403)
    }

    @Test("Guessing is bounded, and does not lock the person out of a device that the account knows")
    func lockOut() async throws {
        let site = try SignInSite()
        try await site.person()
        let known = site.browser()
        _ = try await known.signIn()
        _ = try await known.post("/en/sign-out")
        let attacker = site.browser()
        var statuses: [Int] = []
        for number in 0..<8 { statuses.append(try await attacker.signIn(password: "a wrong guess \(number)").status) }
        #expect(statuses == [403, 403, 403, 403, 403, 429, 429, 429])
        let told = try await attacker.signIn()
        #expect(told.status == 429, "the right password does not help either")
        #expect(told.headers[.retryAfter].flatMap { Int($0) } ?? 0 > 0)
        #expect(try await known.signIn().status == 303, "from the same address, too")
        // What the attacker's own device cookie would be does not matter.
        attacker["touchstone_device"] = "tsd_" + String(repeating: "0", count: 49)
        #expect(try await attacker.signIn().status == 429)
    }

    @Test("Guesses at the same time are all counted")
    func concurrency() async throws {
        let site = try SignInSite()
        try await site.person()
        let attacker = site.browser()
        _ = try await attacker.get("/en/sign-in")
        let statuses = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for number in 0..<30 {
                tasks.addTask { try await attacker.signIn(password: "a wrong guess \(number)").status }
            }
            return try await tasks.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(statuses[403] == 5 && statuses[429] == 25, "\(statuses)")
    }

    @Test("A session ends with the person's account, and when somebody ends it")
    func revoked() async throws {
        let site = try SignInSite()
        let person = try await site.person()
        let (first, second) = (site.browser(), site.browser())
        _ = try await first.signIn()
        _ = try await second.signIn()
        #expect(try await first.post("/en/account/sessions/end-others").status == 303)
        #expect(try await second.get("/en/account").status == 302)
        #expect(try await first.get("/en/account").status == 200)
        var about = try await site.store.person(person, as: .local).about
        about.state = .suspended
        try await site.store.changePerson(person, to: about, by: .local)
        #expect(try await first.get("/en/account").status == 302)
    }

    @Test("A forgotten browser is signed out and a stranger")
    func forgotten() async throws {
        let site = try SignInSite()
        let person = try await site.person()
        let (first, second) = (site.browser(), site.browser())
        _ = try await first.signIn()
        _ = try await second.signIn()
        let devices = try await site.store.devices(of: person, as: .local)
        #expect(devices.count == 2)
        let other = try #require(devices.first { $0.id != devices.map(\.id).min() })
        #expect(try await first.post("/en/account/devices/forget", [("id", "\(other.id)")]).status == 303)
        #expect(try await second.get("/en/account").status == 302)
        for number in 0..<5 { _ = try await second.signIn(password: "a wrong guess \(number)") }
        #expect(try await second.signIn().status == 429)
    }

    @Test("The demo lets a visitor be its people with a click, and nobody else")
    func demo() async throws {
        let site = try SignInSite(mode: .demo)
        let real = try await site.person("real@example.org", .administrator)
        #expect(try await DemoPeople.make(in: site.store) == 10)
        #expect(try await DemoPeople.make(in: site.store) == 0)
        let people = try await site.store.people(as: .local)
        #expect(Set(people.filter { $0.number != real }.flatMap(\.about.roles)) == Set(Role.allCases))
        let browser = site.browser()
        #expect(try await browser.get("/").location == "/en/sign-in")
        let door = try await browser.get("/en/sign-in")
        #expect(!door.text.contains("real@example.org") && door.text.contains("Ibo Example"))
        let inspector = try #require(people.first { $0.about.roles == [.inspector] })
        let answer = try await browser.post("/en/sign-in/demo", [("person", "\(inspector.number.rawValue)")])
        #expect(answer.status == 303)
        #expect(try await browser.get("/fr/").text.contains("Ibo Example (Inspecteur)"))
        #expect(try await browser.post("/en/sign-in/demo", [("person", "\(real.rawValue)")]).status == 400)
        #expect(try await browser.post("/en/account/password", [("password", SignInSite.password)]).status == 403)
        #expect(try await browser.post("/en/account/second-factor").status == 403)
        let serious = try SignInSite()
        _ = try await DemoPeople.make(in: serious.store)
        #expect(try await serious.browser().post("/en/sign-in/demo", [("person", "1")]).status == 404)
    }
}
