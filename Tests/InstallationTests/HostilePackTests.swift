import Foundation
import Installation
import Testing

@Suite("Hostile packs")
struct HostilePackTests {
    /// A change to a sound pack, the path of the fault and a word of its message.
    static let wrong: [(change: String, path: String, word: String)] = [
        ("colour: red", "colour", "unknown key"), ("version: one", "version", "whole number"),
        ("name: Test", "name", "en, fr, pt, es"), ("name: { en: a, fr: b, pt: c }", "name", "es is missing"),
        ("countries: [Congo]", "countries[0]", "ISO 3166-1"), ("countries: CD", "countries", "a list"),
        ("languages: [xx]", "languages[0]", "en, fr, pt, es"), ("languages: [en, en]", "languages", "twice"),
        ("languages: []", "languages", "at least"), ("currency: dollars", "currency", "ISO 4217"),
        ("time_zone: ../../etc/passwd", "time_zone", "IANA"), ("minerals: [unobtainium]", "minerals[0]", "mineral"),
        ("units: ../../secret.yaml", "units", "own folder"), ("units: /etc/passwd", "units", "own folder"),
        ("units: pack.yaml", "units", "own folder"), ("units: { a: b }", "units", "a list"),
        ("id: yy", "id", "folder"), ("id: [zz]", "id", "expected a text"),
        (
            "units: [{ symbol: kg, label: \(PackFolder.four), grams: 1, source: own, checked: true }]",
            "units[0].symbol", "everybody"
        ),
        (
            "units: [{ symbol: u, label: \(PackFolder.four), grams: 0, source: own, checked: true }]", "units[0].grams",
            "above 0"
        ),
        (
            "units: [{ symbol: u, label: \(PackFolder.four), grams: 1/0, source: own, checked: true }]",
            "units[0].grams", "above 0"
        ),
        (
            "units: [{ symbol: u, label: \(PackFolder.four), grams: 1, source: no, checked: true }]", "units[0].source",
            "sources"
        ),
        ("units: [{ symbol: u, label: \(PackFolder.four), grams: 1, source: own }]", "units[0]", "checked is missing"),
        (
            "units: [{ symbol: u, label: \(PackFolder.four), grams: 1, source: own, checked: maybe }]",
            "units[0].checked", "true or false"
        ),
        ("tariff: [{ code: x, remark: \(PackFolder.four), source: own, checked: true }]", "tariff[0].code", "digits"),
        ("laws: [{ title: t, date: 2014-02-31, source: own, checked: true }]", "laws[0].date", "2014-08-18"),
        ("regions: \(Array(repeating: "x", count: 501))", "regions", "at most"),
    ]

    @Test(arguments: wrong)
    func aFaultNamesItsPath(_ scenario: (change: String, path: String, word: String)) throws {
        let folder = try PackFolder()
        try folder.write(PackFolder.text(scenario.change))
        let faults = try folder.faults()
        let fault = faults.first { $0.path == scenario.path && $0.message.contains(scenario.word) }
        #expect(fault != nil, "\(faults)")
        #expect(fault?.file.hasSuffix("zz/pack.yaml") == true)
        #expect((fault?.line ?? 0) >= 1)
    }

    /// Whole files that a parser would choke on, or that are none.
    static let files: [(text: String, word: String)] = [
        (bomb, "aliases"), ("a: &a [*a]\n", "aliases"), ("id: !!python/object:os.system x\n", "tags"),
        ("? [a]\n: b\n", "one word"), (String(repeating: "[", count: 100_000), "deep"),
        (String(repeating: "[\n", count: 50_000), "deep"),
        (String(repeating: "- ", count: 100_000) + "x", "list within"),
        (String(repeating: "a: b\n", count: 200_000), "longer"), ("", "empty"), ("- a\n", "expected"),
        ("\u{0}", "YAML"),
        ("id: a\nid: b\n", "twice"), ("id: \"\\u0007\"\n", "missing"),
        ((0..<60).map { String(repeating: " ", count: $0 * 4) + "a:\n" }.joined(), "indented"),
    ]

    private static let bomb =
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + zip("bcdefghij", "abcdefghi").map {
            "\($0): &\($0) [\(Array(repeating: "*\($1)", count: 9).joined(separator: ", "))]"
        }
        .joined(separator: "\n")

    @Test(arguments: files) func aHostileFileIsRefused(_ scenario: (text: String, word: String)) throws {
        let folder = try PackFolder()
        try folder.write(scenario.text)
        let faults = try folder.faults()
        #expect(faults.contains { $0.message.contains(scenario.word) }, "\(faults.prefix(3))")
    }

    @Test func aLinkDoesNotLeadOutOfTheFolder() throws {
        let folder = try PackFolder()
        let outside = folder.url.appending(path: "outside.yaml")
        try Data("- x\n".utf8).write(to: outside)
        let place = try folder.write(PackFolder.text("units: units.yaml"))
        try FileManager.default.createSymbolicLink(at: place.appending(path: "units.yaml"), withDestinationURL: outside)
        #expect(try folder.faults().contains { $0.message.contains("leads out") })
    }

    @Test func circlesOfLinksAndFoldersAreNoFiles() throws {
        let folder = try PackFolder()
        let place = try folder.write(PackFolder.text("units: units.yaml"))
        let file = place.appending(path: "units.yaml")
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "units.yaml")
        #expect(try !folder.faults().isEmpty)
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        #expect(try !folder.faults().isEmpty)
        try FileManager.default.removeItem(at: file)
        try folder.write("- units.yaml\n", file: "units.yaml")
        #expect(try folder.faults().contains { $0.path == "units[0]" })
    }

    @Test func aFileThatNobodyNamesIsAMistake() throws {
        let folder = try PackFolder()
        try folder.write(PackFolder.text())
        try folder.write("- x\n", file: "agencys.yaml")
        #expect(try folder.faults().contains { $0.file.hasSuffix("agencys.yaml") && $0.message.contains("names") })
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        let folder = try PackFolder()
        let place = try folder.write("")
        try Data([0xFF, 0xFE, 0x00, 0x01]).write(to: place.appending(path: "pack.yaml"))
        #expect(try folder.faults().contains { $0.message.contains("UTF-8") })
    }
}
