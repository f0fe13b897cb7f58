public import Vocabulary

/// What a session takes from outside: the time, chance, and what the device knows.
public struct FormEnvironment: Sendable {
    /// The time now, with the distance to UTC of the clock on the wall.
    public var now: @Sendable () -> UTCInstant
    /// Bits by chance.
    public var random: @Sendable () -> UInt64
    /// What the device or the account knows, by names such as `username`; empty where nothing is told.
    public var properties: [String: String]

    /// Makes an environment.
    public init(
        now: @escaping @Sendable () -> UTCInstant,
        random: @escaping @Sendable () -> UInt64,
        properties: [String: String] = [:]
    ) {
        self.now = now
        self.random = random
        self.properties = properties
    }
}

/// How much an evaluation may still cost; shared by all that one change sets off.
final class WorkBudget {
    /// Nodes that one change may look at.
    static let perChange = 20_000_000
    private(set) var left = perChange

    func spend(_ amount: Int) throws(EvaluationFault) {
        left -= amount
        guard left >= 0 else { throw .tooMuchWork }
    }

    func reset() { left = Self.perChange }
}

/// An instance that is being filled in, and all that its expressions can see.
struct FormState {
    let definition: FormDefinition
    var tree: DataTree
    let environment: FormEnvironment
    let calendar: FormCalendar
    let budget = WorkBudget()
    /// The rules that are not worked out again: their value is another each time.
    var frozen: Set<Int> = []

    init(_ definition: FormDefinition, tree: DataTree, environment: FormEnvironment) {
        self.definition = definition
        self.tree = tree
        self.environment = environment
        calendar = FormCalendar(offsetMinutes: environment.now().offsetMinutes)
    }

    var now: Int { environment.now().milliseconds }

    /// Where an expression stands.
    struct Context {
        /// The node whose expression it is.
        var node: NodeList.Place
        /// Inside a predicate, the number of the node among those that are looked at, from 0.
        var position: Int?
        /// The node whose expression the whole is, where that is another.
        var current: NodeList.Place?
        /// What a node would have as its value, while its constraint is worked out.
        var candidate: AnswerValue?

        init(_ node: Int) {
            self.node = NodeList.Place(instance: 0, node: node)
        }
    }
}

extension NodeList {
    /// A node of an instance.
    struct Place: Hashable {
        var instance: Int
        var node: Int
    }
}

extension FormState {
    /// The nodes of an instance: 0 for the form's own, else the number of a secondary instance plus 1.
    func tree(_ instance: Int) throws(EvaluationFault) -> DataTree {
        if instance == 0 { return tree }
        let secondary = definition.instances[instance - 1]
        guard let tree = secondary.tree else {
            // Nothing was sent before: nothing is remembered.
            if secondary.source == .lastSaved { return .nothing }
            throw .missingInstance(secondary.id)
        }
        return tree
    }

    /// The value of a node as expressions see it: empty where the node does not count.
    func value(of node: Int, in instance: Int, _ context: Context) throws(EvaluationFault) -> FormValue {
        if instance == 0 {
            if let candidate = context.candidate, context.node == NodeList.Place(instance: 0, node: node) {
                return candidate.formValue(calendar)
            }
            guard tree.isRelevant(node) else { return .empty }
            return tree.nodes[node].value?.formValue(calendar) ?? .empty
        }
        return try tree(instance).nodes[node].value?.formValue(calendar) ?? .empty
    }

    /// The one value of what may be a list of nodes.
    func single(_ value: FormValue, _ context: Context) throws(EvaluationFault) -> FormValue {
        guard case .nodes(let list) = value else { return value }
        guard let node = list.nodes.first else { return .empty }
        guard list.nodes.count == 1 else {
            throw .repeatedNode(path: try tree(list.instance).path(of: node, in: definition.schema))
        }
        return try self.value(of: node, in: list.instance, context)
    }

    /// The values of a list of nodes.
    func values(_ list: NodeList, _ context: Context) throws(EvaluationFault) -> [FormValue] {
        var found: [FormValue] = []
        for node in list.nodes { found.append(try value(of: node, in: list.instance, context)) }
        return found
    }
}

extension DataTree {
    /// A root and nothing in it.
    static let nothing: DataTree = {
        var tree = DataTree()
        _ = tree.add(Node(schema: -1, name: "root", parent: 0))
        return tree
    }()
}
