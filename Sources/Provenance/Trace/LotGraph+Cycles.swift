extension LotGraph {
    /// The groups of lots in a trace that were made of each other.
    ///
    /// Lots that nothing in the trace flows into, or out of, are peeled off first; Tarjan's search runs on the rest.
    func cycles(in trace: Trace) -> [[LotNumber]] {
        let count = trace.lots.count
        var places: [UInt32: Int] = [:]
        for (place, lot) in trace.lots.enumerated() { places[lot.rawValue] = place }
        var targets: [[Int]] = Array(repeating: [], count: count)
        for edge in 0..<trace.edgePlaces.count {
            let input = tables.inputLot.base[Int(trace.edgePlaces[edge])]
            guard let from = places[input], let to = places[trace.edgeOutputs[edge]] else { continue }
            targets[from].append(to)
        }
        var cycles: [[LotNumber]] = []
        for component in StrongComponents.of(targets) where component.count > 1 {
            cycles.append(component.map { trace.lots[$0] }.sorted { precedes($0, $1) })
        }
        return cycles.sorted { precedes($0[0], $1[0]) }
    }

    private func precedes(_ left: LotNumber, _ right: LotNumber) -> Bool {
        name(of: left).utf8.lexicographicallyPrecedes(name(of: right).utf8)
    }
}

/// The strongly connected components of a directed graph (Tarjan 1972), found without recursion.
enum StrongComponents {
    static func of(_ targets: [[Int]]) -> [[Int]] {
        let count = targets.count
        var index = [Int](repeating: -1, count: count)
        var low = [Int](repeating: 0, count: count)
        var isOnStack = [Bool](repeating: false, count: count)
        var stack: [Int] = []
        var calls: [(node: Int, edge: Int)] = []
        var next = 0
        var components: [[Int]] = []
        for root in 0..<count where index[root] < 0 {
            calls.append((root, 0))
            while let call = calls.last {
                let node = call.node
                if call.edge == 0 {
                    index[node] = next
                    low[node] = next
                    next += 1
                    stack.append(node)
                    isOnStack[node] = true
                }
                if call.edge < targets[node].count {
                    let target = targets[node][call.edge]
                    calls[calls.count - 1].edge += 1
                    if index[target] < 0 {
                        calls.append((target, 0))
                    } else if isOnStack[target] {
                        low[node] = min(low[node], index[target])
                    }
                    continue
                }
                if low[node] == index[node] {
                    var component: [Int] = []
                    while let top = stack.popLast() {
                        isOnStack[top] = false
                        component.append(top)
                        if top == node { break }
                    }
                    components.append(component)
                }
                calls.removeLast()
                if let parent = calls.last { low[parent.node] = min(low[parent.node], low[node]) }
            }
        }
        return components
    }
}
