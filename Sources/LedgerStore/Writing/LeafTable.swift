import Ledger

/// Where each leaf is, by its hash: some 20 bytes a leaf.
///
/// It keeps eight bytes of each hash; whoever asks looks up the rest where it says. Of a log of more than four thousand
/// million leaves it finds only the first so many.
struct LeafTable {
    private var prints: [UInt64] = []
    /// The place of the leaf and one; zero where there is none.
    private var places: [UInt32] = []
    private var count = 0
    /// Chosen anew in each process, so that nobody can choose entries that crowd.
    private let seed = UInt64.random(in: .min ... .max) | 1

    private func print(_ hash: TreeHash) -> UInt64 {
        hash.prefix &* seed
    }

    /// The places of leaves that may have this hash: one, save by the rarest chance.
    func candidates(_ hash: TreeHash) -> [UInt64] {
        guard !prints.isEmpty else { return [] }
        let print = print(hash)
        var found: [UInt64] = []
        var slot = slot(print)
        while places[slot] != 0 {
            if prints[slot] == print { found.append(UInt64(places[slot]) - 1) }
            slot = (slot + 1) & (prints.count - 1)
        }
        return found
    }

    mutating func insert(_ hash: TreeHash, at place: UInt64) {
        guard place < UInt64(UInt32.max) else { return }
        if count * 5 >= prints.count * 3 { grow() }
        put(print(hash), UInt32(truncatingIfNeeded: place + 1))
        count += 1
    }

    private func slot(_ print: UInt64) -> Int { Int(print >> 20) & (prints.count - 1) }

    private mutating func put(_ print: UInt64, _ place: UInt32) {
        var slot = slot(print)
        while places[slot] != 0 { slot = (slot + 1) & (prints.count - 1) }
        prints[slot] = print
        places[slot] = place
    }

    private mutating func grow() {
        let (oldPrints, oldPlaces) = (prints, places)
        let size = max(1024, prints.count * 2)
        prints = [UInt64](repeating: 0, count: size)
        places = [UInt32](repeating: 0, count: size)
        for slot in oldPlaces.indices where oldPlaces[slot] != 0 { put(oldPrints[slot], oldPlaces[slot]) }
    }
}
