internal import EPCIS
internal import Foundation
internal import Hummingbird
internal import Intake
internal import Store
internal import Vocabulary

/// What the endpoints of EPCIS have in common: the checks before, and how answers are written.
enum EPCISAnswer {
    /// Below this path of the API everything of EPCIS stands.
    static let base = "/api/v1/epcis"
    /// How many entries a page has where the request does not say.
    private static let usualPage = 30
    /// How many entries a page may have.
    private static let largestPage = 1_000

    /// A JSON answer.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        var response = JSONAnswer.response(value)
        response.status = status
        return response.ofEPCIS()
    }

    /// A list of names.
    static func collection(_ members: [String]) -> JSONValue {
        .object([
            "@context": .string("https://ref.gs1.org/standards/epcis/epcis-context.jsonld"),
            "type": .string("Collection"),
            "member": .array(members.map { .string($0) }),
        ])
    }

    /// The names and values of a request's query, in order.
    static func parameters(_ request: Request) throws(EPCISProblem) -> [(name: String, value: String)] {
        var result: [(name: String, value: String)] = []
        for pair in (request.uri.query ?? "").split(separator: "&", omittingEmptySubsequences: true) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = URLCoding.decode(sides[0]),
                let value = URLCoding.decode(sides.count > 1 ? sides[1] : "")
            else { throw EPCISProblem(.queryParameter, "epcis.query.wrongType", subject: String(pair.prefix(60))) }
            result.append((name, value))
        }
        return result
    }

    /// The query of a request.
    ///
    /// - Parameter more: What the path says.
    static func query(
        _ request: Request,
        with more: [(name: String, value: String)] = []
    ) throws(EPCISProblem) -> EventQuery {
        do throws(QueryFault) {
            return try EventQuery(
                parameters: try Self.parametersOrFault(request) + more,
                namespaces: EPCISAccept(request).namespaces
            )
        } catch {
            throw EPCISProblem(error)
        }
    }

    /// The query of a request for a list that has pages and nothing else.
    static func pageQuery(_ request: Request) throws(EPCISProblem) -> EventQuery {
        let query = try query(request)
        guard query.conditions.isEmpty else {
            throw EPCISProblem(QueryFault(.unknownParameter))
        }
        return query
    }

    private static func parametersOrFault(_ request: Request) throws(QueryFault) -> [(name: String, value: String)] {
        do throws(EPCISProblem) {
            return try parameters(request)
        } catch {
            throw QueryFault(.wrongType, parameter: error.subject)
        }
    }

    /// How many entries a page has.
    static func pageLength(_ query: EventQuery) -> Int {
        min(query.perPage ?? usualPage, largestPage)
    }

    /// What an answer is an answer to, so that a token for its next page is good for no other.
    private static func subject(_ request: Request) -> String {
        let pairs = (request.uri.query ?? "").split(separator: "&").filter {
            !$0.hasPrefix("nextPageToken=") && !$0.hasPrefix("perPage=")
        }
        return request.uri.path + "?" + pairs.joined(separator: "&")
    }

    /// Where the page of a request begins, as the token in it tells; nil for the first.
    static func place(
        of query: EventQuery,
        _ services: SiteServices,
        _ request: Request,
        _ reader: Reader
    ) async throws -> String? {
        guard let token = query.nextPageToken else { return nil }
        let kept = try await services.store.place(ofPageToken: token, for: reader)
        let subject = subject(request)
        guard let kept, kept.hasPrefix(subject + "\n") else {
            throw EPCISProblem(.queryParameter, "epcis.query.badToken", subject: "nextPageToken")
        }
        return String(kept.dropFirst(subject.count + 1))
    }

    /// The answer with a link to the next page (RFC 8288).
    static func linking(
        _ response: Response,
        next: String?,
        _ services: SiteServices,
        _ request: Request,
        _ reader: Reader
    ) async throws -> Response {
        guard let next else { return response }
        let (token, expires) = try await services.store.makePageToken(subject(request) + "\n" + next, for: reader)
        let pairs = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("nextPageToken=") }
        let query = (pairs.map(String.init) + ["nextPageToken=\(token)"]).joined(separator: "&")
        return response.ofEPCIS([
            ("Link", "<\(request.uri.path)?\(query)>; rel=\"next\""), ("GS1-Next-Page-Token-Expires", expires),
        ])
    }

    /// An answer with events, the page that the query and its token ask for.
    static func events(
        _ query: EventQuery,
        name: String = "SimpleEventQuery",
        _ services: SiteServices,
        _ request: Request,
        _ reader: Reader
    ) async throws -> Response {
        // Without anything found it is a document without events.
        try await events(query, name: name, services, request, reader, isOne: false) ?? Response(status: .noContent)
    }

    /// The same; nil if one thing is asked for that is not there.
    static func events(
        _ query: EventQuery,
        name: String = "SimpleEventQuery",
        _ services: SiteServices,
        _ request: Request,
        _ reader: Reader,
        isOne: Bool
    ) async throws -> Response? {
        let accept = EPCISAccept(request)
        let syntax = try accept.syntax()
        let translator = try accept.translator()
        let kept = try await place(of: query, services, request, reader)
        let place = try kept.map { text throws(EPCISProblem) in
            guard let place = EventArchive.Place(text: text) else {
                throw EPCISProblem(.queryParameter, "epcis.query.badToken", subject: "nextPageToken")
            }
            return place
        }
        let page: EventArchive.Page
        do {
            page = try await EventArchive(services.store)
                .page(of: query, as: reader, limit: pageLength(query), from: place)
        } catch let fault as QueryFault {
            throw EPCISProblem(fault)
        }
        if isOne, page.events.isEmpty { return nil }
        var document = QueryDocument(
            syntax,
            translator: translator,
            queryName: name,
            at: FactStore.timestamp(Date())
        )
        for found in page.events { document.append(found.event, scope: found.scope, source: found.source[...]) }
        let response = Response(
            status: .ok,
            headers: [.contentType: syntax == .xml ? "application/xml" : "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: document.bytes))
        )
        if !page.events.isEmpty {
            try await services.store.noteQuery(of: page.events.count, by: reader)
        }
        return try await linking(response.ofEPCIS(), next: page.next?.text, services, request, reader)
    }

    /// The body of a request, up to a limit.
    static func body(_ request: Request, limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in request.body {
            guard bytes.count + piece.readableBytes <= limit else {
                throw EPCISProblem(.captureLimitExceeded, "epcis.problem.CaptureLimitExceededException")
            }
            bytes += piece.readableBytesView
        }
        return bytes
    }
}
