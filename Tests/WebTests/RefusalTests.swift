import Foundation
import HTTPTypes
import Store
import Testing
import Vocabulary
import Web

@Suite("Texts of refusals")
struct RefusalTests {
    private static let catalogue = Result {
        try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
    }

    /// Every text of `Sources/Vocabulary/Refusals`, the only place that can make one: its key, and its arguments' names.
    private static func texts() throws -> [(key: String, arguments: Set<String>)] {
        let folder = TestSite.home.appending(path: "Sources/Vocabulary/Refusals")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try files.flatMap { file in
            let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            return source.matches(of: /RefusalText\(\s*"([a-z0-9_]+)"(?:,\s*\[([^\]]*)\])?/).map { match in
                let names = (match.output.2 ?? "").matches(of: /"([a-z]+)":/).map { String($0.output.1) }
                return (String(match.output.1), Set(names))
            }
        }
    }

    @Test("Each has a message in every language, which names its arguments and no others", arguments: Language.allCases)
    func messages(language: Language) throws {
        let messages = try Self.catalogue.get().messages[language, default: [:]]
        let texts = try Self.texts()
        #expect(texts.count > 100)
        for text in texts {
            let message = try #require(messages["refusal.\(text.key)"], "\(text.key)")
            #expect(message.placeholders == text.arguments, "\(text.key)")
            #expect(message.forms.count == (text.arguments.contains("count") ? 2 : 1), "\(text.key)")
        }
        let keys = Set(texts.map { "refusal.\($0.key)" })
        #expect(messages.keys.filter { $0.hasPrefix("refusal.") && !keys.contains($0) } == [], "nobody uses these")
    }

    @Test("One is put into words with its numbers and its parts")
    func sentences() throws {
        let catalogue = try Self.catalogue.get()
        let amount = RefusalText.amount(in: "USD", decimals: 2, but: .belowZero)
        #expect(
            catalogue.words(in: .en)(amount) == "an amount in USD with at most 2 decimals (the number is below zero)"
        )
        #expect(catalogue.words(in: .en)(.fields(1)) == "1 field")
        #expect(catalogue.words(in: .es)(.fields(1200)) == "1.200 campos")
        #expect(catalogue.words(in: .fr)(.between(-0.5, and: 1)) == "de \u{2212}0,5 à 1")
        let hostile = RefusalText.quoted("{text} \"\\ \u{1} é")
        #expect(catalogue.words(in: .en)(hostile) == "“{text} \"\\ \u{1} é”")
    }

    @Test(
        "The store keeps one as JSON and gives the same one back",
        arguments: [
            .nothing, .quoted("a \"b\" \\ \n \u{7} é"), .fields(3), .between(-180, and: 0.25),
            .openRing(at: .partOfShapeNear(1, ring: 2, lon: 28.5, lat: -2.5)),
        ] as [RefusalText]
    )
    func roundTrip(text: RefusalText) throws {
        let back = try #require(RefusalText(json: text.json))
        #expect(back.json == text.json)
        let words = try Self.catalogue.get().words(in: .pt)
        #expect(words(back) == words(text))
        #expect(words.refusal(text.json) == words(text))
    }

    @Test("Page and API give them in the reader's language", arguments: Language.allCases)
    func reader(language: Language) async throws {
        let site = try await TestSite.make()
        let words = try Self.catalogue.get().words(in: language)
        let expected = words(RefusalText.between(-180, and: 180))
        let page = try await site.get("/\(language.rawValue)/quarantine/1")
        #expect(page.text.contains(words("quarantine.expected", ["expected": expected])))
        let item = try await site.get("/api/v1/quarantine/1", headers: [.acceptLanguage: language.rawValue])
        #expect(item.text.contains(#""expected":"\#(expected)""#))
        let file = try await site.get("/api/v1/quarantine.csv", headers: [.acceptLanguage: language.rawValue])
        #expect(file.text.contains(expected))
    }
}
