/// A packed Hilbert R-tree over boxes: built once, then read only.
///
/// Leaves are ordered along a Hilbert curve and packed sixteen to a node (Kamel and Faloutsos, "On Packing R-trees",
/// 1993). Building is O(n log n); a query visits O(log n + answers) nodes on ordinary data.
public struct SpatialIndex: Sendable {
    private static let fanOut = 16

    /// Boxes of the leaves in Hilbert order, then of each level of nodes, the root last.
    private let boxes: [BoundingBox]
    /// For a leaf the caller's index, for a node the place of its first child.
    private let links: [Int32]
    /// Where each level ends in `boxes`.
    private let levelEnds: [Int]

    /// The number of boxes in the index.
    public let count: Int

    /// The box around everything, or nil if the index is empty.
    public var bounds: BoundingBox? { boxes.last.flatMap { $0.isEmpty ? nil : $0 } }

    /// Builds the index; the answers of queries are places in `items`.
    ///
    /// Empty boxes are kept and never found. More than 2^31 boxes would need 64 GB and are a programmer's error.
    public init(_ items: [BoundingBox]) {
        precondition(items.count < Int(Int32.max), "an index holds fewer than 2^31 boxes")
        count = items.count
        let order = HilbertOrder.sorted(items)
        var boxes = order.map { items[Int($0)] }
        var links = order
        var levelEnds = [boxes.count]
        var start = 0
        while boxes.count - start > 1 {
            let end = boxes.count
            var first = start
            while first < end {
                let last = min(first + Self.fanOut, end)
                var box = BoundingBox.empty
                for child in first..<last { box.include(boxes[child]) }
                boxes.append(box)
                links.append(Int32(truncatingIfNeeded: first))
                first = last
            }
            start = end
            levelEnds.append(boxes.count)
        }
        self.boxes = boxes
        self.links = links
        self.levelEnds = levelEnds
    }

    /// Builds an index of points.
    public init(_ positions: [Position]) {
        self.init(positions.map { BoundingBox($0) })
    }

    /// Calls the body with each box that contains the position, in no order that means anything.
    public func forEach(containing position: Position, _ body: (Int) -> Void) {
        forEach(intersecting: BoundingBox(position), body)
    }

    /// Calls the body with each box that shares a point with the given one, in no order that means anything.
    @inline(__always)
    public func forEach(intersecting query: BoundingBox, _ body: (Int) -> Void) {
        visit(query) { item, _ in
            body(item)
            return nil
        }
    }

    /// The places of the boxes that share a point with the given one, in ascending order.
    public func items(intersecting query: BoundingBox) -> [Int] {
        var found: [Int] = []
        forEach(intersecting: query) { found.append($0) }
        return found.sorted()
    }

    /// The nearest box within a distance in metres, and its distance; the smaller place where two are equally near.
    ///
    /// The distance to a box is 0 inside, otherwise the great-circle distance to its nearest edge: exact for points.
    public func nearest(to position: Position, withinMetres limit: Double) -> (item: Int, metres: Double)? {
        guard position.isOnEarth, limit >= 0 else { return nil }
        var best: (item: Int, metres: Double)?
        let cap = Swift.min(limit, 20_100_000)
        for turn in [0.0, -360, 360] {
            let shift = turn
            let reach = Sphere.box(around: position, metres: best?.metres ?? cap).shifted(by: shift)
            visit(reach) { item, box in
                let metres = box.distanceMetres(to: position)
                guard metres <= (best?.metres ?? limit) else { return nil }
                if let current = best, current.metres == metres, current.item < item { return nil }
                best = (item, metres)
                return Sphere.box(around: position, metres: metres).shifted(by: shift)
            }
        }
        return best
    }

    /// Every box within a distance in metres, with its distance, nearest first.
    public func items(withinMetres limit: Double, of position: Position) -> [(item: Int, metres: Double)] {
        guard position.isOnEarth, limit >= 0 else { return [] }
        var found: [Int: Double] = [:]
        let reach = Sphere.box(around: position, metres: Swift.min(limit, 20_100_000))
        for turn in [0.0, -360, 360] {
            visit(reach.shifted(by: turn)) { item, box in
                let metres = box.distanceMetres(to: position)
                if metres <= limit { found[item] = metres }
                return nil
            }
        }
        return found.map { (item: $0.key, metres: $0.value) }
            .sorted { ($0.metres, $0.item) < ($1.metres, $1.item) }
    }

    /// Walks the tree; the body may return a smaller query to go on with.
    @inline(__always)
    private func visit(_ query: BoundingBox, _ body: (Int, BoundingBox) -> BoundingBox?) {
        guard count > 0 else { return }
        var query = query
        boxes.withUnsafeBufferPointer { boxes in
            links.withUnsafeBufferPointer { links in
                // A level adds at most fifteen waiting nodes to the stack.
                withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.fanOut * levelEnds.count + 1) { stack in
                    var depth = 1
                    stack[0] = boxes.count - 1
                    while depth > 0 {
                        depth -= 1
                        let node = stack[depth]
                        guard boxes[node].intersects(query) else { continue }
                        if node < count {
                            if let smaller = body(Int(links[node]), boxes[node]) { query = smaller }
                            continue
                        }
                        let first = Int(links[node])
                        let last = Swift.min(first + Self.fanOut, levelEnd(after: first))
                        for child in first..<last where boxes[child].intersects(query) {
                            stack[depth] = child
                            depth += 1
                        }
                    }
                }
            }
        }
    }

    /// Where the level that holds the place ends.
    @inline(__always)
    private func levelEnd(after place: Int) -> Int {
        for end in levelEnds where place < end { return end }
        return boxes.count
    }
}
