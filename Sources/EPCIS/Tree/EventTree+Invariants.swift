extension EventTree {
    /// What does not hold of the tree that must hold of every one; nil if all is well.
    ///
    /// For tests and fuzzers.
    ///
    /// - Complexity: O(n).
    public var firstBrokenInvariant: String? {
        guard let root = nodes.first else { return nil }
        guard root.parent == nil, root.nextSibling == nil, root.kind == .object else { return "root" }
        var reached = 1
        for (index, node) in nodes.enumerated() {
            guard node.valueStart <= node.valueEnd, node.valueEnd <= text.count else { return "value \(index)" }
            if let number = node.name.extensionIndex {
                guard number < extensionNames.count else { return "name \(index)" }
            } else if node.name.term == nil {
                return "term \(index)"
            }
            var expected = index + 1
            var child = node.firstChild
            while let each = child {
                guard each >= expected, each < nodes.count, nodes[each].parent == index else { return "child \(each)" }
                guard node.kind == .object || node.kind == .list else { return "kind \(index)" }
                expected = each + 1
                reached += 1
                child = nodes[each].nextSibling
            }
        }
        guard reached == nodes.count else { return "reached \(reached) of \(nodes.count)" }
        for name in extensionNames {
            for range in [name.namespace, name.prefix, name.local] where range.upperBound > text.count {
                return "names"
            }
        }
        return nil
    }
}
