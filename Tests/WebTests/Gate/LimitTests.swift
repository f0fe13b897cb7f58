import HTTPTypes
import Identity
import Testing
import Web

@Suite("Limits on requests")
struct LimitTests {
    /// A gate that lets two pages and one search through, and then one a minute or more slowly.
    private static var narrow: GateSettings {
        var gate = GateSettings()
        gate.limits.requests = 2
        gate.limits.searches = 1
        gate.limits.uploads = 1
        gate.limits.signIn = 1
        return gate
    }

    private static func forwarded(_ addresses: String, proto: String? = nil) throws -> HTTPFields {
        var headers: HTTPFields = [try #require(.init("X-Forwarded-For")): addresses]
        if let proto { headers[try #require(.init("X-Forwarded-Proto"))] = proto }
        return headers
    }

    @Test(
        "One too many is told when to come back, in words of the visitor's language",
        arguments: ["en", "fr", "pt", "es"]
    )
    func page(language: String) async throws {
        let site = try await TestSite.make(gate: Self.narrow)
        for _ in 0..<2 { #expect(try await site.get("/\(language)/about", from: "192.0.2.7").status == 200) }
        let answer = try await site.get("/\(language)/about", from: "192.0.2.7")
        #expect(answer.status == 429)
        let seconds = try #require(answer.headers[.retryAfter].flatMap { Int($0) })
        #expect((1...30).contains(seconds))
        #expect(answer.text.contains("<html lang=\"\(language)\""))
        #expect(!answer.text.contains("[["))
    }

    @Test("A program is told by problem details")
    func program() async throws {
        let site = try await TestSite.make(gate: Self.narrow)
        for _ in 0..<2 { _ = try await site.get("/api/v1/rules", from: "192.0.2.7") }
        let answer = try await site.get("/api/v1/rules", from: "192.0.2.7")
        #expect(answer.status == 429)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(answer.headers[.retryAfter] != nil)
        #expect(answer.text.contains("\"code\":\"too_many_requests\""))
    }

    @Test("Addresses, and kinds of request, have limits of their own; health has none")
    func apart() async throws {
        let site = try await TestSite.make(gate: Self.narrow)
        for _ in 0..<3 { _ = try await site.get("/en/about", from: "192.0.2.7") }
        #expect(try await site.get("/en/about", from: "192.0.2.7").status == 429)
        #expect(try await site.get("/en/about", from: "192.0.2.8").status == 200)
        #expect(try await site.get("/en/search?q=x", from: "192.0.2.7").status == 200)
        #expect(try await site.get("/en/search?q=x", from: "192.0.2.7").status == 429)
        #expect(try await site.get("/api/v1/findings.csv", from: "192.0.2.7").status == 429)
        for _ in 0..<20 { #expect(try await site.get("/health", from: "192.0.2.7").status == 200) }
    }

    @Test("What reporters send counts as files, and a receipt that is tried as an attempt to sign in")
    func reports() async throws {
        // What the threat model tells people.
        #expect(RequestLimits().uploads == 30 && RequestLimits().signIn == 20)
        for paths in [["/en/r", "/fr/r/deliver"], ["/es/r/thread"]] {
            let site = try await TestSite.make(gate: Self.narrow)
            let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let first = try await site.send(.post, paths[0], headers: headers, body: [], from: "192.0.2.9")
            #expect(first.status != 429, "\(paths[0])")
            for path in paths {
                #expect(try await site.send(.post, path, headers: headers, body: [], from: "192.0.2.9").status == 429)
            }
            #expect(try await site.send(.post, paths[0], headers: headers, body: [], from: "192.0.2.10").status != 429)
        }
    }

    @Test("A thing in pieces counts as a file when it begins, and not with each piece")
    func pieces() async throws {
        let site = try await TestSite.make(gate: Self.narrow)
        let place = "/en/r/pieces/" + String(repeating: "0a", count: 32)
        let headers: HTTPFields = [.contentType: "application/json"]
        #expect(try await site.send(.post, place, headers: headers, body: [], from: "192.0.2.9").status == 403)
        #expect(try await site.send(.post, place, headers: headers, body: [], from: "192.0.2.9").status == 429)
        let bytes: HTTPFields = [.contentType: "application/octet-stream"]
        #expect(try await site.send(.put, place + "/0", headers: bytes, body: [1], from: "192.0.2.9").status == 400)
    }

    @Test("A customer's whole IPv6 network counts as one")
    func network() async throws {
        let site = try await TestSite.make(gate: Self.narrow)
        for last in 1...2 { _ = try await site.get("/en/about", from: "2001:db8:1:2::\(last)") }
        #expect(try await site.get("/en/about", from: "2001:db8:1:2:ffff::1").status == 429)
        #expect(try await site.get("/en/about", from: "2001:db8:1:3::1").status == 200)
    }

    @Test("This machine has no limit, unless it is to have one")
    func local() async throws {
        let free = try await TestSite.make(gate: Self.narrow)
        for _ in 0..<5 { #expect(try await free.get("/en/about", from: "127.0.0.1").status == 200) }
        var gate = Self.narrow
        gate.limits.countsLocal = true
        let counted = try await TestSite.make(gate: gate)
        for _ in 0..<2 { _ = try await counted.get("/en/about", from: "127.0.0.1") }
        #expect(try await counted.get("/en/about", from: "127.0.0.1").status == 429)
    }

    @Test("Only a trusted proxy is believed whom it speaks for")
    func proxies() async throws {
        var gate = Self.narrow
        gate.proxies = [try #require(AddressBlock("10.0.0.0/8"))]
        let site = try await TestSite.make(gate: gate)
        // A stranger cannot become somebody else at each request.
        for last in 1...2 {
            _ = try await site.get("/en/about", headers: Self.forwarded("198.51.100.\(last)"), from: "192.0.2.7")
        }
        #expect(
            try await site.get("/en/about", headers: Self.forwarded("198.51.100.9"), from: "192.0.2.7").status == 429
        )
        // What a visitor wrote before the proxy did is not read; a second proxy of ours is passed over.
        for last in 1...2 {
            let way = try Self.forwarded("198.51.100.\(last), 203.0.113.5, 10.1.1.1")
            #expect(try await site.get("/en/about", headers: way, from: "10.0.0.1").status == 200)
        }
        let again = try Self.forwarded("127.0.0.1, 203.0.113.5")
        #expect(try await site.get("/en/about", headers: again, from: "10.0.0.1").status == 429)
        #expect(
            try await site.get("/en/about", headers: Self.forwarded("203.0.113.6"), from: "10.0.0.1").status == 200
        )
    }

    @Test("What says of itself that it is too large is refused before it is read")
    func declared() async throws {
        let site = try await TestSite.make()
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .contentLength: "2000000"]
        #expect(try await site.send(.post, "/en/findings/f1/verdict", headers: headers, body: []).status == 413)
        #expect(try await site.get("/en/?q=" + String(repeating: "a", count: 9_000)).status == 414)
    }

    @Test("A connection that was said to be encrypted gets guarded cookies and is to stay encrypted")
    func secure() async throws {
        var gate = GateSettings()
        gate.proxies = [try #require(AddressBlock("10.0.0.1"))]
        let site = try await TestSite.make(gate: gate)
        let headers = try Self.forwarded("203.0.113.5", proto: "https")
        let trusted = try await site.get("/en/findings/f1", headers: headers, from: "10.0.0.1")
        let cookie = try #require(trusted.headers[.setCookie])
        #expect(cookie.hasPrefix("__Host-touchstone_form=") && cookie.contains("; Secure"))
        #expect(cookie.contains("Path=/") && !cookie.contains("Domain"))
        #expect(trusted.headers[.strictTransportSecurity] == "max-age=31536000")
        let stranger = try await site.get("/en/findings/f1", headers: headers, from: "203.0.113.5")
        #expect(stranger.headers[.setCookie]?.hasPrefix("touchstone_form=") == true)
        #expect(stranger.headers[.strictTransportSecurity] == nil)
    }

    @Test("Over an encrypted connection a cookie or a page in clear proves nothing")
    func clear() async throws {
        var gate = GateSettings()
        gate.proxies = [try #require(AddressBlock("10.0.0.1"))]
        let site = try await TestSite.make(gate: gate)
        let token = String(repeating: "a", count: 32)
        let form = Array("verdict=confirmed&reason=x&form_token=\(token)".utf8)
        for (name, origin, status) in [
            ("touchstone_form", "https://127.0.0.1:8080", 403),
            ("__Host-touchstone_form", "http://127.0.0.1:8080", 403),
            ("__Host-touchstone_form", "https://127.0.0.1:8080", 303),
        ] {
            var headers = try Self.forwarded("203.0.113.5", proto: "https")
            headers[.contentType] = "application/x-www-form-urlencoded"
            headers[.cookie] = "\(name)=\(token)"
            headers[.origin] = origin
            let path = "/en/findings/f1/verdict"
            let answer = try await site.send(.post, path, headers: headers, body: form, from: "10.0.0.1")
            #expect(answer.status == status, "\(name) \(origin)")
        }
    }

    @Test("The site answers to its names only")
    func names() async throws {
        var gate = GateSettings()
        gate.names = ["Touchstone.example.org"]
        let site = try await TestSite.make(gate: gate)
        for (host, status) in [
            ("touchstone.example.org", 200), ("TOUCHSTONE.example.org:8443", 200), ("localhost:8080", 200),
            ("evil.example", 421), ("touchstone.example.org.evil.example", 421),
            ("touchstone.example.org@evil.example", 421),
            ("touchstone.example.org:80/x", 421), ("", 421),
        ] {
            #expect(try await site.send(.get, "/en/about", authority: host, body: []).status == status, "\(host)")
        }
        let twice: HTTPFields = [try #require(.init("Host")): "evil.example"]
        #expect(try await site.send(.get, "/en/about", headers: twice, body: []).status == 400)
        #expect(try await site.get("http://evil.example/en/about").status == 400)
    }
}
