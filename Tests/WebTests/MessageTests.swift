import Foundation
import Store
import Testing
import Vocabulary
import Web

@Suite("Messages")
struct MessageTests {
    @Test("The catalogues of all languages agree")
    func catalogues() throws {
        _ = try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
    }

    @Test("A missing key, another placeholder and a missing form are named with file and key")
    func faults() throws {
        var messages: [Language: [String: Message]] = [:]
        for language in Language.allCases {
            messages[language] = ["a": .plain("x {n}"), "b": .plural(one: "{count} row", other: "{count} rows")]
        }
        messages[.fr]?["a"] = .plain("x {m}")
        messages[.pt]?["a"] = nil
        messages[.es]?["b"] = .plain("{count} filas")
        let faults = #expect(throws: MessageCatalogue.Faults.self) { _ = try MessageCatalogue(messages: messages) }
        #expect(faults?.faults.map { "\($0.file) \($0.key ?? "")" } == ["fr.json a", "pt.json a", "es.json b"])
    }

    @Test(
        "Every fault that intake can name has a short name and advice in every language",
        arguments: Language.allCases
    )
    func faultsHaveWords(language: Language) throws {
        let catalogue = try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
        let messages = catalogue.messages[language, default: [:]]
        for code in RefusalReason.Code.allCases {
            #expect(messages["quarantine.code.\(code.rawValue)"] != nil, "\(code.rawValue)")
            #expect(messages[code.adviceKey] != nil, "\(code.rawValue)")
        }
    }

    @Test("Every key that the source names has a text")
    func keysInSource() throws {
        let catalogue = try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
        let known = Set(catalogue.messages[.en, default: [:]].keys)
        let groups = Set(known.compactMap { $0.split(separator: ".").first.map(String.init) })
        let folder = TestSite.home.appending(path: "Sources/Web")
        let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        let literal = #/"([a-z_]+(\.[a-z0-9_]+)+)"/#
        var count = 0
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in text.matches(of: literal) {
                let key = String(match.output.1)
                guard let group = key.split(separator: ".").first, groups.contains(String(group)) else { continue }
                // A token's group, such as "site.kind", and columns of SQL, such as "record.id", are no keys.
                if known.contains(where: { $0.hasPrefix(key + ".") }) || text.contains("sql: \"\(key)\"") { continue }
                count += 1
                #expect(known.contains(key), "\(file): \(key)")
            }
        }
        #expect(count > 100)
    }

    @Test("Quantities are written as each language writes them")
    func quantities() throws {
        let catalogue = try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
        let english = catalogue.words(in: .en)
        let french = catalogue.words(in: .fr)
        let portuguese = catalogue.words(in: .pt)
        #expect(english.integer(-1_234_567) == "\u{2212}1,234,567")
        #expect(french.integer(1234) == "1\u{202F}234")
        #expect(english.integer(.min) == "\u{2212}9,223,372,036,854,775,808")
        #expect(english.mass(grams: 999) == "999\u{A0}g")
        #expect(english.mass(grams: 12_500) == "12.5\u{A0}kg")
        #expect(portuguese.mass(grams: 12_345_678) == "12,345\u{A0}t")
        #expect(english.money(minor: 123_456, currency: "USD") == "1,234.56\u{A0}USD")
        #expect(english.money(minor: -5, currency: "EUR") == "\u{2212}0.05\u{A0}EUR")
        #expect(french.money(minor: 1500, currency: "XAF") == "1\u{202F}500\u{A0}XAF")
        #expect(english.share(partsPerMillion: 515_000) == "51.5\u{A0}%")
        #expect(english.number(.infinity, places: 2) == "–")
        #expect(english.date("2026-03-09") == "9 Mar 2026")
        #expect(french.date("2026-03") == "mars 2026")
        #expect(english.date("1971") == "1971")
        #expect(english.date("2026-13-01") == "2026-13-01")
        #expect(french.plural("list.count", 0) == "0 ligne")
        #expect(english.plural("list.count", 0) == "0 rows")
    }
}
