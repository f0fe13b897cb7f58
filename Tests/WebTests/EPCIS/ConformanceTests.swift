import Foundation
import HTTPTypes
import Testing

/// Makes the table of operations in docs/epcis.md by trying each of them.
@Suite("The table of EPCIS operations")
struct ConformanceTests {
    /// An operation of EPCIS 2.0 section 12, and the statuses that requests to it have to have.
    struct Operation: Sendable {
        let method: String
        let path: String
        let about: String
        /// Requests that are made: paths, headers, bodies, and what is expected.
        let tries: [(path: String, headers: [String: String], body: String, status: Int)]
        /// The status of what another operation has made, which is asked for there.
        var made: Int?
    }

    private static let json = ["Content-Type": "application/json"]
    private static let epc = "urn%3Aepc%3Aid%3Asgtin%3A4012345.011111.987"
    private static let place = "urn%3Aepc%3Aid%3Asgln%3A4012345.00005"

    private static func get(
        _ path: String,
        _ about: String,
        _ tries: [(String, Int)],
        made: Int? = nil
    ) -> Operation {
        Operation(method: "GET", path: path, about: about, tries: tries.map { ($0.0, [:], "", $0.1) }, made: made)
    }

    private static func resource(_ name: String, _ id: String) -> [Operation] {
        [
            get(
                "/\(name)",
                "names, in pages",
                [("/\(name)", 200), ("/\(name)?perPage=1", 200), ("/\(name)?perPage=x", 400)]
            ),
            get("/\(name)/{id}", "what there is of one", [("/\(name)/\(id)", 200), ("/\(name)/none", 404)]),
            get(
                "/\(name)/{id}/events",
                "its events, with every parameter of a query",
                [
                    ("/\(name)/\(id)/events", 200), ("/\(name)/\(id)/events?EQ_action=ADD", 200),
                    ("/\(name)/none/events", 404),
                ]
            ),
        ]
    }

    /// In the order in which they are tried.
    static let operations: [Operation] =
        [
            Operation(
                method: "POST",
                path: "/capture",
                about: "a document, JSON or XML, 2.0 or 1.2; `rollback` or `proceed`; a job",
                tries: [
                    ("/capture", json, CaptureSite.document([CaptureSite.receiving]), 202),
                    ("/capture", json.merging(["GS1-Capture-Error-Behaviour": "proceed"]) { $1 }, "{}", 202),
                    ("/capture", ["Content-Type": "text/csv"], "x", 415),
                ]
            ),
            get("/capture", "jobs of the agency, in pages", [("/capture", 200), ("/capture?perPage=1", 200)]),
            get("/capture/{id}", "state, success, errors with path and line", [("/capture/none", 404)], made: 200),
            Operation(
                method: "POST",
                path: "/events",
                about: "one event, at once; 409 if its id is taken",
                tries: [
                    ("/events", json, CaptureSite.bare, 201),
                    ("/events", json, CaptureSite.bare, 409), ("/events", json, CaptureSite.wrong, 400),
                ]
            ),
            get(
                "/events",
                "every parameter of the table above; JSON and XML; pages by `Link`",
                [
                    ("/events", 200), ("/events?EQ_bizStep=shipping&perPage=1", 200), ("/events?EQ_colour=red", 400),
                    ("/events?maxEventCount=1", 413),
                ]
            ),
            get(
                "/events/{id}",
                "the event of an id, and what declares it wrong",
                [("/events/urn%3Auuid%3A11111111-1111-4111-8111-111111111111", 200), ("/events/none", 404)]
            ),
            get("/", "what there is", [("", 200)]),
        ] + resource("eventTypes", "ObjectEvent") + resource("epcs", epc) + resource("bizSteps", "shipping")
        + resource("bizLocations", "\(place).0") + resource("readPoints", "\(place).1")
        + resource("dispositions", "in_transit") + [
            Operation(
                method: "POST",
                path: "/queries",
                about: "gives a query a name",
                tries: [
                    ("/queries", json, #"{"name":"q","query":{"EQ_bizStep":["shipping"]}}"#, 201),
                    ("/queries", json, #"{"name":"q","query":{}}"#, 409), ("/queries", json, "{}", 400),
                ]
            ),
            get("/queries", "named queries of the agency, in pages", [("/queries", 200)]),
            get("/queries/{name}", "one of them", [("/queries/q", 200), ("/queries/none", 404)]),
            get(
                "/queries/{name}/events",
                "its events, in pages",
                [("/queries/q/events", 200), ("/queries/none/events", 404)]
            ),
            Operation(
                method: "POST",
                path: "/queries/{name}/subscriptions",
                about: "subscribes an address: `stream` or `schedule`, signed",
                tries: [
                    (
                        "/queries/q/subscriptions", json,
                        #"{"dest":"https://subscriber.example.org/","stream":true,"signatureToken":"x"}"#, 201
                    ),
                    ("/queries/q/subscriptions", json, #"{"dest":"http://10.0.0.1/","stream":true}"#, 400),
                    ("/queries/none/subscriptions", json, "{}", 404),
                ]
            ),
            get(
                "/queries/{name}/subscriptions",
                "those of a query, in pages",
                [
                    ("/queries/q/subscriptions", 200), ("/queries/q/subscriptions?perPage=1", 200),
                    ("/queries/none/subscriptions", 404),
                ]
            ),
            get(
                "/queries/{name}/subscriptions/{id}",
                "one of them, never its token",
                [("/queries/q/subscriptions/none", 404)],
                made: 200
            ),
            Operation(
                method: "DELETE",
                path: "/queries/{name}/subscriptions/{id}",
                about: "ends one",
                tries: [("/queries/q/subscriptions/none", [:], "", 404)],
                made: 204
            ),
            Operation(
                method: "DELETE",
                path: "/queries/{name}",
                about: "takes the name away",
                tries: [("/queries/q", [:], "", 204), ("/queries/q", [:], "", 404)]
            ),
            Operation(
                method: "DELETE",
                path: "/nextPageToken/{token}",
                about: "ends a token",
                tries: [("/nextPageToken/none", [:], "", 204)]
            ),
            Operation(
                method: "OPTIONS",
                path: "all of these",
                about: "methods, versions, formats, limits",
                tries: [
                    ("/capture", [:], "", 204), ("/events", [:], "", 204), ("/queries/none", [:], "", 204),
                    ("", [:], "", 204),
                    ("/epcs/x/events", [:], "", 204), ("/nextPageToken/x", [:], "", 204),
                ]
            ),
        ]

    /// What the standard has and this does not.
    private static let absent = [
        ("GET", "/queries/{name}/events with `Upgrade: websocket`", "optional in the standard: no")
    ]

    static let table: String = {
        let rows = operations.map { operation in
            let statuses = ((operation.made.map { [$0] } ?? []) + operation.tries.map(\.status)).map { String($0) }
            let tried = statuses.enumerated().filter { !statuses[..<$0.offset].contains($0.element) }.map(\.element)
            return
                "| \(operation.method) | `\(operation.path)` | \(operation.about) | \(tried.joined(separator: ", ")) |"
        }
        let missing = absent.map {
            "| \($0.0) | \($0.1.hasPrefix("/queries/{name}/events") ? $0.1 : "`\($0.1)`") | \($0.2) | – |"
        }
        return """
            | method | path | what it does | answers tried |
            | --- | --- | --- | --- |
            \((rows + missing).joined(separator: "\n"))
            """
    }()

    @Test("Every operation answers as the table says")
    func operations() async throws {
        let site = try await CaptureSite()
        for operation in Self.operations {
            let method = try #require(HTTPRequest.Method(rawValue: operation.method))
            for one in operation.tries {
                let answer = try await site.send(method, one.path, one.headers, body: one.body)
                #expect(answer.status == one.status, "\(operation.method) \(one.path): \(answer.text.prefix(300))")
                if method == .post, one.status == 201, one.path.hasSuffix("subscriptions") {
                    let place = try #require(answer.headers[.location])
                    #expect(try await site.site.get(place).status == 200)
                    #expect(try await site.site.send(.options, place, headers: [:], body: []).status == 204)
                    #expect(try await site.site.send(.delete, place, headers: [:], body: []).status == 204)
                }
                if method == .post, one.status == 202, let job = answer.headers[.location] {
                    #expect(try await site.site.get(job).status == 200)
                    // What follows asks for what this brings.
                    for _ in 0..<100_000 {
                        if try await site.site.get(job).text.contains("\"running\":false") { break }
                        await Task.yield()
                    }
                }
            }
        }
    }

    @Test("docs/epcis.md has the table that the tests make")
    func document() throws {
        let file = TestSite.home.appending(path: "docs/epcis.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- operations -->")
        try #require(parts.count == 3)
        if ProcessInfo.processInfo.environment["TOUCHSTONE_WRITE_TABLES"] == "1" {
            let made = [parts[0], "\n\(Self.table)\n", parts[2]].joined(separator: "<!-- operations -->")
            try made.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(
                parts[1] == "\n\(Self.table)\n",
                "TOUCHSTONE_WRITE_TABLES=1 swift test --filter Conformance writes it."
            )
        }
    }
}
