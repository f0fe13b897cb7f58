import Rules
import Vocabulary

/// What the rules say about findings, in one language.
struct FindingWords: Sendable {
    private let rules: [String: Rule]
    private let names: ExplanationNames
    let language: Language

    init(_ catalogue: RuleCatalogue, lexicon: Lexicon, language: Language) {
        rules = Dictionary(catalogue.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        names = ExplanationNames(
            country: { code, language in CountryCode(code).flatMap(lexicon.name)?[language] },
            mineral: { word, language in lexicon.mineral(named: word)?.name[language] }
        )
        self.language = language
    }

    /// Whether there is such a rule.
    func knows(_ rule: String) -> Bool { rules[rule] != nil }

    /// The title of the finding's rule; its id if the rule is not there.
    func title(of finding: FindingRow) -> String {
        rules[finding.rule]?.title[language] ?? finding.rule
    }

    /// The sentence that explains a finding; the title where the rule has changed since.
    func sentence(of finding: FindingRow) -> String {
        guard let rule = rules[finding.rule], let row = finding.ruleRow else { return title(of: finding) }
        return rule.explanation.render(row, in: language, names: names)
    }
}
