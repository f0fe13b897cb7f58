import Ledger
import Testing

@Suite("Whom to believe")
struct PolicyTests {
    private static func key(_ name: String, _ algorithm: SignatureAlgorithm) throws -> SigningKey {
        var seed = Array(name.utf8)
        seed += [UInt8](repeating: algorithm.rawValue, count: 32 - seed.count)
        return try SigningKey(name: KeyName(name), algorithm: algorithm, seed: seed)
    }

    /// The specification's example: two of three here and one of three there.
    private static let groups = """
        group X-witnesses 2 X1 X2 X3

        # the other organisation
        \t group\tY-witnesses  any Y1 Y2 Y3
        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """
    private static let names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"]

    private static func policy(_ rest: String = groups) throws -> TrustPolicy {
        var text = "log \(try key("log", .ed25519).verifier) https://log.example/\n"
        for name in names { text += "witness \(name) \(try key(name, .cosignature).verifier)\n" }
        return try TrustPolicy(parsing: text + rest)
    }

    private static func note(signedBy names: [String]) throws -> SignedNote {
        let log = try key("log", .ed25519)
        var note = try Checkpoint(origin: log.name, size: 3, root: .leaf([3])).signed(by: log)
        for (place, name) in names.enumerated() {
            note.add([try key(name, .cosignature).cosign(note.text, at: UInt64(100 + place))])
        }
        return note
    }

    @Test("Of each set of witnesses, whether it is enough") func quorum() throws {
        let policy = try Self.policy()
        #expect(policy.logs.first?.address == "https://log.example/")
        for set in 0..<64 {
            let signed = Self.names.enumerated().filter { set >> $0.offset & 1 == 1 }.map(\.element)
            let verdict = try policy.judge(Self.note(signedBy: signed))
            #expect(verdict.isMet == ((set & 7).nonzeroBitCount >= 2 && set >> 3 > 0), "\(signed)")
            #expect(verdict.signed.map(\.name.description) == signed)
            #expect(verdict.signed.count + verdict.absent.count == 6)
        }
    }

    @Test("One witness, or none, may be the whole of it") func small() throws {
        let one = try Self.policy("quorum Y2\n")
        #expect(try !one.judge(Self.note(signedBy: ["Y1"])).isMet)
        #expect(try one.judge(Self.note(signedBy: ["Y2"])).isMet)
        let none = try Self.policy("quorum none\n")
        #expect(none.quorum == nil)
        #expect(try none.judge(Self.note(signedBy: [])).isMet)
    }

    @Test("A witness that signed twice counts once, at its later time") func twice() throws {
        let policy = try Self.policy("group two 2 X1 X2\nquorum two\n")
        var note = try Self.note(signedBy: ["X1"])
        note.add([try Self.key("X1", .cosignature).cosign(note.text, at: 5000)])
        #expect(note.signatures.count == 3)
        let verdict = try policy.judge(note)
        #expect(!verdict.isMet)
        #expect(verdict.checkpoint.witnesses.map(\.time) == [5000])
    }

    @Test("One witness lags, is down, or signs two histories: what the policy says of each checkpoint")
    func twoWitnesses() throws {
        let log = try Self.key("log", .ed25519)
        let (first, second) = (try Self.key("X1", .cosignature), try Self.key("X2", .cosignature))
        func note(_ size: UInt64, _ leaf: UInt8, _ witnesses: [SigningKey]) throws -> SignedNote {
            var note = try Checkpoint(origin: log.name, size: size, root: .leaf([leaf])).signed(by: log)
            note.add(try witnesses.map { try $0.cosign(note.text, at: 100 + size) })
            return note
        }
        let both = try Self.policy("group G all X1 X2\nquorum G\n")
        let any = try Self.policy("group G any X1 X2\nquorum G\n")
        // The second lags: it saw the checkpoint before the last.
        let (old, new) = (try note(3, 1, [first, second]), try note(4, 2, [first]))
        #expect(try both.judge(old).isMet && any.judge(old).isMet)
        #expect(try !both.judge(new).isMet && any.judge(new).isMet)
        #expect(try both.judge(new).absent.contains { $0.name == PolicyName("X2") })
        // A signature of the checkpoint before does not count for this one, and spoils it.
        let moved = SignedNote(text: new.text, signatures: new.signatures + old.signatures.suffix(1))
        #expect(throws: NoteFault.wrongSignature) { try any.judge(moved) }
        // The first signs two histories that the log shows: any one of two is deceived, both of two are not; and whoever
        // sees both checkpoints holds the proof.
        let (one, other) = (try note(5, 3, [first, second]), try note(5, 4, [first]))
        #expect(try any.judge(one).isMet && any.judge(other).isMet)
        #expect(try both.judge(one).isMet && !both.judge(other).isMet)
        #expect(try Equivocation(any.judge(one).checkpoint, any.judge(other).checkpoint) != nil)
        // Both are down.
        #expect(try !any.judge(note(6, 5, [])).isMet)
    }

    @Test("A wrong signature of a witness that is known spoils the note; no log's signature leaves nothing")
    func wrong() throws {
        let policy = try Self.policy()
        let note = try Self.note(signedBy: ["X1", "X2", "Y1"])
        var lines = note.signatures
        lines[2] = NoteSignature(name: lines[2].name, keyID: lines[2].keyID, bytes: lines[1].bytes)
        #expect(throws: NoteFault.wrongSignature) { try policy.judge(SignedNote(text: note.text, signatures: lines)) }
        let unsigned = SignedNote(text: note.text, signatures: Array(note.signatures.dropFirst()))
        #expect(throws: NoteFault.noKnownKey) { try policy.judge(unsigned) }
    }

    @Test("Policies that are none, and where") func faults() throws {
        let log = try Self.key("log", .ed25519).verifier.text
        let x = try Self.key("X", .cosignature).verifier.text
        let y = try Self.key("Y", .cosignature).verifier.text
        // The key of X under another name is the key of X still.
        let renamed = try SigningKey(
            name: KeyName("renamed"),
            algorithm: .cosignature,
            seed: Array("X".utf8) + [UInt8](repeating: 4, count: 31)
        ).verifier.text
        let cases: [(String, PolicyFault.Reason, Int)] = [
            ("", .quorum, 0), ("log \(log)\n", .quorum, 1), ("quorum none", .badText, 0),
            ("quorum none\r\n", .badText, 1),
            ("quorum none\nquorum none\n", .quorum, 2), ("quorum x\n", .unknownName, 1), ("quorum\n", .badLine, 1),
            ("quorum none none\n", .badLine, 1), ("trust all\n", .badLine, 1), ("log\n", .badLine, 1),
            ("log \(log) a b\n", .badLine, 1), ("log \(x)\n", .badKey, 1), ("log \(log.dropLast())\n", .badKey, 1),
            ("log \(log)\nlog \(log)\n", .keyTwice, 2), ("witness X \(log)\n", .badKey, 1),
            ("witness X\n", .badLine, 1),
            ("witness none \(x)\n", .nameTwice, 1), ("witness X \(x)\nwitness X \(y)\n", .nameTwice, 2),
            ("witness X \(x)\nwitness Y \(x)\n", .keyTwice, 2),
            ("witness X \(x)\nwitness Y \(renamed)\n", .keyTwice, 2),
            ("witness X \(x)\ngroup X any X\n", .nameTwice, 2), ("witness X \(x)\ngroup G any\n", .badLine, 2),
            ("group G any X\nwitness X \(x)\n", .unknownName, 1), ("witness X \(x)\ngroup G 0 X\n", .badThreshold, 2),
            ("witness X \(x)\ngroup G 2 X\n", .badThreshold, 2), ("witness X \(x)\ngroup G 01 X\n", .badThreshold, 2),
            ("witness X \(x)\ngroup G any none\n", .unknownName, 2),
            ("witness X \(x)\ngroup G 2 X X\n", .memberTwice, 2),
            ("witness X \(x)\ngroup G any X\ngroup H any X\n", .memberTwice, 3),
            ("witness X \(x)\ngroup G any G\n", .unknownName, 2), ("witness X \(x)\nquorum x\n", .unknownName, 2),
        ]
        for (text, reason, line) in cases {
            #expect(throws: PolicyFault(reason: reason, line: line), "\(text)") { try TrustPolicy(parsing: text) }
        }
    }
}
