import Foundation
import HTTPTypes
import Testing

@Suite("EPCIS capture and query")
struct CaptureTests {
    @Test("A document is captured and its events are found as queries ask")
    func captureAndQuery() async throws {
        let site = try await CaptureSite()
        let job = try await site.capture(
            CaptureSite.document([CaptureSite.shipping, CaptureSite.receiving, CaptureSite.sensing])
        )
        #expect(job["success"] as? Bool == true)
        #expect((job["errors"] as? [Any])?.isEmpty == true)
        let all = try await site.get("/events")
        #expect(all.status == 200)
        #expect(try CaptureSite.events(all).count == 3)
        let both = [CaptureSite.event1, CaptureSite.event2]
        for (query, expected) in [
            ("EQ_bizStep=shipping", [both[0]]), ("MATCH_epc=urn:epc:id:sgtin:4012345.011111.987", both),
            ("MATCH_epc=https://id.gs1.org/01/04012345111118/21/987&EQ_bizStep=receiving%7Cshipping", both),
            ("EQ_quantity_KGM=750", [both[0]]), ("GE_quantity_GRM=750000.001", []), ("EQ_ex:grade=12.5", [both[0]]),
            ("EQ_eventID=\(both[1])", [both[1]]),
            ("GE_eventTime=2026-03-02T00:00:00Z&LT_eventTime=2026-03-03T00:00:00Z", [both[1]]),
            ("MATCH_epcClass=urn:epc:class:lgtin:4012345.011111.*", [both[0]]),
            ("EQ_readPoint=https://id.gs1.org/414/4012345000061", [both[1]]),
            (
                "orderBy=eventTime&eventCountLimit=1&EQ_action=OBSERVE&MATCH_anyEPC=urn:epc:id:sgtin:4012345.011111.987",
                [both[1]]
            ),
            ("orderBy=eventTime&orderDirection=ASC&MATCH_anyEPC=urn:epc:id:sgtin:4012345.011111.987", both),
            ("EXISTS_errorDeclaration=true", []), ("EQ_bizStep=packing", []),
        ] {
            let answer = try await site.get("/events?\(query)")
            #expect(answer.status == 200, "\(query) \(answer.text)")
            #expect(try CaptureSite.ids(answer) == expected, "\(query)")
        }
        let kelvin = try CaptureSite.events(try await site.get("/events?EQ_value_KEL=298.15"))
        #expect(kelvin.count == 1)
        // An event without an id goes by its hash, and is found by it.
        let id = try #require(kelvin.first?["eventID"] as? String)
        #expect(id.hasPrefix("ni:///sha-256;"))
        let encoded = id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        #expect(try await site.get("/events/\(encoded)").status == 200)
        #expect(kelvin.first?["recordTime"] is String)
    }

    @Test("What is refused keeps a document out or not, as the sender asked, and stands in quarantine")
    func behaviour() async throws {
        let site = try await CaptureSite()
        let document = CaptureSite.document([CaptureSite.shipping, CaptureSite.wrong])
        let rolledBack = try await site.capture(document)
        #expect(rolledBack["success"] as? Bool == false)
        let errors = try #require(rolledBack["errors"] as? [[String: Any]])
        #expect(errors.count == 1)
        #expect(errors.first?["type"] as? String == "epcisException:ValidationException")
        #expect(errors.first?["path"] as? String == "$.eventTime")
        #expect(try CaptureSite.events(try await site.get("/events")).isEmpty)
        let quarantine = try await site.site.get("/api/v1/quarantine").text
        #expect(quarantine.contains("$.eventTime"))
        let proceeded = try await site.capture(document, ["GS1-Capture-Error-Behaviour": "proceed"])
        #expect(proceeded["success"] as? Bool == true)
        #expect((proceeded["errors"] as? [Any])?.count == 1)
        #expect(try CaptureSite.ids(try await site.get("/events")) == [CaptureSite.event1])
        // The facts are there as from a file.
        let lots = try await site.site.get("/api/v1/lots").text
        #expect(!lots.isEmpty)
        let unreadable = try await site.capture("{\"type\":\"EPCISDocument\",")
        #expect(unreadable["success"] as? Bool == false)
    }

    @Test("XML is captured and given; identifiers are written as asked for")
    func formats() async throws {
        let site = try await CaptureSite()
        let xml = """
            <?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2"
            xmlns:ex="https://ns.example.org/" schemaVersion="2.0" creationDate="2026-03-10T00:00:00Z"><EPCISBody>
            <EventList><ObjectEvent><eventTime>2026-03-01T10:30:00.000+02:00</eventTime>
            <eventTimeZoneOffset>+02:00</eventTimeZoneOffset><eventID>\(CaptureSite.event1)</eventID>
            <epcList><epc>urn:epc:id:sgtin:4012345.011111.987</epc></epcList><action>OBSERVE</action>
            <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><ex:grade>12.5</ex:grade></ObjectEvent></EventList>
            </EPCISBody></epcis:EPCISDocument>
            """
        let job = try await site.capture(xml, type: "application/xml")
        #expect(job["success"] as? Bool == true, "\(job)")
        for query in ["EQ_bizStep=shipping", "EQ_https%3A%2F%2Fns.example.org%2F%23grade=12.5"] {
            #expect(try CaptureSite.ids(try await site.get("/events?\(query)")) == [CaptureSite.event1], "\(query)")
        }
        let links = try await site.get("/events").text
        #expect(links.contains("https://id.gs1.org/01/04012345111118/21/987"))
        let urns = try await site.get("/events", ["GS1-EPC-Format": "Never_Translates"])
        #expect(urns.text.contains("urn:epc:id:sgtin:4012345.011111.987"))
        #expect(urns.text.contains("https://ns.example.org/"))
        let answer = try await site.get("/events", ["Accept": "application/xml"])
        #expect(answer.headers[.contentType] == "application/xml")
        #expect(answer.text.contains("<epcisq:EPCISQueryDocument") && answer.text.contains("12.5"))
        #expect(try await site.get("/events", ["Accept": "image/png"]).status == 406)
        let problem = try await site.get("/events?EQ_x=1", ["Accept": "application/xml"])
        #expect(problem.headers[.contentType] == "application/problem+xml")
        #expect(problem.text.contains("epcisException:QueryParameterException"))
    }

    @Test("Pages follow one another by link; a token is good for its own query only, and can be ended")
    func pages() async throws {
        let site = try await CaptureSite()
        let events = (0..<7).map { number in
            CaptureSite.receiving.replacing(
                CaptureSite.event2,
                with: "urn:uuid:44444444-4444-4444-8444-44444444444\(number)"
            )
            .replacing("2026-03-02", with: "2026-03-0\(9 - number)")
        }
        _ = try await site.capture(CaptureSite.document(events))
        for order in [
            "", "&orderBy=eventTime", "&orderBy=eventTime&orderDirection=ASC", "&orderBy=recordTime", "&orderBy=ex:a",
        ] {
            var path = "/api/v1/epcis/events?perPage=3\(order)"
            var ids: [String] = []
            var pages = 0
            while pages < 5 {
                let answer = try await site.site.get(path)
                #expect(answer.status == 200, "\(answer.text)")
                ids += try CaptureSite.ids(answer)
                pages += 1
                guard let link = answer.headers[HTTPField.Name("Link") ?? .accept] else { break }
                #expect(link.hasSuffix("; rel=\"next\""))
                path = String(link.dropFirst().prefix { $0 != ">" })
            }
            #expect(pages == 3, "\(order)")
            #expect(Set(ids).count == 7 && ids.count == 7, "\(order)")
            if order.hasSuffix("ASC") { #expect(ids.first?.hasSuffix("6") == true) }
        }
        let first = try await site.get("/events?perPage=3")
        let link = try #require(first.headers[HTTPField.Name("Link") ?? .accept])
        let token = String(try #require(link.firstMatch(of: #/nextPageToken=([0-9a-f]+)/#)).1)
        #expect(try await site.get("/events?nextPageToken=\(token)&EQ_action=ADD").status == 400)
        #expect(try await site.get("/events?perPage=1&nextPageToken=\(token)").status == 200)
        #expect(try await site.send(.delete, "/nextPageToken/\(token)").status == 204)
        #expect(try await site.get("/events?perPage=3&nextPageToken=\(token)").status == 400)
        #expect(try await site.get("/events?maxEventCount=6").status == 413)
        #expect(try await site.get("/events?maxEventCount=7").status == 200)
    }

    @Test("One event is captured at once, and not twice; what declares it wrong stands beside it")
    func single() async throws {
        let site = try await CaptureSite()
        let headers = ["Content-Type": "application/json"]
        let event = CaptureSite.bare
        let answer = try await site.send(.post, "/events", headers, body: event)
        #expect(answer.status == 201, "\(answer.text)")
        let place = try #require(answer.headers[.location])
        #expect(try CaptureSite.ids(try await site.site.get(place)) == [CaptureSite.event1])
        #expect(try CaptureSite.ids(try await site.get("/events?EQ_ex:grade=12.5")) == [CaptureSite.event1])
        let again = try await site.send(.post, "/events", headers, body: event)
        #expect(again.status == 409)
        #expect(again.text.contains("epcisException:ResourceAlreadyExistsException"))
        let other = try await site.send(
            .post,
            "/events",
            headers,
            body: event.replacing("in_transit", with: "in_progress")
        )
        #expect(other.status == 409)
        let declared = try await site.send(.post, "/events", headers, body: CaptureSite.declaration)
        #expect(declared.status == 201, "\(declared.text)")
        #expect(try CaptureSite.events(try await site.site.get(place)).count == 2)
        #expect(try CaptureSite.events(try await site.get("/events?EXISTS_errorDeclaration")).count == 1)
        let refused = try await site.send(.post, "/events", headers, body: CaptureSite.wrong)
        #expect(refused.status == 400)
        #expect(refused.text.contains("$.eventTime"))
    }

    @Test("Queries are named, run and forgotten")
    func queries() async throws {
        let site = try await CaptureSite()
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping, CaptureSite.receiving]))
        let headers = ["Content-Type": "application/json"]
        let body = #"{"name":"shipped","query":{"EQ_bizStep":["shipping"],"GE_quantity_KGM":500}}"#
        let made = try await site.send(.post, "/queries", headers, body: body)
        #expect(made.status == 201, "\(made.text)")
        #expect(made.headers[.location] == "/api/v1/epcis/queries/shipped")
        #expect(try await site.send(.post, "/queries", headers, body: body).status == 409)
        #expect(try await site.get("/queries/shipped").text.contains("GE_quantity_KGM"))
        #expect(try await site.get("/queries").text.contains("\"shipped\""))
        #expect(try CaptureSite.ids(try await site.get("/queries/shipped/events")) == [CaptureSite.event1])
        let wrong = try await site.send(
            .post,
            "/queries",
            headers,
            body: #"{"name":"x","query":{"EQ_colour":["red"]}}"#
        )
        #expect(wrong.status == 400)
        #expect(try await site.send(.post, "/queries", headers, body: "[]").status == 400)
        #expect(try await site.send(.delete, "/queries/shipped").status == 204)
        #expect(try await site.get("/queries/shipped").status == 404)
        #expect(try await site.send(.delete, "/queries/shipped").status == 404)
    }

    @Test("Things, steps and places are listed by name, with their events")
    func resources() async throws {
        let site = try await CaptureSite()
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping, CaptureSite.receiving]))
        #expect(try CaptureSite.members(try await site.get("/bizSteps")) == ["receiving", "shipping"])
        #expect(try CaptureSite.members(try await site.get("/dispositions")) == ["in_progress", "in_transit"])
        #expect(try CaptureSite.members(try await site.get("/eventTypes")).count == 5)
        #expect(try CaptureSite.members(try await site.get("/epcs")) == ["https://id.gs1.org/01/04012345111118/21/987"])
        #expect(try CaptureSite.members(try await site.get("/readPoints")).count == 2)
        #expect(try CaptureSite.members(try await site.get("/bizLocations")).count == 1)
        let epc = "urn%3Aepc%3Aid%3Asgtin%3A4012345.011111.987"
        #expect(try CaptureSite.members(try await site.get("/epcs/\(epc)")) == ["events"])
        #expect(try CaptureSite.events(try await site.get("/epcs/\(epc)/events")).count == 2)
        #expect(try CaptureSite.events(try await site.get("/epcs/\(epc)/events?EQ_bizStep=shipping")).count == 1)
        #expect(try CaptureSite.events(try await site.get("/bizSteps/shipping/events")).count == 1)
        #expect(try CaptureSite.events(try await site.get("/eventTypes/ObjectEvent/events")).count == 2)
        #expect(try await site.get("/bizSteps/packing/events").status == 404)
        let page = try await site.get("/bizSteps?perPage=1")
        #expect(try CaptureSite.members(page) == ["receiving"])
        #expect(page.headers[HTTPField.Name("Link") ?? .accept] != nil)
    }

    @Test("Master data of a document tell what is part of what")
    func masterData() async throws {
        let site = try await CaptureSite()
        let header = """
            "epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:BusinessLocation",
            "vocabularyElementList":[{"id":"https://example.org/district/1","attributes":[],
            "children":["urn:epc:id:sgln:4012345.00005.0"]},{"id":"urn:epc:id:sgln:4012345.00005.0",
            "attributes":[{"id":"urn:epcglobal:cbv:mda#countryCode","attribute":"RW"}]}]}]}},
            """
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping, CaptureSite.receiving], header: header))
        for query in [
            "WD_bizLocation=https://example.org/district/1", "HASATTR_bizLocation=countryCode",
            "EQ_ATTR_bizLocation_countryCode=RW",
        ] {
            #expect(try CaptureSite.ids(try await site.get("/events?\(query)")) == [CaptureSite.event1], "\(query)")
        }
    }

    @Test(
        "Hostile requests are refused with the standard's exceptions",
        arguments: [
            ("POST", "/capture", ["Content-Type": "text/plain"], "x", 415),
            ("POST", "/capture", [:], "x", 415),
            ("POST", "/capture", ["Content-Type": "application/json"], "", 400),
            (
                "POST", "/capture", ["Content-Type": "application/json", "GS1-Capture-Error-Behaviour": "maybe"], "{}",
                400
            ),
            ("POST", "/capture", ["Content-Type": "application/json", "GS1-EPCIS-Version": "9.9"], "{}", 406),
            ("POST", "/capture", ["Content-Type": "application/json", "Origin": "https://evil.example"], "{}", 403),
            ("POST", "/capture?marking=pink", ["Content-Type": "application/json"], "{}", 400),
            ("POST", "/capture", ["Content-Type": "application/json", "Content-Length": "99999999999"], "{}", 413),
            ("POST", "/events", ["Content-Type": "application/json"], "[]", 400),
            (
                "POST", "/events", ["Content-Type": "application/xml"],
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", 400
            ),
            ("POST", "/events", ["Content-Type": "application/json"], String(repeating: "[", count: 100_000), 400),
            ("GET", "/events?EQ_bizStep=%ff", [:], "", 400),
            ("GET", "/events?MATCH_epc=urn:epc:id:sgtin:1.2", [:], "", 400),
            ("GET", "/events?perPage=0", [:], "", 400), ("GET", "/events?nextPageToken=abc", [:], "", 400),
            ("GET", "/events", ["GS1-EPCIS-Min": "3.0"], "", 406), ("GET", "/events", ["GS1-EPC-Format": "x"], "", 406),
            ("GET", "/events?EQ_eventID=\(String(repeating: "x", count: 9000))", [:], "", 414),
            ("GET", "/events/none", [:], "", 404), ("GET", "/capture/none", [:], "", 404),
            ("GET", "/queries/none", [:], "", 404),
            ("PUT", "/capture", [:], "", 405), ("DELETE", "/events", [:], "", 405),
            ("GET", "/events?EQ_bizStep=x'%20OR%201=1--", [:], "", 200),
        ] as [(String, String, [String: String], String, Int)]
    )
    func hostile(method: String, path: String, headers: [String: String], body: String, status: Int) async throws {
        let site = try await CaptureSite()
        let verb = try #require(HTTPRequest.Method(rawValue: method))
        let answer = try await site.send(verb, path, headers, body: body)
        #expect(answer.status == status, "\(method) \(path.prefix(60)): \(answer.text.prefix(300))")
        if status >= 400, status != 405, status != 403 { #expect(answer.text.contains("epcisException:")) }
        #expect(!answer.text.contains("root:"))
    }

    @Test("What is spoken is told to whoever asks")
    func discovery() async throws {
        let site = try await CaptureSite()
        let answer = try await site.send(.options, "/capture")
        #expect(answer.status == 204)
        for (name, value) in [
            ("Allow", "GET, HEAD, OPTIONS, POST"), ("GS1-EPCIS-Min", "1.2"), ("GS1-EPCIS-Max", "2.0.0"),
            ("GS1-EPCIS-Capture-Limit", "20000"), ("GS1-Capture-Error-Behaviour", "rollback, proceed"),
        ] {
            #expect(answer.headers[HTTPField.Name(name) ?? .accept] == value, "\(name)")
        }
        #expect(try await site.send(.options, "/events/x").status == 204)
        #expect(try CaptureSite.members(try await site.get("")).contains("events"))
    }
}
