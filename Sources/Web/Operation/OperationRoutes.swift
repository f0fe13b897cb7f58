internal import Foundation
internal import Hummingbird
internal import Logging
internal import Store

/// Health, readiness and metrics, for machines that look after the server.
struct OperationRoutes: Sendable {
    let store: FactStore
    let requests: RequestMetrics
    let stored: StoreMetrics
    let controls: OperationControls

    init(store: FactStore, requests: RequestMetrics, controls: OperationControls) {
        self.store = store
        self.requests = requests
        self.controls = controls
        stored = StoreMetrics(store: store)
    }

    /// Adds the routes; on a listener of its own `/metrics` asks for nothing, on the public one for the token.
    func add(to router: Router<SiteContext>, isPublic: Bool) {
        router.get("/health") { _, _ in
            JSONAnswer.response(.object(["status": .string("alive")]))
        }
        router.get("/ready") { [self] _, _ in await readiness() }
        router.get("/metrics") { [self] request, _ in
            if isPublic, !isAllowed(request) { throw SiteError(.notFound) }
            return try await metrics()
        }
    }

    private func readiness() async -> Response {
        let checks = await Readiness(store: store, settings: controls.settings, now: Date()).checks(stored)
        let isReady = checks.allSatisfy(\.isGood)
        var response = JSONAnswer.response(
            .object([
                "status": .string(isReady ? "ready" : "not ready"),
                "checks": .object(checks.map { JSONValue.Member(name: $0.name, value: .string($0.note)) }),
            ])
        )
        if !isReady { response.status = .serviceUnavailable }
        return response
    }

    private func metrics() async throws -> Response {
        var text = MetricText()
        requests.write(to: &text)
        try await stored.write(to: &text)
        return Response(
            status: .ok,
            headers: [.contentType: MetricText.mediaType],
            body: .init(byteBuffer: ByteBuffer(string: text.text))
        )
    }

    private func isAllowed(_ request: Request) -> Bool {
        guard let token = controls.settings.metricsToken, let header = request.headers[.authorization] else {
            return false
        }
        return Self.isSame("Bearer \(token)", header)
    }

    /// Compares in a time that says nothing of where two texts part.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
