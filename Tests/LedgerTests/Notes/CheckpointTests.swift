import Formats
import KernelSamples
import Ledger
import Testing

@Suite(
    "Checkpoints, witnesses' signatures and proofs",
    .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence)
)
struct CheckpointTests {
    @Test("Others' texts; a root that is no SHA-256 is refused for that reason alone")
    func parsing() throws {
        let cases = try LedgerVectors.tape("notes/checkpoint-parse.json").elements
        #expect(cases.count == 11)
        for each in cases {
            let name = Comment(rawValue: try each.text("name"))
            let refusal = fault { () throws(NoteFault) in
                try Checkpoint(parsing: NoteText(each.member("text")?.content ?? []))
            }
            if each["ok"]?.bool == true {
                #expect(refusal == .rootLength, name)
            } else {
                #expect(refusal != nil && refusal != .rootLength, name)
            }
        }
    }

    @Test("Texts that are a second spelling, or no checkpoint")
    func spellings() throws {
        let root = TreeHash.empty.base64
        #expect(throws: Never.self) { try Checkpoint(parsing: NoteText("log\n0\n\(root)\n")) }
        let cases: [(String, NoteFault)] = [
            ("log\n00\n\(root)\n", .badSize), ("log\n+1\n\(root)\n", .badSize), ("log\n1 \n\(root)\n", .badSize),
            ("log\n9223372036854775808\n\(root)\n", .badSize), ("log\n1\n\(root)=\n", .badRoot),
            ("log\n1\n\(root.dropLast())\n", .badRoot), ("log\n1\n\(root)\n\n", .missingLine),
            ("lo g\n1\n\(root)\n", .badName), ("log+\n1\n\(root)\n", .badName),
            ("log\r\n1\n\(root)\n", .controlCharacter),
            // The last symbol holds bits that mean nothing: other readers take three more spellings of each root.
            ("log\n1\n\(root.dropLast(2))V=\n", .badRoot),
        ]
        for (text, expected) in cases {
            #expect(throws: expected) { try Checkpoint(parsing: NoteText(text)) }
        }
    }

    private static func keys(_ file: JSONValue) throws -> (log: SigningKey, witnesses: [SigningKey]) {
        let keys = try #require(file["keys"])
        let logKey = try VerifierKey(parsing: try keys.text("log_vkey"))
        let log = try SigningKey(
            name: logKey.name,
            algorithm: .ed25519,
            seed: bytes(hex: try keys.text("log_seed_hex"))
        )
        #expect(log.verifier == logKey)
        let witnesses = try #require(keys["witnesses"]).elements.map { each in
            let key = try SigningKey(
                name: KeyName(try each.text("name")),
                algorithm: .cosignature,
                seed: bytes(hex: try each.text("seed_hex"))
            )
            #expect(key.verifier.text == (try each.text("vkey")))
            return key
        }
        return (log, witnesses)
    }

    @Test("Five checkpoints with their witnesses made again, byte for byte")
    func reproduction() throws {
        let file = try LedgerVectors.tape("notes/checkpoints-cosigned.json")
        let (log, witnesses) = try Self.keys(file)
        let cases = try #require(file["checkpoints"]).elements
        #expect(cases.count == 5)
        for each in cases {
            let root = try #require(try each.hash("root"))
            let checkpoint = Checkpoint(origin: log.name, size: try each.count("size"), root: root)
            var note = try checkpoint.signed(by: log)
            #expect(note.bytes == each["log_signed"]?.content)
            note.add(try witnesses.map { try $0.cosign(note.text, at: each.count("cosign_time")) })
            #expect(note.bytes == each["cosigned"]?.content)
            let verified = try VerifiedCheckpoint(
                SignedNote(parsing: note.bytes),
                logKeys: [log.verifier],
                witnessKeys: witnesses.map(\.verifier)
            )
            #expect(verified.checkpoint == checkpoint)
            #expect(verified.witnesses.map(\.time) == [try each.count("cosign_time"), try each.count("cosign_time")])
        }
    }

    @Test("Proof files: others' texts")
    func proofTexts() throws {
        let cases = try LedgerVectors.tape("notes/tlog-proof-parse.json").elements
        #expect(cases.count == 8)
        for each in cases {
            let refusal = fault { () throws(LogProofFault) in try LogProof(parsing: each.member("text")?.content ?? [])
            }
            let name = Comment(rawValue: try each.text("name"))
            #expect((refusal == nil) == (each["ok"]?.bool == true), name)
        }
        let head = "c2sp.org/tlog-proof@v1\nindex 0\n"
        let hash = TreeHash.empty.base64 + "\n"
        for (count, isTaken) in [(63, true), (64, false)] {
            let text = head + String(repeating: hash, count: count) + "\nx\n"
            #expect((fault { () throws(LogProofFault) in try LogProof(parsing: Array(text.utf8)) } == nil) == isTaken)
        }
        for text in [
            "", head, head + hash, "c2sp.org/tlog-proof@v1\nindex 00\n\nx\n", "c2sp.org/tlog-proof@v1\nindex 0",
        ] {
            #expect(throws: LogProofFault.self) { try LogProof(parsing: Array(text.utf8)) }
        }
    }

    @Test("Proof files: the four that are whole, their policy, and any bit that changes in them")
    func proofs() throws {
        let file = try LedgerVectors.tape("notes/checkpoints-cosigned.json")
        let policy = try TrustPolicy(parsing: try LedgerVectors.bytes("notes/example.tlog-policy.txt"))
        let cases = try #require(file["tlog_proofs"]).elements
        #expect(cases.count == 4)
        for each in cases {
            let bytes = try #require(each["tlog_proof"]?.content)
            let leaf = TreeHash.leaf(try #require(each["leaf"]?.content))
            let proof = try LogProof(parsing: bytes)
            #expect(proof.bytes == bytes)
            let proven = try proof.check(leaf: leaf, policy: policy)
            #expect(proven.index == (try each.count("index")))
            #expect(proven.verdict.checkpoint.checkpoint.size == (try each.count("size")))
            #expect(proven.verdict.signed.count == 2)
            #expect(throws: LogProofFault.proof(.wrongRoot)) { try proof.check(leaf: .leaf([]), policy: policy) }
            for place in stride(from: 0, to: bytes.count, by: bytes.count > 800 ? 3 : 1) {
                for bit in [0, 1, 2, 5, 7] {
                    var changed = bytes
                    changed[place] ^= 1 << UInt8(bit)
                    let isSeen =
                        fault { () throws(LogProofFault) in
                            try LogProof(parsing: changed).check(leaf: leaf, policy: policy)
                        } != nil
                    #expect(isSeen, "byte \(place), bit \(bit)")
                }
            }
        }
    }

    @Test("A log that shows two histories of one size has signed the proof of it")
    func equivocation() throws {
        let (log, _) = try Self.keys(try LedgerVectors.tape("notes/checkpoints-cosigned.json"))
        func verified(_ size: UInt64, _ root: TreeHash) throws -> VerifiedCheckpoint {
            try VerifiedCheckpoint(
                Checkpoint(origin: log.name, size: size, root: root).signed(by: log),
                logKeys: [log.verifier]
            )
        }
        let (a, b) = (try verified(5, .leaf([1])), try verified(5, .leaf([2])))
        #expect(Equivocation(a, b) != nil)
        #expect(Equivocation(a, a) == nil)
        #expect(Equivocation(a, try verified(6, .leaf([2]))) == nil)
    }

    @Test("The key must bear the log's name, and the log's signature must be a log's")
    func origin() throws {
        let (log, witnesses) = try Self.keys(try LedgerVectors.tape("notes/checkpoints-cosigned.json"))
        let other = Checkpoint(origin: try KeyName("other.example"), size: 1, root: .leaf([1]))
        #expect(throws: NoteFault.wrongOrigin) { try other.signed(by: log) }
        let text = try other.text
        let forged = SignedNote(text: text, signatures: [try log.sign(text)])
        #expect(throws: NoteFault.noKnownKey) { try VerifiedCheckpoint(forged, logKeys: [log.verifier]) }
        // A witness that has the log's name signs as a witness only.
        let witness = try SigningKey(name: log.name, algorithm: .cosignature, seed: [UInt8](repeating: 3, count: 32))
        let own = try Checkpoint(origin: log.name, size: 1, root: .leaf([1])).text
        let cosigned = SignedNote(text: own, signatures: [try witness.cosign(own, at: 1)])
        #expect(throws: NoteFault.noKnownKey) {
            try VerifiedCheckpoint(cosigned, logKeys: [witness.verifier, log.verifier])
        }
        #expect(witnesses.count == 2)
    }
}
