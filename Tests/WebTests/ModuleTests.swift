import Foundation
import Installation
import Store
import Testing
import Vocabulary
import Web

@Suite("Modules on and off")
struct ModuleTests {
    /// The sets in which one module and what needs it are off.
    static let withoutOne: [ModuleSet] = Module.allCases.filter { $0 != .core }.compactMap { module in
        try? ModuleSet(Module.allCases.filter { $0 != module && !$0.needs.contains(module) })
    }

    @Test("Every route belongs to exactly one module, and every entry of the table has a route")
    func owners() {
        let segments = Module.allCases.flatMap(RouteOwner.segments)
        #expect(Set(segments).count == segments.count)
        var used: Set<String> = []
        for path in SiteMap.pagePaths {
            #expect(RouteOwner.owner(ofPage: path) != nil, "the page \(path) belongs to no module")
            used.insert(String(path.dropFirst().prefix { $0 != "/" }))
        }
        for path in SiteMap.apiPaths {
            #expect(RouteOwner.owner(ofAPI: path) != nil, "the endpoint \(path) belongs to no module")
            used.insert(String(path.dropFirst().prefix { $0 != "/" && $0 != "." }))
        }
        #expect(Set(segments).subtracting(used).sorted() == [])
    }

    @Test("Sets of modules that the needs allow start and answer: one in sixteen of all there are")
    func everySetStarts() async throws {
        let site = try await TestSite.make()
        let sets = ModuleSet.allPossible
        #expect(sets.count > 1000)
        for (number, set) in sets.enumerated() where number.isMultiple(of: 16) {
            let part = try site.with(set)
            let home = try await part.get("/en/")
            #expect(home.status == 200, "\(set.modules)")
        }
    }

    @Test("What is off answers that it is off, and nothing leads there", arguments: withoutOne)
    func off(set: ModuleSet) async throws {
        let site = try await TestSite.make(modules: set)
        let off = Module.allCases.filter { !set.contains($0) }.flatMap(RouteOwner.segments)
        for path in SiteMap.pagePaths {
            let address = "/pt" + path.replacing("/:id", with: "/1")
            let owner = try #require(RouteOwner.owner(ofPage: path))
            guard !set.contains(owner) else {
                let answer = try await site.get(address)
                #expect(answer.status != 500, "\(address)")
                // The page of components shows every component, with made-up values.
                guard path != "/design" else { continue }
                for segment in off {
                    // The whole part of the path: `r` is no beginning of `rules`.
                    for (attribute, end) in ["href", "action"].flatMap({ name in ["\"", "/", "?"].map { (name, $0) } })
                    {
                        let link = "\(attribute)=\"/pt/\(segment)\(end)"
                        #expect(!answer.text.contains(link), "\(address): \(link)")
                    }
                }
                continue
            }
            let answer = try await site.get(address)
            // A route that takes forms only answers 405 or 404 to a look.
            #expect([404, 405].contains(answer.status), "\(address)")
            let isForm = ["verdict", "resubmit", "assignment", "publication"].contains { path.hasSuffix($0) }
            if answer.status == 404, !isForm {
                #expect(answer.text.contains("Desligado aqui"), "\(address)")
            }
        }
    }

    @Test("The API of what is off is gone, and so is its description", arguments: withoutOne)
    func api(set: ModuleSet) async throws {
        let site = try await TestSite.make(modules: set)
        let document = try await site.get("/api/v1/openapi.json").text
        for path in SiteMap.apiPaths {
            let owner = try #require(RouteOwner.owner(ofAPI: path))
            #expect(document.contains("\"\(path)\":") == set.contains(owner), "\(path)")
            guard !set.contains(owner) else { continue }
            let answer = try await site.get("/api/v1" + path.replacing(#/\{[a-z]+\}/#, with: "1"))
            #expect(answer.status == 404, "\(path)")
            #expect(answer.text.contains("switched_off"), "\(path)")
        }
    }

    @Test("No spelling of an address passes the gate by")
    func spellings() async throws {
        let site = try await TestSite.make(modules: try ModuleSet([.search]))
        for path in ["/en/lots", "/en/lots/", "/en//lots", "/en/%6Cots", "/en/lots?x=1", "/en/lots/lot%251"] {
            #expect(try await site.get(path).status == 404, "\(path)")
        }
        let sent = try await site.post("/en/findings/f1/verdict", "verdict=confirmed&reason=x")
        #expect(sent.status == 404)
    }

    @Test("The search finds nothing of what is off")
    func search() async throws {
        let site = try await TestSite.make(modules: try ModuleSet([.search, .licensing]))
        try await site.store.updateSearchIndex()
        let answer = try await site.get("/api/v1/search?q=kivu").text
        #expect(!answer.contains("\"kind\":\"party\""))
        #expect(try await site.get("/api/v1/search?q=s/1").text.contains("\"kind\":\"site\""))
    }

    @Test("Layers of what is off are not drawn")
    func map() async throws {
        let site = try await TestSite.make(modules: try ModuleSet([.licensing]))
        #expect(try await site.get("/api/v1/map/sites.geojson").status == 200)
        #expect(try await site.get("/api/v1/map/detections.geojson").status == 404)
        let home = try await site.get("/en/").text
        #expect(home.contains("data-layers=\"outline licences sites\""))
        #expect(!home.contains("detections"))
    }

    @Test("Rules that read facts of what is off are off")
    func rules() async throws {
        let site = try await TestSite.make(modules: try ModuleSet([.rules, .licensing]))
        let answer = try await site.get("/api/v1/rules").text
        #expect(answer.contains("X15-licence-status-dates"))
        #expect(!answer.contains("V6-circular-payments"))
        #expect(try await site.get("/en/rules/V6-circular-payments").status == 404)
    }

    @Test("Every module has a name in every language", arguments: Language.allCases)
    func names(language: Language) throws {
        let catalogue = try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
        for module in Module.allCases {
            #expect(catalogue.messages[language]?["modules.\(module.rawValue)"] != nil, "\(module)")
        }
        for kind in PackAgency.Kind.allCases {
            #expect(catalogue.messages[language]?["agency.kind.\(kind.rawValue)"] != nil, "\(kind)")
        }
    }

    @Test("The kinds of agencies of packs are those of the store")
    func agencyKinds() {
        #expect(Set(PackAgency.Kind.allCases.map(\.rawValue)) == Set(Agency.Kind.allCases.map(\.rawValue)))
    }
}
