/// Which findings are wanted.
struct FindingFilter: Sendable {
    /// The rule.
    var rule: String?
    /// A row of the vulnerability matrix, such as `V3`.
    var vulnerability: String?
    /// A stage of the supply chain, such as `S2`.
    var stage: String?
    /// The least severity.
    var severity: Int?
    /// The kind of subject.
    var subject: String?

    /// The part of a query behind WHERE, and its arguments.
    var condition: (sql: String, arguments: [String]) {
        var parts = ["1"]
        var arguments: [String] = []
        if let rule {
            parts.append("rule_id = ?")
            arguments.append(rule)
        }
        if let subject {
            parts.append("subject_kind = ?")
            arguments.append(subject)
        }
        // A whole number, so it cannot carry SQL.
        if let severity { parts.append("severity >= \(severity)") }
        return (parts.joined(separator: " AND "), arguments)
    }

    /// Whether one of the cells (`S2/V3`, `X3`) is in the wanted stage and row, both in the same cell.
    func holds(cells: [String]) -> Bool {
        guard vulnerability != nil || stage != nil else { return true }
        return cells.contains { cell in
            let parts = cell.split(separator: "/").map(String.init)
            return (vulnerability.map(parts.contains) ?? true) && (stage.map(parts.contains) ?? true)
        }
    }
}
