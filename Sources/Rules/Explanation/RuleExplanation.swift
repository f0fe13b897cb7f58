public import Vocabulary

/// The sentence that explains a finding, in every language.
public struct RuleExplanation: Sendable, Hashable {
    /// The templates.
    public let templates: [Language: ExplanationTemplate]

    /// Wraps templates.
    public init(templates: [Language: ExplanationTemplate]) { self.templates = templates }

    /// The columns that the sentences take values from.
    public var columns: Set<String> { templates.values.reduce(into: []) { $0.formUnion($1.columns) } }

    /// The sentence in a language, or in English where it is missing.
    ///
    /// `names` turns codes into names; without it, codes are shown.
    public func render(
        _ row: RuleRow,
        in language: Language,
        names: ExplanationNames = .codes
    ) -> String {
        guard let template = templates[language] ?? templates[.en] else { return "" }
        return template.render(row, in: templates[language] == nil ? .en : language, names: names)
    }
}
