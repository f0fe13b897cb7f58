/// A binary heap of nodes by cost; equal costs come out by node number, so that the order never varies.
struct LeastCostQueue {
    private var items: [(cost: Double, node: Int)] = []

    mutating func push(_ cost: Double, _ node: Int) {
        items.append((cost, node))
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard isBefore(child, parent) else { break }
            items.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> (cost: Double, node: Int)? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return first }
        items[0] = last
        var parent = 0
        while true {
            var smallest = parent
            let left = parent * 2 + 1
            if left < items.count, isBefore(left, smallest) { smallest = left }
            if left + 1 < items.count, isBefore(left + 1, smallest) { smallest = left + 1 }
            if smallest == parent { return first }
            items.swapAt(parent, smallest)
            parent = smallest
        }
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        items[a].cost < items[b].cost || (items[a].cost == items[b].cost && items[a].node < items[b].node)
    }
}
