import Foundation
import Testing
import Vocabulary

/// One fault planted in a good file: the first occurrence of `old` becomes `new`.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let old: String
    let new: String
    /// A piece of the message.
    let says: String
    /// How many lines below the place of `old` the fault is to be reported.
    var below = 0

    var testDescription: String { name }

    static let all: [PlantedFault] =
        [
            .init(
                name: "unknown key",
                file: "minerals.yaml",
                old: "    element: Li",
                new: "    elment: Li",
                says: "“elment”"
            ),
            .init(
                name: "missing key",
                file: "minerals.yaml",
                old: "      - kind: ore\n        hs:",
                new: "      - hs:",
                says: "the key “kind”"
            ),
            .init(
                name: "duplicate id",
                file: "offences.yaml",
                old: "  - id: O02",
                new: "  - id: O01",
                says: "“O01”, which line"
            ),
            .init(
                name: "duplicate alias",
                file: "minerals.yaml",
                old: "  - id: cobalt",
                new: "  - id: lithium",
                says: "“lithium”, which line"
            ),
            .init(
                name: "unknown stage",
                file: "vulnerability-matrix.yaml",
                old: "    stages: {S1: read",
                new: "    stages: {S7: read",
                says: "“S7”"
            ),
            .init(
                name: "unknown offence",
                file: "vulnerability-matrix.yaml",
                old: "offences: [O05",
                new: "offences: [O99",
                says: "“O99”"
            ),
            .init(
                name: "unknown family",
                file: "vulnerability-matrix.yaml",
                old: "    family: corruption",
                new: "    family: coruption",
                says: "“coruption”"
            ),
            .init(
                name: "unknown mineral",
                file: "critical-minerals.yaml",
                old: "minerals: [antimony",
                new: "minerals: [antimonio",
                says: "“antimonio”"
            ),
            .init(
                name: "bad code",
                file: "minerals.yaml",
                old: "hs: [\"253090\"]",
                new: "hs: [\"25309\"]",
                says: "“25309”"
            ),
            .init(
                name: "code of no chapter",
                file: "minerals.yaml",
                old: "hs: [\"253090\"]",
                new: "hs: [\"770110\"]",
                says: "“770110”"
            ),
            .init(
                name: "missing translation",
                file: "form-kinds.yaml",
                old: "      pt: minério\n",
                new: "",
                says: "translation under “pt”",
                below: -2
            ),
            .init(
                name: "empty translation",
                file: "form-kinds.yaml",
                old: "      pt: minério",
                new: "      pt: ",
                says: "found nothing"
            ),
            .init(
                name: "bad decimal",
                file: "conversion-factors.yaml",
                old: "\"0.818973\"",
                new: "\"0,818973\"",
                says: "“0,818973”"
            ),
            .init(
                name: "wrong factor",
                file: "conversion-factors.yaml",
                old: "\"0.818973\"",
                new: "\"0.818974\"",
                says: "0.818973"
            ),
            .init(
                name: "bad formula",
                file: "conversion-factors.yaml",
                old: "{from: Ta2O5",
                new: "{from: Ta2Q5",
                says: "“Ta2Q5”"
            ),
            .init(
                name: "element not in formula",
                file: "conversion-factors.yaml",
                old: "element: Ta,",
                new: "element: Nb,",
                says: "“Nb”"
            ),
            .init(name: "bad weight", file: "atomic-weights.csv", old: "Co,58.933", new: "Co,fifty", says: "“fifty”"),
            .init(
                name: "grades in disorder",
                file: "minerals.yaml",
                old: "low: 2000,",
                new: "low: 7000,",
                says: "rising order"
            ),
            .init(
                name: "grade above the compound's share",
                file: "minerals.yaml",
                old: "high: 187800",
                new: "high: 187900",
                says: "at most 187852 ppm"
            ),
            .init(
                name: "grade that is no number",
                file: "minerals.yaml",
                old: "low: 2000,",
                new: "low: 2e3,",
                says: "“2e3”"
            ),
            .init(
                name: "bad date",
                file: "critical-minerals.yaml",
                old: "\"2024-04-11\"",
                new: "\"2024-02-30\"",
                says: "no such day"
            ),
            .init(
                name: "wrong label",
                file: "handling-markings.yaml",
                old: "\"TLP:CLEAR\"",
                new: "\"TLP:WHITE\"",
                says: "TLP:CLEAR"
            ),
            .init(name: "wrong alpha-3", file: "countries.csv", old: "CD,COD", new: "CD,COG", says: "“COG”"),
            .init(
                name: "missing country name",
                file: "countries.csv",
                old: "AO,AGO,024,Angola,Angola,",
                new: "AO,AGO,024,Angola,,",
                says: "column fr"
            ),
            .init(
                name: "missing field",
                file: "countries.csv",
                old: "AO,AGO,024,Angola,",
                new: "AO,AGO,024,",
                says: "8 fields"
            ),
            .init(name: "wrong decimals", file: "currencies.csv", old: "JPY,0,", new: "JPY,2,", says: "“JPY”"),
            .init(
                name: "open quotation mark",
                file: "currencies.csv",
                old: "JPY,0,",
                new: "JPY,\"0,",
                says: "quotation mark"
            ),
            .init(
                name: "broken YAML",
                file: "offences.yaml",
                old: "      en: Illegal mining",
                new: "      en: \"Illegal mining",
                says: "well-formed YAML",
                below: 1_000
            ),
            .init(
                name: "key twice",
                file: "offences.yaml",
                old: "    vulnerabilities: [V3",
                new: "    id: O01\n    vulnerabilities: [V3",
                says: "“id” twice",
                below: 1_000
            ),
        ].filter { $0.name != "unknown certainty" } + [
            .init(
                name: "unknown certainty",
                file: "vulnerability-matrix.yaml",
                old: "S2: uncertain",
                new: "S2: unsure",
                says: "“unsure”"
            )
        ]
}

@Suite("The schema check")
struct SchemaFaultTests {
    @Test("names file and line", arguments: PlantedFault.all)
    func planted(_ fault: PlantedFault) throws {
        var texts = try ContentFolder.texts()
        let good = try #require(texts[fault.file])
        let place = try #require(good.range(of: fault.old), "the file has changed: “\(fault.old)” is not in it")
        texts[fault.file] = good.replacingCharacters(in: place, with: fault.new)
        let line = good[..<place.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1 + fault.below
        let error = try #require(throws: LexiconError.self) { try Lexicon.load(texts) }
        let match = error.faults.first { $0.file == fault.file && $0.description.contains(fault.says) }
        let found = try #require(match, "\(error)")
        if fault.below < 1_000 { #expect(found.line == line, "\(found)") }
        #expect(found.line >= 1)
        #expect(!found.remedy.isEmpty)
    }

    @Test("reports all faults of all files")
    func several() throws {
        var texts = try ContentFolder.texts()
        texts["minerals.yaml"]?.replace("element: Li\n", with: "element: Lx\n")
        texts["minerals.yaml"]?.replace("element: Co\n", with: "element: Cx\n")
        texts["currencies.csv"]?.replace("JPY,0", with: "JPY,9")
        let error = try #require(throws: LexiconError.self) { try Lexicon.load(texts) }
        #expect(error.faults.contains { $0.found == "“Lx”" })
        #expect(error.faults.contains { $0.found == "“Cx”" })
        #expect(error.faults.contains { $0.file == "currencies.csv" })
        #expect(error.faults == error.faults.sorted())
    }

    @Test(
        "stays calm about any text in a file",
        arguments: [
            "atomic-weights.csv", "countries.csv", "critical-minerals.yaml", "minerals.yaml",
            "vulnerability-matrix.yaml",
        ]
    )
    func hostile(file: String) throws {
        let good = try ContentFolder.texts()
        let texts = [
            "", "\0", "[", "{}", "- - - -", "a: &a [*a]", "!!binary x", "\u{FEFF}", "%YAML 9.9\n---", "é,é\n\"",
            String(repeating: "[", count: 5_000), String(repeating: "- ", count: 3_000), "? \n: \n", "stages: 3",
            "minerals:\n  - 3\n  - {id: [a]}\n", "lists: {a: b}", "\r\n\r\n,,,,\r\n",
        ]
        for text in texts {
            var changed = good
            changed[file] = text
            #expect(throws: LexiconError.self) { try Lexicon.load(changed) }
        }
        var generator = SeededGenerator(seed: 20_261_122)
        print("seed 20261122 for bytes changed in \(file)")
        for _ in 0..<4 {
            var bytes = Array((good[file] ?? "").utf8)
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...127, using: &generator)
            }
            var changed = good
            changed[file] = String(decoding: bytes, as: UTF8.self)
            _ = try? Lexicon.load(changed)
        }
    }

    @Test("names a file that is missing or not UTF-8")
    func unreadable() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vocabulary-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in try ContentFolder.texts() where name != "countries.csv" {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        try Data([0x61, 0xFF, 0xFE]).write(to: folder.appending(path: "minerals.yaml"))
        let error = try #require(throws: LexiconError.self) { try Lexicon.load(from: folder) }
        #expect(error.faults.map(\.file) == ["countries.csv", "minerals.yaml"])
        #expect(error.faults.last?.remedy.contains("UTF-8") == true)
    }

    @Test("accepts files with Windows line ends")
    func carriageReturns() throws {
        let texts = try ContentFolder.texts().mapValues { $0.replacing("\n", with: "\r\n") }
        #expect(try Lexicon.load(texts).countries.count == 249)
    }
}
