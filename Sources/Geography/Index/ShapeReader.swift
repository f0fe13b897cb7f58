/// The hot loops over a ``ShapeStore``.
struct ShapeReader {
    let parts: UnsafeBufferPointer<ShapeStore.Part>
    let xs: UnsafeBufferPointer<Double>
    let ys: UnsafeBufferPointer<Double>
    let ringStarts: UnsafeBufferPointer<Int>
    let slabs: UnsafeBufferPointer<ShapeStore.Slabs>
    let slabStarts: UnsafeBufferPointer<Int32>
    let slabEdges: UnsafeBufferPointer<Int32>

    func id(of part: Int) -> Int { parts[part].id }

    /// True if the part holds the point, which its box is known to hold.
    func covers(_ part: Int, _ x: Double, _ y: Double) -> Bool {
        switch parts[part].kind {
        case .point: true
        case .line: isOnLine(part, x, y)
        case .polygon: parts[part].slab < 0 ? fills(part, x, y) : fillsBySlab(parts[part].slab, x, y)
        }
    }

    private func fills(_ part: Int, _ x: Double, _ y: Double) -> Bool {
        var crossing = RayCrossing(x: x, y: y)
        for ring in parts[part].rings {
            let end = ringStarts[ring + 1]
            var edge = ringStarts[ring]
            var ax = xs[edge]
            var ay = ys[edge]
            edge += 1
            while edge < end {
                let bx = xs[edge]
                let by = ys[edge]
                crossing.count(ax, ay, bx, by)
                ax = bx
                ay = by
                edge += 1
            }
            if crossing.isOnEdge { return true }
        }
        return crossing.isInside
    }

    private func fillsBySlab(_ place: Int, _ x: Double, _ y: Double) -> Bool {
        let slab = slabs[place]
        let start = slab.firstStart + slab.slab(y)
        var crossing = RayCrossing(x: x, y: y)
        var entry = Int(slabStarts[start])
        let end = Int(slabStarts[start + 1])
        while entry < end {
            let edge = Int(slabEdges[entry])
            crossing.count(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1])
            entry += 1
        }
        return crossing.isInside
    }

    private func isOnLine(_ part: Int, _ x: Double, _ y: Double) -> Bool {
        for ring in parts[part].rings {
            for edge in ringStarts[ring]..<ringStarts[ring + 1] - 1
            where RayCrossing.isOn(x, y, xs[edge], ys[edge], xs[edge + 1], ys[edge + 1]) {
                return true
            }
        }
        return false
    }

    /// The distance to the part in metres, or nil if it is larger than the limit.
    func distance(_ part: Int, _ position: Position, within limit: Double) -> Double? {
        if parts[part].box.contains(position), covers(part, position.lon, position.lat) { return 0 }
        // A position at 180 degrees east is also at 180 degrees west.
        if position.lon.magnitude == 180 {
            let twin = Position(lon: -position.lon, lat: position.lat)
            if parts[part].box.contains(twin), covers(part, twin.lon, twin.lat) { return 0 }
        }
        guard parts[part].box.distanceMetres(to: position) <= limit * (1 + 1e-9) + 1e-3 else { return nil }
        var measure = EdgeDistance(from: position, within: limit)
        for ring in parts[part].rings {
            let end = ringStarts[ring + 1] - 1
            if ringStarts[ring] == end { measure.include(xs[end], ys[end], xs[end], ys[end]) }
            for edge in ringStarts[ring]..<max(end, ringStarts[ring]) {
                measure.include(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1])
            }
        }
        return measure.metres
    }
}
