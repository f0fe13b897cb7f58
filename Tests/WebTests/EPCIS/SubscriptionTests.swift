import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Intake
import Logging
import NIOCore
import Store
import StoreSamples
import Synchronization
import Testing
import Web

/// Takes what subscribers are sent.
private final class Mailbox: Sendable {
    private struct State {
        var posts: [SubscriptionRunner.Post] = []
        var status = 200
    }
    private let state = Mutex(State())

    var posts: [SubscriptionRunner.Post] { state.withLock { $0.posts } }

    func answer(with status: Int) { state.withLock { $0.status = status } }

    /// The ids of the events of each document.
    func ids() throws -> [[String]] {
        try posts.map { post in
            let root = try JSONSerialization.jsonObject(with: Data(post.body)) as? [String: Any]
            let body = root?["epcisBody"] as? [String: Any]
            let results = body?["queryResults"] as? [String: Any]
            let list = (results?["resultsBody"] as? [String: Any])?["eventList"] as? [[String: Any]]
            return try #require(list).compactMap { $0["eventID"] as? String }
        }
    }

    func runner(_ store: FactStore) -> SubscriptionRunner {
        SubscriptionRunner(store) { post throws(SubscriptionRunner.Failure) in
            self.state.withLock { state in
                if (200..<300).contains(state.status) { state.posts.append(post) }
                return state.status
            }
        }
    }
}

@Suite("Subscriptions to named queries")
struct SubscriptionTests {
    private static let json = ["Content-Type": "application/json"]
    private static let dest = "https://subscriber.example.org/events"

    private static func site(_ query: String = #"{"EQ_action":["OBSERVE"]}"#) async throws -> CaptureSite {
        let site = try await CaptureSite()
        let answer = try await site.send(.post, "/queries", json, body: #"{"name":"q","query":\#(query)}"#)
        #expect(answer.status == 201)
        return site
    }

    private static func subscribe(_ site: CaptureSite, _ body: String) async throws -> [String: Any] {
        let answer = try await site.send(.post, "/queries/q/subscriptions", json, body: body)
        #expect(answer.status == 201, "\(answer.text)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
        let id = try #require(object["subscriptionID"] as? String)
        #expect(answer.headers[.location] == "\(CaptureSite.base)/queries/q/subscriptions/\(id)")
        return object
    }

    private static var now: Int { Int(Date().timeIntervalSince1970) }

    @Test("A stream tells each new event once, signed, and never what it is signed with")
    func stream() async throws {
        let site = try await Self.site()
        _ = try await site.capture(CaptureSite.document([CaptureSite.receiving]))
        let made = try await Self.subscribe(
            site,
            #"{"dest":"\#(Self.dest)","signatureToken":"secret-1","stream":true}"#
        )
        #expect(made["stream"] as? Bool == true && made["dest"] as? String == Self.dest)
        #expect(!"\(made)".contains("secret-1"))
        let mailbox = Mailbox()
        let runner = mailbox.runner(site.site.store)
        // What was there before is not told.
        #expect(try await runner.runDue(at: Self.now) == 0)
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping]))
        #expect(try await runner.runDue(at: Self.now) == 1)
        #expect(try await runner.runDue(at: Self.now) == 0)
        #expect(try mailbox.ids() == [[CaptureSite.event1]])
        let post = try #require(mailbox.posts.first)
        #expect(post.address == Self.dest)
        let key = SymmetricKey(data: Data("secret-1".utf8))
        let code = HMAC<SHA256>.authenticationCode(for: post.body, using: key)
        let expected = "hmac-sha256=" + code.map { String(format: "%02x", $0) }.joined()
        #expect(post.headers.first { $0.name == "GS1-Signature" }?.value == expected)
        let document = String(decoding: post.body, as: UTF8.self)
        let id = try #require(made["subscriptionID"] as? String)
        #expect(document.contains("\"subscriptionID\":\"\(id)\"") && document.contains("\"queryName\":\"q\""))
        let shown = try await site.get("/queries/q/subscriptions/\(id)")
        #expect(shown.status == 200 && shown.text.contains("lastNotifiedAt") && !shown.text.contains("secret-1"))
        #expect(try await site.send(.delete, "/queries/q/subscriptions/\(id)").status == 204)
        #expect(try await site.get("/queries/q/subscriptions/\(id)").status == 404)
    }

    @Test("A subscriber who fails is told the same later, from where it stopped, and nothing is passed over")
    func retries() async throws {
        let site = try await Self.site()
        let made = try await Self.subscribe(site, #"{"dest":"\#(Self.dest)","stream":true}"#)
        let id = try #require(made["subscriptionID"] as? String)
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping]))
        let mailbox = Mailbox()
        mailbox.answer(with: 503)
        let time = Self.now
        #expect(try await mailbox.runner(site.site.store).runDue(at: time) == 0)
        #expect(try await site.get("/queries/q/subscriptions/\(id)").text.contains(#""lastFault":"status-503""#))
        _ = try await site.capture(CaptureSite.document([CaptureSite.receiving]))
        mailbox.answer(with: 204)
        // Not before the wait is over; another process goes on where this one stopped.
        #expect(try await mailbox.runner(site.site.store).runDue(at: time + 4) == 0)
        #expect(try await mailbox.runner(site.site.store).runDue(at: time + 5) == 2)
        #expect(try mailbox.ids() == [[CaptureSite.event1], [CaptureSite.event2]])
        #expect(!(try await site.get("/queries/q/subscriptions/\(id)").text.contains("lastFault")))
    }

    @Test("A schedule reports when its time has come, empty reports only if asked for")
    func schedules() async throws {
        let site = try await Self.site()
        let mailbox = Mailbox()
        let runner = mailbox.runner(site.site.store)
        _ = try await Self.subscribe(site, #"{"dest":"\#(Self.dest)","schedule":{"minute":"0"}}"#)
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping, CaptureSite.receiving]))
        let next = (Self.now / 3_600 + 1) * 3_600
        #expect(try await runner.runDue(at: next - 1) == 0)
        #expect(try await runner.runDue(at: next) == 1)
        #expect(try mailbox.ids() == [[CaptureSite.event1, CaptureSite.event2]])
        #expect(try await runner.runDue(at: next + 3_600) == 0)
        let empty = #"{"dest":"\#(Self.dest)","reportIfEmpty":true,"schedule":{"minute":"0"}}"#
        _ = try await Self.subscribe(site, empty)
        #expect(try await runner.runDue(at: next + 7_200) == 1)
        #expect(try mailbox.ids().last == [])
    }

    @Test("What was recorded before can be asked for, in documents of the length that the query says")
    func initial() async throws {
        let site = try await Self.site(#"{"EQ_action":["OBSERVE"],"perPage":1}"#)
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping, CaptureSite.receiving]))
        _ = try await Self.subscribe(
            site,
            #"{"dest":"\#(Self.dest)","stream":true,"initialRecordTime":"2026-01-01T00:00:00Z"}"#
        )
        let mailbox = Mailbox()
        #expect(try await mailbox.runner(site.site.store).runDue(at: Self.now) == 2)
        #expect(try mailbox.ids() == [[CaptureSite.event1], [CaptureSite.event2]])
    }

    @Test(
        "What is no subscription is refused",
        arguments: [
            "[]", "{}", #"{"dest":"https://a.example.org/"}"#, #"{"dest":"https://a.example.org/","stream":false}"#,
            #"{"dest":"https://a.example.org/","stream":true,"schedule":{"hour":"1"}}"#,
            #"{"dest":"https://a.example.org/","schedule":{"hour":"25"}}"#,
            #"{"dest":"https://a.example.org/","schedule":{"dayOfMonth":"31","month":"4"}}"#,
            #"{"dest":"https://a.example.org/","stream":true,"signatureToken":""}"#,
            #"{"dest":"https://a.example.org/","stream":true,"reportIfEmpty":"yes"}"#,
            #"{"dest":"https://a.example.org/","stream":true,"initialRecordTime":"yesterday"}"#,
            #"{"dest":"ftp://a.example.org/","stream":true}"#,
            #"{"dest":"https://me:pw@a.example.org/","stream":true}"#,
            #"{"dest":"https://a.example.org:22/","stream":true}"#, #"{"dest":"http://127.0.0.1:8080/","stream":true}"#,
            #"{"dest":"https://169.254.169.254/latest","stream":true}"#, #"{"dest":"https://[::1]/","stream":true}"#,
            #"{"dest":"https://10.0.0.7/hook","stream":true}"#,
        ]
    )
    func faults(body: String) async throws {
        let site = try await Self.site()
        let answer = try await site.send(.post, "/queries/q/subscriptions", Self.json, body: body)
        #expect(answer.status == 400, "\(answer.text)")
        #expect(answer.text.contains("epcisException:SubscriptionControlsException"), "\(answer.text)")
        let all = try await site.get("/queries/q/subscriptions")
        #expect(try (JSONSerialization.jsonObject(with: Data(all.bytes)) as? [Any])?.isEmpty == true)
    }

    @Test("A query that is sorted or cut off cannot be subscribed to; its subscriptions end with a query")
    func queries() async throws {
        let sorted = try await Self.site(#"{"orderBy":"eventTime","eventCountLimit":3}"#)
        let body = #"{"dest":"\#(Self.dest)","stream":true}"#
        #expect(try await sorted.send(.post, "/queries/q/subscriptions", Self.json, body: body).status == 400)
        #expect(try await sorted.send(.post, "/queries/none/subscriptions", Self.json, body: body).status == 404)
        let site = try await Self.site()
        _ = try await Self.subscribe(site, body)
        #expect(try await site.send(.delete, "/queries/q").status == 204)
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping]))
        let mailbox = Mailbox()
        #expect(try await mailbox.runner(site.site.store).runDue(at: Self.now + 10) == 0)
    }

    @Test("Subscribers get what they may see, and nothing once they may not")
    func rights() async throws {
        let rows = try MarkedRows()
        let site = try TestSite.over(rows.store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let staff = Staff(rows.store)
        let own = try await Visitor.signedIn(.analyst, of: 1, staff)
        let other = try await Visitor.signedIn(.analyst, of: 2, staff)
        func post(_ path: String, _ visitor: Visitor, _ body: String) async throws -> TestSite.Answer {
            var headers = visitor.headers
            headers[.contentType] = "application/json"
            return try await site.send(.post, CaptureSite.base + path, headers: headers, body: Array(body.utf8))
        }
        let query = #"{"name":"q","query":{"EQ_action":["OBSERVE"]}}"#
        let body = #"{"dest":"\#(Self.dest)","stream":true}"#
        #expect(try await post("/queries", other, query).status == 201)
        #expect(try await post("/queries/q/subscriptions", own, body).status == 404)
        #expect(try await post("/queries/q/subscriptions", other, body).status == 201)
        #expect(try await post("/queries/q/subscriptions", .anybody, body).status == 401)
        for (event, marking) in [(CaptureSite.shipping, "TLP:GREEN"), (CaptureSite.receiving, "TLP:AMBER")] {
            let answer = try await post("/capture?marking=\(marking)", own, CaptureSite.document([event]))
            let job = try #require(answer.headers[.location])
            for _ in 0..<100_000 {
                if try await site.get(job, headers: own.headers).text.contains("\"running\":false") { break }
                await Task.yield()
            }
        }
        let mailbox = Mailbox()
        try await mailbox.runner(rows.store).runDue(at: Self.now)
        #expect(try mailbox.ids() == [[CaptureSite.event1]])
    }
}

@Suite("Subscribers and the network")
struct SubscriberNetworkTests {
    @Test("Nothing is posted to this machine unless it is allowed by name, whatever a name means")
    func guarded() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: String.self)
        let router = Router()
        router.post("/hook") { request, _ in
            arrived.yield(request.uri.path)
            return Response(status: .ok)
        }
        try await LocalServer.run(router) { port in
            // `localhost` is a name: it is known to mean this machine only when something is sent.
            let dest = "http://localhost:\(port)/hook"
            let fault = try await Self.outcome(of: dest, allowed: [])
            #expect(fault == "address")
            let allowed = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }
            let second = try await Self.outcome(of: "http://127.0.0.1:\(port)/hook", allowed: allowed)
            #expect(second == nil)
        }
        arrived.finish()
        var count = 0
        for await _ in arrivals { count += 1 }
        #expect(count == 1)
    }

    /// Why posting an event to an address failed; nil if it did not.
    private static func outcome(of dest: String, allowed: [AddressBlock]) async throws -> String? {
        let outbound = OutboundGuard(allowed: allowed)
        let site = CaptureSite(try await TestSite.make(webhooks: outbound))
        let headers = ["Content-Type": "application/json"]
        let query = #"{"name":"q","query":{"EQ_action":["OBSERVE"]}}"#
        #expect(try await site.send(.post, "/queries", headers, body: query).status == 201)
        let body = #"{"dest":"\#(dest)","stream":true}"#
        let made = try await site.send(.post, "/queries/q/subscriptions", headers, body: body)
        let place = try #require(made.headers[.location], "\(made.text)")
        _ = try await site.capture(CaptureSite.document([CaptureSite.shipping]))
        let fetch = try OutboundFetch(outbound)
        let runner = SubscriptionRunner(site.site.store) { post throws(SubscriptionRunner.Failure) in
            do throws(OutboundFault) {
                return try await fetch.answer(of: post.address, body: post.body).status
            } catch {
                throw SubscriptionRunner.Failure(error.code.rawValue)
            }
        }
        try await runner.runDue(at: Int(Date().timeIntervalSince1970))
        let shown = try await site.site.get(place)
        let object = try JSONSerialization.jsonObject(with: Data(shown.bytes)) as? [String: Any]
        return object?["lastFault"] as? String
    }
}
