import Foundation
import Testing

struct TradeTests {
    @Test func massIsConservedExceptWherePlanted() throws {
        let country = try WrittenCountry.shared.get()
        var made: [String: Int] = [:]
        var given: [String: Int] = [:]
        for event in try country.events() {
            if event["type"] as? String == "TransformationEvent" {
                let inputs = WrittenCountry.quantities(event, "inputQuantityList")
                let outputs = WrittenCountry.quantities(event, "outputQuantityList")
                for input in inputs {
                    #expect(made[input.lot] != nil, "\(input.lot) is used before it is made")
                    given[input.lot, default: 0] += input.grams
                }
                for output in outputs { made[output.lot] = output.grams }
                #expect(outputs.map(\.grams).reduce(0, +) <= inputs.map(\.grams).reduce(0, +))
            } else if event["type"] as? String == "ObjectEvent", event["action"] as? String == "ADD" {
                for lot in WrittenCountry.quantities(event, "quantityList") { made[lot.lot] = lot.grams }
            }
        }
        let truth = try country.truth().filter { $0["crime"] as? String == "lot_gives_more_than_received" }
        let crimes = Set(truth.filter { $0["kind"] as? String == "crime" }.compactMap { $0["subjectID"] as? String })
        let innocents = Set(
            truth.filter { $0["kind"] as? String == "innocent" }.compactMap { $0["subjectID"] as? String }
        )
        let excessive = given.filter { $0.value > (made[$0.key] ?? 0) }
        #expect(Set(excessive.keys) == crimes.union(innocents))
        for (lot, grams) in excessive {
            let excess = Double(grams) / Double(made[lot] ?? 1) - 1
            #expect(crimes.contains(lot) ? excess > 0.2 : excess < 0.005)
        }
    }

    @Test func lotsSoldBeforeTheyWereProducedArePlanted() throws {
        let country = try WrittenCountry.shared.get()
        var made: Set<String> = []
        var early: Set<String> = []
        for event in try country.events() where event["type"] as? String == "ObjectEvent" {
            for lot in WrittenCountry.quantities(event, "quantityList").map(\.lot) {
                if event["action"] as? String == "ADD" { made.insert(lot) }
                if event["action"] as? String == "OBSERVE", !made.contains(lot) { early.insert(lot) }
            }
            for lot in WrittenCountry.quantities(event, "outputQuantityList") { made.insert(lot.lot) }
        }
        let planted = Set(
            try country.truth().filter { $0["crime"] as? String == "papers_written_afterwards" }
                .compactMap { $0["subjectID"] as? String }
        )
        #expect(planted.count == 2)
        #expect(planted.isSubset(of: early))
    }

    @Test func declaredValuesFollowThePriceExceptWherePlanted() throws {
        let country = try WrittenCountry.shared.get()
        let minerals = [
            "260900": "tin", "800110": "tin", "261590": "tantalum", "261100": "tungsten", "710812": "gold",
            "740311": "copper",
            "282200": "cobalt", "253090": "lithium", "250410": "graphite",
        ]
        let kilograms = ["t": 1000.0, "kg": 1, "toz": 0.0311034768]
        var prices: [String: Double] = [:]
        for row in country.rows("prices.csv") {
            let amount = Double(row["amount"] ?? "") ?? 0
            prices[(row["mineral"] ?? "") + (row["date"] ?? "").prefix(7)] = amount / (kilograms[row["per"] ?? ""] ?? 1)
        }
        let planted = Set(
            try country.truth().filter {
                $0["crime"] as? String == "undervalued_export" && $0["kind"] as? String == "crime"
            }
            .compactMap { $0["subjectID"] as? String }
        )
        var low: Set<String> = []
        for row in country.rows("declarations.csv") where row["direction"] == "export" {
            let mineral = try #require(minerals[row["hs_code"] ?? ""])
            let price = try #require(prices[mineral + (row["date"] ?? "").prefix(7)])
            let share = mineral == "graphite" ? 1 : (Double(row["grade_percent"] ?? "") ?? 0) / 100
            let ratio = (Double(row["value"] ?? "") ?? 0) / ((Double(row["net_mass_kg"] ?? "") ?? 0) * share * price)
            if ratio < 0.8 {
                low.insert(row["id"] ?? "")
            } else {
                #expect(abs(ratio - 1) < 0.03, "\(row["id"] ?? "") \(ratio)")
            }
        }
        #expect(low == planted)
    }

    @Test func lotsLoadedAreDeclaredExceptWherePlanted() throws {
        let country = try WrittenCountry.shared.get()
        var loaded: Set<String> = []
        for event in try country.events() where event["bizStep"] as? String == "loading" {
            loaded.formUnion(WrittenCountry.quantities(event, "quantityList").map(\.lot))
        }
        let declared = Set(
            country.rows("declarations.csv").flatMap { ($0["lots"] ?? "").split(separator: " ").map(String.init) }
        )
        let planted = Set(
            try country.truth().filter {
                $0["crime"] as? String == "undeclared_export" && $0["kind"] as? String == "crime"
            }
            .compactMap { $0["subjectID"] as? String }
        )
        #expect(loaded.subtracting(declared) == planted)
    }

    @Test func tagsAreUniqueExceptWherePlanted() throws {
        let country = try WrittenCountry.shared.get()
        var first: [String: String] = [:]
        var repeated: Set<String> = []
        for row in country.rows("lots.csv") {
            let tag = row["tag"] ?? ""
            guard !tag.isEmpty else { continue }
            if first[tag] != nil { repeated.insert(row["id"] ?? "") } else { first[tag] = row["id"] ?? "" }
        }
        let planted = Set(
            try country.truth().filter { $0["crime"] as? String == "tag_reused" && $0["kind"] as? String == "crime" }
                .compactMap { $0["subjectID"] as? String }
        )
        #expect(repeated == planted)
    }

    @Test func exportersHoldALicenceExceptWherePlanted() throws {
        let country = try WrittenCountry.shared.get()
        var terms: [String: (holder: String, granted: String, expires: String)] = [:]
        for licence in try country.features("licences.geojson") {
            let values = licence.properties
            terms[values["id"] as? String ?? ""] = (
                values["holder"] as? String ?? "", values["granted"] as? String ?? "",
                values["expires"] as? String ?? ""
            )
        }
        let planted = Set(
            try country.truth().filter {
                $0["crime"] as? String == "export_without_licence" && $0["kind"] as? String == "crime"
            }
            .compactMap { $0["subjectID"] as? String }
        )
        var without: Set<String> = []
        for row in country.rows("declarations.csv") where row["direction"] == "export" {
            let date = row["date"] ?? ""
            if let term = terms[row["licence"] ?? ""], term.holder == row["exporter"], term.granted <= date,
                date <= term.expires
            {
                continue
            }
            without.insert(row["id"] ?? "")
        }
        #expect(without == planted)
    }
}
