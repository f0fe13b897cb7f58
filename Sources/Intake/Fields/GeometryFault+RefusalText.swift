import Geography
import Vocabulary

extension GeometryFault {
    /// What is wrong with the shape, and where in it.
    var refusalText: RefusalText {
        let place: RefusalText =
            if let position {
                .partOfShapeNear(part + 1, ring: ring + 1, lon: position.lon, lat: position.lat)
            } else {
                .partOfShape(part + 1, ring: ring + 1)
            }
        return switch kind {
        case .empty: .noPositions(at: place)
        case .notFinite: .coordinateNotFinite(at: place)
        case .outOfRange: .positionOffEarth(at: place)
        case .unclosedRing: .openRing(at: place)
        case .tooFewPositions: .tooFewPositions(at: place)
        case .selfIntersection: .outlineCrossesItself(at: place)
        case .unchecked: .outlineUnchecked(at: place)
        }
    }
}
