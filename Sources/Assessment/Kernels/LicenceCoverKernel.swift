import Foundation
import GRDB
import Geography
import Vocabulary

/// Places detections and sites against the licences, on the date of the act, and grades the legal cover of detections
/// (research: the same data give three headlines, depending on what counts as a licence).
struct LicenceCoverKernel: DerivedKernel {
    let parameters: AssessmentParameters

    let name = "licence cover"
    let inputs = ["licence", "detection", "site"]
    let outputs = ["licence_hit", "detection_cover"]

    private struct Licence {
        let id: String
        let activity: String
        let term: LicenceTerm
    }

    private struct Subject {
        let kind: String
        let id: String
        let date: String
        let position: Position
        let uncertaintyMetres: Int
    }

    func rows(_ db: Database) throws -> [DerivedRows] {
        var licences: [Licence] = []
        var areas: [(id: Int, geometry: Geometry)] = []
        var edges: [(id: Int, geometry: Geometry)] = []
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, activity, status, granted, expires, geometry FROM licence
                WHERE geometry IS NOT NULL ORDER BY id
                """
        )
        while let row = try cursor.next() {
            let bytes: Data = row["geometry"]
            guard let geometry = try? WKB.decode(Array(bytes)) else { continue }
            areas.append((licences.count, geometry))
            edges.append((licences.count, .multiLineString(geometry.polygons.flatMap { $0 })))
            licences.append(
                Licence(
                    id: row["id"],
                    activity: row["activity"],
                    term: LicenceTerm(status: row["status"], granted: row["granted"], expires: row["expires"])
                )
            )
        }
        let areaLayer = PolygonLayer(areas)
        let edgeLayer = PolygonLayer(edges)
        var hits = DerivedRows("licence_hit")
        var covers = DerivedRows("detection_cover")
        for subject in try subjects(db) {
            let near = areaLayer.within(
                distanceMetres: max(parameters.nearbyMetres, Double(subject.uncertaintyMetres)),
                of: subject.position
            ).sorted { ($0.distanceMetres, $0.id) < ($1.distanceMetres, $1.id) }
            for hit in near {
                let licence = licences[hit.id]
                hits.append(
                    subject.kind,
                    subject.id,
                    licence.id,
                    hit.distanceMetres == 0 ? 1 : 0,
                    Int(hit.distanceMetres.rounded()),
                    subject.date,
                    licence.term.isInForce(on: subject.date).map { $0 ? 1 : 0 }
                )
            }
            guard subject.kind == "detection" else { continue }
            let cover = self.cover(of: subject, near, licences, areaLayer, edgeLayer)
            covers.append(
                subject.id,
                cover.grade.rawValue,
                cover.licence,
                cover.distanceMetres,
                cover.isDecided ? 1 : 0
            )
        }
        return [hits, covers]
    }

    private func subjects(_ db: Database) throws -> [Subject] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT 'detection' AS kind, id, date, lon, lat, uncertainty_m FROM detection
                UNION ALL
                SELECT 'site', id, COALESCE(visited, ''), lon, lat, uncertainty_m FROM site WHERE lon IS NOT NULL
                """
        )
        var subjects: [Subject] = []
        while let row = try rows.next() {
            subjects.append(
                Subject(
                    kind: row["kind"],
                    id: row["id"],
                    date: row["date"],
                    position: Position(lon: row["lon"], lat: row["lat"]),
                    uncertaintyMetres: row["uncertainty_m"] ?? parameters.unstatedUncertaintyMetres
                )
            )
        }
        return subjects
    }

    private struct Cover {
        var grade: CoverGrade
        var licence: String?
        var distanceMetres: Int?
        var isDecided: Bool
    }

    private func cover(
        of subject: Subject,
        _ near: [(id: Int, distanceMetres: Double)],
        _ licences: [Licence],
        _ areaLayer: PolygonLayer,
        _ edgeLayer: PolygonLayer
    ) -> Cover {
        var best: (grade: CoverGrade, id: Int)?
        for hit in near where hit.distanceMetres == 0 {
            let licence = licences[hit.id]
            let inForce = licence.term.isInForce(on: subject.date)
            guard let grade = CoverGrade(activity: licence.activity, isInForce: inForce) else { continue }
            if let found = best, (found.grade, licences[found.id].id) <= (grade, licence.id) { continue }
            best = (grade, hit.id)
        }
        let uncertainty = Double(subject.uncertaintyMetres)
        if let best {
            // Near the edge of the licence that decides, the truth may lie on the other side.
            let isNearEdge = edgeLayer.within(distanceMetres: uncertainty, of: subject.position).contains {
                $0.id == best.id
            }
            return Cover(grade: best.grade, licence: licences[best.id].id, distanceMetres: 0, isDecided: !isNearEdge)
        }
        let nearest = areaLayer.nearest(to: subject.position, withinMetres: parameters.reachMetres)
        return Cover(
            grade: .none,
            licence: nearest.map { licences[$0.id].id },
            distanceMetres: nearest.map { Int($0.distanceMetres.rounded()) },
            // Far from every licence on file, the register may simply not reach: nothing is decided there.
            isDecided: nearest.map { $0.distanceMetres > uncertainty } ?? false
        )
    }
}
