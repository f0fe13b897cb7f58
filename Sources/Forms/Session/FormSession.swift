/// A form that is being filled in.
///
/// Nodes are named by their paths, repetitions by their numbers from 1: `/data/sample[2]/ph`. A number may be left out
/// where it is 1. Nothing is lost on the way: what does not count for the moment keeps its answer, and is only left
/// out of the instance in the end.
public final class FormSession {
    /// The form.
    public var definition: FormDefinition { state.definition }
    var state: FormState

    /// Begins a new answer to a form.
    ///
    /// - Throws: ``SessionFault`` where a file is not there or an expression has no value.
    public init(_ definition: FormDefinition, environment: FormEnvironment) throws(SessionFault) {
        let missing = definition.missingAttachments
        guard missing.isEmpty else { throw .missingAttachments(missing) }
        state = FormState(definition, tree: definition.initial, environment: environment)
        try state.begin(isNew: true)
    }

    init(state: FormState) {
        self.state = state
    }

    // MARK: Nodes

    /// The number of the node with a path.
    func node(at path: String) throws(SessionFault) -> Int {
        var reached = 0
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: Array($0), as: UTF8.self) }
        guard path.hasPrefix("/"), let root = parts.first, Self.name(root) == state.tree.nodes[0].name else {
            throw .unknownPath(path)
        }
        for part in parts.dropFirst() {
            let isAttribute = part.hasPrefix("@")
            let name = isAttribute ? String(part.dropFirst()) : Self.name(part)
            let children = state.tree.children(of: reached, named: name, isAttribute: isAttribute)
            let place = Self.place(part) - 1
            guard children.indices.contains(place) else { throw .unknownPath(path) }
            reached = children[place]
        }
        return reached
    }

    private static func name(_ part: String) -> String {
        guard let bracket = part.utf8.firstIndex(of: UInt8(ascii: "[")) else { return part }
        return String(part[..<bracket])
    }

    private static func place(_ part: String) -> Int {
        guard part.hasSuffix("]"), let bracket = part.utf8.firstIndex(of: UInt8(ascii: "[")) else { return 1 }
        return NumberText.integer(String(part[part.utf8.index(after: bracket)...].dropLast())) ?? 0
    }

    /// The value of a node as the instance would have it; empty where there is none.
    public func value(at path: String) throws(SessionFault) -> String {
        state.tree.nodes[try node(at: path)].value?.text(state.calendar) ?? ""
    }

    /// How things stand with a node.
    public struct Standing: Sendable, Hashable {
        /// Whether it counts.
        public let isRelevant: Bool
        /// Whether it must have a value.
        public let isRequired: Bool
        /// Whether it may not be changed by who answers.
        public let isReadonly: Bool
    }

    /// How things stand with a node.
    public func standing(at path: String) throws(SessionFault) -> Standing {
        let node = try node(at: path)
        return Standing(
            isRelevant: state.tree.isRelevant(node),
            isRequired: state.tree.nodes[node].isRequired,
            isReadonly: state.tree.isReadonly(node)
        )
    }

    /// The paths of all nodes that are there, attributes left out, in the order of the instance.
    public var paths: [String] {
        var found: [String] = []
        gather(0, into: &found)
        return found
    }

    private func gather(_ node: Int, into found: inout [String]) {
        found.append(state.tree.path(of: node, in: definition.schema))
        for child in state.tree.nodes[node].children where !state.tree.nodes[child].isAttribute {
            gather(child, into: &found)
        }
    }

    // MARK: Answers

    /// What became of an answer.
    public enum Outcome: Sendable, Hashable {
        /// It was taken.
        case accepted
        /// There must be one, and it is empty.
        case requiredButEmpty(message: String?)
        /// The form's constraint does not hold of it.
        case constraintViolated(message: String?)
        /// It is not of the question's type.
        case wrongType(FormDataType)
        /// It is none of the choices.
        case notAChoice(String)
        /// The node may not be changed.
        case readonly
        /// The node does not count.
        case irrelevant
    }

    /// Answers a question; an empty text takes the answer away.
    ///
    /// What is not accepted changes nothing.
    public func answer(_ path: String, _ text: String) throws(SessionFault) -> Outcome {
        let node = try node(at: path)
        state.budget.reset()
        guard state.tree.isRelevant(node) else { return .irrelevant }
        guard !state.tree.isReadonly(node) else { return .readonly }
        let (value, fault) = try state.read(text, for: node)
        if let fault { return fault }
        if let refusal = try state.check(value, at: node) { return refusal }
        guard value != nil || state.tree.nodes[node].value != nil else { return .accepted }
        let before = state.tree
        do throws(SessionFault) {
            try state.set(value, at: node)
            try state.fitCounts()
        } catch {
            state.tree = before
            throw error
        }
        return .accepted
    }

    /// Whether a repetition can be added behind the others.
    ///
    /// - Parameter path: Of the repeat, such as `/data/sample`.
    public func canAddRepetition(_ path: String) throws(SessionFault) -> Bool {
        let (parent, place) = try repeatPlace(path)
        guard state.tree.isRelevant(parent), let repetition = definition.repeats.first(where: { $0.node == place })
        else {
            return false
        }
        guard let count = repetition.count else { return !repetition.isFixed }
        guard definition.growing.contains(place), let wanted = state.number(of: count, in: parent) else { return false }
        return state.tree.children(of: parent, named: definition.schema.nodes[place].name).count < wanted
    }

    private func repeatPlace(_ path: String) throws(SessionFault) -> (parent: Int, place: Int) {
        guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")), cut != path.startIndex else {
            throw .notARepeat(path)
        }
        let parent = try node(at: String(path[..<cut]))
        let name = Self.name(String(path[path.utf8.index(after: cut)...]))
        guard let place = definition.schema.child(name, of: state.tree.nodes[parent].schema),
            definition.schema.nodes[place].isRepeated
        else { throw .notARepeat(path) }
        return (parent, place)
    }

    /// Adds a repetition behind the others.
    ///
    /// - Parameter path: Of the repeat, such as `/data/sample`.
    /// - Returns: The path of the new one.
    public func addRepetition(_ path: String) throws(SessionFault) -> String {
        let (parent, place) = try repeatPlace(path)
        state.budget.reset()
        guard try canAddRepetition(path) else { throw .notARepeat(path) }
        let before = state.tree
        do throws(SessionFault) {
            let node = try state.addRepetition(place, to: parent)
            try state.fitCounts()
            return state.tree.path(of: node, in: definition.schema)
        } catch {
            state.tree = before
            throw error
        }
    }

    /// Takes a repetition away with all that was answered in it.
    public func deleteRepetition(_ path: String) throws(SessionFault) {
        let node = try node(at: path)
        state.budget.reset()
        let place = state.tree.nodes[node].schema
        guard let repetition = definition.repeats.first(where: { $0.node == place }), !repetition.isFixed else {
            throw .notARepeat(path)
        }
        let before = state.tree
        do throws(SessionFault) {
            try state.removeRepetition(node)
            try state.fitCounts()
        } catch {
            state.tree = before
            throw error
        }
    }

    // MARK: What is shown

    /// The choices that a question offers now.
    public func choices(at path: String, in language: String? = nil) throws(SessionFault) -> [OfferedChoice] {
        let node = try node(at: path)
        state.budget.reset()
        guard let question = definition.questions[state.tree.nodes[node].schema] else { return [] }
        do throws(EvaluationFault) {
            return try state.offered(by: question, at: node, in: language)
        } catch {
            throw .evaluation(path: path, error)
        }
    }

    /// What a question asks, or a group is headed by, in a language.
    public func label(at path: String, in language: String? = nil) throws(SessionFault) -> String? {
        let node = try node(at: path)
        state.budget.reset()
        guard let label = definition.questions[state.tree.nodes[node].schema]?.label else { return nil }
        do throws(EvaluationFault) {
            return try state.shown(label, in: language, FormState.Context(node))
        } catch {
            throw .evaluation(path: path, error)
        }
    }
}
