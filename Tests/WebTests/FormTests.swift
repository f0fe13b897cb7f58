import HTTPTypes
import Testing

@Suite("Forms")
struct FormTests {
    @Test("A verdict without the right token changes nothing")
    func forged() async throws {
        let site = try await TestSite.make()
        for token in [nil, String(repeating: "b", count: 32), ""] {
            let answer = try await site.post("/en/findings/f1/verdict", "verdict=dismissed&reason=x", token: token)
            #expect(answer.status == 403)
        }
        #expect(try await site.get("/en/findings?verdict=dismissed").text.contains("/findings/f1") == false)
    }

    @Test("A verdict from another site is refused even with the token")
    func otherOrigin() async throws {
        let site = try await TestSite.make()
        let token = String(repeating: "a", count: 32)
        for (name, value) in [
            (HTTPField.Name.origin, "http://evil.example"), (.init("Sec-Fetch-Site") ?? .accept, "cross-site"),
        ] {
            var headers: HTTPFields = [
                .contentType: "application/x-www-form-urlencoded", .cookie: "touchstone_form=\(token)",
            ]
            headers[name] = value
            let answer = try await site.send(
                .post,
                "/en/findings/f1/verdict",
                headers: headers,
                body: Array("verdict=confirmed&reason=x&form_token=\(token)".utf8)
            )
            #expect(answer.status == 403)
        }
    }

    @Test("A verdict with its token and a reason is kept and shown")
    func verdict() async throws {
        let site = try await TestSite.make()
        #expect(try await site.post("/fr/findings/f1/verdict", "verdict=dismissed").status == 400)
        #expect(try await site.post("/fr/findings/none/verdict", "verdict=dismissed&reason=x").status == 404)
        let answer = try await site.post("/fr/findings/f1/verdict", "verdict=dismissed&reason=carri%C3%A8re+%3Cb%3E")
        #expect(answer.status == 303)
        let location = try #require(answer.headers[.location])
        #expect(location.hasPrefix("/fr/findings/f1?done=") && location.hasSuffix("#verdict"))
        #expect(try await site.get("/fr/findings/f1").text.contains("carrière &lt;b&gt;"))
        #expect(try await site.get("/fr/findings?verdict=dismissed").text.contains("/findings/f1"))
    }

    @Test("The page with a form hands out a token in the form and in a cookie that no script can read")
    func token() async throws {
        let site = try await TestSite.make()
        let answer = try await site.get("/en/findings/f1")
        let cookie = try #require(answer.headers[.setCookie])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        let token = String(try #require(cookie.split(separator: ";").first?.split(separator: "=").last))
        // Masked anew on each page, so that its length in a compressed one tells nothing.
        let first = try #require(Self.token(in: answer.text))
        let again = try await site.get("/en/findings/f1", headers: [.cookie: "touchstone_form=\(token)"])
        let second = try #require(Self.token(in: again.text))
        #expect(first != second && !answer.text.contains(token) && !again.text.contains(token))
        for masked in [first, second] {
            #expect(try await verdict(masked, cookie: token, site) == 303)
        }
        let other = first.last == "0" ? "1" : "0"
        let wrong: [String] = [
            first.dropLast() + other, String(first.prefix(32)), String(first.suffix(32)), String(first.dropLast()),
            first + "0",
        ]
        for wrong in wrong { #expect(try await verdict(wrong, cookie: token, site) == 403) }
    }

    private static func token(in page: String) -> String? {
        page.firstMatch(of: /name="form_token" value="([0-9a-f]+)"/).map { String($0.1) }
    }

    private func verdict(_ token: String, cookie: String, _ site: TestSite) async throws -> Int {
        try await site.send(
            .post,
            "/en/findings/f1/verdict",
            headers: [
                .contentType: "application/x-www-form-urlencoded", .cookie: "touchstone_form=\(cookie)",
            ],
            body: Array("verdict=confirmed&reason=x&form_token=\(token)".utf8)
        ).status
    }

    static func upload(_ parts: [(head: String, content: String)], close: Bool = true) -> [UInt8] {
        var text = ""
        for part in parts { text += "--XX\r\nContent-Disposition: form-data; \(part.head)\r\n\r\n\(part.content)\r\n" }
        return Array((text + (close ? "--XX--\r\n" : "")).utf8)
    }

    @Test("A file is taken in, and its progress has a page")
    func importing() async throws {
        let site = try await TestSite.make()
        let token = String(repeating: "a", count: 32)
        let headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=XX", .cookie: "touchstone_form=\(token)",
        ]
        let body = Self.upload([
            ("name=\"form_token\"", token), ("name=\"source\"", "Registry"),
            ("name=\"file\"; filename=\"../a.csv\"", "id,name,kind\n1,x,mine\n"),
        ])
        let answer = try await site.send(.post, "/en/import", headers: headers, body: body)
        #expect(answer.status == 303)
        let place = try #require(answer.headers[.location])
        #expect(try await site.get(place).status == 200)
        #expect(
            try await site.get(place.replacing("/en/import/", with: "/api/v1/imports/")).text.contains("bytes_total")
        )
    }

    @Test("An upload is refused without its token, cut short, too large, or without a file")
    func refusedUploads() async throws {
        let site = try await TestSite.make(uploadLimit: 2000)
        let token = String(repeating: "a", count: 32)
        let headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=XX", .cookie: "touchstone_form=\(token)",
        ]
        let file = (head: "name=\"file\"; filename=\"a.csv\"", content: "x")
        let own = (head: "name=\"form_token\"", content: token)
        let big = (head: "name=\"file\"; filename=\"a.csv\"", content: String(repeating: "x", count: 3000))
        let cases: [(body: [UInt8], status: Int)] = [
            (Self.upload([file]), 403), (Self.upload([file, own]), 403), (Self.upload([own, big]), 413),
            (Self.upload([own]), 400), (Self.upload([own, file], close: false), 400), ([], 400),
        ]
        for (index, refused) in cases.enumerated() {
            let answer = try await site.send(.post, "/en/import", headers: headers, body: refused.body)
            #expect(answer.status == refused.status, "case \(index)")
        }
    }
}
