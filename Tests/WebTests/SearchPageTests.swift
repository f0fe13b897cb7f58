import Store
import Testing
import Vocabulary
import Web

@Suite("The search of the site")
struct SearchPageTests {
    private func site() async throws -> TestSite {
        let site = try await TestSite.make()
        try await site.store.updateSearchIndex()
        return site
    }

    @Test("The box stands on every page and keeps the words on the page of results", arguments: Language.allCases)
    func box(language: Language) async throws {
        let site = try await site()
        for path in ["/", "/about", "/sites", "/no-such-page"] {
            let answer = try await site.get("/\(language.rawValue)\(path)")
            #expect(answer.text.contains("action=\"/\(language.rawValue)/search\""), "\(path)")
        }
        let found = try await site.get("/\(language.rawValue)/search?q=kivu%20%22fils")
        #expect(found.text.contains("name=\"q\" value=\"kivu &quot;fils\""))
    }

    @Test("What is found is marked, escaped, and leads to its page")
    func hits() async throws {
        let site = try await site()
        let party = try await site.get("/en/search?q=kivu")
        #expect(party.text.contains("<a href=\"/en/parties/p%3A1\"><bdi><mark>Kivu</mark> &quot; onload="))
        let hostile = try await site.get("/en/search?q=script")
        #expect(hostile.status == 200)
        #expect(!hostile.text.contains("<script>alert"))
        #expect(hostile.text.contains("/en/sites/s%2F1"))
        #expect(try await site.get("/en/search?q=bad-position").text.contains("/en/quarantine/1"))
        let lot = try await site.get("/en/search?q=lot%251")
        #expect(lot.text.contains("/en/lots/lot%251"))
    }

    @Test("A thing's findings are found with it, and by their rule")
    func findings() async throws {
        let site = try await site()
        #expect(try await site.get("/en/search?q=det-1").text.contains("/en/findings/f1"))
        let byRule = try await site.get("/fr/search?q=V3-detection-outside-licence")
        #expect(byRule.text.contains("/fr/rules/V3-detection-outside-licence"))
        #expect(byRule.text.contains("/fr/findings/f1"))
    }

    @Test("Pages of the site are found by what they are called", arguments: Language.allCases)
    func pages(language: Language) async throws {
        let words: [Language: String] = [.en: "quarantine", .fr: "quarantaine", .pt: "quarentena", .es: "cuarentena"]
        let answer = try await site().get("/\(language.rawValue)/search?q=\(words[language] ?? "")")
        #expect(answer.text.contains("href=\"/\(language.rawValue)/quarantine\"><bdi><mark>"))
    }

    @Test("Nothing asked and nothing found teach how to search")
    func empty() async throws {
        let site = try await site()
        for query in [
            "", "?q=", "?q=%20%20", "?q=zzzzqqqq", "?q=%22", "?q=tin&kind=nonsense", "?q=kivu&kind=report&page=9",
        ] {
            let answer = try await site.get("/en/search\(query)")
            #expect(answer.status == 200, "\(query)")
        }
        #expect(try await site.get("/en/search").text.contains("How to search"))
        #expect(try await site.get("/en/search?q=zzzzqqqq").text.contains("Nothing was found."))
    }

    @Test("The interface answers as the page does")
    func interface() async throws {
        let site = try await site()
        let found = try await site.get("/api/v1/search?q=kivv")
        #expect(found.text.contains("\"did_you_mean\":\"Kivu\""))
        #expect(found.text.contains("\"likeness\":\"slip\""))
        #expect(found.text.contains("{\"kind\":\"party\",\"count\":1,\"more\":false}"))
        let suggested = try await site.get("/api/v1/search/suggestions?q=ki&language=pt")
        #expect(suggested.text.contains("\"path\":\"/pt/parties/p%3A1\""))
        let csv = try await site.get("/api/v1/search.csv?q=kivu")
        #expect(csv.text.hasPrefix("kind,id,title,record,field,text,likeness\r\nparty,p:1,"))
        #expect(try await site.get("/api/v1/search").text.contains("\"items\":[]"))
    }
}
