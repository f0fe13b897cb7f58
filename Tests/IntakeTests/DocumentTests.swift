import Foundation
import Intake
import Store
import Testing

@Suite("Documents: GeoJSON, FollowTheMoney, lists, events")
struct DocumentTests {
    private static let square = "[[[28,-2],[28.01,-2],[28.01,-1.99],[28,-1.99],[28,-2]]]"

    private func feature(_ id: String, _ geometry: String) -> String {
        #"{"type":"Feature","properties":{"id":"\#(id)","date":"2026-03-01","kind":"mine"},"geometry":\#(geometry)}"#
    }

    private func collection(_ features: [String], _ members: String = "") -> String {
        #"{"type":"FeatureCollection",\#(members)"features":["# + "\n" + features.joined(separator: ",\n") + "\n]}"
    }

    @Test(
        "A shape that cannot be on a map puts its feature aside",
        arguments: [
            ("null", "missing-value", "$.properties.lon"),
            (#"{"type":"Point","coordinates":[400,1]}"#, "bad-position", "$.geometry.coordinates"),
            (#"{"type":"Point","coordinates":[28]}"#, "bad-geometry", "$.geometry.coordinates"),
            (#"{"type":"Blob","coordinates":[28,1]}"#, "bad-geometry", "$.geometry.type"),
            (
                #"{"type":"Polygon","coordinates":[[[28,-2],[28.01,-2],[28.01,-1.99],[28,-1.99]]]}"#, "open-ring",
                "$.geometry"
            ),
            (#"{"type":"Point","coordinates":[NaN,1]}"#, "bad-syntax", "$"),
            (#"{"type":"Point","coordinates":[1e999,1]}"#, "bad-position", "$.geometry.coordinates"),
        ]
    )
    func shapes(geometry: String, code: String, path: String) async throws {
        let desk = try Desk()
        let text = collection([
            feature("A", #"{"type":"Point","coordinates":[28.5,-2.5,1460]}"#), feature("X", geometry),
            feature("B", #"{"type":"Polygon","coordinates":\#(Self.square)}"#),
        ])
        let progress = try await desk.take(text, kind: "detection")
        #expect(progress.counts.accepted == 2)
        #expect(try desk.quarantine() == [[code, path, "3"]])
        let areas = try desk.rows("SELECT lon, area_m2 FROM detection ORDER BY id")
        #expect(areas[0] == ["28.5", "-"])
        #expect(areas[1][1] != "-")
    }

    @Test("The reference system of the file is looked at")
    func referenceSystem() async throws {
        let desk = try Desk()
        let point = feature("A", #"{"type":"Point","coordinates":[28.5,-2.5]}"#)
        let crs = { (name: String) in #""crs":{"type":"name","properties":{"name":"\#(name)"}},"# }
        let mercator = try await desk.take(collection([point], crs("urn:ogc:def:crs:EPSG::3857")), kind: "detection")
        #expect(mercator.refusal?.code == .unsupportedCRS)
        let degrees = try await desk.take(collection([point], crs("urn:ogc:def:crs:OGC:1.3:CRS84")), kind: "detection")
        #expect(degrees.counts.accepted == 1)
    }

    @Test(
        "A reference system that stands behind the features, or anywhere, refuses the file with nothing written",
        arguments: [
            (#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}"#, "unsupported-crs"),
            (#""\u0063rs" : {"type":"name","properties":{"name":"EPSG:32735"}}"#, "unsupported-crs"),
            (#""crs":{"type":"link","properties":{"href":"http://example.org"}}"#, "unsupported-crs"),
            (#""crs":"EPSG:3857""#, "unsupported-crs"),
            (#""crs":{"a":1,"a":2}"#, "unsupported-crs"),
            (#""crs":{"pad":"\#(String(repeating: " ", count: 5000))"}"#, "unsupported-crs"),
            (#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#, nil),
            (#""crs":null"#, nil), (#""other":{"crs":{"properties":{"name":"EPSG:3857"}}}"#, nil),
        ] as [(String, String?)]
    )
    func lateReferenceSystem(member: String, code: String?) async throws {
        let desk = try Desk()
        // More features than one batch holds, so that a reader of batches would have written some.
        let features = (0..<20_500).map { feature("D\($0)", #"{"type":"Point","coordinates":[28.5,-2.5]}"#) }
        let text = collection(features).dropLast() + ",\n\(member)}"
        let progress = try await desk.take(String(text), kind: "detection")
        #expect(progress.refusal?.code.rawValue == code)
        #expect(try desk.rows("SELECT count(*) FROM detection") == [[code == nil ? "20500" : "0"]])
        #expect(try desk.rows("SELECT count(*) FROM record") == [[code == nil ? "20500" : "0"]])
        #expect(try desk.rows("SELECT state FROM receipt") == [[code == nil ? "complete" : "failed"]])
        #expect(try desk.quarantine() == (code.map { [[$0, "$.crs", "1"]] } ?? []))
    }

    @Test("A reference system of one feature or of its shape refuses that feature")
    func featureReferenceSystem() async throws {
        let desk = try Desk()
        let crs = #""crs":{"type":"name","properties":{"name":"EPSG:3857"}}"#
        let point = #""type":"Point","coordinates":[28.5,-2.5]"#
        let text = collection([
            feature("A", "{\(point)}"), feature("X", "{\(point),\(crs)}"),
            String(feature("Y", "{\(point)}").dropLast()) + ",\(crs)}",
        ])
        let progress = try await desk.take(text, kind: "detection")
        #expect(progress.counts.accepted == 1)
        #expect(try desk.quarantine() == [["unsupported-crs", "$.crs", "3"], ["unsupported-crs", "$.crs", "4"]])
    }

    @Test("A feature on many lines can be handed in again alone")
    func resubmission() async throws {
        let desk = try Desk()
        _ = try await desk.take(collection([feature("X", "null")]), kind: "detection")
        let fixed = feature("X", #"{"type":"Point","coordinates":[28.5,-2.5]}"#).replacing(",", with: ",\n  ")
        let progress = try await IntakeService(desk.importer).resubmit(quarantineID: 1, bytes: Array(fixed.utf8))
        #expect(progress.counts.accepted == 1)
        #expect(try desk.rows("SELECT state FROM quarantine") == [["resolved"]])
    }

    @Test("Parties, links and list entries of FollowTheMoney")
    func followTheMoney() async throws {
        let desk = try Desk()
        let text = """
            {"id":"c1","schema":"Company","properties":{"name":["Acme","ACME SARL"],"country":["cd"]}}
            {"id":"p1","schema":"Person","properties":{"name":["Ann"],"topics":["sanction"]}}
            {"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"],"percentage":["25%"]}}
            {"id":7,"schema":"Company","properties":{"name":["N"]}}
            {"id":"x","schema":"Dragon","properties":{"name":["N"]}}
            {"id":"y","schema":"Company","properties":{"name":["a\\u0000b"]}}
            [1,2]
            {"id":"z","schema":"Company","properties":{"name":["cut
            """
        let progress = try await desk.take(text, kind: "party")
        #expect(progress.counts.accepted == 3)
        #expect(try desk.rows("SELECT id, country FROM party") == [["c1", "CD"]])
        #expect(try desk.rows("SELECT name FROM listing") == [["Ann"]])
        #expect(try desk.rows("SELECT source, target, share_ppm FROM party_link") == [["p1", "c1", "250000"]])
        #expect(
            try desk.quarantine().map { Array($0.dropLast()) } == [
                ["wrong-type", "$.id"], ["unknown-word", "$.schema"], ["control-character", "$.properties.name[0]"],
                ["wrong-type", "$"], ["unexpected-end", "$"],
            ]
        )
    }

    @Test("The OFAC files are told apart, with and without a kind", arguments: [nil, "listing"])
    func ofac(kind: String?) async throws {
        let desk = try Desk()
        let entries = "36,\"AEROCARIBBEAN\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\u{1A}"
        #expect(try await desk.take(entries, kind: kind).kind == "ofac-sdn")
        let names = "36,12,\"aka\",\"AERO-CARIBBEAN\",-0- \r\n"
        #expect(try await desk.take(names, kind: kind).kind == "ofac-alt")
        let places = "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n"
        #expect(try await desk.take(places, kind: kind).kind == "ofac-add")
        #expect(
            try desk.rows("SELECT id, name, kind FROM listing") == [["ofac-sdn:36", "AEROCARIBBEAN", "organisation"]]
        )
        #expect(try desk.rows("SELECT name FROM listing_name") == [["AERO-CARIBBEAN"]])
        #expect(try desk.rows("SELECT address, country FROM listing_address") == [["Havana", "Cuba"]])
        #expect(try desk.quarantine() == [])
    }

    @Test("A list of the Security Council that is cut between two entries says so")
    func securityCouncil() async throws {
        let desk = try Desk()
        let entry = { (id: String) in
            "<INDIVIDUAL><FIRST_NAME>A</FIRST_NAME><SECOND_NAME>B</SECOND_NAME>"
                + "<REFERENCE_NUMBER>CDi.\(id)</REFERENCE_NUMBER><LISTED_ON>2005-11-01</LISTED_ON></INDIVIDUAL>\n"
        }
        let text = "<CONSOLIDATED_LIST>\n<INDIVIDUALS>\n" + entry("001") + entry("002")
        let progress = try await desk.take(text, kind: "listing")
        #expect(progress.counts.accepted == 2)
        #expect(
            try desk.rows("SELECT id, name, listed_on FROM listing WHERE id LIKE '%001'") == [
                ["un-sc:CDi.001", "A B", "2005-11-01"]
            ]
        )
        #expect(try desk.quarantine() == [["unexpected-end", "/", "5"]])
    }

    @Test("Events bring their lots with them")
    func events() async throws {
        let desk = try Desk()
        let event =
            #"{"type":"ObjectEvent","eventID":"e1","action":"ADD","eventTime":"2026-03-01T08:00:00Z","bizLocation":{"id":"s1"},"quantityList":[{"epcClass":"lot:1","quantity":50,"uom":"KGM"}],"ilmd":{"x:mineral":"Sn"}}"#
        let text =
            #"{"type":"EPCISDocument","epcisBody":{"eventList":["# + event
            + #","event",{"type":"ObjectEvent","action":"STEAL"}]}}"#
        let progress = try await desk.take(text)
        #expect(progress.kind == "event")
        #expect(progress.counts.accepted == 1)
        #expect(try desk.rows("SELECT id, mineral, mass_g, site FROM lot") == [["lot:1", "tin", "50000", "s1"]])
        #expect(try desk.rows("SELECT lot_id, role FROM event_lot") == [["lot:1", "made"]])
        #expect(
            try desk.quarantine().map { Array($0.prefix(2)) } == [["wrong-type", "$"], ["unknown-word", "$.action"]]
        )
    }
}
