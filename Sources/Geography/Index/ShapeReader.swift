/// The hot loops over a ``ShapeStore``.
struct ShapeReader {
    let parts: UnsafeBufferPointer<ShapeStore.Part>
    let vertices: UnsafeBufferPointer<Position>
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
            let last = ringStarts[ring + 1] - 1
            var edge = ringStarts[ring]
            var ay = vertices[edge].lat
            while edge < last {
                let by = vertices[edge + 1].lat
                // The same first question as in `count`, so that longitudes are not even read.
                if (ay > y) != (by > y) || ay == y || by == y {
                    crossing.count(vertices[edge].lon, ay, vertices[edge + 1].lon, by)
                }
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
            crossing.count(vertices[edge].lon, vertices[edge].lat, vertices[edge + 1].lon, vertices[edge + 1].lat)
            entry += 1
        }
        return crossing.isInside
    }

    private func isOnLine(_ part: Int, _ x: Double, _ y: Double) -> Bool {
        for ring in parts[part].rings {
            for edge in ringStarts[ring]..<ringStarts[ring + 1] - 1
            where RayCrossing.isOn(
                x,
                y,
                vertices[edge].lon,
                vertices[edge].lat,
                vertices[edge + 1].lon,
                vertices[edge + 1].lat
            ) {
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
            if ringStarts[ring] == end {
                measure.include(vertices[end].lon, vertices[end].lat, vertices[end].lon, vertices[end].lat)
            }
            for edge in ringStarts[ring]..<max(end, ringStarts[ring]) {
                measure.include(vertices[edge].lon, vertices[edge].lat, vertices[edge + 1].lon, vertices[edge + 1].lat)
            }
        }
        return measure.metres
    }
}
