import Foundation
import Rules
import Store
import Testing

/// The rule files that ship, by their own tests.
@Suite struct RuleFilesTests {
    @Test func everyRulePassesItsOwnTests() throws {
        let loaded = RuleLoader().load(folders: [try RuleFolder.url])
        #expect(loaded.faults.isEmpty, "\(loaded.faults.map(\.description).joined(separator: "\n"))")
        let faults = loaded.catalogue.rules.flatMap { RuleChecker().check($0) }
        #expect(faults.isEmpty, "\(faults.map(\.description).joined(separator: "\n"))")
    }
}
