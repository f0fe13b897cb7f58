internal import Vocabulary

/// What the pages say about one red-flag rule; made from the rule catalogue in `RuleView+Catalogue.swift` alone.
package struct RuleView: Sendable {
    var id: String
    var version: Int
    var title: LocalisedText
    /// What the rule looks for, in words.
    var summary: LocalisedText
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
    var explain: @Sendable (_ details: [String: JSONValue], _ language: Language) -> String

    struct Parameter: Sendable {
        var name: String
        var value: String
        var unit: String
        var meaning: LocalisedText
    }
}
