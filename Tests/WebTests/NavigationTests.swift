import HTTPTypes
import Store
import Testing
import Vocabulary
import Web

@Suite("Navigation")
struct NavigationTests {
    /// What somebody comes for: the page it is done on, and a piece of that page without which it could not be done.
    struct Task: Sendable, CustomStringConvertible {
        let role: Role?
        let path: String
        let marker: String
        var isOwner = false

        var description: String { "\(role?.rawValue ?? (isOwner ? "owner" : "public")): \(path)" }
    }

    static let tasks: [Task] = [
        Task(role: .administrator, path: "/admin/people", marker: "id=\"add-person\""),
        Task(role: .administrator, path: "/admin/groups", marker: "action=\"/en/admin/groups\""),
        Task(role: .administrator, path: "/admin/rules/V6-lot-gave-more", marker: "name=\"reason\""),
        Task(role: .analyst, path: "/findings/f1", marker: "/en/findings/f1/verdict"),
        Task(role: .analyst, path: "/work", marker: "/en/findings/f2"),
        Task(role: .analyst, path: "/import", marker: "multipart/form-data"),
        Task(role: .inspector, path: "/sites/s%2F1", marker: "/en/records/1"),
        Task(role: .inspector, path: "/import", marker: "multipart/form-data"),
        Task(role: .inspector, path: "/quarantine/1", marker: "/en/quarantine/1/resubmit"),
        Task(role: .supervisor, path: "/findings/f2", marker: "/en/findings/f2/assignment"),
        Task(role: .supervisor, path: "/seals", marker: "<h1>"),
        Task(role: .supervisor, path: "/trail", marker: "name=\"for_case\""),
        Task(role: .communityLiaison, path: "/import", marker: "multipart/form-data"),
        Task(role: .communityLiaison, path: "/sites/s%2F1", marker: "<h1>"),
        Task(role: .communityLiaison, path: "/seals", marker: "<h1>"),
        Task(role: .company, path: "/import", marker: "multipart/form-data"),
        Task(role: .company, path: "/quarantine/1", marker: "<h1>"),
        Task(role: .company, path: "/lots/lot%251", marker: "<h1>"),
        Task(role: .auditor, path: "/records/3", marker: "/en/records/3/bytes"),
        Task(role: .auditor, path: "/findings/f1", marker: "/en/records/4"),
        Task(role: .auditor, path: "/lots/lot%251", marker: "<h1>"),
        Task(role: .oversight, path: "/trail", marker: "name=\"agency\""),
        Task(role: .oversight, path: "/seals", marker: "<h1>"),
        Task(role: .oversight, path: "/findings/f1", marker: "<h1>"),
        Task(role: .trainer, path: "/findings/f1", marker: "<h1>"),
        Task(role: .trainer, path: "/rules/V6-lot-gave-more", marker: "SELECT"),
        Task(role: .trainer, path: "/sites/s%2F1", marker: "<h1>"),
        Task(role: .trainee, path: "/findings/f1", marker: "<h1>"),
        Task(role: .trainee, path: "/rules/V6-lot-gave-more", marker: "SELECT"),
        Task(role: .trainee, path: "/about", marker: "<h1>"),
        Task(role: nil, path: "/findings", marker: "<form class=\"filters\""),
        Task(role: nil, path: "/search", marker: "name=\"q\""),
        Task(role: nil, path: "/about", marker: "<h1>"),
        Task(role: nil, path: "/findings/f1", marker: "/en/findings/f1/verdict", isOwner: true),
        Task(role: nil, path: "/import", marker: "multipart/form-data", isOwner: true),
        Task(role: nil, path: "/admin/people", marker: "id=\"add-person\"", isOwner: true),
    ]

    private func browser(for task: Task) async throws -> Browser {
        let site = try await TestSite.make(mode: task.isOwner ? .owner : .signIn)
        guard let role = task.role else {
            return Browser.visitor(at: site, as: task.isOwner ? .local : .everyone)
        }
        return try await Browser.signIn(role, at: site)
    }

    @Test("Every kind of user reaches what they come for in two clicks from the first page", arguments: tasks)
    func twoClicks(task: Task) async throws {
        let browser = try await browser(for: task)
        let wanted = "/en" + task.path
        let first = try await browser.get("/en/")
        #expect(first.status == 200)
        let entries = first.links.filter { !$0.contains("?") }
        var isReached = entries.contains(wanted)
        for entry in Set(entries) where !isReached {
            isReached = try await browser.get(entry).links.contains(wanted)
        }
        #expect(isReached, "\(task)")
        let page = try await browser.get(wanted)
        #expect(page.status == 200 && page.text.contains(task.marker), "\(task)")
    }

    @Test("Each kind of user has three such tasks")
    func threeTasks() {
        for role in Role.allCases { #expect(Self.tasks.count { $0.role == role } == 3, "\(role)") }
        #expect(Self.tasks.count { $0.role == nil && $0.isOwner } == 3)
        #expect(Self.tasks.count { $0.role == nil && !$0.isOwner } == 3)
    }

    @Test("No entry leads to a closed door", arguments: Role.allCases)
    func doors(role: Role) async throws {
        let site = try await TestSite.make(mode: .signIn)
        let browser = try await Browser.signIn(role, at: site)
        let first = try await browser.get("/en/")
        let menu = try #require(first.text.firstRange(of: "<nav class=\"sections\""))
        let end = try #require(first.text[menu.upperBound...].firstRange(of: "</nav>"))
        let entries = TestSite.Answer(
            status: 200,
            headers: [:],
            bytes: Array(first.text[menu.upperBound..<end.lowerBound].utf8)
        ).links
        #expect(entries.count > 10)
        for entry in Set(entries) {
            let answer = try await browser.get(entry)
            #expect(answer.status == 200, "\(role): \(entry)")
        }
        // What only others may do is not offered.
        let isAdministrator = role == .administrator
        #expect(entries.contains("/en/admin/people") == isAdministrator)
    }

    @Test("The entry of the page is marked, in the row and in the menu")
    func current() async throws {
        let site = try await TestSite.make()
        let page = try await site.get("/en/findings/f1").text
        #expect(page.matches(of: /href="\/en\/findings" aria-current="page"/).count == 2)
    }

    @Test("Who has not signed in is shown what is public, and who has is shown the situation")
    func homes() async throws {
        let site = try await TestSite.make(mode: .signIn)
        let portal = try await site.get("/en/").text
        #expect(portal.contains("TLP:CLEAR") && portal.contains("/en/sign-in") && !portal.contains("class=\"heat\""))
        let analyst = try await Browser.signIn(.analyst, at: site)
        #expect(try await analyst.get("/en/").text.contains("class=\"heat\""))
    }
}
