/// Who stands behind a party: all its owners, near and far, with their shares.
///
/// A share is the sum over all simple paths of the product of the links' shares. Cross-holdings make cycles; a path
/// never visits a party twice, so they end, and the share is that of the first turn. Paths are at most twelve links
/// long. Two statements about the same owner and owned party are taken for one, with the larger share: several
/// registers report the same holding far more often than a holder has two.
public struct OwnershipClosure: Sendable {
    /// The longest path that is followed, in links.
    public static let depthLimit = 12
    /// Links that are followed for one party before the search is given up.
    public static let stepLimit = 50_000

    private struct Holding {
        var owner: Int
        var sharePPM: Int?
        var recordIDs: [Int]
    }

    /// Holdings in each party, by owner.
    private let holdings: [Int: [Holding]]

    /// Reads the links; a party that is said to own itself is passed over.
    public init(_ links: [OwnershipLink]) {
        var grouped: [Int: [Int: Holding]] = [:]
        for link in links where link.owner != link.owned {
            let share = link.sharePPM.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
            var holding = grouped[link.owned]?[link.owner] ?? Holding(owner: link.owner, sharePPM: nil, recordIDs: [])
            if let share { holding.sharePPM = max(share, holding.sharePPM ?? 0) }
            holding.recordIDs.append(link.recordID)
            grouped[link.owned, default: [:]][link.owner] = holding
        }
        holdings = grouped.mapValues { $0.values.sorted { $0.owner < $1.owner } }
    }

    /// The parties that have an owner, ascending.
    public var parties: [Int] { holdings.keys.sorted() }

    /// All stakes in all parties, by party, then by owner.
    public func stakes() -> [OwnershipStake] { parties.flatMap { stakes(in: $0) } }

    /// All stakes in one party, by owner.
    public func stakes(in party: Int) -> [OwnershipStake] {
        var search = Search(party: party, holdings: holdings)
        search.climb(from: party, share: Search.whole)
        return search.found.map { owner, sum in
            OwnershipStake(
                owner: owner,
                party: party,
                sharePPM: sum.share.map { Int(clamping: ($0 + Search.whole / 2_000_000) / (Search.whole / 1_000_000)) },
                isPartial: sum.isPartial,
                hops: sum.path.count - 1,
                path: sum.path,
                recordIDs: sum.recordIDs.sorted(),
                isUltimate: holdings[owner] == nil,
                isComplete: search.steps <= Self.stepLimit
            )
        }
        .sorted { $0.owner < $1.owner }
    }

    private struct Sum {
        /// In units of 10^-18, so that rounding along twelve links stays far below one part per million.
        var share: Int128?
        var isPartial = false
        var path: [Int]
        var recordIDs: Set<Int> = []
    }

    private struct Search {
        static let whole: Int128 = 1_000_000_000_000_000_000

        let holdings: [Int: [Holding]]
        var found: [Int: Sum] = [:]
        var steps = 0
        /// From the party upwards.
        private var path: [Int]
        private var records: [[Int]] = []

        init(party: Int, holdings: [Int: [Holding]]) {
            self.holdings = holdings
            path = [party]
        }

        mutating func climb(from party: Int, share: Int128?) {
            guard path.count <= OwnershipClosure.depthLimit else { return }
            for holding in holdings[party] ?? [] where !path.contains(holding.owner) {
                steps += 1
                guard steps <= OwnershipClosure.stepLimit else { return }
                path.append(holding.owner)
                records.append(holding.recordIDs)
                var product: Int128?
                if let share, let own = holding.sharePPM { product = share * Int128(own) / 1_000_000 }
                note(holding.owner, product)
                climb(from: holding.owner, share: product)
                path.removeLast()
                records.removeLast()
            }
        }

        private mutating func note(_ owner: Int, _ share: Int128?) {
            let route = Array(path.reversed())
            var sum = found[owner] ?? Sum(share: nil, path: route)
            if let share { sum.share = (sum.share ?? 0) + share } else { sum.isPartial = true }
            if route.count < sum.path.count { sum.path = route }
            for ids in records { sum.recordIDs.formUnion(ids) }
            found[owner] = sum
        }
    }
}
