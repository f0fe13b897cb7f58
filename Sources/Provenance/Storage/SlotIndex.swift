/// Finds rows by what is in them: an open-addressing table of row numbers that stores nothing of the rows.
///
/// Four bytes a slot, at most four slots of five taken, grown by half; the place of a hash is its high product with the
/// number of slots, so that any number of slots will do.
struct SlotIndex: ~Copyable {
    var slots = Column<UInt32>()
    private(set) var count = 0

    init() {}

    /// Says how many rows the slots hold that come from a file.
    mutating func expect(_ count: Int) { self.count = count }

    /// The first row with that hash that the question is true of.
    func first(_ hash: UInt64, where isEqual: (Int) -> Bool) -> Int? {
        guard slots.count > 0 else { return nil }
        var place = start(hash)
        while true {
            let slot = slots.base[place]
            if slot == 0 { return nil }
            if isEqual(Int(slot) - 1) { return Int(slot) - 1 }
            place += 1
            if place == slots.count { place = 0 }
        }
    }

    /// Calls for every row that stands where the hash leads, equal or not.
    func forEach(_ hash: UInt64, _ body: (Int) -> Void) {
        _ = first(hash) { row in
            body(row)
            return false
        }
    }

    /// Takes a row in; `hashOf` gives the hashes of the rows before when the table has to grow.
    mutating func insert(_ row: Int, _ hash: UInt64, hashOf: (Int) -> UInt64) {
        if (count + 1) * 5 > slots.count * 4 { grow(hashOf) }
        place(row, hash)
        count += 1
    }

    private func start(_ hash: UInt64) -> Int {
        Int(hash.multipliedFullWidth(by: UInt64(slots.count)).high)
    }

    private mutating func place(_ row: Int, _ hash: UInt64) {
        var place = start(hash)
        while slots.base[place] != 0 {
            place += 1
            if place == slots.count { place = 0 }
        }
        slots[place] = UInt32(truncatingIfNeeded: row + 1)
    }

    private mutating func grow(_ hashOf: (Int) -> UInt64) {
        var old = Column<UInt32>()
        swap(&old, &slots)
        slots.extend(to: max(64, old.count + old.count / 2))
        for place in 0..<old.count {
            let slot = Int(old.base[place])
            if slot != 0 { self.place(slot - 1, hashOf(slot - 1)) }
        }
    }
}

/// Mixes a number so that each bit of it moves half of the others (the finaliser of SplitMix64).
@inline(__always)
func mixed(_ number: UInt64) -> UInt64 {
    var z = number &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
