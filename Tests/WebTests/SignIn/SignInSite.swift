import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Intake
import Logging
import NIOCore
import Rules
import Store
import Synchronization
import Vocabulary
import Web

/// A site whose visitors sign in, over a store of its own with a clock that the test sets.
struct SignInSite {
    static let password = "four plain walls stand"

    let application: WebApplication
    let store: FactStore

    init(mode: EntryMode = .signIn, identity: IdentitySettings = IdentitySettings()) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "touchstone-sign-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try FactStore(at: folder)
        let lexicon = try Lexicon.load(from: TestSite.home.appending(path: "Content"))
        application = try WebApplication(
            store: store,
            intake: IntakeService(Importer(store: store, maps: [:], lexicon: lexicon.names)),
            rules: RuleLoader().load(folders: [TestSite.home.appending(path: "Rules")]).catalogue,
            lexicon: lexicon,
            home: TestSite.home,
            settings: .init(mode: mode, identity: identity),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Makes a person who signs in with the password of all tests.
    @discardableResult
    func person(
        _ email: String = "ana@example.org",
        _ roles: Role...,
        state: Person.State = .active
    ) async throws -> PersonNumber {
        let draft = Person.Draft(
            name: "Ana Test",
            email: email,
            agency: .local,
            roles: roles.isEmpty ? [.analyst] : Set(roles),
            state: state
        )
        let person = try await store.addPerson(draft, by: .local)
        try await store.setPasswordHash(Self.hash, of: person, by: .local)
        return person
    }

    /// Hashed once for all tests: a hash takes a tenth of a second.
    private static let hash: String = {
        var generator = SystemRandomNumberGenerator()
        guard let password = try? Password(password),
            let hash = try? PasswordHash.make(password, using: &generator)
        else { return "" }
        return hash.text
    }()

    func browser(from address: String = "203.0.113.7") -> TestBrowser {
        TestBrowser(application: application, address: address)
    }
}

/// A browser that keeps cookies and sends the form's token back.
final class TestBrowser: Sendable {
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String

        var location: String? { headers[.location] }
        var cookies: [String] { headers[values: .setCookie] }
    }

    private let application: WebApplication
    private let address: String
    let cookies = Mutex<[String: String]>([:])

    init(application: WebApplication, address: String) {
        self.application = application
        self.address = address
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path, nil) }

    /// Posts a form, after a visit to the page that has one where there was none yet.
    func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
        if self["touchstone_form"] == nil { _ = try await get("/en/sign-in") }
        return try await send(.post, path, fields + [("form_token", self["touchstone_form"] ?? "")])
    }

    func signIn(
        _ email: String = "ana@example.org",
        password: String = SignInSite.password,
        next: String? = nil
    ) async throws -> Answer {
        try await post("/en/sign-in", [("email", email), ("password", password), ("next", next ?? "")])
    }

    subscript(cookie: String) -> String? {
        get { cookies.withLock { $0[cookie] } }
        set { cookies.withLock { $0[cookie] = newValue } }
    }

    /// The same browser, or another one that somebody carried the cookies to.
    func copy(from address: String? = nil) -> TestBrowser {
        let other = TestBrowser(application: application, address: address ?? self.address)
        let kept = cookies.withLock { $0 }
        other.cookies.withLock { $0 = kept }
        return other
    }

    func send(_ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)]?) async throws -> Answer {
        var headers: HTTPFields = [:]
        let kept = cookies.withLock { $0 }
        if !kept.isEmpty { headers[.cookie] = kept.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        var body = ""
        if let fields {
            headers[.contentType] = "application/x-www-form-urlencoded"
            let allowed = CharacterSet.alphanumerics
            body = fields.map { name, value in
                "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
            }.joined(separator: "&")
        }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "127.0.0.1:8080",
            path: path,
            headerFields: headers
        )
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: Array(body.utf8))))
        let response = try await application.directResponder()(request, address)
        let collector = BodyCollector()
        try await response.body.write(collector)
        for text in response.headers[values: .setCookie] { keep(text) }
        return Answer(
            status: response.status.code,
            headers: response.headers,
            text: String(decoding: await collector.collected.bytes, as: UTF8.self)
        )
    }

    private func keep(_ text: String) {
        guard let pair = text.split(separator: ";").first?.split(separator: "=", omittingEmptySubsequences: false),
            pair.count == 2
        else { return }
        cookies.withLock { $0[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
    }
}
