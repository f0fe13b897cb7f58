internal import Foundation
public import Hummingbird
internal import HummingbirdCore
internal import Ledger
public import Logging
internal import NIOCore
public import Notary

/// A witness for other logs as a small server of its own (C2SP tlog-witness).
///
/// `POST /add-checkpoint` asks it to sign; `GET /` and `GET /HASH/checkpoint` show monitors what it signed.
public struct WitnessApplication: Sendable {
    private let office: WitnessOffice
    private let gate: GateSettings
    private let host: String
    private let port: Int
    private let logger: Logger

    /// Prepares the server.
    public init(
        _ office: WitnessOffice,
        host: String,
        port: Int,
        gate: GateSettings = GateSettings(),
        logger: Logger
    ) {
        self.office = office
        self.host = host
        self.port = port
        self.gate = gate
        self.logger = logger
    }

    /// The server, ready to run.
    public func makeApplication() -> some ApplicationProtocol {
        Application(
            responder: router.buildResponder(),
            server: .gate(gate, tls: gate.tls),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                serverName: "touchstone",
                availableConnectionsDelegate: MaximumAvailableConnections(gate.connections.total)
            ),
            logger: logger
        )
    }

    /// Answers one request without a socket.
    package func respond(to request: Request) async throws -> Response {
        try await router.buildResponder().respond(to: request, context: SiteContext(logger: logger))
    }

    private var router: Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: PlainRefusals())
        let office = office
        router.get("/") { _, _ in
            try await Self.away { () throws(WitnessFolderFault) in Self.text(try office.overview()) }
        }
        router.get("/:log/checkpoint") { _, context in
            let path = "\(context.parameters.get("log") ?? "")/checkpoint"
            let note = try await Self.away { () throws(WitnessFolderFault) in try office.latest(at: path) }
            guard let note else { throw HTTPError(.notFound, message: "no checkpoint of such a log was signed") }
            return Self.text(note.bytes)
        }
        router.post("/add-checkpoint") { [logger] request, _ in
            let body = try await request.body.collect(upTo: WitnessOffice.requestLimit)
            let outcome: WitnessOutcome
            do {
                outcome = try await Self.away { () throws(WitnessFolderFault) in
                    try office.answer(Array(body.readableBytesView))
                }
            } catch let fault as WitnessFolderFault {
                // What could not be kept was not signed; the log asks again.
                logger.error("nothing was signed", metadata: ["failure": "\(fault)"])
                throw HTTPError(.internalServerError, message: "nothing was signed")
            }
            logger.info("asked", metadata: ["status": "\(outcome.status)"])
            return Self.response(outcome)
        }
        return router
    }

    /// Away from the connections: files are read, and what is signed waits for the disk.
    private static func away<Answer: Sendable>(
        _ work: @Sendable () throws(WitnessFolderFault) -> Answer
    ) async throws(WitnessFolderFault) -> Answer {
        try await RouteHandling.apart.run { () throws(WitnessFolderFault) in try work() }
    }

    private static func response(_ outcome: WitnessOutcome) -> Response {
        let reason: String? =
            switch outcome {
            case .signed, .conflict: nil
            case .badRequest(let fault): "the request is not understood: \(fault.rawValue)"
            case .forbidden(let fault): "not signed by a key of the log that is known here: \(fault.rawValue)"
            case .unknownLog: "the log is not known here"
            case .inconsistent(let fault): "the log contradicts what was signed before: \(fault.rawValue)"
            case .unsigned: "the key is not at hand; ask again later"
            }
        return response(
            HTTPResponse.Status(code: outcome.status),
            outcome.contentType,
            reason.map { Array("\($0)\n".utf8) } ?? outcome.body
        )
    }

    fileprivate static func response(_ status: HTTPResponse.Status, _ type: String, _ body: [UInt8]) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }

    private static func text(_ text: String) -> Response { Self.text(Array(text.utf8)) }

    private static func text(_ bytes: [UInt8]) -> Response { response(.ok, "text/plain; charset=utf-8", bytes) }
}

/// Says in a line of plain text why there is no answer.
private struct PlainRefusals: RouterMiddleware {
    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            let words = "\(error.body ?? error.status.reasonPhrase)\n"
            return WitnessApplication.response(error.status, "text/plain; charset=utf-8", Array(words.utf8))
        } catch is NIOTooManyBytesError {
            let words = "no request is longer than \(WitnessOffice.requestLimit) bytes\n"
            return WitnessApplication.response(.contentTooLarge, "text/plain; charset=utf-8", Array(words.utf8))
        }
    }
}
