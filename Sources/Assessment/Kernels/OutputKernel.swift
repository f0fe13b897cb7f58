import GRDB
import Geography
import Trade

/// Sets the declared output of mines against what the people there can dig and what is seen from above.
struct OutputKernel: DerivedKernel {
    let parameters: AssessmentParameters

    let name = "output"
    let inputs = ["site", "lot", "event", "event_lot", "detection"]
    let outputs = ["site_activity"]

    private struct Month {
        var mass = 0
        var byMineral: [String: Int] = [:]
        var records: Set<Int> = []
    }

    func rows(_ db: Database) throws -> [DerivedRows] {
        let bounds = PlausibleOutput(parameters.productivity)
        let months = try months(db)
        let sites = try Row.fetchAll(
            db,
            sql: "SELECT id, minerals, artisanal, workers, lon, lat FROM site WHERE kind = 'mine' ORDER BY id"
        )
        let seen = try detectionsByMonth(db)
        var rows = DerivedRows("site_activity")
        for site in sites {
            let id: String = site["id"]
            guard let declared = months[id] else { continue }
            for (month, output) in declared.sorted(by: { $0.key < $1.key }) {
                let mineral =
                    output.byMineral.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
                    ?? (site["minerals"] as String?)?.split(separator: " ").first.map(String.init)
                // Machines dig without people: only at artisanal mines do heads bound the output.
                let isArtisanal = (site["artisanal"] as Int?) == 1
                let bound = mineral.flatMap { mineral in
                    (site["workers"] as Int?).flatMap {
                        isArtisanal ? bounds.bound(mineral: mineral, workers: $0) : nil
                    }
                }
                var detections = 0
                if let lon: Double = site["lon"], let lat: Double = site["lat"], let layer = seen[month] {
                    let place = Position(lon: lon, lat: lat)
                    detections = layer.items(withinMetres: parameters.siteReachMetres, of: place).count
                }
                rows.append(
                    id,
                    month,
                    mineral,
                    output.mass,
                    bound?.grams,
                    detections,
                    output.records.sorted().prefix(200).spaced
                )
            }
        }
        return [rows]
    }

    private func months(_ db: Database) throws -> [String: [String: Month]] {
        var result: [String: [String: Month]] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT site, substr(made, 1, 7) AS month, mineral, mass_g, record_id FROM lot
                WHERE site IS NOT NULL AND made IS NOT NULL AND mass_g IS NOT NULL ORDER BY id
                """
        )
        while let row = try rows.next() {
            let mass: Int = row[3]
            var month = result[row[0], default: [:]][row[1], default: Month()]
            month.mass = month.mass.addingReportingOverflow(mass).partialValue
            if let mineral: String = row[2] { month.byMineral[mineral, default: 0] &+= mass }
            month.records.insert(row[4])
            result[row[0], default: [:]][row[1]] = month
        }
        return result
    }

    private func detectionsByMonth(_ db: Database) throws -> [String: SpatialIndex] {
        var positions: [String: [Position]] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT substr(date, 1, 7), lon, lat FROM detection ORDER BY id")
        while let row = try rows.next() {
            positions[row[0], default: []].append(Position(lon: row[1], lat: row[2]))
        }
        return positions.mapValues { SpatialIndex($0) }
    }
}
