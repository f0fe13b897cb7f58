/// Orders boxes along a Hilbert curve through their centres, so that neighbours in the list are neighbours on the map.
enum HilbertOrder {
    private static let side: UInt32 = 1 << 16

    /// The places of the items in curve order; equal places on the curve keep the order of the items.
    static func sorted(_ items: [BoundingBox]) -> [Int32] {
        var bounds = BoundingBox.empty
        for item in items where !item.isEmpty { bounds.include(item.centre) }
        let width = bounds.maxLon - bounds.minLon
        let height = bounds.maxLat - bounds.minLat
        var keys: [UInt64] = []
        keys.reserveCapacity(items.count)
        for (place, item) in items.enumerated() {
            let centre = item.centre
            let x = cell((centre.lon - bounds.minLon) / width)
            let y = cell((centre.lat - bounds.minLat) / height)
            keys.append(UInt64(distance(x, y)) << 32 | UInt64(UInt32(truncatingIfNeeded: place)))
        }
        keys.sort()
        return keys.map { Int32(truncatingIfNeeded: $0) }
    }

    /// A share of the side as a cell; anything that is not a number from 0 to 1 falls on an edge.
    private static func cell(_ share: Double) -> UInt32 {
        guard share > 0 else { return 0 }
        return share < 1 ? UInt32(share * Double(side - 1)) : side - 1
    }

    /// How far along the curve a cell lies (Warren, "Hacker's Delight", section 16-2).
    private static func distance(_ x: UInt32, _ y: UInt32) -> UInt32 {
        var x = x
        var y = y
        var along: UInt32 = 0
        var half = side / 2
        while half > 0 {
            let right: UInt32 = x & half == 0 ? 0 : 1
            let up: UInt32 = y & half == 0 ? 0 : 1
            along = along &+ half &* half &* ((3 &* right) ^ up)
            if up == 0 {
                if right == 1 {
                    x = side &- 1 &- x
                    y = side &- 1 &- y
                }
                swap(&x, &y)
            }
            half /= 2
        }
        return along
    }
}
