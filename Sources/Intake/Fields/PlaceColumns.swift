import Geography
import Store
import Vocabulary

/// Fills the columns that say where a record is.
struct PlaceColumns: Sendable {
    private let kind: RecordKind
    private let lon: Int?
    private let lat: Int?
    private let geometry: Int?
    private let area: Int?

    init(kind: RecordKind, table: FactTable) {
        self.kind = kind
        let find = { name in table.columns.firstIndex { $0.name == name } }
        (lon, lat, geometry, area) = (find("lon"), find("lat"), find("geometry"), find("area_m2"))
    }

    /// Checks a shape and writes it into the cells; a position that the fields gave is kept.
    func fill(
        _ cells: inout [FactBatch.Cell],
        geometry shape: Geometry?,
        into batch: inout FactBatch
    ) throws(RefusalReason) {
        if let shape {
            if let fault = shape.faults().first(where: \.isRefusal) {
                throw RefusalReason(
                    Self.code(of: fault),
                    at: "geometry",
                    found: fault.refusalText,
                    expected: .soundShape
                )
            }
            try fill(&cells, checked: shape, into: &batch)
        }
        if let lon, let lat {
            let hasLon = cells[lon] != .null
            guard hasLon == (cells[lat] != .null) else {
                throw RefusalReason(.missingValue, at: hasLon ? "lat" : "lon", expected: .wholePosition)
            }
            guard hasLon || !kind.needsPlace else {
                throw RefusalReason(.missingValue, at: "lon", expected: .position)
            }
        } else if kind.needsPlace, shape == nil {
            throw RefusalReason(.missingValue, at: "geometry", expected: .shape)
        }
    }

    private func fill(
        _ cells: inout [FactBatch.Cell],
        checked shape: Geometry,
        into batch: inout FactBatch
    ) throws(RefusalReason) {
        let isPoint: Bool
        if case .point = shape { isPoint = true } else { isPoint = false }
        if let lon, let lat, cells[lon] == .null, cells[lat] == .null {
            guard let inside = Area.interiorPoint(of: shape) ?? shape.boundingBox?.centre else {
                throw RefusalReason(.badGeometry, at: "geometry", expected: .filledShape)
            }
            cells[lon] = .real(inside.lon)
            cells[lat] = .real(inside.lat)
        }
        guard let geometry, !isPoint || kind.place == .outline else { return }
        cells[geometry] = batch.blob(WKB.encode(shape))
        if let area, cells[area] == .null, !shape.polygons.isEmpty {
            cells[area] = Int64(exactly: Area.squareMetres(of: shape).rounded()).map { .integer($0) } ?? .null
        }
    }

    private static func code(of fault: GeometryFault) -> RefusalReason.Code {
        switch fault.kind {
        case .unclosedRing: .openRing
        case .outOfRange, .notFinite: .badPosition
        default: .badGeometry
        }
    }
}
