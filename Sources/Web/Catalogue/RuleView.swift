internal import Vocabulary

/// What the pages say about one red-flag rule; made from the rule catalogue in `RuleView+Catalogue.swift` alone.
package struct RuleView: Sendable {
    var id: String
    var version: Int
    var title: LocalisedText
    /// Rules that speak of the same thing share a group, and count once.
    var group: String
    /// What supports the weight, in words.
    var weightNote: String?
    var severity: Int
    /// Weight of evidence, log10 of the likelihood ratio.
    var weight: Double
    /// Cells of the vulnerability matrix, such as `S2/V3`.
    var cells: [String]
    var parameters: [Parameter]
    var sources: [String]
    var innocentExplanations: [LocalisedText]
    var nextSteps: [LocalisedText]
    var query: String
    var tests: [String]
    /// Writes the sentence of a finding from the columns of its row.
    var explain: @Sendable (_ finding: ListRow, _ details: [String: JSONValue], _ language: Language) -> String

    struct Parameter: Sendable {
        var name: String
        var value: String
        var unit: String
        var meaning: LocalisedText
        /// Why it is not the default here.
        var override: Override?

        /// What set a parameter, and why.
        struct Override: Sendable {
            var standard: String
            var reason: LocalisedText
            var source: String
            var setBy: LocalisedText
        }

        /// The value with its unit.
        var shown: String { unit.isEmpty ? value : "\(value) \(unit)" }
    }
}
