public import Vocabulary

/// A question with what was answered, for people to read.
public struct AnsweredQuestion: Sendable, Hashable {
    /// The path of the node, repetitions by their numbers.
    public let path: String
    /// The headings of the groups that it is in, the outermost first; a repetition's with its number.
    public let headings: [String]
    /// What was asked, in the language that was wanted or in the form's first one.
    public let label: String
    /// The type of the answer.
    public let type: FormDataType
    /// The answer as it came; empty where there is none.
    public let value: String
    /// What is shown for the choices that were made, in their order; those that are not offered as they came.
    public let choices: [String]
}

extension SubmissionReport {
    /// The questions that counted and what was answered, in the order of the form.
    ///
    /// Questions in repetitions come once each. What is only worked out is not among them.
    ///
    /// - Parameters:
    ///   - language: The name of one of the form's languages; nil for its first one.
    public static func questions(
        in xml: [UInt8],
        of form: FormDefinition,
        received: UTCInstant,
        language: String?
    ) throws(SubmissionFault) -> [AnsweredQuestion] {
        let state = try worked(xml, form, received).state
        var reader = QuestionReader(state: state, language: language)
        reader.read(form.body, below: 0, headings: [])
        return reader.found
    }
}

/// Gathers the questions that count.
private struct QuestionReader {
    let state: FormState
    let language: String?
    var found: [AnsweredQuestion] = []

    private var form: FormDefinition { state.definition }

    mutating func read(_ items: [FormItem], below base: Int, headings: [String]) {
        let line = state.line(of: base)
        for item in items {
            switch item {
            case .group(let group):
                let node = group.node.flatMap { state.instances(of: $0, near: line).first }
                if let node, !state.tree.isRelevant(node) { continue }
                let heading = shown(group.label, at: node ?? base)
                read(group.items, below: base, headings: heading.isEmpty ? headings : headings + [heading])
            case .repetition(let repetition):
                let nodes = state.instances(of: repetition.node, near: line).filter { state.tree.isRelevant($0) }
                for (place, node) in nodes.enumerated() {
                    let label = shown(repetition.label, at: node)
                    let heading = label.isEmpty ? "\(place + 1)" : "\(label) \(place + 1)"
                    read(repetition.items, below: node, headings: headings + [heading])
                }
            case .question(let question): add(question, below: base, headings)
            }
        }
    }

    private mutating func add(_ question: FormQuestion, below base: Int, _ headings: [String]) {
        guard let place = question.node else { return }
        for node in state.instances(of: place, near: state.line(of: base)) where state.tree.isRelevant(node) {
            let value = state.tree.nodes[node].value?.text(state.calendar) ?? ""
            let offered = (try? state.offered(by: question, at: node, in: language)) ?? []
            let isList = form.type(of: place).isList
            let chosen = question.choices == nil ? [] : isList ? value.spaceSeparated : value.isEmpty ? [] : [value]
            found.append(
                AnsweredQuestion(
                    path: state.tree.path(of: node, in: form.schema),
                    headings: headings,
                    label: shown(question.label, at: node),
                    type: form.type(of: place),
                    value: value,
                    choices: chosen.map { choice in offered.first { $0.value.isSame(as: choice) }?.label ?? choice }
                )
            )
        }
    }

    private func shown(_ text: FormText?, at node: Int) -> String {
        guard let text else { return "" }
        return (try? state.shown(text, in: language, FormState.Context(node))) ?? ""
    }
}
