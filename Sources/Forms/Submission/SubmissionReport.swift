import Formats
public import Vocabulary

/// What was received, held against its form once more.
///
/// Relevance, required values, constraints, choices and calculations are worked out again from the answers. Values that
/// are another each time (`uuid()`, `random()`, `now()`) are taken as they came.
public struct SubmissionReport: Sendable, Hashable {
    /// The id of the submission, if it has one.
    public let instanceID: String?
    /// Where it does not fit the form; empty where it does.
    public let disagreements: [Disagreement]
    /// The answers as tables: the form first, then its repeats.
    public let tables: [FormTable]

    /// More disagreements than these are not told.
    static let mostDisagreements = 200

    /// Reads and checks what was received.
    ///
    /// - Parameters:
    ///   - xml: The instance.
    ///   - form: The form that it says it answers.
    ///   - received: When it came in. Expressions that ask for the time are worked out for the end of the answering
    ///     where the instance tells it, else for this moment.
    public init(xml: [UInt8], form: FormDefinition, received: UTCInstant) throws(SubmissionFault) {
        let check = try Self.worked(xml, form, received)
        disagreements = check.disagreements
        instanceID = form.instanceIDNode.flatMap { check.state.instances(of: $0, near: []).first }
            .flatMap { check.state.tree.nodes[$0].value?.text(check.state.calendar) }
        tables = Self.tables(check.state, key: instanceID ?? "")
    }

    /// What was received, worked out again.
    static func worked(
        _ xml: [UInt8],
        _ form: FormDefinition,
        _ received: UTCInstant
    ) throws(SubmissionFault) -> SubmissionCheck {
        let missing = form.missingAttachments
        guard missing.isEmpty else { throw .missingAttachments(missing) }
        let root = try InstanceReader.root(of: xml, for: form)
        let moment = Self.moment(of: root, form) ?? received
        let calendar = FormCalendar(offsetMinutes: moment.offsetMinutes)
        var reader = InstanceReader(form, calendar: calendar, now: moment.milliseconds)
        try reader.read(root)
        let environment = FormEnvironment(now: { moment }, random: { 0 })
        var check = SubmissionCheck(reader, environment)
        check.run()
        return check
    }

    /// The moment of the end, or of the beginning, with the distance to UTC of the device.
    private static func moment(of root: XMLNode, _ form: FormDefinition) -> UTCInstant? {
        for wanted in [FormPreload.end, .start] {
            for bind in form.binds.values where bind.preload == wanted {
                var element: XMLNode? = root
                for place in form.schema.line(of: bind.node).dropFirst() {
                    element = element?.child(form.schema.nodes[place].name)
                }
                if let text = element?.text, let moment = try? UTCInstant(NumberText.trimmed(text)) { return moment }
            }
        }
        return nil
    }

    // MARK: Tables

    private static func tables(_ state: FormState, key: String) -> [FormTable] {
        let schema = state.definition.schema
        let tops = [0] + schema.nodes.indices.filter { schema.nodes[$0].isRepeated }
        return tops.map { top in
            let places = leaves(top, schema)
            let prefix = schema.nodes[top].path + "/"
            let columns = places.map { String(schema.nodes[$0].path.dropFirst(prefix.count)) }
            let nodes = top == 0 ? [0] : state.instances(of: top, near: []).filter { state.tree.isRelevant($0) }
            let rows = nodes.map { node in
                let values = places.map { place in
                    state.instances(of: place, near: state.line(of: node)).first { state.tree.isRelevant($0) }
                        .flatMap { state.tree.nodes[$0].value?.text(state.calendar) } ?? ""
                }
                guard top != 0 else { return [key] + values }
                return [name(of: node, state, key), name(of: upper(node, state), state, key)] + values
            }
            return FormTable(
                name: schema.nodes[top].path,
                columns: (top == 0 ? ["KEY"] : ["KEY", "PARENT_KEY"]) + columns,
                rows: rows
            )
        }
    }

    /// The nodes with values in a form or a repeat, without those of repeats in it.
    private static func leaves(_ top: Int, _ schema: FormSchema) -> [Int] {
        schema.nodes[top].children.flatMap { child -> [Int] in
            let node = schema.nodes[child]
            if node.isAttribute || node.isRepeated { return [] }
            let inner = node.children.filter { !schema.nodes[$0].isAttribute }
            return inner.isEmpty ? [child] : leaves(child, schema)
        }
    }

    /// The nearest repetition that a node is in, or the root.
    private static func upper(_ node: Int, _ state: FormState) -> Int {
        state.tree.line(of: node).dropLast().last { each in
            state.definition.schema.nodes[state.tree.nodes[each].schema].isRepeated
        } ?? 0
    }

    private static func name(of node: Int, _ state: FormState, _ key: String) -> String {
        guard node != 0 else { return key }
        let path = state.tree.path(of: node, in: state.definition.schema)
        let root = state.definition.schema.nodes[0].path
        return key + String(path.dropFirst(root.count))
    }
}
