import Foundation
import Simulator
import Testing

struct ContentTests {
    static let names = [
        "outlines.geojson", "sites.geojson", "licences.geojson", "parties.ftm.jsonl", "watchlist.ftm.jsonl",
        "prices.csv", "lots.csv",
        "epcis.json", "declarations.csv", "payments.csv", "detections.geojson", "reports.csv", "incidents.csv",
        "samples.csv",
        "truth.json", "README.txt",
    ]

    @Test func everyFileOfTheContractIsWritten() throws {
        let country = try WrittenCountry.shared.get()
        #expect(country.summary.files.map(\.name) == Self.names)
        for file in country.summary.files {
            #expect(country.files[file.name]?.count == file.byteCount)
            #expect(file.name == "README.txt" || file.records > 10)
        }
    }

    @Test(arguments: [7, 1, 2026, 99] as [UInt64])
    func sizeAndPlants(seed: UInt64) throws {
        let summary = try WrittenCountry(seed: seed).summary
        #expect((18_000...30_000).contains(summary.records))
        #expect((10...20).contains(summary.brokenRecords))
        #expect(summary.plants.map(\.vulnerability) == (1...9).map { "V\($0)" })
        for plants in summary.plants {
            #expect(plants.crimes >= 3, "\(plants.vulnerability) of seed \(seed)")
            #expect(plants.innocents >= 1, "\(plants.vulnerability) of seed \(seed)")
        }
    }

    @Test func everyRowHasAllColumns() throws {
        let country = try WrittenCountry.shared.get()
        for name in Self.names where name.hasSuffix(".csv") {
            let rows = country.rows(name)
            let width = rows.first?.count ?? 0
            #expect(!rows.isEmpty)
            #expect(rows.allSatisfy { $0.count == width }, "\(name)")
        }
    }

    @Test func linesEndWithLineFeedsOnly() throws {
        let country = try WrittenCountry.shared.get()
        for name in Self.names {
            let bytes = try #require(country.files[name])
            #expect(!bytes.contains(13), "\(name)")
            #expect(bytes.last == 10, "\(name)")
            #expect(String(validating: bytes, as: UTF8.self) != nil, "\(name)")
        }
    }

    @Test func referencesResolve() throws {
        let country = try WrittenCountry.shared.get()
        let known = try Known(country)
        for row in country.rows("payments.csv") {
            #expect(known.parties.contains(row["payer"] ?? "") && known.parties.contains(row["payee"] ?? ""))
            #expect(row["lot"]?.isEmpty == true || known.lots.contains(row["lot"] ?? ""))
            #expect(row["declaration"]?.isEmpty == true || known.declarations.contains(row["declaration"] ?? ""))
        }
        for site in try country.features("sites.geojson") {
            if let licence = site.properties["licence"] as? String { #expect(known.licences.contains(licence)) }
            if let party = site.properties["operator"] as? String { #expect(known.parties.contains(party)) }
        }
        for licence in try country.features("licences.geojson") {
            #expect(known.parties.contains(licence.properties["holder"] as? String ?? ""))
            if let official = licence.properties["official"] as? String { #expect(known.parties.contains(official)) }
        }
        for event in try country.events() {
            let place = event["readPoint"] as? [String: Any]
            #expect(known.sites.contains(place?["id"] as? String ?? ""))
        }
        for name in ["reports.csv", "incidents.csv", "samples.csv"] {
            for row in country.rows(name) {
                #expect(row["site"]?.isEmpty == true || known.sites.contains(row["site"] ?? ""))
            }
        }
    }

    @Test func onlyPlantedDeclarationsNameUnknownLots() throws {
        let country = try WrittenCountry.shared.get()
        let known = try Known(country)
        let planted = try country.truth().filter { $0["crime"] as? String == "export_of_unknown_lot" }
            .compactMap { $0["subjectID"] as? String }
        let found = country.rows("declarations.csv").filter { row in
            !(row["lots"] ?? "").split(separator: " ").allSatisfy { known.lots.contains(String($0)) }
        }.compactMap { $0["id"] }
        #expect(!planted.isEmpty)
        #expect(Set(found) == Set(planted))
    }

    @Test func truthNamesRecordsThatExist() throws {
        let country = try WrittenCountry.shared.get()
        let known = try Known(country)
        for row in try country.truth() {
            let kind = try #require(row["subjectKind"] as? String)
            let id = try #require(row["subjectID"] as? String)
            #expect(known.holds(kind, id), "\(kind) \(id)")
            for related in row["related"] as? [[String: String]] ?? [] {
                #expect(known.holds(related["kind"] ?? "", related["id"] ?? ""), "\(related)")
            }
        }
    }

    @Test func truthIsNotGivenAwayByIdentifiers() throws {
        let country = try WrittenCountry.shared.get()
        let ids = try country.truth().compactMap { $0["subjectID"] as? String }
        #expect(ids.allSatisfy { !$0.contains("crime") && !$0.contains("broken") })
    }
}

/// The identifiers that the files hold.
struct Known {
    var parties: Set<String> = []
    var sites: Set<String> = []
    var licences: Set<String> = []
    var lots: Set<String> = []
    var declarations: Set<String> = []
    var payments: Set<String> = []
    var detections: Set<String> = []

    init(_ country: WrittenCountry) throws {
        parties = Set(try country.entities("parties.ftm.jsonl").compactMap { $0["id"] as? String })
        sites = Set(try country.features("sites.geojson").compactMap { $0.properties["id"] as? String })
        licences = Set(try country.features("licences.geojson").compactMap { $0.properties["id"] as? String })
        detections = Set(try country.features("detections.geojson").compactMap { $0.properties["id"] as? String })
        declarations = Set(country.rows("declarations.csv").compactMap { $0["id"] })
        payments = Set(country.rows("payments.csv").compactMap { $0["id"] })
        for event in try country.events() {
            let isMade = event["action"] as? String == "ADD" && event["type"] as? String == "ObjectEvent"
            if isMade { lots.formUnion(WrittenCountry.quantities(event, "quantityList").map(\.lot)) }
            lots.formUnion(WrittenCountry.quantities(event, "outputQuantityList").map(\.lot))
        }
    }

    func holds(_ kind: String, _ id: String) -> Bool {
        switch kind {
        case "party": parties.contains(id)
        case "site": sites.contains(id)
        case "licence": licences.contains(id)
        case "lot": lots.contains(id)
        case "declaration": declarations.contains(id)
        case "payment": payments.contains(id)
        case "detection": detections.contains(id)
        default: false
        }
    }
}
