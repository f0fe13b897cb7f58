import Foundation
import Rules
import Store
import Testing
import Vocabulary

/// The rule files that ship, by their own tests.
@Suite struct RuleFilesTests {
    @Test func everyRulePassesItsOwnTests() throws {
        let loaded = RuleLoader().load(folders: [try RuleFolder.url])
        #expect(loaded.faults.isEmpty, "\(loaded.faults.map(\.description).joined(separator: "\n"))")
        let faults = loaded.catalogue.rules.flatMap { RuleChecker().check($0) }
        #expect(faults.isEmpty, "\(faults.map(\.description).joined(separator: "\n"))")
    }

    @Test func everyRowOfTheMatrixHasARule() throws {
        let rules = RuleLoader().load(folders: [try RuleFolder.url]).catalogue.rules
        let cells = Set(rules.flatMap(\.cells).compactMap { $0.split(separator: "/").last.map(String.init) })
        for row in 1...9 { #expect(cells.contains("V\(row)")) }
        #expect(rules.count >= 18)
    }

    @Test func everyRuleHasAHitAndTwoSilences() throws {
        for rule in RuleLoader().load(folders: [try RuleFolder.url]).catalogue.rules {
            #expect(rule.tests.contains { !$0.expect.isEmpty }, "\(rule.id)")
            #expect(rule.tests.count { $0.expect.isEmpty } >= 2, "\(rule.id)")
        }
    }

    @Test func everyLanguageHasItsOwnTexts() throws {
        for rule in RuleLoader().load(folders: [try RuleFolder.url]).catalogue.rules {
            for text in [rule.title] + rule.nextSteps + rule.innocent + rule.parameters.map(\.meaning) {
                #expect(Set(Language.allCases.map { text[$0] }).count == 4, "\(rule.id): \(text[.en])")
            }
            let templates = rule.explanation.templates
            #expect(Set(templates.values.map(\.columns)).count == 1, "\(rule.id): the sentences name other columns")
        }
    }

    @Test func aFindingReadsWellInEachLanguage() throws {
        // No sentence may show a code word, a bare brace or a format that was not applied.
        for rule in RuleLoader().load(folders: [try RuleFolder.url]).catalogue.rules {
            for template in rule.explanation.templates.values {
                let row = try RuleRow(columns: [("subject", .text("S")), ("strength", .integer(1))])
                let sentence = template.render(row, in: .en)
                #expect(!sentence.contains("{") && !sentence.contains("|"), "\(rule.id): \(sentence)")
                #expect(sentence.hasSuffix("."), "\(rule.id): \(sentence)")
            }
        }
    }
}
