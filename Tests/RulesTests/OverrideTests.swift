import Foundation
import Rules
import Testing
import Vocabulary

@Suite("Parameters that an installation sets")
struct OverrideTests {
    private static let shipped: RuleCatalogue = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return RuleLoader().load(folders: [root.appending(path: "Rules")]).catalogue
    }()

    private static func override(
        _ rule: String = "X15-licence-status-dates",
        _ parameter: String = "grace_days",
        _ value: RuleValue = .integer(60),
        _ unit: String = "days"
    ) -> ParameterOverride {
        let text = LocalisedText(en: "a", fr: "b", pt: "c", es: "d")
        return ParameterOverride(
            rule: rule,
            parameter: parameter,
            value: value,
            unit: unit,
            reason: text,
            source: "s",
            setBy: text
        )
    }

    @Test func theValueInForceChangesAndTheDefaultStays() throws {
        let applied = Self.shipped.applying([Self.override()])
        #expect(applied.faults == [])
        let rule = try #require(applied.catalogue["X15-licence-status-dates"])
        #expect(rule.values["grace_days"] == .integer(60))
        #expect(rule.defaults["grace_days"] == .integer(30))
        #expect(rule.parameters.first?.override?.source == "s")
        #expect(Self.shipped["X15-licence-status-dates"]?.values["grace_days"] == .integer(30))
    }

    static let wrong: [(ParameterOverride, String)] = [
        (override("V99-none"), "no rule V99-none"),
        (override("X15-licence-status-dates", "grace"), "it has grace_days"),
        (override("X15-licence-status-dates", "grace_days", .integer(1), "weeks"), "days, not weeks"),
        (override("X15-licence-status-dates", "grace_days", .integer(-1)), "at least 0"),
        (override("X15-licence-status-dates", "grace_days", .real(1.5)), "same type"),
        (override("V8-undervalued", "min_gap", .real(.nan), "fraction"), "must be a number"),
    ]

    @Test(arguments: wrong)
    func whatFitsNoParameterIsNamed(_ scenario: (override: ParameterOverride, word: String)) {
        let applied = Self.shipped.applying([scenario.override])
        #expect(applied.faults.count == 1)
        #expect(applied.faults.first?.description.contains(scenario.word) == true, "\(applied.faults)")
    }

    @Test func rulesThatReadATableCanBeLeftOut() {
        let left = Self.shipped.needingNone(of: ["payment", "detection"])
        #expect(!left.rules.isEmpty && left.rules.count < Self.shipped.rules.count)
        #expect(!left.rules.contains { $0.needs.contains("payment") || $0.needs.contains("detection") })
    }
}
