/// Who stands behind a company, followed from owner to owner; rings are walked once.
struct OwnerChains {
    /// How an owner is reached.
    struct Chain: Hashable {
        let names: [String]
        let records: [String]
    }

    private let holdings: [IndependenceFacts.Holding]
    private let ends: Set<String>
    private let leastShare: Int

    /// - Parameter leastShare: The share from which an owner counts, in hundredths of a percent; an unknown share counts.
    init(_ holdings: [IndependenceFacts.Holding], ends: Set<String>, leastShare: Int) {
        (self.holdings, self.ends, self.leastShare) = (holdings, ends, leastShare)
    }

    /// The last owners of a company, each with the shortest chain to it, and those where the chain stops without an end.
    func ultimate(of company: String) -> (owners: [String: Chain], open: Set<String>) {
        var owners: [String: Chain] = [:]
        var open: Set<String> = []
        var queue = [(company, Chain(names: [company], records: []))]
        var seen: Set<String> = [company]
        var head = 0
        while head < queue.count {
            let (here, chain) = queue[head]
            head += 1
            let above = holdings.filter { $0.owned == here && ($0.share ?? 10_000) >= leastShare }
            if ends.contains(here) {
                owners[here] = chain
            } else if above.isEmpty {
                open.insert(here)
            }
            for holding in above where seen.insert(holding.owner).inserted {
                let next = Chain(names: chain.names + [holding.owner], records: chain.records + [holding.record])
                queue.append((holding.owner, next))
            }
        }
        // A ring of companies that own each other has no end either.
        if owners.isEmpty, open.isEmpty { open = seen }
        return (owners, open)
    }

    /// All owners of a company and all that it owns, as far as their shares count.
    func group(of company: String) -> Set<String> {
        reach(company) { $0.owned == $1 ? $0.owner : nil }.union(reach(company) { $0.owner == $1 ? $0.owned : nil })
    }

    private func reach(_ start: String, _ step: (IndependenceFacts.Holding, String) -> String?) -> Set<String> {
        var seen: Set<String> = [start]
        var queue = [start]
        while let here = queue.popLast() {
            for holding in holdings where (holding.share ?? 10_000) >= leastShare {
                if let next = step(holding, here), seen.insert(next).inserted { queue.append(next) }
            }
        }
        return seen.subtracting([start])
    }
}
