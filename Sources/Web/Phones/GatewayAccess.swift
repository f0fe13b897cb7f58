internal import Community
internal import Hummingbird
internal import Messaging
internal import Store
internal import Vocabulary

/// Why a gateway gets no further, in words of the catalogue: `sms.refused.<word>`.
struct GatewayRefusal: Error, Sendable {
    enum Word: String, Sendable, CaseIterable {
        /// Over plain HTTP, from elsewhere than this machine.
        case insecure
        /// No gateway of that name, or no proof of being it: which of the two is not told.
        case denied
        case tooLarge = "too_large"
        case unreadable
        case busy
        case failed
    }

    let word: Word

    init(_ word: Word) { self.word = word }

    init(_ error: any Error) {
        switch error {
        case let refusal as GatewayRefusal: self = refusal
        case let error as SiteError where error.code == .busy || error.code == .unavailable: word = .busy
        case let error as SiteError where error.code == .tooLarge: word = .tooLarge
        case let fault as CommunityFault where fault == .outOfMemory: word = .busy
        case is WebhookFault: word = .unreadable
        default: word = .failed
        }
    }

    var status: HTTPResponse.Status {
        switch word {
        case .insecure, .denied: .forbidden
        case .tooLarge: .contentTooLarge
        case .unreadable: .unprocessableContent
        case .busy: .serviceUnavailable
        case .failed: .internalServerError
        }
    }
}

/// A request of a gateway that has shown that it is the one.
struct GatewayRequest: Sendable {
    let gateway: MessageGateway
    let shape: GatewayShape
    let office: TextMessages.Office
    let body: GatewayReader.Body
    let bytes: [UInt8]
    let query: QueryString
    /// The path that it asked for.
    let path: String

    /// Lets a gateway in: over TLS or from this machine, with its signature or token.
    static func admit(
        _ request: Request,
        _ context: SiteContext,
        _ services: SiteServices
    ) async throws -> GatewayRequest {
        guard request.isSecure || context.client.isLocal else { throw GatewayRefusal(.insecure) }
        let name = try RouteParameter.text("gateway", context)
        let bytes = try await read(request)
        guard GatewayRegister.isName(name), let gateway = try await services.phones.store.messageGateway(name),
            gateway.isOn, let shape = GatewayShape(rawValue: gateway.shape)
        else { throw GatewayRefusal(.denied) }
        let office = try await services.phones.open()
        let mediaType = request.headers[.contentType]?.lowercased() ?? ""
        // What cannot be read is refused to the gateway alone: first it shows who it is.
        let read = Result { try Self.body(bytes, isJSON: mediaType.hasPrefix("application/json")) }
        let query = QueryString(parsing: request.uri.query ?? "")
        let proof = proof(request, services, query)
        do throws(GatewayProof.Fault) {
            try proof.check(
                shape,
                secrets: office.register.secrets(of: gateway),
                body: bytes,
                form: (try? read.get().pairs) ?? [],
                at: TextMessages.now()
            )
        } catch {
            try await services.phones.store.noteMessageTrouble("proof_\(error.rawValue)", of: name)
            throw GatewayRefusal(.denied)
        }
        return GatewayRequest(
            gateway: gateway,
            shape: shape,
            office: office,
            body: try read.get(),
            bytes: bytes,
            query: query,
            path: request.uri.path
        )
    }

    private static func body(_ bytes: [UInt8], isJSON: Bool) throws -> GatewayReader.Body {
        try GatewayReader.Body(bytes, isJSON: isJSON)
    }

    private static func read(_ request: Request) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= WebhookReader.mostBytes else { throw GatewayRefusal(.tooLarge) }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    private static func proof(_ request: Request, _ services: SiteServices, _ query: QueryString) -> GatewayProof {
        let host = services.publicName ?? request.head.authority ?? "localhost"
        let asked = request.uri.query.map { "?\($0)" } ?? ""
        var proof = GatewayProof(
            address: "\(request.isSecure ? "https" : "http")://\(host)\(request.uri.path)\(asked)"
        )
        proof.timestamp = request.headers[.gatewayTimestamp]
        proof.signature = request.headers[.gatewaySignature]
        proof.twilioSignature = request.headers[.twilioSignature]
        if let words = request.headers[.authorization]?.split(separator: " "), words.count == 2,
            ["bearer", "token"].contains(words[0].lowercased())
        {
            proof.token = String(words[1])
        } else {
            proof.token = query["token"]
        }
        return proof
    }
}
