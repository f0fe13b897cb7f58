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

    func of(_ sites: [UInt32], _ mixer: borrowing Mixer) -> [ClosedRange<Double>] {
        if isBookAndClaim { return sites.map { _ in 0...1 } }
        var ranges: [ClosedRange<Double>] = []
        for start in stride(from: 0, to: sites.count, by: 8) {
            ranges += eight(Array(sites[start..<min(start + 8, sites.count)]), mixer)
        }
        return ranges
    }

    private func eight(_ sites: [UInt32], _ mixer: borrowing Mixer) -> [ClosedRange<Double>] {
        typealias Lane = SIMD8<Double>
        let count = mixer.graph.count
        var low = [Lane](repeating: Lane(repeating: 0), count: count)
        var high = [Lane](repeating: Lane(repeating: 0), count: count)
        // What is known to have gone into each lot.
        var held = [Double](repeating: 0, count: count)
        let one = Lane(repeating: 1)
        let circle = mixer.circle
        let edgeNode = mixer.graph.edgeNode.base
        let edgeWeight = mixer.graph.edgeWeight.base
        low.withUnsafeMutableBufferPointer { low in
            high.withUnsafeMutableBufferPointer { high in
                for node in mixer.order.reversed() {
                    let node = Int(node)
                    let edges = mixer.graph.edges(of: node)
                    if edges.isEmpty {
                        if mixer.graph.kind[node] == MixGraph.Kind.site {
                            for lane in sites.indices where sites[lane] == mixer.graph.site[node] {
                                low[node][lane] = 1
                                high[node][lane] = 1
                            }
                        } else {
                            high[node] = one
                        }
                        continue
                    }
                    if mixer.graph.traits[node] & 1 != 0 {
                        held[node] = 1e30
                        var least = one
                        var most = Lane(repeating: 0)
                        for edge in edges {
                            let child = Int(edgeNode[edge])
                            let isCircle = !circle.isEmpty && circle[node] == circle[child]
                            least = pointwiseMin(least, isCircle ? one - one : low[child])
                            most = pointwiseMax(most, isCircle ? one : high[child])
                        }
                        low[node] = least
                        high[node] = most
                        continue
                    }
                    var least = Lane(repeating: 0)
                    var most = Lane(repeating: 0)
                    var total = 0.0
                    for edge in edges {
                        let child = Int(edgeNode[edge])
                        let weight = Double(edgeWeight[edge])
                        total += weight
                        var from = low[child]
                        var to = high[child]
                        if !circle.isEmpty, circle[node] == circle[child] {
                            from = one - one
                            to = one
                        } else if isMassBalance || mixer.graph.traits[child] & 2 != 0 {
                            let isSameUnit = (mixer.graph.traits[child] ^ mixer.graph.traits[node]) & 4 == 0
                            let room = isSameUnit ? held[child] / max(weight, 1) : 1e30
                            if room > 1 {
                                from = pointwiseMax(one - (one - from) * room, Lane(repeating: 0))
                                to = pointwiseMin(to * room, one)
                            }
                        }
                        least += from * weight
                        most += to * weight
                    }
                    held[node] = total
                    low[node] = pointwiseMax(least / total - Self.margin, Lane(repeating: 0))
                    high[node] = pointwiseMin(most / total + Self.margin, one)
                }
            }
        }
        return sites.indices.map { lane in
            let least = max(0, low[0][lane] - 1e-9)
            return least...max(least, min(1, high[0][lane] + 1e-9))
        }
    }
}
