import Foundation
import Ledger
import LedgerStore
import Notary
import Synchronization
import Testing

@Suite("Asking the witnesses of a log")
struct WitnessRoundTests {
    private let scene: LogAndWitnesses

    init() throws {
        scene = try LogAndWitnesses()
    }

    private func standings(_ report: WitnessReport) -> [WitnessStanding] { report.lines.map(\.standing) }

    @Test("All sign, as the log grows; what they signed is kept, and the policy is met by it")
    func fresh() async throws {
        for size in [0, 1, 300, 300, 70_000] {
            let note = try scene.grow(to: size)
            let report = try await scene.ask()
            #expect(standings(report) == [.fresh, .fresh])
            #expect(report.isMet)
            #expect(report.checkpoint.note.text == note.text)
            #expect(report.lines.allSatisfy { $0.last?.checkpoint.size == UInt64(size) })
            let kept = try #require(try scene.shelf().witnessed())
            #expect(kept.isMet && kept.checkpoint.note == report.checkpoint.note)
            #expect(try scene.shelf().report() == report)
        }
    }

    @Test("A signature that is given again takes the place of the older one")
    func again() async throws {
        try scene.grow(to: 5)
        _ = try await scene.ask()
        let report = try await scene.ask()
        #expect(report.checkpoint.note.signatures.count == 3)
        #expect(try scene.shelf().witnessed()?.checkpoint.note.signatures.count == 3)
    }

    @Test("A witness that saw more than we knew names its size, and gets the proof from there")
    func conflictOfSizes() async throws {
        try scene.grow(to: 5)
        _ = try await scene.ask()
        try FileManager.default.removeItem(atPath: scene.folder.path("ledger/.state/witnesses"))
        try scene.grow(to: 300)
        let report = try await scene.ask()
        #expect(standings(report) == [.fresh, .fresh])
        #expect(scene.witnesses[0].asked.withLock { $0 } == 3)
    }

    @Test("A witness that lags keeps nobody from signing; the policy decides whether that is enough")
    func lagging() async throws {
        try scene.grow(to: 5)
        let both = try await scene.ask()
        #expect(both.isMet)
        scene.witnesses[1].behave { request in
            request.body == nil ? nil : OutgoingAnswer(status: 503, mediaType: nil, body: [])
        }
        try scene.grow(to: 9)
        let one = try await scene.ask()
        #expect(standings(one) == [.fresh, .down(.busy)])
        #expect(!one.isMet)
        #expect(one.lines[1].last?.checkpoint.size == 5)
        // Both signed five entries: with that the policy is met, and nine are not put in its place.
        #expect(try scene.shelf().witnessed()?.checkpoint.checkpoint.size == 5)
        let any = try await scene.ask("any")
        #expect(any.isMet)
        #expect(try scene.shelf("any").witnessed()?.checkpoint.checkpoint.size == 9)
        scene.witnesses[1].behave(nil)
        let later = try await scene.ask()
        #expect(standings(later) == [.fresh, .fresh] && later.isMet)
    }

    @Test("A witness that is down, or does not know the log, keeps nobody from signing")
    func down() async throws {
        try scene.grow(to: 5)
        scene.witnesses[0].behave { _ in throw PlayedWitness.Silence() }
        let silent = try await scene.ask("any")
        #expect(standings(silent) == [.down(.silent), .fresh] && silent.isMet)
        #expect(silent.lines[0].last == nil)
        for (status, trouble) in [
            (400, WitnessTrouble.notUnderstood), (403, .forbidden), (404, .unknownLog), (302, .badAnswer),
        ] {
            scene.witnesses[0].behave { _ in OutgoingAnswer(status: status, mediaType: nil, body: []) }
            let report = try await scene.ask()
            #expect(standings(report) == [.behind(trouble), .fresh] && !report.isMet)
        }
    }

    @Test("Answers that are none of the protocol count for nothing, and are not asked for without end")
    func badAnswers() async throws {
        try scene.grow(to: 5)
        let other = try SigningKey(generating: scene.witnesses[0].key.name, algorithm: .cosignature)
        let text = try #require(try PublishedLog(scene.files).checkpoint()).text
        let lines = [
            [], Array("\n".utf8), Array("— one.example AAAA\n".utf8), try other.cosign(text, at: 7).line,
            try scene.witnesses[1].key.cosign(text, at: 7).line, Array("\n— ".utf8),
            try scene.witnesses[0].key.cosign(Checkpoint(origin: scene.log.name, size: 4, root: .empty).text, at: 7)
                .line,
        ]
        for line in lines {
            scene.witnesses[0].behave { _ in OutgoingAnswer(status: 200, mediaType: "text/plain", body: line) }
            let report = try await scene.ask()
            #expect(standings(report) == [.behind(.badAnswer), .fresh])
        }
        for (type, body) in [
            ("text/plain", "3\n"), ("text/x.tlog.size", "3"), ("text/x.tlog.size", "03\n"), ("text/x.tlog.size", "0\n"),
            ("text/x.tlog.size", "-1\n"), ("text/x.tlog.size", "99999999999999999999\n"),
        ] {
            scene.witnesses[0].behave { _ in OutgoingAnswer(status: 409, mediaType: type, body: Array(body.utf8)) }
            #expect(standings(try await scene.ask()) == [.behind(.badAnswer), .fresh])
        }
        // Each time another size: it is asked a few times and no more.
        scene.witnesses[0].behave { request in
            let isFirst = request.body.map { $0.starts(with: "old 1\n".utf8) } ?? false
            return OutgoingAnswer(
                status: 409,
                mediaType: "text/x.tlog.size",
                body: Array((isFirst ? "2\n" : "1\n").utf8)
            )
        }
        #expect(standings(try await scene.ask()) == [.behind(.overtaken), .fresh])
    }

    @Test("A witness that was shown another history: both notes are kept, and the others sign")
    func equivocation() async throws {
        try scene.grow(to: 5)
        let fork = try scene.fork(5)
        #expect(scene.witnesses[1].sign(fork.request).status == 200)
        let any = try await scene.ask("any")
        guard case .conflict(let conflict) = any.lines[1].standing else {
            Issue.record("\(any.lines[1].standing)")
            return
        }
        #expect(any.lines[0].standing == .fresh && any.isMet)
        let all = try await scene.ask("all")
        #expect(!all.isMet)
        // Both are signed by the log, at one size: proof to anybody.
        let keys = [scene.log.verifier]
        let first = try VerifiedCheckpoint(conflict.ours, logKeys: keys)
        let second = try VerifiedCheckpoint(
            conflict.theirs,
            logKeys: keys,
            witnessKeys: [scene.witnesses[1].key.verifier]
        )
        #expect(Equivocation(first, second) != nil)
        #expect(second.witnesses.count == 1)
        // Once, though the log was asked twice and grew.
        try scene.grow(to: 40)
        _ = try await scene.ask()
        let kept = try scene.shelf().conflicts()
        #expect(kept == [conflict])
        #expect(WitnessConflict(parsing: conflict.bytes) == conflict)
        let standing = try #require(try scene.shelf().report())
        #expect(standing.lines[1].standing == .conflict(conflict))
    }

    @Test("A fork of another size is found by our own tiles")
    func fork() async throws {
        try scene.grow(to: 300)
        #expect(scene.witnesses[0].sign(try scene.fork(200).request).status == 200)
        let report = try await scene.ask("any")
        guard case .conflict(let conflict) = report.lines[0].standing else {
            Issue.record("\(report.lines[0].standing)")
            return
        }
        #expect(try Checkpoint(parsing: conflict.theirs.text).size == 200)
        #expect(report.lines[1].standing == .fresh)
    }

    @Test("A witness that saw more than there is: the log was brought back from an older copy")
    func rollback() async throws {
        try scene.grow(to: 5)
        try FileManager.default.copyItem(atPath: scene.folder.path("ledger"), toPath: scene.folder.path("old"))
        try scene.grow(to: 9)
        _ = try await scene.ask()
        try FileManager.default.removeItem(atPath: scene.folder.path("ledger"))
        try FileManager.default.moveItem(atPath: scene.folder.path("old"), toPath: scene.folder.path("ledger"))
        let report = try await scene.ask()
        for line in report.lines {
            guard case .conflict(let conflict) = line.standing else {
                Issue.record("\(line.standing)")
                continue
            }
            #expect(try Checkpoint(parsing: conflict.theirs.text).size == 9)
        }
    }

    @Test("A witness that signs for us and shows others another history is found by its page")
    func twoFaces() async throws {
        try scene.grow(to: 5)
        let fork = try scene.fork(5)
        var shown = fork.note
        shown.add([try scene.witnesses[1].key.cosign(fork.note.text, at: 8)])
        let bytes = shown.bytes
        scene.witnesses[1].behave { request in
            request.body == nil ? OutgoingAnswer(status: 200, mediaType: "text/plain", body: bytes) : nil
        }
        let report = try await scene.ask("any")
        #expect(report.lines[0].standing == .fresh)
        guard case .conflict(let conflict) = report.lines[1].standing else {
            Issue.record("\(report.lines[1].standing)")
            return
        }
        #expect(conflict.theirs == shown)
        // A page that nobody signed, or that only the witness did, accuses nobody.
        for note in [fork.note, SignedNote(text: fork.note.text, signatures: Array(shown.signatures.suffix(1)))] {
            let page = note.bytes
            scene.witnesses[1].behave { request in
                request.body == nil ? OutgoingAnswer(status: 200, mediaType: "text/plain", body: page) : nil
            }
            try FileManager.default.removeItem(atPath: scene.folder.path("ledger/conflicts"))
            let report = try await scene.ask("any")
            #expect(report.lines[1].standing == .fresh)
            try FileManager.default.createDirectory(
                atPath: scene.folder.path("ledger/conflicts"),
                withIntermediateDirectories: true
            )
        }
    }

    @Test("A log that is not what its checkpoint says is shown to no witness")
    func damagedLog() async throws {
        try scene.grow(to: 5)
        let path = scene.folder.url.appending(path: "ledger/tile/0/000.p/5")
        var tile = try Data(contentsOf: path)
        tile[0] ^= 1
        try tile.write(to: path)
        await #expect(throws: LogFault.wrongRoot(size: 5)) { try await scene.ask() }
        #expect(scene.witnesses.allSatisfy { $0.asked.withLock { $0 } == 0 })
        // Nor is the witness to blame for tiles that are gone.
        try scene.grow(to: 5)
    }
}
