import Hummingbird
import Identity
import NIOCore
import Testing
import Web

@Suite("Asking other servers")
struct OutboundFetchTests {
    /// A server on this machine that answers in good and bad ways, while `use` runs.
    private static func withServer(_ use: @escaping @Sendable (_ port: Int) async throws -> Void) async throws {
        let router = Router()
        router.get("/good") { request, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: "{\"host\":\"\(request.head.authority ?? "")\"}"))
            )
        }
        router.post("/echo") { request, _ in Response(status: .created, body: .init(asyncSequence: request.body)) }
        router.get("/away") { _, _ in Response(status: .found, headers: [.location: "http://169.254.169.254/"]) }
        router.get("/large") { _, _ in
            Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 65, count: 5_000)))
        }
        router.get("/never") { _, _ in
            try await Task.sleep(for: .seconds(600))
            return Response(status: .ok)
        }
        try await LocalServer.run(router, use)
    }

    /// This machine is allowed by name; so that a refusal is not the address's.
    ///
    /// The time is for a machine that has much else to do.
    private static func fetch(bytes: Int = 1_000, seconds: Int = 120) throws -> OutboundFetch {
        let own = try #require(AddressBlock("127.0.0.0/8"))
        return try OutboundFetch(OutboundGuard(allowed: [own], byteLimit: bytes, secondLimit: seconds))
    }

    @Test("An answer comes with its type and its bytes, and a body is posted")
    func good() async throws {
        try await Self.withServer { port in
            let answer = try await Self.fetch().answer(of: "http://127.0.0.1:\(port)/good")
            #expect((answer.status, answer.mediaType) == (200, "application/json"))
            #expect(String(decoding: answer.body, as: UTF8.self) == "{\"host\":\"127.0.0.1:\(port)\"}")
            let posted = try await Self.fetch().answer(of: "http://127.0.0.1:\(port)/echo", body: [1, 2, 3])
            #expect((posted.status, posted.body) == (201, [1, 2, 3]))
        }
    }

    @Test("Redirects, large answers and late ones are refused")
    func bad() async throws {
        try await Self.withServer { port in
            let site = "http://127.0.0.1:\(port)"
            await #expect(throws: OutboundFault(.redirected)) { try await Self.fetch().answer(of: site + "/away") }
            await #expect(throws: OutboundFault(.tooLarge)) { try await Self.fetch().answer(of: site + "/large") }
            await #expect(throws: OutboundFault(.noAnswer)) {
                try await Self.fetch(seconds: 1).answer(of: site + "/never")
            }
            // It speaks no TLS.
            await #expect(throws: OutboundFault.self) {
                try await Self.fetch().answer(of: "https://127.0.0.1:\(port)/")
            }
        }
    }

    @Test("This machine is not asked by any name, however it is written")
    func own() async throws {
        try await Self.withServer { port in
            let strict = try OutboundFetch(OutboundGuard())
            for host in [
                "127.0.0.1", "localhost", "[::1]", "127.1", "0x7f000001", "2130706433", "0", "[::ffff:127.0.0.1]",
            ] {
                await #expect(throws: OutboundFault(.address), "\(host)") {
                    try await strict.answer(of: "http://\(host):\(port)/good")
                }
            }
        }
    }

    @Test("Where nobody listens there is no answer")
    func nobody() async throws {
        await #expect(throws: OutboundFault(.noAnswer)) { try await Self.fetch().answer(of: "http://127.0.0.1:1024/") }
    }
}
