/// Something wrong with a shape, and where.
public struct GeometryFault: Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The shape, a line or a polygon has no positions.
        case empty
        /// A coordinate is not a finite number.
        case notFinite
        /// A longitude beyond ±180 or a latitude beyond ±90 degrees.
        case outOfRange
        /// A ring does not end where it starts.
        case unclosedRing
        /// A ring has fewer than four positions, or a line fewer than two.
        case tooFewPositions
        /// Edges of a polygon cross or touch where they may not.
        case selfIntersection
        /// The search for self-intersections was given up because the shape is too entangled.
        case unchecked
    }

    /// What is wrong.
    public let kind: Kind
    /// A position at the fault, where one can be named.
    public let position: Position?
    /// Which part of the shape, counted from 0 over its points, lines and polygons.
    public let part: Int
    /// Which ring of the polygon, counted from 0; 0 for points and lines.
    public let ring: Int

    /// True if a shape with this fault cannot be used; false if it is kept and marked.
    public var isRefusal: Bool { kind != .selfIntersection && kind != .unchecked }

    /// The fault in words.
    public var description: String {
        let place = "part \(part + 1), ring \(ring + 1)" + (position.map { " near \($0.lon), \($0.lat)" } ?? "")
        return switch kind {
        case .empty: "no positions (\(place))"
        case .notFinite: "a coordinate is not a finite number (\(place))"
        case .outOfRange: "a position is not on the earth (\(place))"
        case .unclosedRing: "a ring does not end where it starts (\(place))"
        case .tooFewPositions: "too few positions for a ring or a line (\(place))"
        case .selfIntersection: "the outline crosses or touches itself (\(place))"
        case .unchecked: "too entangled to be checked for self-intersections (\(place))"
        }
    }
}

extension Geometry {
    /// What is wrong with the shape: at most one fault of each kind a ring, and one self-intersection a polygon.
    ///
    /// Faults with `isRefusal` make a shape unusable. Shapes that cross themselves exist in every official cadastre
    /// that we have met, so they are kept and marked, and filled even-odd.
    public func faults() -> [GeometryFault] {
        var check = GeometryCheck()
        check.check(self)
        return check.faults
    }
}

private struct GeometryCheck {
    var faults: [GeometryFault] = []
    private var part = 0

    mutating func check(_ geometry: Geometry) {
        switch geometry {
        case .point(let position): check(line: [position], atLeast: 1)
        case .multiPoint(let positions):
            all(positions) { $0.check(line: [$1], atLeast: 1) }
        case .lineString(let line): check(line: line, atLeast: 2)
        case .multiLineString(let lines):
            all(lines) { $0.check(line: $1, atLeast: 2) }
        case .polygon(let rings): check(polygon: rings)
        case .multiPolygon(let polygons):
            all(polygons) { $0.check(polygon: $1) }
        case .collection(let members):
            all(members) { $0.check($1) }
        }
    }

    private mutating func all<Element>(_ elements: [Element], _ body: (inout GeometryCheck, Element) -> Void) {
        if elements.isEmpty { add(.empty, nil, ring: 0) }
        for element in elements { body(&self, element) }
    }

    private mutating func check(line: [Position], atLeast minimum: Int) {
        defer { part += 1 }
        if line.isEmpty {
            add(.empty, nil, ring: 0)
        } else if line.count < minimum {
            add(.tooFewPositions, line.first, ring: 0)
        }
        checkNumbers(line, ring: 0)
    }

    private mutating func check(polygon rings: [[Position]]) {
        defer { part += 1 }
        let before = faults.count
        if rings.isEmpty { add(.empty, nil, ring: 0) }
        for (index, ring) in rings.enumerated() {
            checkNumbers(ring, ring: index)
            if ring.isEmpty {
                add(.empty, nil, ring: index)
                continue
            }
            if ring.count < 4 { add(.tooFewPositions, ring.first, ring: index) }
            if ring.first != ring.last { add(.unclosedRing, ring.last, ring: index) }
        }
        guard faults.count == before else { return }
        switch SelfIntersection.find(in: rings) {
        case .none: break
        case .at(let ring, let position): add(.selfIntersection, position, ring: ring)
        case .gaveUp: add(.unchecked, nil, ring: 0)
        }
    }

    private mutating func checkNumbers(_ positions: [Position], ring: Int) {
        if let wrong = positions.first(where: { !($0.lon.isFinite && $0.lat.isFinite) }) {
            add(.notFinite, wrong, ring: ring)
        }
        if let wrong = positions.first(where: { $0.lon.isFinite && $0.lat.isFinite && !$0.isOnEarth }) {
            add(.outOfRange, wrong, ring: ring)
        }
    }

    private mutating func add(_ kind: GeometryFault.Kind, _ position: Position?, ring: Int) {
        faults.append(GeometryFault(kind: kind, position: position, part: part, ring: ring))
    }
}
