import Formats
import KernelSamples
import Ledger
import Testing

@Suite("Notes", .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence))
struct NoteTests {
    @Test("Others' notes: who signed, and what is refused for which reason")
    func vectors() throws {
        let cases = try #require(try LedgerVectors.tape("notes/signed-note.json")["cases"]).elements
        #expect(cases.count == 14)
        for each in cases {
            let name = Comment(rawValue: try each.text("name"))
            let decoded = each["note_base64"]?.content.flatMap { Base64.bytes($0) }
            let bytes = try #require(each["note"]?.content ?? decoded)
            let keys = try (each["vkeys"]?.elements ?? []).map { try VerifierKey(parsing: try #require($0.string)) }
            var refusal: NoteFault?
            var signers: [String] = []
            do throws(NoteFault) {
                let note = try SignedNote(parsing: bytes)
                #expect(note.bytes == bytes, name)
                signers = try note.verified(by: keys).signers.map(\.key.name.text)
            } catch {
                refusal = error
            }
            if each["ok"]?.bool == true {
                #expect(refusal == nil, name)
                #expect(signers == each["verified"]?.elements.compactMap(\.string), name)
            } else {
                switch try each.text("error") {
                case "note has no verifiable signatures": #expect(refusal == .noKnownKey, name)
                case "invalid signature": #expect(refusal == .wrongSignature, name)
                default: #expect(refusal != nil && refusal != .noKnownKey && refusal != .wrongSignature, name)
                }
            }
        }
    }

    @Test("Keys that are none, and the reference's key and signature made again")
    func keys() throws {
        let file = try LedgerVectors.tape("notes/signed-note.json")
        let bad = try #require(file["bad_vkeys"]).elements
        #expect(bad.count == 4)
        for each in bad { #expect(throws: NoteFault.self) { try VerifierKey(parsing: try #require(each.string)) } }
        let sign = try #require(file["sign"])
        let key = try SigningKey(parsing: try sign.text("skey"))
        #expect(key.secretText() == (try sign.text("skey")))
        let text = try NoteText(try sign.text("text"))
        let note = SignedNote(text: text, signatures: [try key.sign(text)])
        #expect(String(decoding: note.bytes, as: UTF8.self) == (try sign.text("signed")))
        #expect(try VerifierKey(parsing: key.verifier.text) == key.verifier)
    }

    @Test("Examples of the specifications are read; those with parts left out are not")
    func examples() throws {
        let file = try LedgerVectors.tape("notes/c2sp-spec-examples.json")
        for document in ["signed-note.md", "tlog-checkpoint.md", "tlog-cosignature.md"] {
            for each in try #require(file.member(document)).elements {
                let note = try SignedNote(parsing: try #require(each.string))
                #expect(String(decoding: note.bytes, as: UTF8.self) == each.string)
                guard document != "signed-note.md" else { continue }
                let checkpoint = try Checkpoint(parsing: note.text)
                #expect(checkpoint.origin.text == "example.com/behind-the-sofa")
                #expect(checkpoint.size == 20_852_163)
                #expect(try checkpoint.text == note.text)
            }
        }
        for each in try #require(file.member("tlog-proof.md")).elements {
            let bytes = try #require(each.content)
            let proof = try LogProof(parsing: bytes)
            #expect(proof.bytes == bytes)
            #expect(proof.index == 73_894)
            #expect(proof.hashes.count == 5)
            #expect(throws: NoteFault.badSignatureLine) { try SignedNote(parsing: proof.checkpoint) }
        }
        // A request to sign a subtree is none to sign a checkpoint.
        for each in try #require(file.member("tlog-witness.md")).elements {
            #expect(throws: NoteFault.badSize) { try WitnessRequest(parsing: try #require(each.content)) }
        }
        for each in try #require(file.member("tlog-policy.md")).elements {
            // The keys are left out of the examples, so that the line without one is the only whole one.
            let text = try #require(each.string)
            #expect((try? TrustPolicy(parsing: text)) != nil || text != "quorum none\n")
            #expect(text == "quorum none\n" || (try? TrustPolicy(parsing: text)) == nil)
        }
    }

    @Test("Any bit that changes in a note is seen")
    func tampering() throws {
        let key = try SigningKey(name: KeyName("example.org/log"), algorithm: .ed25519, seed: Array(0..<32))
        let witness = try SigningKey(name: KeyName("example.org/w"), algorithm: .cosignature, seed: Array(1...32))
        var note = try Checkpoint(origin: key.name, size: 12, root: .leaf([1])).signed(by: key)
        note.add([try witness.cosign(note.text, at: 1_800_000_000)])
        let keys = [key.verifier, witness.verifier]
        #expect(try note.verified(by: keys).signers.count == 2)
        let bytes = note.bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                let signers = try? SignedNote(parsing: changed).verified(by: keys).signers
                // In the lines of signatures, one may be turned into one of an unknown key: then it counts for nothing.
                #expect((signers?.count ?? 0) < 2, "byte \(place), bit \(bit)")
                #expect(place >= note.text.bytes.count || (signers ?? []).isEmpty, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test("A signature of a name or a number that is known counts for nothing without the other")
    func halves() throws {
        let key = try SigningKey(name: KeyName("example.org/log"), algorithm: .ed25519, seed: Array(0..<32))
        let other = try SigningKey(name: KeyName("example.org/log2"), algorithm: .ed25519, seed: Array(0..<32))
        let text = try NoteText("text\n")
        let line = try key.sign(text)
        let moved = NoteSignature(name: other.name, keyID: line.keyID, bytes: line.bytes)
        #expect(throws: NoteFault.noKnownKey) {
            try SignedNote(text: text, signatures: [moved]).verified(by: [key.verifier, other.verifier])
        }
        let stranger = NoteSignature(name: line.name, keyID: line.keyID ^ 1, bytes: [1, 2, 3])
        #expect(
            try SignedNote(text: text, signatures: [stranger, line]).verified(by: [key.verifier]).signers.count == 1
        )
    }

    @Test("Sixteen signatures are taken, a hundred and one are not, and no witness signs what is no checkpoint")
    func limits() throws {
        let text = try NoteText("text\n")
        let keys = try (1...101).map { number in
            try SigningKey(
                name: KeyName("example.org/\(number)"),
                algorithm: .ed25519,
                seed: [UInt8](repeating: UInt8(number), count: 32)
            )
        }
        let lines = try keys.map { try $0.sign(text) }
        for count in [1, 16, 100] {
            let note = try SignedNote(parsing: SignedNote(text: text, signatures: Array(lines[..<count])).bytes)
            #expect(try note.verified(by: keys.map(\.verifier)).signers.count == count)
        }
        #expect(throws: NoteFault.tooLong) {
            try SignedNote(parsing: SignedNote(text: text, signatures: lines).bytes)
        }
        let witness = try SigningKey(name: KeyName("example.org/w"), algorithm: .cosignature, seed: Array(0..<32))
        #expect(throws: NoteFault.missingLine) { try witness.cosign(text, at: 1) }
        #expect(throws: NoteFault.unknownAlgorithm) { try witness.sign(text) }
        let checkpoint = try Checkpoint(origin: KeyName("a"), size: 0, root: .empty).text
        #expect(throws: NoteFault.badTime) { try witness.cosign(checkpoint, at: 0) }
        #expect(throws: NoteFault.badTime) { try witness.cosign(checkpoint, at: 1 << 63) }
        #expect(throws: NoteFault.unknownAlgorithm) { try keys[0].cosign(checkpoint, at: 1) }
    }

    @Test(
        "A name is bytes: texts that Swift holds to be equal are two names",
        arguments: ["", "a b", "a+b", "a\u{A0}b"]
    )
    func names(bad: String) throws {
        #expect(throws: NoteFault.badName) { try KeyName(bad) }
        let (composed, combined) = (try KeyName("caf\u{E9}"), try KeyName("cafe\u{301}"))
        #expect(composed.text == combined.text)
        #expect(composed != combined)
        #expect(Set([composed, combined]).count == 2)
    }

    @Test("A private key does not print itself")
    func secrecy() throws {
        let key = try SigningKey(generating: KeyName("example.org/log"), algorithm: .ed25519)
        let secret = String(try #require(key.secretText().split(separator: "+").last))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), String(describing: [key]), dumped] {
            #expect(!text.contains(secret))
            #expect(!text.contains("PRIVATE"))
        }
    }
}
