import Foundation
import HTTPTypes
import Logging
import Store
import StoreSamples
import Testing

@Suite("Who sees captured events")
struct CaptureAccessTests {
    private static let base = CaptureSite.base

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ visitor: Visitor,
        to site: TestSite,
        body: String = ""
    ) async throws -> TestSite.Answer {
        var headers = visitor.headers
        if !body.isEmpty { headers[.contentType] = "application/json" }
        return try await site.send(method, Self.base + path, headers: headers, body: Array(body.utf8))
    }

    @Test("Events bear the marking that they were handed in with, and jobs and queries are their agency's")
    func markings() async throws {
        let rows = try MarkedRows()
        let site = try TestSite.over(rows.store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let staff = Staff(rows.store)
        let own = try await Visitor.signedIn(.analyst, of: 1, staff)
        let other = try await Visitor.signedIn(.analyst, of: 2, staff)
        for (event, marking) in [(CaptureSite.shipping, "TLP:GREEN"), (CaptureSite.receiving, "TLP:AMBER")] {
            let document = CaptureSite.document([event])
            let answer = try await send(.post, "/capture?marking=\(marking)", own, to: site, body: document)
            #expect(answer.status == 202, "\(answer.text)")
            let job = try #require(answer.headers[.location])
            for _ in 0..<100_000 {
                if try await site.get(job, headers: own.headers).text.contains("\"running\":false") { break }
                await Task.yield()
            }
            #expect(try await site.get(job, headers: other.headers).status == 404)
        }
        let both = try CaptureSite.ids(try await send(.get, "/events", own, to: site))
        #expect(both == [CaptureSite.event1, CaptureSite.event2])
        #expect(try CaptureSite.ids(try await send(.get, "/events", other, to: site)) == [CaptureSite.event1])
        #expect(try CaptureSite.members(try await send(.get, "/bizSteps", other, to: site)) == ["shipping"])
        #expect(try await send(.get, "/bizSteps/receiving", other, to: site).status == 404)
        #expect(try await send(.get, "/events", .anybody, to: site).status == 401)
        let query = #"{"name":"mine","query":{"EQ_action":["OBSERVE"]}}"#
        #expect(try await send(.post, "/queries", own, to: site, body: query).status == 201)
        #expect(try await send(.get, "/queries/mine/events", other, to: site).status == 404)
        // What another agency has under that id it cannot replace.
        let theirs = CaptureSite.document([CaptureSite.receiving.replacing("in_progress", with: "in_transit")])
        let taken = try await send(.post, "/capture", other, to: site, body: theirs)
        let job = try #require(taken.headers[.location])
        var text = ""
        for _ in 0..<100_000 {
            text = try await site.get(job, headers: other.headers).text
            if text.contains("\"running\":false") { break }
            await Task.yield()
        }
        #expect(text.contains("\"success\":false") && text.contains("epcisException:SecurityException"), "\(text)")
        #expect(try CaptureSite.ids(try await send(.get, "/events", own, to: site)) == both)
    }

    @Test("A token for a next page is good for its own agency alone")
    func tokens() async throws {
        let rows = try MarkedRows()
        let site = try TestSite.over(rows.store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let staff = Staff(rows.store)
        let own = try await Visitor.signedIn(.analyst, of: 1, staff)
        let other = try await Visitor.signedIn(.analyst, of: 2, staff)
        let document = CaptureSite.document([CaptureSite.shipping, CaptureSite.receiving])
        let answer = try await send(.post, "/capture?marking=TLP:GREEN", own, to: site, body: document)
        let job = try #require(answer.headers[.location])
        for _ in 0..<100_000 {
            if try await site.get(job, headers: own.headers).text.contains("\"running\":false") { break }
            await Task.yield()
        }
        let page = try await send(.get, "/events?perPage=1", own, to: site)
        let link = try #require(page.headers[HTTPField.Name("Link") ?? .accept])
        let path = String(link.dropFirst().prefix { $0 != ">" })
        #expect(try await site.get(path, headers: other.headers).status == 400)
        #expect(try await site.get(path, headers: own.headers).status == 200)
    }
}
