/// How little and how much of a lot can come from a site, given what the lots claim.
///
/// What was melted or milled together is even throughout: any part of it has the shares of the whole. What only lies
/// together, in a container or under mass balance, is not: a part may hold any of it, as far as there is enough. What is
/// sold by book and claim, and what comes from nobody knows where, may be anything. The bounds of a lot follow from those
/// of its parts, from the sources up; they are sound, not always the narrowest.
struct SiteBounds {
    /// Whether anything on the way makes the bounds wider than the share.
    let isLoose: Bool
    private let isMassBalance: Bool
    private let isBookAndClaim: Bool
    private static let margin = 1e-12

    init(_ mixer: borrowing Mixer, weakest: CustodyModel?) {
        isBookAndClaim = weakest == .bookAndClaim
        isMassBalance = weakest == .massBalance
        var isLoose = isBookAndClaim || isMassBalance || !mixer.circle.isEmpty
        for node in 0..<mixer.graph.count where !isLoose {
            if mixer.graph.traits[node] != 0 { isLoose = true }
            if mixer.graph.edges(of: node).isEmpty, mixer.graph.kind[node] != MixGraph.Kind.site { isLoose = true }
        }
        self.isLoose = isLoose
    }

    func of(_ sites: [UInt32], _ mixer: inout Mixer) -> [ClosedRange<Double>] {
        if isBookAndClaim { return sites.map { _ in 0...1 } }
        var ranges: [ClosedRange<Double>] = []
        for start in stride(from: 0, to: sites.count, by: Lane.scalarCount) {
            ranges += eight(Array(sites[start..<min(start + Lane.scalarCount, sites.count)]), &mixer)
        }
        return ranges
    }

    private typealias Lane = SIMD8<Double>

    /// The bounds of up to eight sites, in one walk from the sources up.
    private func eight(_ sites: [UInt32], _ mixer: inout Mixer) -> [ClosedRange<Double>] {
        mixer.work.makeRoomForBounds(mixer.graph.count)
        noteGifts(of: sites, &mixer)
        // Sources are many and alike, so what they give is looked up by kind instead of kept for each.
        var gifts = [MixWork.Bounds](
            repeating: .init(least: .nothing, most: .nothing),
            count: Int(MixWork.Gift.anySite) + 1
        )
        for lane in sites.indices {
            gifts[lane].least[lane] = 1
            gifts[lane].most[lane] = 1
        }
        gifts[Int(MixWork.Gift.anySite)].most = .whole
        gifts.withUnsafeBufferPointer { climb($0, &mixer) }
        let root = mixer.work.gift.base[0]
        let bounds = root == MixWork.Gift.inner ? mixer.work.bounds.base[0] : gifts[Int(root)]
        return sites.indices.map { lane in
            let least = max(0, bounds.least[lane] - 1e-9)
            return least...max(least, min(1, bounds.most[lane] + 1e-9))
        }
    }

    private func noteGifts(of sites: [UInt32], _ mixer: inout Mixer) {
        let gift = mixer.work.gift.base
        for node in 0..<mixer.graph.count {
            switch mixer.graph.kind.base[node] {
            case MixGraph.Kind.inner: gift[node] = MixWork.Gift.inner
            case MixGraph.Kind.site:
                let place = sites.firstIndex(of: mixer.graph.site.base[node])
                gift[node] = place.map { UInt8($0) } ?? MixWork.Gift.otherSite
            default: gift[node] = MixWork.Gift.anySite
            }
        }
    }

    /// Works out the bounds of all nodes that something went into, each after its parts.
    private func climb(_ gifts: UnsafeBufferPointer<MixWork.Bounds>, _ mixer: inout Mixer) {
        // SAFETY: the columns have a row for each node, and do not grow while this runs.
        let gift = mixer.work.gift.base
        let bounds = mixer.work.bounds.base
        let held = mixer.work.held.base
        let traits = mixer.graph.traits.base
        let edgeNode = mixer.graph.edgeNode.base
        let edgeWeight = mixer.graph.edgeWeight.base
        let circle = mixer.circle
        let hasCircles = !circle.isEmpty
        for turn in (0..<mixer.work.order.count).reversed() {
            let node = Int(mixer.work.order.base[turn])
            guard gift[node] == MixWork.Gift.inner else { continue }
            let edges = mixer.graph.edges(of: node)
            if traits[node] & 1 != 0 {
                held[node] = 1e30
                var least = Lane.whole
                var most = Lane.nothing
                for edge in edges {
                    let child = Int(edgeNode[edge])
                    let isCircle = hasCircles && circle[node] == circle[child]
                    let part =
                        isCircle ? .init(least: .nothing, most: .whole) : Self.bounds(of: child, gift, bounds, gifts)
                    least.replace(with: part.least, where: part.least .< least)
                    most.replace(with: part.most, where: part.most .> most)
                }
                bounds[node] = .init(least: least, most: most)
                continue
            }
            var least = Lane.nothing
            var most = Lane.nothing
            var total = 0.0
            for edge in edges {
                let child = Int(edgeNode[edge])
                let weight = Double(edgeWeight[edge])
                total += weight
                var part: MixWork.Bounds
                if hasCircles, circle[node] == circle[child] {
                    part = .init(least: .nothing, most: .whole)
                } else {
                    part = Self.bounds(of: child, gift, bounds, gifts)
                    // A source is of one site or of any: taking a part of it changes neither.
                    if gift[child] == MixWork.Gift.inner, isMassBalance || traits[child] & 2 != 0 {
                        let isSameUnit = (traits[child] ^ traits[node]) & 4 == 0
                        let room = isSameUnit ? held[child] / max(weight, 1) : 1e30
                        if room > 1 { part.widen(by: room) }
                    }
                }
                least += part.least * weight
                most += part.most * weight
            }
            held[node] = total
            least = least / total - Self.margin
            most = most / total + Self.margin
            bounds[node] = .init(
                least: least.replacing(with: .nothing, where: least .< .nothing),
                most: most.replacing(with: .whole, where: most .> .whole)
            )
        }
    }

    @inline(__always)
    private static func bounds(
        of node: Int,
        _ gift: UnsafeMutablePointer<UInt8>,
        _ bounds: UnsafeMutablePointer<MixWork.Bounds>,
        _ gifts: UnsafeBufferPointer<MixWork.Bounds>
    ) -> MixWork.Bounds {
        gift[node] == MixWork.Gift.inner ? bounds[node] : gifts[Int(gift[node])]
    }
}

extension MixWork.Bounds {
    /// What may be true of a part of something that lies together, of which there is so many times as much.
    @inline(__always)
    fileprivate mutating func widen(by room: Double) {
        let least: SIMD8<Double> = .whole - (.whole - least) * room
        let most = most * room
        self.least = least.replacing(with: .nothing, where: least .< .nothing)
        self.most = most.replacing(with: .whole, where: most .> .whole)
    }
}

extension SIMD8<Double> {
    fileprivate static var nothing: Self { Self(repeating: 0) }
    fileprivate static var whole: Self { Self(repeating: 1) }
}
