import Rules
import Testing

/// A whole rule file around one query, for tests that need a rule to be wrong in one way.
enum RuleText {
    /// The line on which the query starts.
    static let queryLine = 26

    static func file(
        query: String,
        needs: String = "party",
        parameters: String = "parameters: []",
        explanation: String = "{subject}",
        tests: String = "  - {name: nothing, given: {party: [{id: P1}]}, expect: []}"
    ) -> String {
        let indented = query.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        return """
            id: T
            version: 1
            title: {en: t, fr: t, pt: t, es: t}
            cells: [S1/V1]
            severity: 1
            weight: 1
            weight_basis: judged
            group: g
            subject: party
            sources:
              - {title: t, reference: r}
            needs: [\(needs)]
            \(parameters)
            explanation:
              en: "\(explanation)"
              fr: "\(explanation)"
              pt: "\(explanation)"
              es: "\(explanation)"
            next_steps: {en: [a], fr: [a], pt: [a], es: [a]}
            innocent:
              en: [a, b]
              fr: [a, b]
              pt: [a, b]
              es: [a, b]
            query: |
            \(indented.joined(separator: "\n"))
            tests:
            \(tests)
            """
    }

    static func rule(query: String, needs: String = "party", tests: String? = nil) throws -> Rule {
        let text =
            tests.map { file(query: query, needs: needs, tests: $0) } ?? file(query: query, needs: needs)
        let loaded = RuleLoader().load(text, file: "T.yaml")
        return try #require(loaded.rule, "\(loaded.faults)")
    }
}
