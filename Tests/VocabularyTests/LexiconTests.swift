import Foundation
import Testing
import Vocabulary

@Suite("The vocabulary files")
struct LexiconTests {
    let lexicon: Lexicon

    init() throws {
        lexicon = try ContentFolder.lexicon.get()
    }

    @Test("are complete")
    func complete() {
        #expect(lexicon.matrix.stages.map(\.id.rawValue) == (1...5).map { "S\($0)" })
        #expect(lexicon.matrix.vulnerabilities.map(\.id.rawValue) == (1...9).map { "V\($0)" })
        #expect(lexicon.matrix.concerns.map(\.id.rawValue) == (1...20).map { "X\($0)" })
        #expect(lexicon.matrix.cells.count == 25)
        #expect(lexicon.matrix.vulnerabilities.allSatisfy { !$0.signals.isEmpty })
        #expect(Set(lexicon.matrix.actors.map(\.stage)) == Set(lexicon.matrix.stages.map(\.id)))
        #expect(lexicon.offences.count == 18)
        #expect(lexicon.countries.count == 249)
        #expect(lexicon.markings.map(\.marking) == HandlingMarking.allCases)
        #expect(lexicon.minerals.allSatisfy { !$0.forms.isEmpty && $0.forms.allSatisfy { !$0.hsCodes.isEmpty } })
    }

    @Test("agree with the draft of the matrix, where it is at hand")
    func draft() throws {
        let draft = ContentFolder.url.resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../shared/content/vulnerability-matrix.json").standardized
        guard let data = try? Data(contentsOf: draft) else {
            print("SKIPPED: no \(draft.path), so the matrix was NOT compared with its draft")
            return
        }
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let ids = { (key: String) in (object[key] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
        #expect(ids("stages") == lexicon.matrix.stages.map(\.id.rawValue))
        #expect(ids("vulnerabilities") == lexicon.matrix.vulnerabilities.map(\.id.rawValue))
        #expect(ids("textVulnerabilities") == lexicon.matrix.concerns.map(\.id.rawValue))
        let cells = (object["cells"] as? [[String: String]] ?? []).map {
            "\($0["vulnerability"] ?? "") \($0["stage"] ?? "") \($0["certainty"] ?? "")"
        }
        #expect(
            Set(cells) == Set(lexicon.matrix.cells.map { "\($0.vulnerability) \($0.stage) \($0.certainty.rawValue)" })
        )
        for key in ["vulnerabilities", "textVulnerabilities"] {
            for row in object[key] as? [[String: Any]] ?? [] {
                let id = try #require(row["id"] as? String)
                let ours = try #require(lexicon.matrix[VulnerabilityID(id)])
                #expect(row["offences"] as? [String] == ours.offences.map(\.rawValue))
                #expect(row["technologies"] as? [String] == ours.technologies)
                #expect(row["legalQuestions"] as? [String] == ours.legalQuestions)
            }
        }
    }

    @Test("hold conversion factors that follow from the atomic weights")
    func factors() throws {
        #expect(lexicon.factors.count >= 40)
        for factor in lexicon.factors {
            let mass = { (formula: ChemicalFormula) throws -> Double in
                try formula.atoms.reduce(0) { sum, atom in
                    let weight = try #require(lexicon.atomicWeights.weight(of: atom.key))
                    let value = try #require(Double(weight.description))
                    return sum + value * Double(atom.value)
                }
            }
            let atomsBefore = try #require(factor.from.atoms[factor.element])
            let atomsAfter = try #require(factor.to.atoms[factor.element])
            let had = try Double(atomsBefore) / mass(factor.from)
            let needed = try Double(atomsAfter) / mass(factor.to)
            let stored = try #require(Double(factor.factor.description))
            // Six significant figures: half a unit in the sixth place.
            #expect(abs(stored - had / needed) <= stored * 5.01e-6, "\(factor.from.text) to \(factor.to.text)")
        }
    }

    @Test(
        "hold the factors that the trade knows",
        arguments: [
            ("Ta2O5", "Ta", "0.8190"), ("WO3", "W", "0.7930"), ("Nb2O5", "Nb", "0.6990"), ("SnO2", "Sn", "0.7877"),
            ("Li2CO3", "Li", "0.1879"), ("Li", "Li2CO3", "5.323"), ("LiOH.H2O", "Li2CO3", "0.8804"),
            ("Co(OH)2", "Co", "0.6341"), ("NiSO4.6H2O", "Ni", "0.2233"), ("CuFeS2", "Cu", "0.3463"),
        ]
    )
    func knownFactors(from: String, to: String, known: String) throws {
        let text = try #require(lexicon.factor(from: from, to: to)).description
        let factor = try #require(Double(text))
        let expected = try #require(Double(known))
        #expect(abs(factor - expected) < expected * 5e-4)
    }

    @Test(
        "find a mineral by the words that data use",
        arguments: [
            ("Or", "gold"), ("cassitérite", "tin"), ("Cassiterite", "tin"), ("COLTAN", "tantalum"),
            ("Nb-Ta", "tantalum"),
            ("Diamant", "diamond"), ("Wolframite", "tungsten"), ("TR", "rare-earths"), ("Copper cathode ", "copper"),
            ("Manganèse", "manganese"), ("  cuivre", "copper"), ("Terras raras", "rare-earths"), ("3T", "3t"),
            ("lítio", "lithium"), ("Spath fluor", "fluorspar"), ("(MPt)", "platinum-group"), ("Galene", "lead"),
        ]
    )
    func minerals(word: String, id: String) {
        #expect(lexicon.mineral(named: word)?.id.rawValue == id)
    }

    @Test("know nothing of words that name no mineral", arguments: ["", "inconnu", "or massif", "D"])
    func unknownMinerals(word: String) {
        #expect(lexicon.mineral(named: word) == nil)
    }

    @Test(
        "find a country by the words that data use",
        arguments: [
            ("Democratic Republic of the Congo", "CD"), ("DR Congo", "CD"), ("RDC", "CD"), ("cod", "CD"),
            ("Congo, Dem. Rep.", "CD"), ("Congo", "CG"), ("Côte d'Ivoire", "CI"), ("Cote d’Ivoire", "CI"),
            ("Moçambique", "MZ"), ("ÉMIRATS ARABES UNIS", "AE"), ("Viet Nam", "VN"), ("Korea, Rep.", "KR"),
        ]
    )
    func countries(word: String, code: String) {
        #expect(lexicon.country(named: word)?.alpha2 == code)
    }

    @Test("find the mineral forms under a customs code")
    func codes() throws {
        let code = try #require(HSCode("2615.90.00"))
        let minerals = Set(lexicon.forms(under: code).map(\.mineral.rawValue))
        #expect(minerals.isSuperset(of: ["tantalum", "niobium", "vanadium"]))
        let horses = try #require(HSCode("010121"))
        #expect(lexicon.forms(under: horses).isEmpty)
    }

    @Test("give the lists that were in force on a day")
    func lists() throws {
        let before = lexicon.lists(of: "US", on: try CalendarDate("2024-01-01"))
        #expect(before.map(\.id) == ["us-2010-conflict", "us-2022-critical"])
        let after = lexicon.lists(of: "US", on: try CalendarDate("2026"))
        #expect(after.map(\.id) == ["us-2010-conflict", "us-2025-critical"])
        #expect(lexicon.lists(of: "EU", on: try CalendarDate("2016-12-31")).isEmpty)
    }

    @Test("answer the worked example of docs/vocabulary.md")
    func workedExample() throws {
        let mass = try Mass("25000".utf8, in: .kilogram)
        let grade = try Grade("30.5".utf8, in: .percent)
        #expect(mass.contained(at: grade).grams == 7_625_000)
        let usual = try #require(lexicon.mineral(named: "Cobalt")?.form(FormID("hydroxide"))?.grade)
        #expect(usual.low <= grade && grade <= usual.high)
        let code = try #require(HSCode("2822.00"))
        #expect(Set(lexicon.forms(under: code).map(\.form.rawValue)) == ["oxide", "hydroxide"])
        #expect(lexicon.factor(from: "Co(OH)2", to: "Co")?.description == "0.63405")
        let lists = lexicon.lists(of: "EU", on: try CalendarDate("2026-01-01"))
        #expect(Set(lists.map(\.kind)) == [.critical, .strategic, .conflict])
    }

    @Test("keep the program's own tables of codes and the files equal")
    func tables() {
        #expect(lexicon.countries.map(\.code) == CountryCode.all)
        #expect(lexicon.currencies.count == Set(lexicon.currencies).count)
        for first in UInt8(ascii: "A")...UInt8(ascii: "Z") {
            for second in UInt8(ascii: "A")...UInt8(ascii: "Z") {
                for third in UInt8(ascii: "A")...UInt8(ascii: "Z") {
                    guard let currency = Currency([first, second, third]) else { continue }
                    #expect(lexicon.currencies.contains(currency), "\(currency) is missing in currencies.csv")
                }
            }
        }
    }
}
