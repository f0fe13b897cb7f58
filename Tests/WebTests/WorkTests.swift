import Foundation
import HTTPTypes
import Store
import Testing
import Vocabulary
import Web

@Suite("Work")
struct WorkTests {
    @Test("A finding is taken, given, let go, and set back")
    func assignment() async throws {
        let site = try await TestSite.make(mode: .signIn)
        let analyst = try await Browser.signIn(.analyst, at: site)
        let other = try await Browser.signIn(.analyst, at: site, name: "Other Analyst")
        let trainee = try await Browser.signIn(.trainee, at: site)
        let me = try #require(analyst.reader.person).rawValue
        let taken = try await analyst.submit("/en/findings/f1/assignment", "person=\(me)")
        #expect(taken.text.contains("It is yours since"))
        #expect(try await analyst.get("/en/work").text.contains("/en/findings/f1"))
        let given = try await analyst.submit(
            "/en/findings/f1/assignment",
            "person=\(try #require(other.reader.person).rawValue)"
        )
        #expect(given.text.contains("Other Analyst works on it"))
        _ = try await analyst.undo(given)
        #expect(try await site.store.assignment(of: "f1", as: analyst.reader)?.person.rawValue == me)
        // Nobody gets work that they could not do, and nobody without the right gives any.
        let unable = try #require(trainee.reader.person).rawValue
        #expect(try await analyst.post("/en/findings/f1/assignment", "person=\(unable)").status == 400)
        #expect(try await trainee.post("/en/findings/f1/assignment", "person=none").status == 403)
        _ = try await analyst.submit("/en/findings/f1/assignment", "person=none")
        #expect(try await site.store.assignment(of: "f1", as: analyst.reader) == nil)
    }

    @Test("A judgement can be taken back for as long as its page offers it")
    func verdict() async throws {
        let site = try await TestSite.make(mode: .signIn)
        let analyst = try await Browser.signIn(.analyst, at: site)
        let page = try await analyst.submit("/en/findings/f1/verdict", "verdict=dismissed&reason=a+road")
        #expect(page.text.contains("a road") && page.text.contains("Your judgement was kept."))
        let back = try await analyst.undo(page)
        #expect(!back.text.contains("tag-dismissed"))
    }

    @Test("Two persons open what a supervisor has sealed, and each page says whose turn it is")
    func seal() async throws {
        let site = try await TestSite.make(mode: .signIn)
        let first = try await Browser.signIn(.supervisor, at: site, name: "First Opener")
        let second = try await Browser.signIn(.supervisor, at: site)
        let analyst = try await Browser.signIn(.analyst, at: site)
        let handling = try await first.get("/en/handling?kind=party&id=p%3A1")
        #expect(handling.status == 200 && handling.text.contains("action=\"/en/seals\""))
        #expect(try await analyst.post("/en/seals", "kind=party&id=p%3A1&reason=x").status == 403)
        _ = try await first.submit("/en/seals", "kind=party&id=p%3A1&reason=a+child%27s+name")
        for browser in [first, second, analyst] { #expect(try await browser.get("/en/parties/p%3A1").status != 200) }
        #expect(try await analyst.get("/en/seals").status == 403)
        let asked = try await first.submit("/en/seals/ask", "kind=party&id=p%3A1&reason=a+court+asks&hours=8")
        #expect(asked.text.contains("Somebody else has to confirm"))
        #expect(try await first.post("/en/seals/confirm", "opening=1").status == 403)
        let waiting = try await second.get("/en/work").text
        #expect(waiting.contains("First Opener: a court asks"))
        _ = try await second.submit("/en/seals/confirm", "opening=1")
        for browser in [first, second] { #expect(try await browser.get("/en/parties/p%3A1").status == 200) }
        #expect(try await analyst.get("/en/parties/p%3A1").status != 200)
        // What cannot be taken back is asked first.
        let question = try await first.post("/en/seals/close", "opening=1")
        #expect(question.status == 200 && question.text.contains("name=\"confirmed\""))
        #expect(try await first.get("/en/parties/p%3A1").status == 200)
        _ = try await first.submit("/en/seals/close", "opening=1&confirmed=yes")
        #expect(try await first.get("/en/parties/p%3A1").status != 200)
        let trail = try await first.get("/en/trail?kind=party&id=p%3A1").text
        #expect(trail.contains("opened with a second person") && trail.contains("a court asks"))
    }

    @Test("A page says what it withholds and why, gives it for a purpose and a case, and the owner is told")
    func withheld() async throws {
        let site = try await TestSite.make(mode: .signIn)
        try await site.execute("UPDATE party SET kind = 'person', birth_date = '1970-01-02' WHERE id = 'p:1'")
        let analyst = try await Browser.signIn(.analyst, at: site, name: "Careful Analyst")
        let supervisor = try await Browser.signIn(.supervisor, at: site)
        let inspector = try await Browser.signIn(.inspector, at: site)
        let without = try await analyst.get("/en/parties/p%3A1").text
        #expect(
            !without.contains("1970") && without.contains("name=\"purpose\"") && without.contains("href=\"#withheld\"")
        )
        let denied = try await inspector.get("/en/parties/p%3A1").text
        #expect(
            !denied.contains("1970") && denied.contains("It takes the right to") && !denied.contains("name=\"purpose\"")
        )
        let with = try await analyst.get("/en/parties/p%3A1?purpose=investigation&case=K-17").text
        #expect(with.contains("1970") && with.contains("case K-17"))
        let notices = try await supervisor.get("/en/notifications").text
        #expect(notices.contains("Careful Analyst read sensitive fields") && notices.contains("K-17"))
        #expect(try await supervisor.get("/en/trail?for_case=K-17").text.contains("Careful Analyst"))
        #expect(!(try await inspector.get("/en/trail").text.contains("Careful Analyst")))
    }
}
