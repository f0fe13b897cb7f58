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
        PageRoute(path: "/r/pieces/:digest") { visit, _, context in try await PieceRoutes.standing(visit, context) },
        PageRoute(path: "/r/pieces/:digest", method: .post) { visit, request, context in
            try await PieceRoutes.begin(visit, request, context)
        },
        PageRoute(path: "/r/pieces/:digest/:number", method: .put) { visit, request, context in
            try await PieceRoutes.put(visit, request, context)
        },
        PageRoute(path: "/r/words") { visit, _, _ in words(visit) },
        PageRoute(path: "/r/script.js") { visit, _, _ in visit.services.reportFiles.response(.script, visit) },
        PageRoute(path: "/r/worker.js") { visit, _, _ in visit.services.reportFiles.response(.worker, visit) },
        PageRoute(path: "/r/icon.svg") { visit, _, _ in visit.services.reportFiles.response(.icon, visit) },
        PageRoute(path: "/r/app.webmanifest") { visit, _, _ in manifest(visit, place: "/r") },
    ]

    /// More than a photo or recording with its filling can have.
    private static let limit = ReporterDesk.mediaLimits.bytes + 256 * 1024

    static func json(_ node: JSONNode, status: HTTPResponse.Status = .ok) -> Response {
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
        if let refusal = unsolved(visit, request) { return refusal }
        let share = BodyBudget.Share(of: visit.services.reportBudget)
        let sealed = try await read(request, share, limit: limit)
        switch try await PhoneKeeper.keep(sealed, from: client, visit) {
        case .kept(let isNew): return arrived(Array(SHA256.hash(data: sealed)), isNew: isNew)
        case .refused(let message): return refused(message, visit)
        }
    }

    /// The refusal of who has not shown that it took some trouble; nil for who has.
    static func unsolved(_ visit: Visit, _ request: Request) -> Response? {
        guard let puzzle = request.headers[.puzzle], let solution = request.headers[.solution],
            visit.services.community.isSolved(puzzle, by: solution)
        else { return refused("ticket.refused.unsolved", visit, status: .forbidden) }
        return nil
    }

    /// That it is kept: 201 now, 200 from before.
    static func arrived(_ digest: [UInt8], isNew: Bool) -> Response {
        json(.object([.init("sha256", .string(Hexadecimal.text(digest)))]), status: isNew ? .created : .ok)
    }

    /// Why it is never taken.
    static func refused(
        _ message: String,
        _ visit: Visit,
        status: HTTPResponse.Status = .unprocessableContent
    ) -> Response {
        json(.object([.init("fault", .string(visit.words(message)))]), status: status)
    }

    static func read(_ request: Request, _ share: BodyBudget.Share, limit: Int) async throws -> [UInt8] {
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
    static func manifest(_ visit: Visit, place: String) -> Response {
        let icon: JSONNode = .object([
            .init("purpose", .string("any")), .init("sizes", .string("any")),
            .init("src", .string(visit.path("/r/icon.svg"))), .init("type", .string("image/svg+xml")),
        ])
        let name = visit.words("report.phone.app")
        var response = json(
            .object([
                .init("background_color", .string("#fbfaf7")), .init("display", .string("standalone")),
                .init("icons", .array([icon])), .init("id", .string(visit.path(place))), .init("name", .string(name)),
                .init("scope", .string(visit.path(place))), .init("short_name", .string(name)),
                .init("start_url", .string(visit.path(place))), .init("theme_color", .string("#0b5c52")),
            ])
        )
        response.headers[.contentType] = "application/manifest+json"
        return response
    }
}
