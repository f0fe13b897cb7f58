import Crypto
import Foundation
import HTTPTypes
import Testing
import Vocabulary
import Web

@Suite("Pages")
struct PageTests {
    /// Path after the language, status, a text that must be there.
    static let scenarios: [(path: String, status: Int, expected: String)] = [
        ("/", 200, "cell=S2%2FV3"), ("/findings", 200, "/findings/f1"), ("/findings?cell=S2%2FV3", 200, "/findings/f1"),
        (
            "/findings?vulnerability=X8&stage=S2&severity=3&verdict=open&from=2026-05-01&to=2026-05-01", 200,
            "/findings/f1"
        ),
        ("/findings?q=nothing-like-it", 200, "empty"), ("/findings?sort=-time&page=99", 200, "empty"),
        ("/findings?sort=%27%3BDROP%20TABLE%20site--", 200, "/findings/f1"), ("/findings/f1", 200, "PE 4001"),
        ("/findings/f2", 200, "V1-gone"), ("/findings/unknown", 404, "/findings"), ("/sites", 200, "/sites/s%2F1"),
        ("/sites/s%2F1", 200, "/records/1"), ("/sites/s%2F2", 404, "<h1>"), ("/parties", 200, "/parties/p%3A1"),
        ("/parties/p%3A1", 200, "/licences/l1"), ("/declarations", 200, "/declarations/D%201"),
        ("/declarations/D%201", 200, "/lots/lot%251"), ("/detections", 200, "/detections/det-1"),
        ("/detections/det-1", 200, "/findings/f1"), ("/licences", 200, "PE 4001"),
        ("/licences/l1", 200, "/parties/p%3A1"),
        ("/lots", 200, "/lots/lot%251"), ("/lots/lot%251", 200, "/sites/s%2F1"), ("/records", 200, "/records/6"),
        ("/records/1", 200, "/records/1/bytes"), ("/records/x", 404, "<h1>"), ("/records/1/bytes", 200, "received"),
        ("/import", 200, "multipart/form-data"), ("/import/none", 404, "<h1>"),
        ("/quarantine", 200, "/quarantine/1"),
        ("/quarantine/1", 200, "/quarantine/1/resubmit"),
        ("/quarantine/9", 404, "<h1>"),
        ("/rules", 200, "/rules/V3-detection-outside-licence"), ("/rules/V3-detection-outside-licence", 200, "SELECT"),
        ("/rules/none", 404, "<h1>"), ("/about", 200, "Touchstone"), ("/design", 200, "heat-4"),
        ("/nowhere", 404, "<h1>"),
    ]

    @Test(
        "Every page answers in every language, escapes what it shows and keeps to itself",
        arguments: Language.allCases
    )
    func pages(language: Language) async throws {
        let site = try await TestSite.make()
        for scenario in Self.scenarios {
            let answer = try await site.get("/\(language.rawValue)\(scenario.path)")
            let place = Comment(rawValue: "\(language.rawValue)\(scenario.path)")
            #expect(answer.status == scenario.status, place)
            #expect(answer.text.contains(scenario.expected), place)
            if answer.headers[.contentType]?.hasPrefix("text/html") == true {
                #expect(!answer.text.contains(SampleRows.hostile), place)
                #expect(!answer.text.contains("onload=\"x\""), place)
                #expect(!answer.text.contains(" style=\""), place)
                #expect(answer.text.contains("<html lang=\"\(language.rawValue)\">"), place)
                // A key that has no text would stand in the page as it is.
                #expect(
                    answer.text.firstMatch(of: /(column|filter|nav|related|finding|rule|import)\.[a-z_]+</) == nil,
                    place
                )
            }
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            // What somebody sent us belongs to no site at all.
            let isOurs = policy.contains("default-src 'self'") || policy.hasPrefix("sandbox; default-src 'none'")
            #expect(isOurs && policy.contains("frame-ancestors 'none'"), place)
            #expect(!policy.contains("unsafe"), place)
            #expect(answer.headers[.xContentTypeOptions] == "nosniff", place)
        }
    }

    @Test("A fault is named and advised on in the reader's language", arguments: Language.allCases)
    func quarantineWords(language: Language) async throws {
        let site = try await TestSite.make()
        let words = try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages")).words(in: language)
        let name = words("quarantine.code.bad-position")
        let list = try await site.get("/\(language.rawValue)/quarantine")
        #expect(list.text.contains(name))
        let page = try await site.get("/\(language.rawValue)/quarantine/1")
        #expect(page.text.contains(name))
        #expect(page.text.contains(words("quarantine.advice.bad-position")))
    }

    @Test("The root sends the visitor to the language that the browser prefers")
    func root() async throws {
        let site = try await TestSite.make()
        let choices = [
            ("pt-BR,en;q=0.5", "/pt/"), ("de, fr;q=0.3, es;q=0.9", "/es/"), ("de", "/en/"), ("fr;q=0", "/en/"),
            ("", "/en/"),
        ]
        for (header, expected) in choices {
            let answer = try await site.get("/", headers: [.acceptLanguage: header])
            #expect(answer.status == 302)
            #expect(answer.headers[.location] == expected, "\(header)")
        }
    }

    @Test("The language switch keeps the place and the filters")
    func languageSwitch() async throws {
        let site = try await TestSite.make()
        let answer = try await site.get("/en/findings?severity=3")
        #expect(answer.text.contains("href=\"/fr/findings?severity=3\""))
    }

    @Test("A name of another site is refused while the site is local")
    func hosts() async throws {
        let site = try await TestSite.make()
        #expect(try await site.send(.get, "/en/", authority: "evil.example:8080", body: []).status == 421)
        #expect(try await site.send(.get, "/en/", authority: "localhost:8080", body: []).status == 200)
        #expect(try await site.send(.get, "/en/", authority: "[::1]:8080", body: []).status == 200)
    }

    @Test("Pages and files go out compressed to whoever can read them so, and hold the same")
    func compressed() async throws {
        let site = try await TestSite.make()
        for path in ["/en/findings", "/static/style.css", "/static/search.js"] {
            let plain = try await site.get(path)
            let small = try await site.get(path, headers: [.acceptEncoding: "br, gzip;q=0.5"])
            #expect(small.headers[.contentEncoding] == "gzip" && plain.headers[.contentEncoding] == nil)
            #expect(plain.headers[.vary] == "Accept-Encoding" && small.headers[.vary] == "Accept-Encoding")
            #expect(small.bytes.count < plain.bytes.count / 2)
            #expect(try Gunzip.bytes(small.bytes).count == plain.bytes.count)
            let refused = try await site.get(path, headers: [.acceptEncoding: "gzip;q=0, identity"])
            #expect(refused.headers[.contentEncoding] == nil && refused.bytes.count == plain.bytes.count)
        }
        let sheet = try await site.get("/static/style.css", headers: [.acceptEncoding: "gzip"])
        let whole = try await site.get("/static/style.css").bytes
        #expect(try Gunzip.bytes(sheet.bytes) == whole)
        let tag = try #require(sheet.headers[.eTag])
        let known: HTTPFields = [.acceptEncoding: "gzip", .ifNoneMatch: tag]
        #expect(try await site.get("/static/style.css", headers: known).status == 304)
        #expect(try await site.get("/static/style.css", headers: [.ifNoneMatch: tag]).status == 200)
    }

    @Test("The first styles stand in the page under the hash that the policy allows, and no other do")
    func firstStyles() async throws {
        let site = try await TestSite.make()
        let answer = try await site.get("/en/findings")
        let style = try #require(answer.text.firstMatch(of: /<style>([^<]+)<\/style>/)?.1)
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("style-src 'self' 'sha256-\(hash)';") && !policy.contains("unsafe"))
        #expect(answer.text.matches(of: /<style/).count == 1 && !answer.text.contains(" style="))
    }

    @Test("Pages name files by their version, which is kept for ever; without it a file is asked for again")
    func versions() async throws {
        let site = try await TestSite.make()
        let page = try await site.get("/en/findings").text
        let addresses = page.matches(of: /"(\/static\/[^"]+)"/).map { String($0.1) }
        #expect(addresses.contains { $0.hasPrefix("/static/style.css?v=") } && addresses.count >= 4)
        for address in addresses where address.contains("?v=") {
            let answer = try await site.get(address)
            #expect(answer.status == 200 && answer.headers[.cacheControl]?.contains("immutable") == true, "\(address)")
        }
        let other = try await site.get("/static/style.css?v=another")
        #expect(other.headers[.cacheControl] == "public, max-age=0, must-revalidate")
    }

    @Test("Only files of the two folders are served, with entity tags")
    func files() async throws {
        let site = try await TestSite.make()
        let sheet = try await site.get("/static/style.css")
        #expect(sheet.status == 200)
        let tag = try #require(sheet.headers[.eTag])
        #expect(try await site.get("/static/style.css", headers: [.ifNoneMatch: tag]).status == 304)
        for path in [
            "/static/../Package.swift", "/static/%2e%2e/Package.swift", "/static/", "/vendor/../../Package.swift",
        ] {
            #expect(try await site.get(path).status == 404, "\(path)")
        }
    }
}
