internal import Rules
internal import Vocabulary

extension RuleView {
    /// Takes from a rule what the pages show.
    init(_ rule: Rule) {
        self.init(
            id: rule.id,
            version: rule.version,
            title: rule.title,
            summary: rule.title,
            severity: rule.severity,
            weight: rule.weight,
            cells: rule.cells,
            parameters: [],
            sources: [],
            innocentExplanations: [],
            nextSteps: [],
            query: "",
            tests: [],
            explain: { details, language in
                var text = rule.explanation[language]
                for (name, value) in details { text = text.replacing("{\(name)}", with: value.plainText) }
                return text
            }
        )
    }
}
