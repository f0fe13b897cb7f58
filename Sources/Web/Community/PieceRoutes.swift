internal import Crypto
internal import Formats
internal import Hummingbird
internal import Sealing

/// What a phone delivers in pieces: over a line that breaks, only what is absent goes again.
///
/// Each answer says which pieces are absent, or that all of it is kept, as ``DeliveryRoutes`` says it: 404 means that nothing
/// of it is here and it has to begin, 422 that it is never taken, 503 that it has to come later.
enum PieceRoutes {
    /// So many numbers are told at once.
    private static let mostNumbers = 64

    static func standing(_ visit: Visit, _ context: SiteContext) async throws -> Response {
        let (shelf, name) = (visit.services.community.pieces, try digest(context))
        return try await answer(
            Result { () throws(PieceShelf.Fault) in try shelf.standing(of: name, at: now) },
            name,
            from: context.client,
            visit
        )
    }

    static func begin(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        guard request.headers[.contentType] == "application/json" else { throw SiteError(.unsupported) }
        if let refusal = DeliveryRoutes.unsolved(visit, request) { return refusal }
        let (shelf, name) = (visit.services.community.pieces, try digest(context))
        let share = BodyBudget.Share(of: visit.services.reportBudget)
        let bytes = try await DeliveryRoutes.read(request, share, limit: 1_024)
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers),
            let length = node["length"]?.numberText.flatMap({ Int($0) }),
            let piece = node["piece"]?.numberText.flatMap({ Int($0) })
        else { throw SiteError(.badRequest) }
        let found = Result { () throws(PieceShelf.Fault) in
            try shelf.begin(name, length: length, piece: piece, at: now)
        }
        return try await answer(found, name, from: context.client, visit)
    }

    static func put(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        guard request.headers[.contentType] == "application/octet-stream" else { throw SiteError(.unsupported) }
        let (shelf, name) = (visit.services.community.pieces, try digest(context))
        guard let number = Int(try RouteParameter.text("number", context)) else { throw SiteError(.notFound) }
        let share = BodyBudget.Share(of: visit.services.reportBudget)
        let bytes = try await DeliveryRoutes.read(request, share, limit: PieceShelf.Limits().piece.upperBound)
        // What was cut short or changed on the way is no piece (RFC 9530 section 2).
        let digest = "sha-256=:\(Base64.text(Array(SHA256.hash(data: bytes)))):"
        guard request.headers[.contentDigest] == digest else { throw SiteError(.badRequest) }
        let found = Result { () throws(PieceShelf.Fault) in try shelf.put(bytes, as: number, of: name, at: now) }
        return try await answer(found, name, from: context.client, visit)
    }

    // MARK: Answers

    private static func answer(
        _ found: Result<PieceShelf.Standing, PieceShelf.Fault>,
        _ name: [UInt8],
        from client: ClientAddress,
        _ visit: Visit
    ) async throws -> Response {
        switch found {
        case .success(.missing(let missing, let piece)):
            let numbers = missing.prefix(mostNumbers).map { JSONNode.integer($0) }
            return DeliveryRoutes.json(
                .object([
                    .init("left", .integer(missing.count)), .init("missing", .array(Array(numbers))),
                    .init("piece", .integer(piece)),
                ])
            )
        case .success(.whole(let sealed)): return try await keep(sealed, name, from: client, visit)
        case .success(.ended(.kept)): return DeliveryRoutes.arrived(name, isNew: false)
        case .success(.ended(.refused(let message))): return DeliveryRoutes.refused(message, visit)
        // What was damaged is forgotten, and begins anew like what was never here.
        case .failure(.unknown), .failure(.damaged): throw SiteError(.notFound)
        case .failure(.shape): throw SiteError(.badRequest)
        case .failure(.full), .failure(.busy): throw SiteError(.busy)
        }
    }

    private static func keep(
        _ sealed: [UInt8],
        _ name: [UInt8],
        from client: ClientAddress,
        _ visit: Visit
    ) async throws -> Response {
        let shelf = visit.services.community.pieces
        let outcome: PhoneKeeper.Outcome
        do { outcome = try await PhoneKeeper.keep(sealed, from: client, visit) } catch {
            shelf.settle(name, as: nil, at: now)
            throw error
        }
        switch outcome {
        case .kept(let isNew):
            shelf.settle(name, as: .kept, at: now)
            return DeliveryRoutes.arrived(name, isNew: isNew)
        case .refused(let message):
            shelf.settle(name, as: .refused(message), at: now)
            return DeliveryRoutes.refused(message, visit)
        }
    }

    private static func digest(_ context: SiteContext) throws -> [UInt8] {
        let text = try RouteParameter.text("digest", context)
        guard let bytes = Hexadecimal.bytes(text.utf8), bytes.count == SHA256.byteCount else {
            throw SiteError(.notFound)
        }
        return bytes
    }

    /// Seconds of a clock that does not go back.
    static var now: Int { Int((ContinuousClock.now - epoch).components.seconds) }

    private static let epoch = ContinuousClock.now
}
