import Foundation
import HTTPTypes
import Testing

/// A site to which EPCIS documents are handed in.
struct CaptureSite {
    static let base = "/api/v1/epcis"
    let site: TestSite

    init() async throws {
        site = try await TestSite.make()
    }

    init(_ site: TestSite) {
        self.site = site
    }

    static func headers(_ more: [String: String] = [:]) -> HTTPFields {
        var fields: HTTPFields = [:]
        for (name, value) in more {
            if let field = HTTPField.Name(name) { fields[field] = value }
        }
        return fields
    }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> TestSite.Answer {
        try await site.get(Self.base + path, headers: Self.headers(headers))
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: [String: String] = [:],
        body: String = ""
    ) async throws -> TestSite.Answer {
        try await site.send(method, Self.base + path, headers: Self.headers(headers), body: Array(body.utf8))
    }

    /// Hands a document in and waits until its job is done: the job as JSON.
    func capture(
        _ document: String,
        type: String = "application/json",
        _ headers: [String: String] = [:]
    ) async throws -> [String: Any] {
        let headers = headers.merging(["Content-Type": type]) { own, _ in own }
        let answer = try await send(.post, "/capture", headers, body: document)
        #expect(answer.status == 202, "\(answer.text)")
        let place = try #require(answer.headers[.location])
        for _ in 0..<100_000 {
            let job = try await site.get(place)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(job.bytes)) as? [String: Any])
            if object["running"] as? Bool == false { return object }
            await Task.yield()
        }
        Issue.record("The job does not end.")
        return [:]
    }

    /// The ids of the events in a query document.
    static func ids(_ answer: TestSite.Answer) throws -> [String] {
        try events(answer).compactMap { $0["eventID"] as? String }
    }

    static func events(_ answer: TestSite.Answer) throws -> [[String: Any]] {
        let root = try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any]
        let body = root?["epcisBody"] as? [String: Any]
        let results = body?["queryResults"] as? [String: Any]
        let list = (results?["resultsBody"] as? [String: Any])?["eventList"] as? [[String: Any]]
        return try #require(list, "\(answer.text.prefix(500))")
    }

    static func members(_ answer: TestSite.Answer) throws -> [String] {
        let root = try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any]
        return try #require(root?["member"] as? [String], "\(answer.text.prefix(500))")
    }

    static let event1 = "urn:uuid:11111111-1111-4111-8111-111111111111"
    static let event2 = "urn:uuid:22222222-2222-4222-8222-222222222222"

    /// A document of events.
    static func document(_ events: [String], header: String = "") -> String {
        """
        {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"ex":"https://ns.example.org/"}],
        "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-10T00:00:00Z",\(header)
        "epcisBody":{"eventList":[\(events.joined(separator: ","))]}}
        """
    }

    static let shipping = """
        {"type":"ObjectEvent","eventID":"\(event1)","eventTime":"2026-03-01T10:30:00.000+02:00",
        "eventTimeZoneOffset":"+02:00","action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
        "epcList":["urn:epc:id:sgtin:4012345.011111.987"],
        "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.A1","quantity":0.75,"uom":"TNE"}],
        "readPoint":{"id":"urn:epc:id:sgln:4012345.00005.1"},"bizLocation":{"id":"urn:epc:id:sgln:4012345.00005.0"},
        "ex:grade":"12.5"}
        """
    /// The same without a document around it.
    static let bare = "{\"@context\":[{\"ex\":\"https://ns.example.org/\"}]," + shipping.dropFirst()
    static let receiving = """
        {"type":"ObjectEvent","eventID":"\(event2)","eventTime":"2026-03-02T10:30:00.000+02:00",
        "eventTimeZoneOffset":"+02:00","action":"OBSERVE","bizStep":"receiving","disposition":"in_progress",
        "epcList":["urn:epc:id:sgtin:4012345.011111.987"],"readPoint":{"id":"urn:epc:id:sgln:4012345.00006.0"}}
        """
    /// Without an id.
    static let sensing = """
        {"type":"ObjectEvent","eventTime":"2026-03-03T10:30:00.000Z","eventTimeZoneOffset":"+00:00",
        "action":"OBSERVE","bizStep":"sensor_reporting","epcList":["urn:epc:id:sgtin:4012345.011111.988"],
        "sensorElementList":[{"sensorReport":[{"type":"Temperature","value":25.0,"uom":"CEL"}]}]}
        """
    /// A time that is none.
    static let wrong = """
        {"type":"ObjectEvent","eventID":"urn:uuid:33333333-3333-4333-8333-333333333333","eventTime":"yesterday",
        "eventTimeZoneOffset":"+02:00","action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.011111.9"]}
        """
    static let declaration = """
        {"type":"ObjectEvent","eventID":"\(event1)","eventTime":"2026-03-01T10:30:00.000+02:00",
        "eventTimeZoneOffset":"+02:00","action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
        "epcList":["urn:epc:id:sgtin:4012345.011111.987"],
        "errorDeclaration":{"declarationTime":"2026-03-05T00:00:00Z","reason":"incorrect_data"}}
        """
}
