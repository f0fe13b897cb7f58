import Foundation
import HTTPTypes
import Notary
import Store
import Testing
import Vocabulary
import Web

@Suite("Credentials on the pages")
struct CredentialPageTests {
    /// A site whose identifier has a key that the log knows, as far as the store is asked.
    private func site() async throws -> TestSite {
        let site = try await TestSite.make(mode: .signIn)
        try await site.execute(
            """
            UPDATE lot SET marking = 0; UPDATE site SET marking = 0, artisanal = 1; UPDATE licence SET marking = 0;
            UPDATE receipt SET marking = 0; UPDATE party SET marking = 0;
            """
        )
        return site
    }

    private func begin(_ site: TestSite) async throws {
        let now = try #require(CredentialOffice.clock())
        _ = try await CredentialKeys(site.store).create(forHost: "mines.example", .chance(passphrase: nil), now: now)
        try await site.store.place(identifierEntry: 1, at: 0)
    }

    @Test("Without a key the public sees nothing of credentials, and who may issue is told what is missing")
    func withoutKey() async throws {
        let site = try await site()
        let path = "/en/lots/lot%251"
        #expect(!(try await site.get(path)).text.contains("id=\"credentials\""))
        let supervisor = try await Browser.signIn(.supervisor, at: site)
        let page = try await supervisor.get(path)
        #expect(page.text.contains("touchstone credential keys create") && !page.text.contains("name=\"valid_until\""))
        let refused = try await supervisor.submit("/en/credentials", "kind=lot&id=lot%251")
        #expect(refused.text.contains("There is no key here"))
        for address in ["/.well-known/did.json", "/.well-known/did-history.json", "/credentials/context"] {
            #expect(try await site.get(address).status == 404)
        }
    }

    @Test("A supervisor issues, everybody sees it, and hostile names stay text")
    func issued() async throws {
        let site = try await site()
        try await begin(site)
        let supervisor = try await Browser.signIn(.supervisor, at: site)
        for (kind, id, segment) in [("site", "s/1", "sites"), ("licence", "l1", "licences")] {
            let form = "kind=\(kind)&id=\(id.replacing("/", with: "%2F"))"
            // Findings about the site are open.
            if kind == "site" {
                #expect(try await supervisor.submit("/en/credentials", form).text.contains("Say why it is issued"))
            }
            let page = try await supervisor.submit("/en/credentials", form + "&reason=seen+by+me")
            #expect(page.text.contains("The credential was issued") && page.text.contains("seen by me"))
            #expect(!page.text.contains(SampleRows.hostile))
            let listed = try await site.get("/fr/\(segment)/\(id.replacing("/", with: "%2F"))")
            #expect(listed.text.contains("Attestations") && !listed.text.contains(SampleRows.hostile))
        }
        let all = try await site.store.credentials(as: .everyone)
        #expect(all.count == 2 && all.allSatisfy { $0.issuedBy == nil && $0.reason == nil })
        for credential in all {
            let page = try await site.get("/es/credentials/\(credential.id)")
            #expect(page.status == 200 && !page.text.contains("seen by me") && !page.text.contains("name=\"state\""))
            let document = try await site.get("/credentials/\(credential.id)")
            #expect(document.headers[.contentType] == "application/vc" && !document.text.contains("28.5\""))
            let browser = try await site.get("/credentials/\(credential.id)", headers: [.accept: "text/html"])
            #expect(browser.headers[.location] == "/en/credentials/\(credential.id)")
        }
    }

    @Test("A site or a licence of another agency is not certified by us, nor is a credential of theirs withdrawn")
    func others() async throws {
        let site = try await site()
        try await begin(site)
        let other = try await site.store.addAgency(Agency.Draft(name: "Other", contact: "x@example.org"), by: .local)
        let stranger = try await Browser.signIn(.supervisor, at: site, of: other.rawValue)
        #expect(try await stranger.post("/en/credentials", "kind=licence&id=l1&reason=x").status == 403)
        #expect(!(try await stranger.get("/en/licences/l1")).text.contains("name=\"valid_until\""))
        let supervisor = try await Browser.signIn(.supervisor, at: site)
        _ = try await supervisor.submit("/en/credentials", "kind=licence&id=l1&reason=x")
        let id = try #require(try await site.store.credentials(as: .everyone).first?.id)
        let path = "/en/credentials/\(id)/state"
        #expect(try await stranger.post(path, "state=suspended&reason=x").status == 403)
        #expect(try await supervisor.post(path, "state=restored&reason=x").status == 409)
        #expect(try await supervisor.post(path, "state=gone&reason=x").status == 400)
        #expect(try await supervisor.submit(path, "state=suspended&reason=x").text.contains("is suspended"))
        #expect(try await site.store.credential(id, as: .everyone)?.state == .suspended)
        let list = try await site.get("/credentials/status/1-suspension")
        #expect(list.status == 200 && list.text.contains("BitstringStatusListCredential"))
    }
}
