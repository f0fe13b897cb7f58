import Fingerprint
import Foundation
import KernelSamples
import Testing

@Suite("Reference populations")
struct PopulationTests {
    static let data = """
        source,sample,grain,Ta,Nb,U,remark
        A,A1,1,21.5,18,0.5,x
        A,A1,2,22.1,17,<0.2,"a, b"
        A,A2,1,20.0,17.5,nd,
        B,B1,1,0,17,0.5,

        B,B1,2,12,,0.4,
        B,B1,3,1e400,1,1,
        B,B1,4,12,19,0.05,
        B,B1,5,12,nan,0.5,
        B,,6,12,19,0.5,
        B,B1,7,12,19
        B,B1,8,12,-19,0.5,
        A,A1,1,3,4,5,
        B,B1,9,12,bdl,0.5,

        """

    static func header(_ changes: (String, String)...) -> [UInt8] {
        var text = """
            {"kind": "reference-population", "id": "kivu", "version": "3", "date": "2026-03-09",
             "title": "Coltan", "source": "Survey", "laboratory": "Lab", "method": "LA-ICP-MS",
             "analytes": [{"name": "Ta", "unit": "%"}, {"name": "Nb", "unit": "%"},
                          {"name": "U", "unit": "mg/kg", "limit": "0.2"}],
             "data": "kivu.csv", "sha256": "\(ReferencePopulation.sha256(Array(data.utf8)))"}
            """
        for (from, to) in changes { text = text.replacingOccurrences(of: from, with: to) }
        return Array(text.utf8)
    }

    @Test func goodRowsAreTakenAndOthersSetAside() throws {
        let header = try ReferencePopulation.Header(Self.header(), named: "kivu.json")
        let population = try ReferencePopulation(header, data: Array(Self.data.utf8), named: "kivu.csv")
        #expect(population.sources == ["A", "B"])
        #expect(population.samples(of: "A").map(\.grains.count) == [2, 1])
        #expect(population.samples(of: "A")[0].grains[1] == [.value(22.1), .value(17), .below(limit: 0.2)])
        #expect(population.samples(of: "A")[1].grains[0][2] == .below(limit: 0.2))
        #expect(population.samples(of: "B").map(\.lines) == [[7]])
        #expect(population.samples(of: "B")[0].grains[0][1] == .missing)
        #expect(population.table.otherColumns == ["remark"])
        #expect(population.table.quarantined.compactMap(\.fault.line) == [5, 8, 9, 10, 11, 12, 13, 14, 15])
        #expect(population.table.quarantined[0].text == "B,B1,1,0,17,0.5,")
        #expect(population.table.quarantined[0].fault.description.hasPrefix("kivu.csv:5: Ta is 0."))
        let recipe = CoordinateTable.Recipe()
        #expect(throws: FingerprintError.belowDetection(analyte: "U", place: "A A1, line 3")) {
            try CoordinateTable(population.samples(of: "A"), of: header.analytes, recipe)
        }
        var half = recipe
        half.censored = .halfLimit
        let table = try CoordinateTable(population.samples(of: "A"), of: header.analytes, half)
        #expect(table.replaced == ["U": 2] && table.variables == ["ilr Ta/rest", "ilr Nb/rest"])
        #expect(throws: FingerprintError.missing(analyte: "Nb", place: "B B1, line 7")) {
            try CoordinateTable(population.samples(of: "B"), of: header.analytes, half)
        }
        half.analytes = ["Ta", "Sn"]
        #expect(throws: FingerprintError.unknown(what: "analyte", name: "Sn")) {
            try CoordinateTable(population.samples(of: "A"), of: header.analytes, half)
        }
    }

    @Test func otherDataThanTheHeaderNamesAreRefused() throws {
        let header = try ReferencePopulation.Header(Self.header(), named: "kivu.json")
        #expect(throws: PopulationFault.self) {
            try ReferencePopulation(header, data: Array(Self.data.utf8) + [0x0A], named: "kivu.csv")
        }
    }

    @Test(arguments: [
        ("\"kivu\"", "\"\"", 1), ("2026-03-09", "9 March", 1), ("\"mg/kg\"", "\"ppm\"", 4), ("\"Nb\"", "\"Ta\"", 3),
        ("\"0.2\"", "\"0\"", 4), ("\"0.2\"", "0.2", 4), ("\"method\"", "\"methods\"", 2), ("\"data\"", "\"id\"", 5),
        ("reference-population", "population", 1), ("\"Ta\"", "\"source\"", 3),
    ])
    func faultsOfAHeaderHaveTheirLine(_ from: String, _ to: String, _ line: Int) {
        #expect {
            _ = try ReferencePopulation.Header(Self.header((from, to)), named: "kivu.json")
        } throws: { error in
            let fault = error as? PopulationFault
            return fault?.file == "kivu.json" && fault?.line == line
        }
    }

    @Test func hostileFilesNeverTrap() throws {
        var dice = Dice(seed: 33)
        let header = try ReferencePopulation.Header(Self.header(), named: "kivu.json")
        for _ in 0..<2_000 {
            let rows = dice.mutated(Array(Self.data.utf8), traps: "\"\\,;<>\u{0}\n\reE+-.9")
            if let table = try? SampleTable(rows, named: "x", analytes: header.analytes, needsSource: true) {
                _ = try? CoordinateTable(table.samples, of: header.analytes, .init())
            }
            _ = try? ReferencePopulation.Header(dice.mutated(Self.header()), named: "x")
        }
        for text in ["", "source,sample,Ta,Nb\n", "source,sample,Ta,Ta,Nb,U\n", "\"", "\u{FEFF}sample,Ta\n"] {
            #expect(throws: PopulationFault.self) {
                try SampleTable(Array(text.utf8), named: "x", analytes: header.analytes, needsSource: true)
            }
        }
    }
}
