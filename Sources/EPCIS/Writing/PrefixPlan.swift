/// Gives each namespace of an event a prefix: the one that was written where it is free.
struct PrefixPlan {
    /// Prefixes by namespace, and the other way round.
    private var prefixes: [String: String] = [:]
    private var namespaces: [String: String] = [:]
    /// What the document does not declare, in order of first use.
    private(set) var added: [(prefix: String, namespace: String)] = []

    /// Starts with what the document declares; of a prefix that is declared twice, the inner declaration counts.
    init(_ scope: NamespaceScope, reserved: [(prefix: String, namespace: String)]) {
        for (prefix, namespace) in reserved + scope.declarations where !prefix.isEmpty {
            if let hidden = namespaces[prefix], hidden != namespace, prefixes[hidden] == prefix {
                prefixes[hidden] = nil
            }
            namespaces[prefix] = namespace
            prefixes[namespace] = prefix
        }
    }

    /// The prefix of a namespace.
    mutating func prefix(of namespace: String, written: String) -> String {
        if namespaces[written] == namespace { return written }
        if let known = prefixes[namespace] { return known }
        var prefix = written
        var number = 1
        while prefix.isEmpty || namespaces[prefix] != nil || !XMLOutput.isName(prefix.utf8) {
            prefix = "ns\(number)"
            number += 1
        }
        namespaces[prefix] = namespace
        prefixes[namespace] = prefix
        added.append((prefix, namespace))
        return prefix
    }

    static let instance = "http://www.w3.org/2001/XMLSchema-instance"
    static let schema = "http://www.w3.org/2001/XMLSchema"
}
