internal import Community
internal import Crypto
internal import Formats
internal import Hummingbird
internal import Media
internal import Sealing
internal import Store
internal import Vocabulary

/// What the page for reports asks for when it sends what was written without a signal.
enum DeliveryRoutes {
    static let all: [PageRoute] = [
        PageRoute(path: "/r/ticket") { visit, _, _ in ticket(visit) },
        PageRoute(path: "/r/deliver", method: .post) { visit, request, context in
            try await deliver(visit, request, context.client)
        },
        PageRoute(path: "/r/words") { visit, _, _ in words(visit) },
        PageRoute(path: "/r/script.js") { visit, _, _ in visit.services.reportFiles.response(.script, visit) },
        PageRoute(path: "/r/worker.js") { visit, _, _ in visit.services.reportFiles.response(.worker, visit) },
        PageRoute(path: "/r/icon.svg") { visit, _, _ in visit.services.reportFiles.response(.icon, visit) },
        PageRoute(path: "/r/app.webmanifest") { visit, _, _ in manifest(visit) },
    ]

    /// More than a photo or recording with its filling can have.
    private static let limit = ReporterDesk.mediaLimits.bytes + 256 * 1024

    private static func json(_ node: JSONNode, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store", .referrerPolicy: "no-referrer"],
            body: .init(byteBuffer: ByteBuffer(bytes: node.bytes()))
        )
    }

    private static func ticket(_ visit: Visit) -> Response {
        let puzzle = visit.services.community.newPuzzle()
        return json(.object([.init("hashes", .integer(puzzle.hashes)), .init("puzzle", .string(puzzle.text))]))
    }

    /// Keeps one thing that a phone has sealed.
    ///
    /// 201 when it is kept now, 200 when it was there, 422 with the reason when it is never taken, 403 when the puzzle is not
    /// solved. Anything else means: later; 429 with the seconds where as many reports came within the hour as are taken.
    private static func deliver(_ visit: Visit, _ request: Request, _ client: ClientAddress) async throws -> Response {
        guard request.headers[.contentType] == "application/octet-stream" else { throw SiteError(.unsupported) }
        let desk = visit.services.community
        guard let puzzle = request.headers[.puzzle], let solution = request.headers[.solution],
            desk.isSolved(puzzle, by: solution)
        else {
            return json(.object([.init("fault", .string(visit.words("ticket.refused.unsolved")))]), status: .forbidden)
        }
        let share = BodyBudget.Share(of: visit.services.reportBudget)
        let sealed = try await read(request, share)
        do {
            let delivery = try await desk.deliver(sealed, from: desk.sender(client))
            let digest = Hexadecimal.text(Array(SHA256.hash(data: sealed)))
            return json(.object([.init("sha256", .string(digest))]), status: delivery == .kept ? .created : .ok)
        } catch CommunityFault.later(let seconds) {
            throw SiteError(.tooManyRequests, retryAfter: seconds)
        } catch let fault as CommunityFault where fault != .outOfMemory {
            let fault = JSONNode.object([.init("fault", .string(visit.words(desk.message(of: fault))))])
            return json(fault, status: .unprocessableContent)
        } catch is CommunityFault {
            throw SiteError(.busy)
        }
    }

    private static func read(_ request: Request, _ share: BodyBudget.Share) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= limit else { throw SiteError(.tooLarge) }
            try share.take(chunk.readableBytes)
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    private static func words(_ visit: Visit) -> Response {
        json(.array(visit.services.community.wordList(visit.language).map { .string($0) }))
    }

    /// What a phone needs to keep the page among its apps, under a name that says nothing.
    private static func manifest(_ visit: Visit) -> Response {
        let icon: JSONNode = .object([
            .init("purpose", .string("any")), .init("sizes", .string("any")),
            .init("src", .string(visit.path("/r/icon.svg"))), .init("type", .string("image/svg+xml")),
        ])
        let name = visit.words("report.phone.app")
        var response = json(
            .object([
                .init("background_color", .string("#fbfaf7")), .init("display", .string("standalone")),
                .init("icons", .array([icon])), .init("id", .string(visit.path("/r"))), .init("name", .string(name)),
                .init("scope", .string(visit.path("/r"))), .init("short_name", .string(name)),
                .init("start_url", .string(visit.path("/r"))), .init("theme_color", .string("#0b5c52")),
            ])
        )
        response.headers[.contentType] = "application/manifest+json"
        return response
    }
}
