import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Identity
import Installation
import Intake
import Logging
import NIOCore
import Rules
import Store
import Vocabulary
import Web

/// A site over a store of its own, called without a socket.
struct TestSite {
    let application: WebApplication
    private let responder: @Sendable (Request, _ peer: String?) async throws -> Response
    let store: FactStore
    private let folder: URL

    static let home = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Makes a site whose store holds the rows of ``SampleRows``.
    static func make(
        uploadLimit: Int = 1 << 20,
        mode: EntryMode = .owner,
        gate: GateSettings = GateSettings(),
        modules: ModuleSet = .all,
        packs: PacksInForce = .none,
        overrides: [ParameterOverride] = [],
        webhooks: OutboundGuard = OutboundGuard()
    ) async throws -> TestSite {
        let folder = FileManager.default.temporaryDirectory.appending(path: "touchstone-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try FactStore(at: folder)
        let kept = try store.received.keep(
            bytes: Array(String(repeating: "as received, byte for byte; ", count: 20).utf8)
        )
        try await DatabaseQueue(path: FactStore.databaseURL(in: folder).path).write { db in
            try db.execute(sql: SampleRows.sql)
            try db.execute(sql: "UPDATE main.receipt SET sha256 = ?", arguments: [Data(kept.sha256)])
        }
        return try TestSite(
            store,
            WebApplication.Settings(uploadLimit: uploadLimit, mode: mode, gate: gate, webhooks: webhooks),
            modules: modules,
            packs: packs,
            overrides: overrides
        )
    }

    /// A site over a store that is there, which its visitors sign in to.
    static func over(_ store: FactStore, logger: Logger) throws -> TestSite {
        try TestSite(store, WebApplication.Settings(uploadLimit: 1 << 20, mode: .signIn), logger: logger)
    }

    private init(
        _ store: FactStore,
        _ settings: WebApplication.Settings,
        modules: ModuleSet = .all,
        packs: PacksInForce = .none,
        overrides: [ParameterOverride] = [],
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) throws {
        let lexicon = try Self.lexicon.get()
        application = try WebApplication(
            store: store,
            intake: IntakeService(Importer(store: store, maps: [:], lexicon: lexicon.names)),
            rules: Self.rules.applying(overrides).catalogue,
            lexicon: lexicon,
            home: Self.home,
            modules: modules,
            packs: packs,
            settings: settings,
            logger: logger
        )
        responder = application.directResponder()
        self.store = store
        folder = store.folder
    }

    /// The same store with other modules on.
    func with(_ modules: ModuleSet) throws -> TestSite {
        try TestSite(store, WebApplication.Settings(mode: .owner), modules: modules)
    }

    private static let lexicon = Result { try Lexicon.load(from: home.appending(path: "Content")) }
    private static let rules = RuleLoader().load(folders: [home.appending(path: "Rules")]).catalogue

    /// Runs SQL past the store.
    func execute(_ sql: String) async throws {
        try await DatabaseQueue(path: FactStore.databaseURL(in: folder).path).write { try $0.execute(sql: sql) }
    }

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    func get(_ path: String, headers: HTTPFields = [:], from peer: String? = nil) async throws -> Answer {
        try await send(.get, path, headers: headers, body: [], from: peer)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        authority: String = "127.0.0.1:8080",
        headers: HTTPFields = [:],
        body: [UInt8],
        from peer: String? = nil
    ) async throws -> Answer {
        let head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path, headerFields: headers)
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: body)))
        let response = try await responder(request, peer)
        let collector = BodyCollector()
        try await response.body.write(collector)
        return Answer(
            status: response.status.code,
            headers: response.headers,
            bytes: await collector.collected.bytes
        )
    }

    /// Posts an URL-encoded form with a token that fits its cookie.
    func post(_ path: String, _ form: String, token: String? = String(repeating: "a", count: 32)) async throws -> Answer
    {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.cookie] = "touchstone_form=\(String(repeating: "a", count: 32))"
        let body = form + (token.map { "&form_token=\($0)" } ?? "")
        return try await send(.post, path, headers: headers, body: Array(body.utf8))
    }
}

/// Collects what a response writes.
struct BodyCollector: ResponseBodyWriter {
    actor Collected {
        var bytes: [UInt8] = []
        func append(_ more: [UInt8]) { bytes += more }
    }

    let collected = Collected()

    mutating func write(_ buffer: ByteBuffer) async throws {
        await collected.append(Array(buffer.readableBytesView))
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
