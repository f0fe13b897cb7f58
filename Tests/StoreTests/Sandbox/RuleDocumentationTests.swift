import Foundation
import Rules
import Store
import Testing

/// `docs/rules.md` says what is so.
@Suite struct RuleDocumentationTests {
    private func page() throws -> String {
        try String(contentsOf: RuleFolder.root.appendingPathComponent("docs/rules.md"), encoding: .utf8)
    }

    @Test func theExampleOnThePagePasses() throws {
        let page = try page()
        let start = try #require(page.range(of: "```yaml\n"))
        let end = try #require(page.range(of: "\n```", range: start.upperBound..<page.endIndex))
        let text = String(page[start.upperBound..<end.lowerBound])
        let loaded = RuleLoader().load(text, file: "V6-large-cash-purchase.yaml")
        let rule = try #require(loaded.rule, "\(loaded.faults)")
        #expect(RuleChecker().check(rule).isEmpty)
        #expect(rule.tests.count == 3)
    }

    @Test func everyFunctionIsOnThePage() throws {
        let page = try page()
        for name in PortableSQL.functions { #expect(page.contains("`\(name)`"), "\(name)") }
    }

    @Test func everySubjectIsOnThePage() throws {
        let page = try page()
        for subject in Rule.Subject.allCases { #expect(page.contains(subject.rawValue), "\(subject.rawValue)") }
    }
}
