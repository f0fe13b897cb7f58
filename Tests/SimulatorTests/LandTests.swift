import Foundation
import Testing

struct LandTests {
    typealias Point = [Double]

    @Test func provincesShareOutTheIsland() throws {
        let outlines = try WrittenCountry.shared.get().features("outlines.geojson")
        let whole = outlines.filter { $0.properties["kind"] as? String == "country" }.flatMap {
            Self.polygons($0.geometry)
        }
        let provinces = outlines.filter { $0.properties["kind"] as? String == "province" }
        #expect((6...8).contains(provinces.count))
        let parts = provinces.flatMap { Self.polygons($0.geometry) }
        let difference = whole.map(Self.area).reduce(0, +) - parts.map(Self.area).reduce(0, +)
        #expect(abs(difference) < 0.0001)
    }

    @Test(arguments: [3, 11, 12345] as [UInt64])
    func everySeedHasAMapWithAllItsParts(seed: UInt64) throws {
        let outlines = try WrittenCountry(seed: seed).features("outlines.geojson")
        func count(_ kind: String) -> Int { outlines.filter { $0.properties["kind"] as? String == kind }.count }
        #expect(count("country") == 1)
        #expect((6...8).contains(count("province")))
        #expect(count("river") >= 5)
        #expect(count("road") >= 8)
        #expect(count("place") >= 10)
    }

    @Test func licenceOutlinesAreClosedRectilinearAndMostlyOnLand() throws {
        let country = try WrittenCountry.shared.get()
        let land = try country.features("outlines.geojson").filter { $0.properties["kind"] as? String == "country" }
            .flatMap { Self.polygons($0.geometry) }
        var corners = 0
        var dry = 0
        var areas = 0
        for licence in try country.features("licences.geojson") {
            guard let ring = Self.polygons(licence.geometry).first else {
                #expect(["trade", "process", "export"].contains(licence.properties["activity"] as? String ?? ""))
                continue
            }
            areas += 1
            #expect(ring.first == ring.last)
            #expect(Self.area(ring) > 0)
            for (a, b) in zip(ring, ring.dropFirst()) {
                #expect(a[0] == b[0] || a[1] == b[1])
                corners += 1
                if land.contains(where: { Self.contains($0, a) }) { dry += 1 }
            }
        }
        #expect(areas > 120)
        #expect(dry * 100 > corners * 97)
    }

    @Test func minesLieInTheLicenceThatTheyName() throws {
        let country = try WrittenCountry.shared.get()
        var rings: [String: [Point]] = [:]
        for licence in try country.features("licences.geojson") {
            rings[licence.properties["id"] as? String ?? ""] = Self.polygons(licence.geometry).first
        }
        var checked = 0
        for site in try country.features("sites.geojson") where site.properties["kind"] as? String == "mine" {
            guard let ring = rings[site.properties["licence"] as? String ?? ""] else { continue }
            let place = try #require(site.geometry?["coordinates"] as? [NSNumber]).map(\.doubleValue)
            #expect(Self.contains(ring, place))
            checked += 1
        }
        #expect(checked > 90)
    }

    // MARK: Geometry, written here anew so that it checks the simulator's own

    static func polygons(_ geometry: [String: Any]?) -> [[Point]] {
        let coordinates = geometry?["coordinates"]
        switch geometry?["type"] as? String {
        case "Polygon": return (coordinates as? [[[NSNumber]]] ?? []).prefix(1).map { $0.map { $0.map(\.doubleValue) } }
        case "MultiPolygon":
            return (coordinates as? [[[[NSNumber]]]] ?? []).compactMap { $0.first?.map { $0.map(\.doubleValue) } }
        default: return []
        }
    }

    static func area(_ ring: [Point]) -> Double {
        zip(ring, ring.dropFirst()).map { ($0[0] * $1[1] - $1[0] * $0[1]) / 2 }.reduce(0, +)
    }

    static func contains(_ ring: [Point], _ point: Point) -> Bool {
        var winding = 0
        for (a, b) in zip(ring, ring.dropFirst()) {
            let side = (b[0] - a[0]) * (point[1] - a[1]) - (point[0] - a[0]) * (b[1] - a[1])
            if a[1] <= point[1], b[1] > point[1], side > 0 { winding += 1 }
            if a[1] > point[1], b[1] <= point[1], side < 0 { winding -= 1 }
        }
        return winding != 0
    }
}
