import Assessment
import Foundation
import GRDB
import Store
import Testing

/// A crime of the simulated country.
private struct Planted: Decodable {
    struct Related: Decodable { let id: String }

    let id: String
    let kind: String
    let crime: String
    let vulnerability: String
    let subjectID: String
    let related: [Related]

    var names: Set<String> { Set(related.map(\.id) + [subjectID]) }
}

@Suite("The simulated country")
struct CountryTests {
    @Test("Findings are the same whatever the order of arrival, stay the same, and name the planted crimes")
    func wholeCountry() async throws {
        let country = try Bureau.country.get()
        let bureau = try Bureau()
        try await bureau.take(country.files)
        let summary = try await bureau.assessor.assess()
        #expect(summary.ruleErrors.isEmpty)
        let findings = try await bureau.findings()
        #expect(findings.count == summary.findings && summary.findings > 0)

        let again = try await bureau.assessor.assess()
        #expect(again.kernels.allSatisfy(\.wasSkipped) && again.added == 0 && again.removed == 0)
        let anew = try await bureau.assessor.assess(everything: true)
        #expect(!anew.kernels.contains(where: \.wasSkipped) && anew.added == 0 && anew.removed == 0)
        #expect(try await bureau.findings() == findings)

        let other = try Bureau()
        try await other.take(country.files.reversed())
        _ = try await other.assessor.assess()
        #expect(try await other.findings() == findings)

        try await compare(bureau, truth: country.truth)
        try await compareCustody(bureau, truth: country.truth)

        let declaration = """
            id,direction,date,hs_code,description,origin,partner,net_mass_kg,value,currency
            ONE-MORE,export,2026-03-09,260900,ore,CD,AE,12.5,1000.25,USD

            """
        try await bureau.take([("more.csv", Array(declaration.utf8))])
        let later = try await bureau.assessor.assess()
        #expect(later.kernels.filter { !$0.wasSkipped }.map(\.name) == ["price"])
    }

    /// Which rule has to find which fraud with lots; what only looks so is not to be found by it.
    private static let custodyRules = [
        "lot_sold_twice": "V7-lot-sold-twice", "custody_gap": "V7-custody-gap",
        "papers_written_afterwards": "V9-lot-used-before-made", "grade_uplift": "V9-grade-uplift",
        "metal_from_nowhere": "V6-metal-grows", "metal_kept_back": "V6-recovery-outside-range",
        "certificate_on_two_lots": "V9-claim-on-two-lots", "custody_model_upgraded": "V9-custody-model-upgraded",
    ]

    private func compareCustody(_ bureau: Bureau, truth: [UInt8]) async throws {
        let planted = try JSONDecoder().decode([Planted].self, from: Data(truth))
        for (crime, rule) in Self.custodyRules {
            let found = Set(
                try await bureau.seen(by: .local, "SELECT subject_id FROM finding WHERE rule_id = '\(rule)'")
            )
            let crimes = Set(planted.filter { $0.crime == crime && $0.kind == "crime" }.map(\.subjectID))
            #expect(!crimes.isEmpty, "\(crime)")
            #expect(crimes.subtracting(found).isEmpty, "\(rule) missed \(crimes.subtracting(found))")
            let innocent = Set(planted.filter { $0.crime == crime && $0.kind == "innocent" }.map(\.subjectID))
            #expect(found.intersection(innocent).isEmpty, "\(rule)")
            let others = found.subtracting(planted.filter { $0.kind == "crime" }.flatMap(\.names))
            print("\(rule): \(crimes.count) of \(crimes.count) planted, \(others.count) beside them")
            #expect(others.count <= crimes.count / 4, "\(rule): \(others)")
        }
        let places = try await bureau.seen(
            by: .local,
            "SELECT subject_id FROM finding WHERE rule_id = 'V6-metal-unaccounted-for'"
        )
        let kinds = ["metal_from_nowhere", "metal_kept_back", "grade_uplift"]
        let lots = planted.filter { kinds.contains($0.crime) && $0.kind == "crime" }.map(\.subjectID)
        let guilty = try await bureau.seen(
            by: .local,
            """
            SELECT DISTINCT e.location FROM event e JOIN event_lot l ON l.event_id = e.id
            WHERE l.role = 'made' AND l.lot_id IN (SELECT value FROM json_each('\(FactStore.jsonList(lots))'))
            """
        )
        #expect(!places.isEmpty && Set(places).isSubset(of: guilty), "\(places)")
    }

    private func compare(_ bureau: Bureau, truth: [UInt8]) async throws {
        let crimes = try JSONDecoder().decode([Planted].self, from: Data(truth)).filter { $0.kind == "crime" }
        try #require(!crimes.isEmpty)
        let found = try await bureau.store.read(as: .local) { db in
            try Row.fetchAll(db, sql: "SELECT subject_id, cells, details FROM finding").map {
                (subject: $0[0] as String, cells: $0[1] as String, details: $0[2] as String)
            }
        }
        let subjects = Set(found.map(\.subject))
        let caught = crimes.filter { !$0.names.isDisjoint(with: subjects) }
        #expect(Double(caught.count) >= 0.98 * Double(crimes.count), "\(caught.count) of \(crimes.count)")
        // A finding may name what was planted as its subject or, as purchases do with their mine, beside it.
        for row in (1...9).map({ "V\($0)" }) {
            let planted = crimes.filter { $0.vulnerability == row }.reduce(into: Set<String>()) {
                $0.formUnion($1.names)
            }
            let own = found.filter { $0.cells.contains(row) }
            #expect(
                own.contains { finding in
                    planted.contains(finding.subject) || planted.contains { finding.details.contains("\"\($0)\"") }
                },
                "\(row)"
            )
        }
    }
}
