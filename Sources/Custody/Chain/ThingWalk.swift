import Vocabulary

/// Follows what an exhibit is made of: its mass, its bytes, the parts that were taken from it.
struct ThingWalk {
    private let limits: CustodyLimits

    init(_ limits: CustodyLimits) { self.limits = limits }

    func pass(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        switch (entry.act, chain.exhibit.nature) {
        case (.examined(_, let used), .physical):
            checkOpen(entry, &chain)
            take(used, entry, &chain)
        case (.divided(_, let milligrams), .physical):
            checkOpen(entry, &chain)
            take(sum(milligrams ?? []), entry, &chain)
        case (.weighed(let found), .physical): weigh(found, entry, &chain)
        case (.verified(let found), .digital(let sha256)):
            if found != sha256 { chain.flag(.contentDiffers, [entry]) }
        case (.examined, .digital), (.divided, .digital), (.copied, .digital): break
        case (.weighed, .digital), (.verified, .physical), (.copied, .physical): chain.flag(.wrongNature, [entry])
        case (.sealed, .digital), (.opened, .digital): chain.flag(.wrongNature, [entry])
        case (.collected, _), (.released, _), (.received, _), (.sealed, _), (.opened, _), (.moved, _), (.lost, _),
            (.found, _), (.returned, _), (.destroyed, _), (.struck, _):
            break
        }
    }

    /// What is under seal cannot be tested or divided.
    private func checkOpen(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        if !chain.seals.isEmpty { chain.flag(.openWhileSealed, [entry]) }
    }

    private func take(_ milligrams: Int, _ entry: CustodyEvent, _ chain: inout CustodyChain) {
        guard let present = chain.milligrams else { return }
        let milligrams = CustodyLimits.possible(milligrams)
        if milligrams > present, !limits.agree(milligrams, present) { chain.flag(.partsExceed, [entry]) }
        chain.milligrams = max(0, present - milligrams)
    }

    private func weigh(_ found: Int, _ entry: CustodyEvent, _ chain: inout CustodyChain) {
        let found = CustodyLimits.possible(found)
        if let expected = chain.milligrams, !limits.agree(expected, found) { chain.flag(.massDiffers, [entry]) }
        chain.milligrams = found
    }

    private func sum(_ parts: [Int]) -> Int {
        parts.reduce(0) { CustodyLimits.possible($0 + CustodyLimits.possible($1)) }
    }
}
