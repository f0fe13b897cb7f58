internal import Rules
internal import Vocabulary

extension RuleView {
    /// Takes from a rule what the pages show.
    init(_ rule: Rule, lexicon: Lexicon) {
        self.init(
            id: rule.id,
            version: rule.version,
            title: rule.title,
            group: rule.group,
            weightNote: rule.weightNote,
            severity: rule.severity,
            weight: rule.weight,
            cells: rule.cells,
            parameters: rule.parameters.map { Parameter($0) },
            sources: rule.sources.map { $0.reference.isEmpty ? $0.title : "\($0.title): \($0.reference)" },
            innocentExplanations: rule.innocent,
            nextSteps: rule.nextSteps,
            query: rule.query.sql,
            tests: rule.tests.map(\.name),
            explain: { finding, details, language in
                Self.sentence(of: rule, finding: finding, details: details, language: language, lexicon: lexicon)
            }
        )
    }

    /// The explanation of a finding; empty if the row that is kept no longer fits the rule.
    private static func sentence(
        of rule: Rule,
        finding: ListRow,
        details: [String: JSONValue],
        language: Language,
        lexicon: Lexicon
    ) -> String {
        var columns = details.map { (name: $0.key, value: RuleValue($0.value)) }
        let own: [(name: String, value: RuleValue)] = [
            ("subject", .text(finding.text("subject_id") ?? "")),
            ("time", finding.text("time").map { .text($0) } ?? .null),
            ("strength", .real(finding.double("strength") ?? 0)),
            ("records", .text(finding.text("record_ids") ?? "")),
        ]
        for column in own where !columns.contains(where: { $0.name == column.name }) { columns.append(column) }
        guard let row = try? RuleRow(columns: columns) else { return "" }
        let names = ExplanationNames(
            country: { code, language in CountryCode(code).flatMap(lexicon.name)?[language] },
            mineral: { word, language in lexicon.mineral(named: word)?.name[language] }
        )
        return rule.explanation.render(row, in: language, names: names)
    }
}

extension RuleView.Parameter {
    /// Takes a parameter as it is in force.
    fileprivate init(_ parameter: RuleParameter) {
        self.init(
            name: parameter.name,
            value: parameter.value.text ?? "",
            unit: parameter.unit,
            meaning: parameter.meaning,
            override: parameter.override.map {
                Override(
                    standard: parameter.defaultValue.text ?? "",
                    reason: $0.reason,
                    source: $0.source,
                    setBy: $0.setBy
                )
            }
        )
    }
}

extension RuleValue {
    /// A value of the details that the assessment kept as JSON.
    fileprivate init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .integer(value ? 1 : 0)
        case .integer(let value): self = .integer(Int64(value))
        case .number(let value): self = .real(value)
        case .string(let value): self = .text(value)
        case .array, .object: self = .text(value.plainText)
        }
    }
}

extension MatrixView {
    /// Takes the matrix from the lexicon.
    init(_ matrix: VulnerabilityMatrix) {
        func row(_ vulnerability: VulnerabilityMatrix.Vulnerability) -> Row {
            let cells = vulnerability.stages.map { stage, certainty in (stage.rawValue, certainty) }
            return Row(
                id: vulnerability.id.rawValue,
                title: vulnerability.title,
                cells: Dictionary(cells, uniquingKeysWith: { first, _ in first })
            )
        }
        self.init(
            stages: matrix.stages.map { Stage(id: $0.id.rawValue, title: $0.title) },
            rows: matrix.vulnerabilities.map(row),
            moreRows: matrix.concerns.map(row)
        )
    }
}
