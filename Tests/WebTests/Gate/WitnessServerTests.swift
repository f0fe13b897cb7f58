import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Logging
import NIOCore
import Notary
import Testing
import Web

@Suite("The server of a witness")
struct WitnessServerTests {
    private let folder: URL
    private let log: SigningKey
    private let server: WitnessApplication
    private let tree: MerkleTree

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "touchstone-witness-\(UUID().uuidString)")
        log = try SigningKey(name: KeyName("log.example"), algorithm: .ed25519, seed: Array(0..<32))
        let witness = WitnessFolder(folder.path)
        _ = try witness.make(KeyName("w.example"))
        _ = try witness.add(log.verifier)
        let office = try witness.open { 1_790_000_000 }
        server = WitnessApplication(
            office,
            host: "127.0.0.1",
            port: 0,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        tree = MerkleTree(hashes: (0..<40).map { TreeHash.leaf(Array("entry \($0)".utf8)) })
    }

    private func ask(
        _ path: String,
        _ body: [UInt8]? = nil
    ) async throws -> (status: Int, type: String?, body: String) {
        let head = HTTPRequest(method: body == nil ? .get : .post, scheme: "http", authority: "w.example", path: path)
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: body ?? [])))
        let response = try await server.respond(to: request)
        let collector = BodyCollector()
        try await response.body.write(collector)
        let text = String(decoding: await collector.collected.bytes, as: UTF8.self)
        return (response.status.code, response.headers[.contentType], text)
    }

    private func request(
        _ old: UInt64,
        _ new: UInt64,
        by key: SigningKey? = nil,
        proof: [TreeHash]? = nil
    ) throws -> [UInt8] {
        let snapshot = try #require(tree.snapshot(size: new))
        let key = key ?? log
        let note = try Checkpoint(origin: key.name, size: new, root: snapshot.root).signed(by: key)
        let proof = try proof ?? (old == 0 || old > new ? [] : snapshot.consistencyProof(from: old).hashes)
        return WitnessRequest(oldSize: old, proof: proof, note: note).bytes
    }

    @Test("Each answer of the specification")
    func answers() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = "/" + Witness.monitoringPath(of: log.name)
        #expect(try await ask(page).status == 404)
        let first = try await ask("/add-checkpoint", request(0, 5))
        #expect(first.status == 200 && first.body.hasPrefix("— w.example ") && first.body.hasSuffix("\n"))
        let conflict = try await ask("/add-checkpoint", request(0, 9))
        #expect(conflict.status == 409 && conflict.type == "text/x.tlog.size" && conflict.body == "5\n")
        #expect(try await ask("/add-checkpoint", request(5, 9, proof: [.empty])).status == 422)
        #expect(try await ask("/add-checkpoint", request(9, 5)).status == 400)
        #expect(try await ask("/add-checkpoint", Array("old x\n".utf8)).status == 400)
        let other = try SigningKey(generating: log.name, algorithm: .ed25519)
        #expect(try await ask("/add-checkpoint", request(5, 9, by: other)).status == 403)
        let stranger = try SigningKey(generating: KeyName("stranger.example"), algorithm: .ed25519)
        #expect(try await ask("/add-checkpoint", request(0, 9, by: stranger)).status == 404)
        #expect(try await ask("/add-checkpoint", request(5, 9)).status == 200)
        let shown = try await ask(page)
        #expect(shown.status == 200 && shown.type == "text/plain; charset=utf-8")
        #expect(try Checkpoint(parsing: SignedNote(parsing: shown.body).text).size == 9)
        let overview = try await ask("/")
        #expect(overview.body.contains("size 9\npath \(page)\n"))
    }

    @Test("Other paths, other methods and long bodies are refused in a line")
    func refusals() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in ["/nothing", "/../key/checkpoint", "/%2e%2e/checkpoint", "/add-checkpoint"] {
            let answer = try await ask(path)
            #expect(answer.status == 404 && answer.type == "text/plain; charset=utf-8")
        }
        let long = try await ask("/add-checkpoint", [UInt8](repeating: 0x0A, count: WitnessOffice.requestLimit + 1))
        #expect(long.status == 413)
        #expect(try await ask("/add-checkpoint", []).status == 400)
    }
}
