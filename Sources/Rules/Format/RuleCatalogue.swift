/// The rules in force, in the order of their ids.
public struct RuleCatalogue: Sendable {
    /// The rules.
    public let rules: [Rule]

    /// Puts rules in order; of two with one id, the first is kept.
    public init(rules: [Rule]) {
        var byID: [String: Rule] = [:]
        for rule in rules where byID[rule.id] == nil { byID[rule.id] = rule }
        self.rules = byID.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    /// The rule of that id.
    public subscript(id: String) -> Rule? { rules.first { $0.id == id } }
}
