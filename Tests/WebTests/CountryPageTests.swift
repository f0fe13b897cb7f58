import Foundation
import HTTPTypes
import Installation
import Rules
import Testing
import Vocabulary
import Web

@Suite("The country page")
struct CountryPageTests {
    private static func packs(_ ids: String...) throws -> PacksInForce {
        let content = TestSite.home.appending(path: "Content")
        return try PackLoader(lexicon: Lexicon.load(from: content)).load(ids, from: [content.appending(path: "packs")])
    }

    @Test("It says what is in force, with sources, and what nobody has checked", arguments: Language.allCases)
    func page(language: Language) async throws {
        let packs = try Self.packs("mz")
        let site = try await TestSite.make(packs: packs)
        let answer = try await site.get("/\(language.rawValue)/country")
        #expect(answer.status == 200)
        for kind in packs.packs[0].licenceKinds { #expect(answer.text.contains(kind.label[language]), "\(kind.id)") }
        for agency in packs.packs[0].agencies { #expect(answer.text.contains(agency.name), "\(agency.id)") }
        #expect(answer.text.contains("Decreto n.º 22/2015"))
        #expect(answer.text.contains("class=\"notice\""))
    }

    @Test("Without a pack it says how to get one")
    func none() async throws {
        let answer = try await TestSite.make().get("/es/country")
        #expect(answer.status == 200)
        #expect(answer.text.contains("packs list"))
    }

    @Test("The data interface has the same facts")
    func api() async throws {
        let site = try await TestSite.make(modules: try ModuleSet([.search]), packs: try Self.packs("pe", "cd"))
        let text = try await site.get("/api/v1/country").text
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let packs = try #require(root["packs"] as? [[String: Any]])
        #expect(packs.map { $0["id"] as? String } == ["pe", "cd"])
        let thresholds = try #require(packs[0]["thresholds"] as? [[String: Any]])
        #expect(thresholds[0]["value"] as? String == "24")
        #expect(thresholds[0]["checked"] as? Bool == false)
        let modules = try #require(root["modules"] as? [[String: Any]])
        #expect(modules.count == Module.allCases.count)
        #expect(modules.filter { $0["on"] as? Bool == true }.count == 2)
    }

    @Test("The languages of the country come first, and the first one is for those who ask for none of ours")
    func languages() async throws {
        let site = try await TestSite.make(packs: try Self.packs("mz"))
        #expect(try await site.get("/").headers[.location] == "/pt/")
        #expect(try await site.get("/", headers: [.acceptLanguage: "fi"]).headers[.location] == "/pt/")
        #expect(try await site.get("/", headers: [.acceptLanguage: "es"]).headers[.location] == "/es/")
        let page = try await site.get("/en/about").text
        let places = ["pt", "en", "fr", "es"].compactMap { page.range(of: "hreflang=\"\($0)\"")?.lowerBound }
        #expect(places.count == 4 && places == places.sorted())
    }

    @Test("A threshold is shown on the page of its rule, with its reason and source")
    func threshold() async throws {
        let text = LocalisedText(en: "Because of dust.", fr: "f", pt: "Por causa do pó.", es: "e")
        let override = ParameterOverride(
            rule: "X15-licence-status-dates",
            parameter: "grace_days",
            value: .integer(61),
            unit: "days",
            reason: text,
            source: "Ours: page 1",
            setBy: LocalisedText(en: "Testland", fr: "T", pt: "Testelândia", es: "T")
        )
        let site = try await TestSite.make(overrides: [override])
        let page = try await site.get("/en/rules/X15-licence-status-dates").text
        #expect(page.contains("61 days"))
        #expect(page.contains("Testland"))
        #expect(page.contains("otherwise 30"))
        #expect(page.contains("Because of dust."))
        #expect(page.contains("Ours: page 1"))
        let data = try await site.get("/api/v1/rules/X15-licence-status-dates").text
        #expect(data.contains("\"value\":\"61\"") && data.contains("\"standard\":\"30\""))
    }
}
