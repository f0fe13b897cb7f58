import Foundation
import GRDB
import HTTPTypes
import Hummingbird
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
    let store: FactStore
    private let folder: URL

    static let home = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Makes a site whose store holds the rows of ``SampleRows``.
    static func make(uploadLimit: Int = 1 << 20, mode: EntryMode = .owner) async throws -> TestSite {
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
        let lexicon = try Lexicon.load(from: home.appending(path: "Content"))
        let application = try WebApplication(
            store: store,
            intake: IntakeService(Importer(store: store, maps: [:], lexicon: lexicon.names)),
            rules: RuleLoader().load(folders: [home.appending(path: "Rules")]).catalogue,
            lexicon: lexicon,
            home: home,
            settings: .init(uploadLimit: uploadLimit, mode: mode),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        return TestSite(application: application, store: store, folder: folder)
    }

    /// Runs SQL past the store.
    func execute(_ sql: String) async throws {
        try await DatabaseQueue(path: FactStore.databaseURL(in: folder).path).write { try $0.execute(sql: sql) }
    }

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers: headers, body: [])
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        authority: String = "127.0.0.1:8080",
        headers: HTTPFields = [:],
        body: [UInt8]
    ) async throws -> Answer {
        let head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path, headerFields: headers)
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: body)))
        let response = try await application.respond(to: request)
        let collector = BodyCollector()
        try await response.body.write(collector)
        return Answer(
            status: response.status.code,
            headers: response.headers,
            text: String(decoding: await collector.collected.bytes, as: UTF8.self)
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
