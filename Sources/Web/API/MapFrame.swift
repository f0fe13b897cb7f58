internal import Geography

/// Degrees to the dots of a picture: plate carrée, stretched so that the middle of the picture has no distortion.
struct MapFrame: Sendable {
    private let box: BoundingBox
    private let scaleX: Double
    private let scaleY: Double

    init(_ wanted: BoundingBox) {
        let isUsable = !wanted.isEmpty && wanted.minLon.isFinite && wanted.maxLon.isFinite
        var box = isUsable ? wanted : BoundingBox(minLon: -1, minLat: -1, maxLon: 1, maxLat: 1)
        let middle = box.centre
        // cos(latitude) to the third term; exact to 0.1 % up to 60°.
        let angle = middle.lat * .pi / 180
        let shrink = max(0.2, 1 - angle * angle / 2 + angle * angle * angle * angle / 24)
        let wide = max((box.maxLon - box.minLon) * shrink, 0.02) * 1.06
        let high = max(box.maxLat - box.minLat, 0.02) * 1.06
        let scale = min(MapPicture.width / wide, MapPicture.height / high)
        scaleY = scale
        scaleX = scale * shrink
        box.minLon = middle.lon - MapPicture.width / scaleX / 2
        box.maxLon = middle.lon + MapPicture.width / scaleX / 2
        box.minLat = middle.lat - MapPicture.height / scaleY / 2
        box.maxLat = middle.lat + MapPicture.height / scaleY / 2
        self.box = box
    }

    /// Where a position lies, to a tenth of a dot; nil outside the picture.
    func point(_ at: Position) -> (x: String, y: String)? {
        box.contains(at) ? (Self.text((at.lon - box.minLon) * scaleX), Self.text((box.maxLat - at.lat) * scaleY)) : nil
    }

    /// The outline of a shape as SVG path data, without points that fall on the dot before.
    func path(_ shape: Geometry) -> String {
        guard let own = shape.boundingBox, own.intersects(box) else { return "" }
        var data = ""
        for ring in shape.polygons.flatMap(\.self) {
            var last: (Int, Int)?
            for position in ring {
                let x = Int(((position.lon - box.minLon) * scaleX).rounded())
                let y = Int(((box.maxLat - position.lat) * scaleY).rounded())
                if let last, last == (x, y) { continue }
                data += last == nil ? "M\(x) \(y)" : "L\(x) \(y)"
                last = (x, y)
            }
            if last != nil { data += "Z" }
        }
        return data
    }

    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}
