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

        let declaration = """
            id,direction,date,hs_code,description,origin,partner,net_mass_kg,value,currency
            ONE-MORE,export,2026-03-09,260900,ore,CD,AE,12.5,1000.25,USD

            """
        try await bureau.take([("more.csv", Array(declaration.utf8))])
        let later = try await bureau.assessor.assess()
        #expect(later.kernels.filter { !$0.wasSkipped }.map(\.name) == ["price"])
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
