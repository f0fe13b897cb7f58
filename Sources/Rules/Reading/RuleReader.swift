import Vocabulary
import Yams

/// Turns the YAML of one file into a rule, gathering faults as it goes.
struct RuleReader {
    let file: String
    var faults: [RuleFault] = []

    private static let required = [
        "id", "version", "title", "cells", "severity", "weight", "weight_basis", "group", "subject", "sources", "needs",
        "query", "explanation", "next_steps", "innocent", "tests",
    ]
    private static let optional = ["parameters", "weight_note"]

    init(file: String) { self.file = file }

    mutating func fault(_ line: Int, _ message: String) {
        faults.append(RuleFault(file: file, line: line, message: message))
    }

    mutating func read(_ text: String) -> Rule? {
        guard let root = compose(text) else { return nil }
        let fields = mapping(root, "a rule", required: Self.required, optional: Self.optional)
        let (nodes, lines) = (fields.nodes, fields.lines)

        let id = identifier(nodes["id"])
        let version = integer(nodes["version"], "version", in: 1...1_000_000)
        let title = texts(nodes["title"], "title")
        let cells = self.cells(nodes["cells"])
        let severity = integer(nodes["severity"], "severity", in: 1...5)
        let basis = choice(nodes["weight_basis"], "weight_basis", of: Rule.WeightBasis.self)
        let weight = self.weight(nodes["weight"], basis: basis)
        let group = string(nodes["group"], "group")
        let subject = choice(nodes["subject"], "subject", of: Rule.Subject.self)
        let sources = self.sources(nodes["sources"])
        let needs = self.needs(nodes["needs"])
        let parameters = list(nodes["parameters"], "parameters", atLeast: 0).compactMap { parameter($0) }
        let query = self.query(nodes["query"], parameters: parameters, line: lines["parameters"] ?? 1)
        let explanation = self.explanation(nodes["explanation"])
        let nextSteps = lists(nodes["next_steps"], "next_steps", atLeast: 1)
        let innocent = lists(nodes["innocent"], "innocent", atLeast: 2)
        let tests = list(nodes["tests"], "tests", atLeast: 1).compactMap { test($0, parameters: parameters) }

        guard let id, let version, let title, let severity, let basis, let weight, let group, let subject, let query,
            let explanation
        else { return nil }
        return Rule(
            id: id,
            version: version,
            title: title,
            cells: cells,
            severity: severity,
            weight: weight,
            weightBasis: basis,
            weightNote: nodes["weight_note"].flatMap { string($0, "weight_note") },
            group: group,
            subject: subject,
            sources: sources,
            needs: needs,
            parameters: parameters,
            query: query,
            explanation: explanation,
            nextSteps: nextSteps,
            innocent: innocent,
            tests: tests,
            file: file,
            lines: lines
        )
    }

    private mutating func compose(_ text: String) -> Node? {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                fault(1, "the file is empty")
                return nil
            }
            return node
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                fault(mark.line, "not YAML: \(problem)")
            case .duplicatedKeysInMapping(let duplicates, let context):
                fault(context.mark.line, "written twice: \(duplicates.joined(separator: ", "))")
            default:
                fault(1, "not YAML: \(error)")
            }
        } catch {
            fault(1, "not YAML: \(error)")
        }
        return nil
    }

    private mutating func identifier(_ node: Node?) -> String? {
        guard let node, let id = string(node, "id") else { return nil }
        let isPlain = id.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        if !isPlain { fault(node.line, "an id has letters, digits and hyphens only") }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        if name != "\(id).yaml" && name != "\(id).yml" {
            fault(node.line, "the file of rule \(id) must be named \(id).yaml")
        }
        return id
    }

    private mutating func cells(_ node: Node?) -> [String] {
        list(node, "cells", atLeast: 1).compactMap { item in
            guard let cell = string(item, "a cell") else { return nil }
            let parts = cell.split(separator: "/").map(String.init)
            let isCell =
                parts.count == 2 && ["S1", "S2", "S3", "S4", "S5"].contains(parts[0])
                && (1...9).contains { "V\($0)" == parts[1] }
            guard isCell || (1...20).contains(where: { "X\($0)" == cell }) else {
                fault(item.line, "\(cell) is no cell of the vulnerability matrix: write S1/V1 to S5/V9, or X1 to X20")
                return nil
            }
            return cell
        }
    }

    private mutating func weight(_ node: Node?, basis: Rule.WeightBasis?) -> Double? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, let weight = Double(text), weight > 0, weight.isFinite else {
            fault(node.line, "weight must be a number above 0")
            return nil
        }
        if let basis, weight > basis.largestWeight {
            fault(node.line, "a \(basis.rawValue) weight is at most \(basis.largestWeight)")
        }
        return weight
    }

    private mutating func sources(_ node: Node?) -> [Rule.Source] {
        list(node, "sources", atLeast: 1).compactMap { item in
            let nodes = mapping(item, "a source", required: ["title", "reference"]).nodes
            guard let title = string(nodes["title"], "title"), let reference = string(nodes["reference"], "reference")
            else { return nil }
            return Rule.Source(title: title, reference: reference)
        }
    }

    private mutating func needs(_ node: Node?) -> [String] {
        list(node, "needs", atLeast: 1).compactMap { item in
            guard let name = string(item, "a table") else { return nil }
            if FactSchema.table(named: name) == nil { fault(item.line, "there is no fact table \(name)") }
            return name
        }
    }

    private mutating func query(_ node: Node?, parameters: [RuleParameter], line: Int) -> Rule.Query? {
        guard let node else { return nil }
        guard let scalar = node.scalar, scalar.style == .literal else {
            fault(node.line, "write the query as a block: query: |")
            return nil
        }
        let query = Rule.Query(sql: scalar.string, line: node.line + 1)
        for problem in PortableSQL.faults(in: query.sql) { fault(query.line + problem.line, problem.message) }
        let used = PortableSQL.parameters(in: query.sql)
        let declared = Set(parameters.map(\.name))
        for (name, place) in used where !declared.contains(name) {
            fault(query.line + place, "parameter :\(name) is not declared")
        }
        for name in declared where used[name] == nil { fault(line, "the query does not use parameter \(name)") }
        return query
    }

    private mutating func explanation(_ node: Node?) -> RuleExplanation? {
        guard let node else { return nil }
        let nodes = mapping(node, "explanation", required: Language.allCases.map(\.rawValue)).nodes
        var templates: [Language: ExplanationTemplate] = [:]
        for language in Language.allCases {
            guard let item = nodes[language.rawValue], let text = string(item, "explanation") else { continue }
            do throws(ExplanationTemplate.Fault) {
                templates[language] = try ExplanationTemplate(text)
            } catch {
                fault(item.line, error.message)
            }
        }
        return RuleExplanation(templates: templates)
    }

    private mutating func parameter(_ node: Node) -> RuleParameter? {
        let fields = mapping(
            node,
            "a parameter",
            required: ["name", "default", "unit", "meaning"],
            optional: ["min", "max"]
        )
        let nodes = fields.nodes
        let minimum = number(nodes["min"], "min")
        let maximum = number(nodes["max"], "max")
        guard let name = string(nodes["name"], "name"), let initial = nodes["default"], let value = plainValue(initial),
            let unit = string(nodes["unit"], "unit"), let meaning = texts(nodes["meaning"], "meaning")
        else { return nil }
        let parameter = RuleParameter(
            name: name,
            defaultValue: value,
            unit: unit,
            minimum: minimum,
            maximum: maximum,
            meaning: meaning
        )
        if let objection = parameter.objection(to: value) {
            fault(initial.line, "the default is refused: \(objection)")
        }
        return parameter
    }
}
