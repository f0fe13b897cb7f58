/// The lots behind a lot, as the mix of its origins needs them: nodes from the lot down to its sources, each with what
/// went into it.
///
/// A lot is one node, except where it means different things to different steps: a stock or a container counts for each
/// moment with what was in it then.
struct MixGraph: ~Copyable {
    /// What ends at a node.
    enum Kind {
        static let inner: UInt8 = 0
        static let site: UInt8 = 1
        static let noOrigin: UInt8 = 2
        static let withheld: UInt8 = 3
    }

    var lot = Column<UInt32>()
    /// What filled the lot, as the graph has it.
    var code = Column<UInt32>()
    var kind = Column<UInt8>()
    /// The site of a source, a word plus one.
    var site = Column<UInt32>()
    /// 1 if masses were missing, 2 if its parts stay apart (a container), so that a part of it may come from any of them,
    /// 4 if the weights of its edges are of contained metal.
    var traits = Column<UInt8>()
    /// Where its edges begin; they lie together, in the order of nodes.
    var edgeStart = Column<UInt32>()
    var edgeNode = Column<UInt32>()
    var edgeWeight = Column<UInt64>()
    /// How many edges lead to it.
    var pending = Column<UInt32>()

    init() {}

    var count: Int { lot.count }

    @inline(__always)
    func edges(of node: Int) -> Range<Int> {
        let end = node + 1 < edgeStart.count ? Int(edgeStart.base[node + 1]) : edgeNode.count
        return Int(edgeStart.base[node])..<end
    }

    mutating func forget() {
        lot.shorten(to: 0)
        code.shorten(to: 0)
        kind.shorten(to: 0)
        site.shorten(to: 0)
        traits.shorten(to: 0)
        edgeStart.shorten(to: 0)
        edgeNode.shorten(to: 0)
        edgeWeight.shorten(to: 0)
        pending.shorten(to: 0)
    }

    mutating func add(lot number: UInt32, _ inflow: UInt32) -> UInt32 {
        lot.append(number)
        code.append(inflow)
        pending.append(0)
        return UInt32(truncatingIfNeeded: lot.count - 1)
    }

    /// Gives all nodes added so far a row in the columns that are written when a node is looked at: inner, without traits.
    mutating func settle() {
        kind.extend(to: count)
        site.extend(to: count)
        traits.extend(to: count)
    }
}
