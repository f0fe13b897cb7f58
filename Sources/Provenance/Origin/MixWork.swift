/// What is reckoned about the nodes of a mix, one row a node; kept between questions, because fresh memory costs more
/// than the sums that go into it.
struct MixWork: ~Copyable {
    /// What a source can give to the sites whose bounds are worked out.
    enum Gift {
        /// Anything above is not a source.
        static let inner: UInt8 = 255
        /// A source elsewhere; below it, the place of the site among those asked about.
        static let otherSite: UInt8 = 8
        /// A source nobody knows where.
        static let anySite: UInt8 = 9
    }

    /// The least and the most of a node that can come from each of eight sites.
    struct Bounds {
        var least: SIMD8<Double>
        var most: SIMD8<Double>
    }

    /// What flows through a node.
    var share = Column<UInt128>()
    /// How many edges into it have still to bring their part.
    var waiting = Column<UInt32>()
    /// Nodes from the root down, each after all that lead to it.
    var order = Column<UInt32>()
    /// Of a source, its `Gift`; of another node `Gift.inner`, and its bounds.
    var gift = Column<UInt8>()
    var bounds = Column<Bounds>()
    /// What is known to have gone into a node.
    var held = Column<Double>()
    /// Of a word of the graph, its place among the sites of the mix plus one; all 0 between questions.
    var place = Column<UInt32>()

    init() {}

    /// Begins to pour: nothing anywhere, and every node waits for all its edges.
    mutating func pour(_ graph: borrowing MixGraph) {
        share.shorten(to: 0)
        share.extend(to: graph.count)
        order.shorten(to: 0)
        waiting.shorten(to: 0)
        waiting.append(UnsafeBufferPointer(start: graph.pending.base, count: graph.count))
    }

    /// Makes room for bounds; what is in them is of before.
    mutating func makeRoomForBounds(_ count: Int) {
        gift.extend(to: count)
        bounds.extend(to: count)
        held.extend(to: count)
    }
}
