/// What has to be worked out when a node changes, and in which order.
struct DependencyGraph: Sendable, Hashable {
    /// An expression whose value goes into a node, or decides about it.
    struct Rule: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case relevant
            case required
            case readonly
            case calculation
        }

        let kind: Kind
        /// The number of the node in the schema.
        let node: Int
        let formula: Formula
        /// The nodes whose values it depends on.
        let triggers: Set<Int>
    }

    let rules: [Rule]
    /// By the number of a rule, those that depend on what it changes.
    let cascades: [[Int]]
    /// By the number of a node, the rules that depend on it.
    let byTrigger: [Int: [Int]]
    /// The rules in an order in which each stands behind those that it depends on.
    let order: [Int]
    /// The nodes of rules that depend on themselves; empty where all is well.
    let circle: [Int]

    init(rules: [Rule], schema: FormSchema) {
        self.rules = rules
        var byTrigger: [Int: [Int]] = [:]
        for (number, rule) in rules.enumerated() {
            for trigger in rule.triggers { byTrigger[trigger, default: []].append(number) }
        }
        self.byTrigger = byTrigger
        cascades = rules.map { rule in
            // What does not count has no value, and neither has anything in it.
            let changed = rule.kind == .relevant ? schema.below(rule.node) : [rule.node]
            return Set(changed.flatMap { byTrigger[$0] ?? [] }).sorted()
        }
        (order, circle) = Self.sorted(rules: rules, cascades: cascades)
    }

    private static func sorted(rules: [Rule], cascades: [[Int]]) -> (order: [Int], circle: [Int]) {
        var waiting = [Int](repeating: 0, count: rules.count)
        for targets in cascades { for target in targets { waiting[target] += 1 } }
        var ready = rules.indices.filter { waiting[$0] == 0 }
        var order: [Int] = []
        var next = 0
        while next < ready.count {
            let rule = ready[next]
            next += 1
            order.append(rule)
            for target in cascades[rule] {
                waiting[target] -= 1
                if waiting[target] == 0 { ready.append(target) }
            }
        }
        guard order.count < rules.count else { return (order, []) }
        // Those behind the circle depend on it and are not in it: they go from the other end.
        var left = Set(rules.indices).subtracting(order)
        while let leaf = left.first(where: { rule in !cascades[rule].contains { left.contains($0) } }) {
            left.remove(leaf)
        }
        return (order, Set(left.map { rules[$0].node }).sorted())
    }

    /// Some rules, and all that depend on them.
    func closure(of roots: some Sequence<Int>) -> Set<Int> {
        var found = Set(roots)
        var waiting = Array(found)
        while let rule = waiting.popLast() {
            for target in cascades[rule] where found.insert(target).inserted { waiting.append(target) }
        }
        return found
    }
}
