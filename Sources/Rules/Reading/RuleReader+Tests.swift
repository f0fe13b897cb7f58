import Vocabulary
import Yams

/// The rule's own tests.
extension RuleReader {
    mutating func test(_ node: Node, parameters: [RuleParameter]) -> RuleTest? {
        let fields = mapping(node, "a test", required: ["name", "given", "expect"], optional: ["parameters"])
        guard let name = string(fields.nodes["name"], "name"), let given = fields.nodes["given"] else { return nil }
        return RuleTest(
            name: name,
            given: rows(given),
            parameters: overrides(fields.nodes["parameters"], parameters: parameters),
            expect: list(fields.nodes["expect"], "expect", atLeast: 0).compactMap { expectation($0) },
            line: node.line
        )
    }

    private mutating func overrides(_ node: Node?, parameters: [RuleParameter]) -> [String: RuleValue] {
        guard let node else { return [:] }
        var values: [String: RuleValue] = [:]
        for (name, item) in mapping(node, "parameters", required: [], optional: parameters.map(\.name)).nodes {
            guard let value = plainValue(item), let parameter = parameters.first(where: { $0.name == name }) else {
                continue
            }
            if let objection = parameter.objection(to: value) { fault(item.line, objection) }
            values[name] = value
        }
        return values
    }

    private mutating func rows(_ node: Node) -> [RuleTest.Row] {
        guard let mapping = node.mapping else {
            fault(node.line, "given must name tables, each with a list of rows")
            return []
        }
        var rows: [RuleTest.Row] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, let table = FactSchema.table(named: name) else {
                fault(key.line, "there is no fact table \(key.scalar?.string ?? "of that kind")")
                continue
            }
            for item in list(value, name, atLeast: 1) { rows.append(row(item, of: table)) }
        }
        return rows
    }

    private mutating func row(_ node: Node, of table: FactTable) -> RuleTest.Row {
        var values: [String: RuleValue] = [:]
        if let mapping = node.mapping {
            for (key, item) in mapping {
                guard let name = key.scalar?.string, let column = table.column(named: name) else {
                    fault(key.line, "table \(table.name) has no column \(key.scalar?.string ?? "of that kind")")
                    continue
                }
                values[name] = value(item, of: column)
            }
        } else {
            fault(node.line, "a row of \(table.name) must be “{column: value, …}”")
        }
        return RuleTest.Row(table: table.name, values: values, line: node.line)
    }

    private mutating func value(_ node: Node, of column: FactColumn) -> RuleValue? {
        guard let scalar = node.scalar else {
            fault(node.line, "\(column.name) must be a single value")
            return nil
        }
        if scalar.style == .plain, ["null", "~", ""].contains(scalar.string) { return .null }
        switch column.storage {
        case .integer:
            if let integer = Int64(scalar.string) { return .integer(integer) }
            fault(node.line, "\(column.name) must be a whole number")
        case .real:
            if let real = Double(scalar.string), real.isFinite { return .real(real) }
            fault(node.line, "\(column.name) must be a number")
        case .text:
            return .text(scalar.string)
        case .blob:
            fault(node.line, "\(column.name) is a shape: kernels read shapes, rules do not")
        }
        return nil
    }

    private mutating func expectation(_ node: Node) -> RuleTest.Expectation? {
        let fields = mapping(
            node,
            "an expected finding",
            required: ["subject"],
            optional: ["key", "strength", "time", "records", "says"]
        )
        let nodes = fields.nodes
        guard let subject = string(nodes["subject"], "subject") else { return nil }
        var records: [Int64]?
        if let item = nodes["records"], let text = string(item, "records") {
            let ids = text.split(separator: " ").compactMap { Int64($0) }
            if ids.count != text.split(separator: " ").count {
                fault(item.line, "records are numbers separated by spaces")
            }
            records = ids.sorted()
        }
        var says: [Language: String] = [:]
        if let item = nodes["says"] {
            if item.scalar != nil {
                says[.en] = string(item, "says")
            } else {
                let sentences = mapping(item, "says", required: [], optional: Language.allCases.map(\.rawValue)).nodes
                for language in Language.allCases { says[language] = string(sentences[language.rawValue], "says") }
            }
        }
        return RuleTest.Expectation(
            subject: subject,
            key: string(nodes["key"], "key"),
            strength: number(nodes["strength"], "strength"),
            time: string(nodes["time"], "time"),
            records: records,
            says: says,
            line: node.line
        )
    }
}
