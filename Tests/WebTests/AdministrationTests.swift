import Foundation
import HTTPTypes
import Store
import Testing
import Vocabulary
import Web

@Suite("Administration")
struct AdministrationTests {
    private func made() async throws -> (site: TestSite, admin: Browser) {
        let site = try await TestSite.make(mode: .signIn)
        return (site, try await Browser.signIn(.administrator, at: site))
    }

    private let person =
        "name=Ada+Nova&email=Ada%40Example.org&agency=1&role=analyst&role=inspector&clearance=2&language=fr&state=active"

    @Test("A person is added, changed and set back")
    func people() async throws {
        let (site, admin) = try await made()
        let added = try await admin.submit("/en/admin/people", person)
        #expect(added.text.contains("The person was added."))
        let ada = try #require(try await site.store.people(as: .local).first { $0.about.name == "Ada Nova" })
        #expect(ada.about.roles == [.analyst, .inspector] && ada.about.email == "ada@example.org")
        #expect(ada.about.languages == ["fr"])
        let path = "/en/admin/people/\(ada.number.rawValue)"
        let changed = try await admin.submit(path, person.replacing("clearance=2", with: "clearance=4"))
        #expect(changed.text.contains("The person was changed."))
        _ = try await admin.undo(changed)
        let back = try await site.store.people(as: .local).first { $0.number == ada.number }
        #expect(back?.about == ada.about)
        // A change is undone once.
        let word = try #require(changed.text.firstMatch(of: /name="word" value="([0-9a-f]+)"/)?.output.1)
        #expect(try await admin.post("/en/undo", "word=\(word)").status == 409)
    }

    @Test("What somebody else has changed meanwhile is not undone over their head")
    func overtaken() async throws {
        let (site, admin) = try await made()
        _ = try await admin.submit("/en/admin/people", person)
        let ada = try #require(try await site.store.people(as: .local).first { $0.about.name == "Ada Nova" })
        let path = "/en/admin/people/\(ada.number.rawValue)"
        let changed = try await admin.submit(path, person.replacing("clearance=2", with: "clearance=4"))
        var other = ada.about
        other.state = .suspended
        try await site.store.changePerson(ada.number, to: other, by: .local)
        let word = try #require(changed.text.firstMatch(of: /name="word" value="([0-9a-f]+)"/)?.output.1)
        #expect(try await admin.post("/en/undo", "word=\(word)").status == 409)
        #expect(try await site.store.people(as: .local).first { $0.number == ada.number }?.about == other)
    }

    @Test("Nobody undoes another one's change, or raises themselves")
    func others() async throws {
        let (site, admin) = try await made()
        let second = try await Browser.signIn(.administrator, at: site)
        let page = try await admin.submit("/en/admin/people", person)
        let word = try #require(page.text.firstMatch(of: /name="word" value="([0-9a-f]+)"/)?.output.1)
        #expect(try await second.post("/en/undo", "word=\(word)").status == 409)
        let me = try #require(admin.reader.person)
        let raise =
            "name=X&email=x%40y.z&agency=1&role=administrator&role=supervisor&clearance=4&language=en&state=active"
        #expect(try await admin.post("/en/admin/people/\(me.rawValue)", raise).status == 403)
    }

    @Test("A sharing group gets members with ceilings, and the matrix says what follows")
    func groups() async throws {
        let (site, admin) = try await made()
        let agency = "name=Customs+%26+Excise&kind=customs&country=cd&contact=desk%40customs.example&state=active"
        #expect(try await admin.submit("/en/admin/agencies", agency).text.contains("Customs &amp; Excise"))
        let customs = try #require(try await site.store.agencies().first { $0.name == "Customs & Excise" }).number
            .rawValue
        _ = try await admin.submit("/en/admin/groups", "name=Border&about=posts")
        let group = try #require(try await site.store.sharingGroups(as: .local).first).number
        _ = try await admin.submit("/en/admin/groups/ceiling", "group=\(group)&agency=1&ceiling=0")
        let page = try await admin.submit("/en/admin/groups/ceiling", "group=\(group)&agency=\(customs)&ceiling=2")
        #expect(page.text.contains("class=\"ceiling-2\">TLP:AMBER<"))
        #expect(try await admin.post("/en/admin/groups/ceiling", "group=\(group)&agency=1&ceiling=4").status == 400)
        let undone = try await admin.undo(page)
        #expect(!undone.text.contains("class=\"ceiling-2\""))
        // One's own agency cannot be suspended from inside.
        let own = "name=local&kind=other&contact=&state=suspended"
        #expect(try await admin.post("/en/admin/agencies/1", own).status == 400)
    }

    @Test("A rule is tried, taken out of force with a reason, and put back")
    func rules() async throws {
        let (site, admin) = try await made()
        let path = "/en/admin/rules/V3-detection-outside-licence"
        let trial = try await admin.get(path + "?trial=yes")
        #expect(trial.status == 200 && trial.text.contains("1 finding would disappear"))
        #expect(try await admin.post(path, "state=off&reason=+").status == 400)
        let page = try await admin.submit(path, "state=off&reason=too+many+clouds")
        #expect(try await site.store.rulesOff() == ["V3-detection-outside-licence"])
        #expect(page.text.contains("too many clouds"))
        #expect(try await admin.post(path, "state=off&reason=again").status == 409)
        _ = try await admin.undo(page)
        #expect(try await site.store.rulesOff().isEmpty)
        #expect(try await site.store.switches(of: "V3-detection-outside-licence", as: .local).count == 2)
    }

    @Test("A map is checked with line and fault, tried over a sample, kept and downloaded")
    func maps() async throws {
        let (_, admin) = try await made()
        func form(_ map: String, _ sample: String, _ more: String = "") -> String {
            let allowed = CharacterSet.alphanumerics
            let texts = [map, sample].map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
            return "name=our-sites&map=\(texts[0])&sample=\(texts[1])\(more)"
        }
        let broken = try await admin.post("/en/admin/maps", form("kind: [", "a"))
        #expect(broken.status == 200 && broken.text.contains("our-sites.yaml"))
        #expect(
            try await admin.post("/en/admin/maps", form("kind: site", "a").replacing("our-sites", with: "..%2Fx"))
                .status == 400
        )
        #expect(try await admin.get("/en/admin/maps/none").status == 404)
        let shipped = try await admin.get("/en/admin/maps/ipis-visits")
        #expect(
            shipped.status == 200 && shipped.headers[.contentDisposition] == "attachment; filename=\"ipis-visits.yaml\""
        )
        let good = form(Self.map, "ref,label\n1,North pit\n2,\n")
        let tried = try await admin.post("/en/admin/maps", good)
        #expect(
            tried.text.contains("1 record is read") && tried.text.contains("1 record is set aside"),
            "\(tried.text.suffix(2500))"
        )
        _ = try await admin.submit("/en/admin/maps", good + "&keep=yes")
        #expect(try await admin.get("/en/admin/maps/our-sites").text.hasPrefix("title: Our sites"))
    }

    private static let map = """
        title: Our sites
        kind: site
        fields:
          id: ref
          name: label
          kind: { constant: mine }
        """

    @Test("Only those who manage get in", arguments: Role.allCases)
    func doors(role: Role) async throws {
        let site = try await TestSite.make(mode: .signIn)
        let browser = try await Browser.signIn(role, at: site)
        for path in ["people", "agencies", "groups", "sources", "rules", "maps", "languages"] {
            let status = try await browser.get("/en/admin/\(path)").status
            #expect(status == (role == .administrator ? 200 : 403), "\(role) \(path)")
        }
        for path in ["people", "agencies", "groups", "groups/ceiling", "groups/state", "maps"]
        where role != .administrator {
            #expect(try await browser.post("/en/admin/\(path)", person).status == 403, "\(role) \(path)")
        }
    }
}
