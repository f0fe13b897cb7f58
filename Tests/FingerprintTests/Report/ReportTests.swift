import Fingerprint
import Formats
import Foundation
import KernelSamples
import Testing
import Vocabulary

@Suite("Forensic reports")
struct ReportTests {
    /// A population of sources that lie apart, each with bags, as coordinates.
    static func country(
        _ seed: UInt64,
        sources: Int = 12
    ) throws -> (table: CoordinateTable, own: [[Double]], foreign: [[Double]]) {
        var made = MadeCountry(seed: seed, variables: 4)
        let analytes = made.variables.map { Analyte($0, unit: .milligramsPerKilogram) }
        var csv = "source,sample," + made.variables.joined(separator: ",") + "\n"
        var lots: [[[Double]]] = []
        for number in 0..<sources {
            let centre = made.centre()
            for bag in 0..<4 {
                for grain in made.bags(centre, bags: 1, grains: 8)[0] {
                    csv += "S\(number),B\(bag)," + grain.map { "\(exp($0))" }.joined(separator: ",") + "\n"
                }
            }
            lots.append(made.bags(centre, bags: 1, grains: 8)[0])
        }
        let recipe = CoordinateTable.Recipe()
        let read = try SampleTable(Array(csv.utf8), named: "made.csv", analytes: analytes, needsSource: true)
        func mean(_ grains: [[Double]]) throws -> [[Double]] {
            let rows = try grains.map { try recipe.logRatio.coordinates(of: $0.map(exp)) }
            return [rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } / Double(rows.count) }]
        }
        return (try CoordinateTable(read.samples, of: analytes, recipe), try mean(lots[0]), try mean(lots[1]))
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func ratiosAreCappedByWhatThePopulationSupports(_ seed: UInt64) throws {
        let country = try Self.country(seed)
        for variation in TwoLevelModel.Variation.allCases {
            var method = SourceAssessment.Method()
            method.variation = variation
            let own = try SourceAssessment(population: country.table, declared: "S0", questioned: country.own, method)
            let foreign = try SourceAssessment(
                population: country.table,
                declared: "S0",
                questioned: country.foreign,
                method
            )
            #expect(own.reported > foreign.reported, "seed \(seed)")
            #expect(own.measures.pairs.same == 48 && own.measures.pairs.different == 12 * 11 * 4)
            #expect(own.measures.cost < 0.6, "seed \(seed): \(own.measures.cost)")
            for each in [own, foreign] {
                #expect(
                    each.reported.log10 <= each.bounds.upper + 1e-12 && each.reported.log10 >= each.bounds.lower - 1e-12
                )
                #expect(each.bounds.upper <= log10(529) + 0.02 && each.bounds.lower >= -log10(49) - 0.02)
                #expect(each.isCapped == (each.reported != each.calibrated))
            }
        }
    }

    @Test func whatIsTooLittleIsRefused() throws {
        let country = try Self.country(5, sources: 5)
        #expect(throws: FingerprintError.unknown(what: "source", name: "S9")) {
            try SourceAssessment(population: country.table, declared: "S9", questioned: country.own, .init())
        }
        #expect(throws: FingerprintError.tooFew(of: "questioned samples", least: 1, found: 0)) {
            try SourceAssessment(population: country.table, declared: "S0", questioned: [], .init())
        }
        let few = try Self.country(5, sources: 4)
        #expect(throws: FingerprintError.tooFew(of: "sources of the population", least: 5, found: 4)) {
            try SourceAssessment(population: few.table, declared: "S0", questioned: few.own, .init())
        }
    }

    static func report(
        opinion: String = "",
        limitations: [String] = ["The population holds twelve sources."],
        customer: String = "Prosecutor"
    ) throws -> ForensicReport {
        let country = try country(7)
        let day = try #require(CalendarDay("2026-03-09"))
        let header = try ReferencePopulation.Header(PopulationTests.header(), named: "kivu.json")
        return try ForensicReport(
            administration: .init(
                id: "R-1",
                customer: customer,
                laboratory: "Lab",
                authorisedBy: "E. Xaminer",
                date: day
            ),
            items: [.init(id: "I-1", description: "Bag", received: day, integrity: "Seal 4711 whole")],
            propositions: try PropositionPair("The sample comes from S0.", "The sample comes from another source."),
            declaredSource: "S0",
            data: .init(
                sha256: ReferencePopulation.sha256([1]),
                analytes: header.analytes,
                bags: 1,
                grains: 8,
                replaced: ["U": 2],
                quarantined: 0
            ),
            method: .init(
                variation: .normal,
                logRatio: .isometric,
                censored: .multiplicative(share: 0.65),
                isCalibrated: true,
                software: "test"
            ),
            population: header,
            assessment: try SourceAssessment(
                population: country.table,
                declared: "S0",
                questioned: country.own,
                .init()
            ),
            opinion: opinion,
            limitations: limitations,
            language: .en
        )
    }

    @Test func theRecordIsCanonicalAndHoldsNoFloats() throws {
        let report = try Self.report(opinion: "The results support the first proposition more than the second.")
        let record = try report.record()
        #expect(try JSONCanonical.bytes(of: JSONTape(record).root) == record)
        let root = try JSONNode(parsing: record, numbers: .safeIntegers)
        #expect(
            root["result"]?["reported_log10"]?.string == ReportNumber.fixed(report.assessment.reported.log10, places: 4)
        )
        #expect(root["verbal_scale"]?["words"]?.elements?.count == 7)
        #expect(root["propositions"]?["level"]?.string == "source")
        #expect(root["data"]?["analytes"]?.elements?[2]["values_below_limit"]?.numberText == "2")
        #expect(try report.recordHash() == ReferencePopulation.sha256(record))
        #expect(try Self.report().recordHash() != report.recordHash())
    }

    @Test func aReportThatMustNotBeMadeIsRefused() throws {
        #expect {
            _ = try Self.report(opinion: "The probability that the sample comes from S0 is 99 %.")
        } throws: { error in
            guard case .statement(let faults)? = error as? FingerprintError else { return false }
            return faults.map(\.kind) == [.transposed]
        }
        #expect(throws: FingerprintError.self) {
            try Self.report(limitations: ["None. The samples are from the same mine."])
        }
        #expect(throws: FingerprintError.emptyText(heading: "limitations")) { try Self.report(limitations: [" "]) }
        #expect(throws: FingerprintError.emptyText(heading: "customer")) { try Self.report(customer: "") }
        #expect(throws: FingerprintError.emptyText(heading: "propositions")) { try PropositionPair("", "x") }
        #expect(throws: FingerprintError.self) { try PropositionPair("x", "x") }
    }
}
