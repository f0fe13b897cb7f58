import Formats
import Geography
import MiningData
import Store
import Vocabulary

/// The rows of a mine site (MD.01) and its licences (MD.02).
enum MiningSiteRows {
    /// Four decimals of a degree are known to half of the last one: six metres.
    private static let uncertainty = 6

    /// Refuses an outline that is no sound shape.
    static func check(_ site: MineSite) throws(RefusalReason) {
        guard let shape = try outline(of: site), let fault = shape.faults().first(where: \.isRefusal) else { return }
        throw RefusalReason(
            .badGeometry,
            at: "$.mineSiteLocation.polygon",
            found: fault.refusalText,
            expected: .soundShape
        )
    }

    private static func outline(of site: MineSite) throws(RefusalReason) -> Geometry? {
        guard let polygon = site.location.polygon, let tape = try? JSONTape(polygon.bytes()) else { return nil }
        return try GeometryReader.read(tape.root, at: "$.mineSiteLocation.polygon")
    }

    static func add(_ site: MineSite, into batch: inout FactBatch) {
        let place = site.location.designation
        let locality = place?.locality ?? site.location.cadastre
        let national = site.nationalNumber ?? site.number
        var row = RowBuilder("site")
        row.set("id", site.number, in: &batch)
        row.set("kind", "mine", in: &batch)
        row.set("name", locality.map { "\($0) (\(national))" } ?? national, in: &batch)
        row.set("operator", MiningParts.identifier(site.operators?.first ?? site.owner), in: &batch)
        let licence = site.licences.first { $0.identifier != nil }?.identifier
        row.set("licence", licence.map(MiningParts.identifier), in: &batch)
        row.set("minerals", words(site.minerals), in: &batch)
        row.set("status", status(of: site.activity), in: &batch)
        let isArtisanal = site.licences.contains { $0.type == .artisanalPermit }
        row.set("artisanal", isArtisanal ? 1 : nil)
        row.set("visited", site.inspections?.map(\.date).max()?.description, in: &batch)
        row.set("country", site.country, in: &batch)
        row.set("region", place?.divisionName ?? place?.division, in: &batch)
        row.set("lon", Double(site.location.position.longitude.description))
        row.set("lat", Double(site.location.position.latitude.description))
        row.set("uncertainty_m", uncertainty)
        row.set("geometry", blob: (try? outline(of: site)).flatMap(\.self).map(WKB.encode), in: &batch)
        row.append(to: &batch)
        for change in site.statusChanges ?? [] { add(site, change.date, change.status, "change", into: &batch) }
        for inspection in site.inspections ?? [] {
            add(site, inspection.date, inspection.result, "inspection", into: &batch)
        }
    }

    private static func add(
        _ site: MineSite,
        _ date: CalendarDate,
        _ status: CertificationStatus,
        _ basis: String,
        into batch: inout FactBatch
    ) {
        var row = RowBuilder("site_status")
        row.set("site", site.number, in: &batch)
        row.set("date", date.description, in: &batch)
        row.set("status", status.word, in: &batch)
        row.set("basis", basis, in: &batch)
        row.append(to: &batch)
    }

    private static func words(_ codes: [String]) -> String {
        var words: [String] = []
        for word in codes.compactMap(MiningRecordReader.mineral) where !words.contains(word) { words.append(word) }
        return words.joined(separator: " ")
    }

    private static func status(of activity: ActivityStatus) -> String {
        switch activity {
        case .active: "active"
        case .inactive: "inactive"
        case .abandoned: "closed"
        }
    }

    /// Adds the row of a licence; false for one without a number, which is none.
    static func add(_ licence: Licence, of site: MineSite, into batch: inout FactBatch) -> Bool {
        guard let number = licence.identifier else { return false }
        var row = RowBuilder("licence")
        row.set("id", MiningParts.identifier(number), in: &batch)
        row.set("code", number, in: &batch)
        row.set("activity", activity(of: licence.type), in: &batch)
        row.set("type_text", licence.type.rawValue, in: &batch)
        // Not in force may mean expired, revoked or suspended: the standard does not say which.
        let status = licence.isActive.map { $0 ? "active" : "unknown" } ?? "unknown"
        row.set("status", status, in: &batch)
        row.set("status_text", licence.isActive.map { $0 ? "1" : "0" }, in: &batch)
        row.set("holder", licence.owner.map { MiningParts.identifier($0) }, in: &batch)
        row.set("holder_name", licence.owner?.name, in: &batch)
        row.set("minerals", words(licence.minerals), in: &batch)
        row.set("applied", licence.applied?.description, in: &batch)
        row.set("granted", licence.granted?.description, in: &batch)
        row.set("expires", licence.expires?.description, in: &batch)
        row.set("country", site.country, in: &batch)
        row.append(to: &batch)
        return true
    }

    private static func activity(of type: LicenceType) -> String {
        switch type {
        case .miningLicence: "mine"
        case .explorationPermit: "explore"
        case .artisanalPermit: "artisanal_zone"
        case .claim, .unlicensed, .other: "other"
        }
    }
}
