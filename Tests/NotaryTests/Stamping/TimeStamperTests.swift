import Credentials
import Foundation
import Ledger
import LedgerStore
import Notary
import Synchronization
import Testing
import Vocabulary

@Suite(
    "Time stamps over checkpoints",
    .enabled(if: StampAuthority.isPresent, StampAuthority.absence)
)
struct TimeStamperTests {
    private let scene: LogAndWitnesses
    private let authority: StampAuthority
    private let trusted: StampingAuthority
    private let now: UTCInstant

    init() throws {
        scene = try LogAndWitnesses()
        authority = try StampAuthority()
        trusted = try StampingAuthority(address: "https://tsa.example/", roots: try authority.certificate)
        now = try #require(UTCInstant(milliseconds: Int(Date().timeIntervalSince1970 * 1_000)))
    }

    private func stamper(
        _ trusted: StampingAuthority? = nil,
        send: Sending? = nil
    ) -> TimeStamper<PosixFiles> {
        let authority = authority
        return TimeStamper(
            scene.files,
            logKeys: [scene.log.verifier],
            authority: trusted ?? self.trusted,
            send: send ?? { try authority.answer($0) }
        )
    }

    private func checks() throws -> [KeptStamp] {
        try StampShelf(scene.files).check(trusted, logKeys: [scene.log.verifier])
    }

    @Test("A checkpoint is stamped once a day, with the signatures of its witnesses, and openssl agrees")
    func daily() async throws {
        try scene.grow(to: 5)
        let witnessed = try await scene.ask()
        #expect(try await stamper().stampIfDue(now: now).stamped?.size == 5)
        #expect(try scene.files.read("time/5.checkpoint") == witnessed.checkpoint.note.bytes)
        #expect(try await stamper().stampIfDue(now: now) == .notDue)
        try scene.grow(to: 9)
        #expect(try await stamper().stampIfDue(now: now) == .notDue)
        let tomorrow = try #require(UTCInstant(milliseconds: now.milliseconds + 86_400_000))
        #expect(try await stamper().stampIfDue(now: tomorrow).stamped?.size == 9)
        #expect(try await stamper().stampIfDue(now: tomorrow) == .unchanged)
        #expect(try checks().map(\.size) == [5, 9])
        #expect(try checks().allSatisfy { $0.time != nil })
        for size in [5, 9] {
            let folder = scene.folder.path("ledger/time")
            let check = { (data: Int) in
                try authority.status([
                    "ts", "-verify", "-data", "\(folder)/\(data).checkpoint", "-in", "\(folder)/\(size).tsr", "-CAfile",
                    "own.pem",
                ])
            }
            #expect(try check(size) == 0)
            #expect(try check(14 - size) != 0)
        }
    }

    @Test("Only a hash leaves the house")
    func privacy() async throws {
        try scene.grow(to: 5)
        let sent = Mutex<OutgoingRequest?>(nil)
        let authority = authority
        _ = try await stamper(send: { request in
            sent.withLock { $0 = request }
            return try authority.answer(request)
        }).stamp()
        let request = try #require(sent.withLock { $0 })
        #expect(request.mediaType == "application/timestamp-query")
        let query = try TimeStampRequest(der: try #require(request.body))
        #expect(
            query.digest == DigestAlgorithm.sha256.digest(of: try #require(try scene.files.read("time/5.checkpoint")))
        )
        #expect(query.nonce?.count == 16 && query.wantsCertificate)
    }

    @Test("What is no stamp over the checkpoint by an authority that is trusted is not kept")
    func refusals() async throws {
        try scene.grow(to: 5)
        let authority = authority
        let old = try authority.answer(
            OutgoingRequest(posting: try TimeStampRequest(over: [1], nonce: [1]).der, as: "", to: "")
        )
        let other = try StampingAuthority(address: "", roots: try StampAuthority().certificate)
        let cases: [(StampingFault, TimeStamper<PosixFiles>)] = [
            (.silent, stamper(send: { _ in throw PlayedWitness.Silence() })),
            (.status(500), stamper(send: { _ in OutgoingAnswer(status: 500, mediaType: nil, body: []) })),
            (.noStamp, stamper(send: { _ in OutgoingAnswer(status: 200, mediaType: "text/html", body: []) })),
            (.refused(TimeStampFault(.imprintMismatch)), stamper(send: { _ in old })),
            (.refused(TimeStampFault(.untrusted)), stamper(other)),
        ]
        for (fault, stamper) in cases { await #expect(throws: fault) { try await stamper.stamp() } }
        #expect(try StampShelf(scene.files).sizes() == [])
        #expect(throws: StampingFault.badRoots) { try StampingAuthority(address: "", roots: "nonsense") }
    }

    @Test("A change of any bit of what is kept is found, or leaves a stamp that says the same of the same checkpoint")
    func tampering() async throws {
        try scene.grow(to: 5)
        _ = try await stamper().stamp()
        let time = try #require(try checks()[0].time)
        for name in ["5.checkpoint", "5.tsr"] {
            let url = scene.folder.url.appending(path: "ledger/time/\(name)")
            let sound = try Data(contentsOf: url)
            var harmless: [Int] = []
            for place in sound.indices {
                for bit in 0..<8 {
                    var changed = sound
                    changed[place] ^= 1 << bit
                    try changed.write(to: url)
                    let found = try checks()
                    #expect(found.map(\.size) == [5], "bit \(bit) of byte \(place) of \(name)")
                    guard let left = found.first?.time else { continue }
                    #expect(left == time, "bit \(bit) of byte \(place) of \(name)")
                    harmless.append(place)
                }
            }
            // What stands around a signed answer, such as the words of its status, is not signed (RFC 3161 section 2.4.2).
            #expect(name == "5.tsr" || harmless.isEmpty)
            #expect(harmless.count < 64, "bytes \(harmless)")
            try sound.write(to: url)
            #expect(try checks()[0].time == time)
        }
        try FileManager.default.copyItem(
            atPath: scene.folder.path("ledger/time/5.tsr"),
            toPath: scene.folder.path("ledger/time/6.tsr")
        )
        #expect(try checks().last?.finding == .checkpointMissing)
    }
}
