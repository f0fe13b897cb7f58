import Foundation
import HTTPTypes
import Testing

@Suite("API")
struct APITests {
    static let scenarios: [(path: String, status: Int, expected: String)] = [
        ("/findings", 200, #""id":"f1""#), ("/findings?size=1", 200, #""next":"/api/v1/findings?size=1&page=2""#),
        ("/findings/f1", 200, #""day":"2026-05-01""#), ("/findings/none", 404, #""code":"not_found""#),
        ("/findings.csv?verdict=open", 200, "severity,rule"), ("/findings.json", 200, #""cells":"S2/V3 X8""#),
        ("/findings.geojson?cell=S2%2FV3", 200, #""coordinates":[28.4,-2.4]"#), ("/sites", 200, #""id":"s/1""#),
        ("/sites/s%2F1", 200, #""artisanal":1"#), ("/sites.geojson", 200, "FeatureCollection"),
        ("/parties", 200, #""id":"p:1""#), ("/parties.csv", 200, #""Kivu "" onload=""x"" & Fils""#),
        ("/declarations/D%201", 200, #""net_mass_g":12345678"#), ("/detections.geojson", 200, "det-1"),
        ("/licences/l1", 200, "PE 4001"), ("/lots/lot%251", 200, #""mass_g":900000"#),
        ("/records/1", 200, #""sha256":"aa""#),
        ("/quarantine/1", 200, "bad-position"), ("/matrix", 200, #""id":"S2/V3","certainty":"read","findings":1"#),
        ("/rules", 200, "V3-detection-outside-licence"), ("/rules/V3-detection-outside-licence", 200, "SELECT"),
        ("/map/sites.geojson?bbox=28,-3,29,-2", 200, "s/1"),
        ("/map/sites.geojson?bbox=0,0,1,1", 200, #""features":[]"#),
        ("/map/outline.geojson", 200, "FeatureCollection"), ("/map/nothing.geojson", 404, "problem"),
        ("/map/overview.svg", 200, "<svg"), ("/map/overview.svg?at=28.4,-2.4", 200, "here"),
        ("/map/overview.svg?at=nan,1e999", 200, "<svg"), ("/nothing", 404, #""status":404"#),
        ("/imports/none", 404, "not_found"),
    ]

    @Test("Every endpoint answers as the table says")
    func endpoints() async throws {
        let site = try await TestSite.make()
        for scenario in Self.scenarios {
            let answer = try await site.get("/api/v1" + scenario.path)
            #expect(answer.status == scenario.status, "\(scenario.path)")
            if scenario.expected == "problem" {
                #expect(answer.headers[.contentType] == "application/problem+json")
            } else {
                #expect(answer.text.contains(scenario.expected), "\(scenario.path)")
            }
            #expect(!answer.text.contains(SampleRows.hostile) || scenario.path.contains(".csv"), "\(scenario.path)")
            #expect(answer.headers[.contentSecurityPolicy] != nil, "\(scenario.path)")
        }
    }

    @Test("The OpenAPI document describes every endpoint of the table, each under its own name")
    func openAPI() async throws {
        let site = try await TestSite.make()
        let text = try await site.get("/api/v1/openapi.json").text
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        let names = paths.values.flatMap { $0.values.compactMap { $0["operationId"] as? String } }
        #expect(Set(names).count == paths.values.reduce(0) { $0 + $1.count })
        #expect(paths["/epcis/capture"]?["post"] != nil)
        for scenario in Self.scenarios where scenario.status == 200 {
            let path = scenario.path.prefix { $0 != "?" }
            let isDescribed = paths.keys.contains { pattern in
                let wanted = pattern.split(separator: "/")
                let parts = path.split(separator: "/")
                return wanted.count == parts.count && zip(wanted, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
            }
            #expect(isDescribed, "\(path)")
        }
        let covered = paths.keys.filter { !$0.contains("{") && $0 != "/map/overview.svg" }
        for path in covered {
            #expect(try await site.get("/api/v1" + path).status == 200, "\(path)")
        }
    }

    @Test("A field that a spreadsheet would take for a formula is kept from it")
    func formulas() async throws {
        let site = try await TestSite.make()
        let text = try await site.get("/api/v1/sites.csv").text
        #expect(text.contains("<script>alert(1)</script>"))
        #expect(text.contains("28.5,-2.5"))
    }
}
