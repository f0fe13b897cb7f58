import Formats
import KernelSamples
import Ledger
import Notary
import Testing

@Suite("The check of proof bundles")
struct BundleCheckTests {
    @Test("A bundle of a log that is trusted is verified, step by step")
    func verified() throws {
        let sample = try BundleSample()
        let report = BundleCheck(trust: try sample.trust()).report(on: try sample.bundle().bytes)
        #expect(report.verdict == .verified, "\(report.failures)")
        #expect(report.words(.form) == ["passed bundle"] && report.words(.checksum) == ["passed right"])
        #expect(report.words(.about) == ["absent told"])
        #expect(report.words(.trust) == ["passed trusted"] && report.words(.checkpoint) == ["passed signed"])
        #expect(report.words(.witness) == ["passed saw", "passed saw"] && report.words(.quorum) == ["passed met"])
        #expect(report.words(.entry) == Array(repeating: "passed in_log", count: 3))
        #expect(report.words(.statement) == Array(repeating: "passed in_batch", count: 3))
        #expect(report.words(.bytes) == ["passed as_stated", "passed as_stated", "absent withheld"])
    }

    @Test("Who trusts nobody, or somebody else, learns that nobody vouches, and the key to compare")
    func unvouched() throws {
        let sample = try BundleSample()
        let other = try BundleSample(seed: 8)
        for trust in [Trust(), try other.trust()] {
            let report = BundleCheck(trust: trust).report(on: try sample.bundle().bytes)
            #expect(report.verdict == .unvouched)
            #expect(report.words(.trust) == ["unknown claimed"])
            let step = try #require(report.steps.first { $0.name == .trust })
            #expect(step.arguments.contains { $0.name == "key" && $0.value == sample.log.verifier.text })
        }
        var keys = Trust()
        try keys.add(contentsOf: Array("# the log\n\(sample.log.verifier)\n".utf8))
        #expect(BundleCheck(trust: keys).report(on: try sample.bundle().bytes).verdict == .verified)
    }

    @Test("The reader's policy counts, not the one in the file")
    func quorum() throws {
        let sample = try BundleSample()
        let lone = try sample.bundle(
            checkpoint: try sample.checkpoint(signed: [0]),
            policy: "log \(sample.log.verifier)\nwitness north \(sample.witnesses[0].verifier)\nquorum north\n"
        )
        let judged = BundleCheck(trust: try sample.trust()).report(on: lone.bytes)
        #expect(judged.verdict == .failed && judged.words(.quorum) == ["failed not_met"])
        #expect(judged.words(.witness) == ["passed saw", "absent silent"])
        var log = Trust()
        log.add(sample.log.verifier)
        let claimed = BundleCheck(trust: log).report(on: lone.bytes)
        #expect(claimed.verdict == .verified && claimed.words(.quorum) == ["passed met_claimed"])
        log.add(sample.witnesses[1].verifier)
        let south = BundleCheck(trust: log).report(on: lone.bytes)
        #expect(south.verdict == .failed && south.words(.quorum).contains("failed none"))
        let short = try sample.bundle(checkpoint: try sample.checkpoint(signed: [1]))
        #expect(BundleCheck(trust: Trust()).report(on: short.bytes).words(.quorum) == ["failed not_met_claimed"])
    }

    @Test("A signature of somebody whom the policy does not have is told")
    func strangers() throws {
        let sample = try BundleSample()
        let stranger = try SigningKey(name: KeyName("else.example/w"), algorithm: .cosignature, seed: Array(1...32))
        var note = try sample.checkpoint()
        note.add([try stranger.cosign(note.text, at: 5)])
        let report = BundleCheck(trust: try sample.trust()).report(on: try sample.bundle(checkpoint: note).bytes)
        #expect(report.failures.map(\.message) == ["verify.signer.unknown"])
        let forged = try Checkpoint(origin: sample.log.name, size: 5, root: sample.tree.root).text
        let key = try SigningKey(name: sample.log.name, algorithm: .ed25519, seed: Array(2...33))
        let other = SignedNote(text: forged, signatures: [try key.sign(forged)])
        let refused = BundleCheck(trust: try sample.trust()).report(on: try sample.bundle(checkpoint: other).bytes)
        #expect(
            refused.words(.checkpoint) == ["failed no_key"] && refused.words(.entry).contains("unknown no_checkpoint")
        )
    }

    @Test("Parts of other places do not pass for the right ones")
    func exchanged() throws {
        let sample = try BundleSample()
        let good = try sample.item(2, 1)
        let other = try sample.item(2, 3)
        func report(_ item: ProofBundle.Item) throws -> VerificationReport {
            BundleCheck(trust: try sample.trust()).report(on: try sample.bundle(items: [item]).bytes)
        }
        func item(
            bytes: [UInt8]? = nil,
            statement: Statement? = nil,
            batch: InclusionProof? = nil,
            entry: CommitmentEntry? = nil
        ) -> ProofBundle.Item {
            ProofBundle.Item(
                bytes: bytes ?? good.bytes,
                statement: statement ?? good.statement,
                batch: batch ?? good.batch,
                entry: entry ?? good.entry,
                index: good.index,
                hashes: good.hashes
            )
        }
        #expect(try report(item(bytes: other.bytes)).failures.map(\.name) == [.bytes])
        #expect(try report(item(statement: other.statement)).failures.map(\.message) == ["verify.statement.changed"])
        // A tree of another size can have a path of the same shape: the entry says how large the batch is.
        let larger = InclusionProof(index: good.batch.index, size: 3, hashes: good.batch.hashes)
        #expect(try report(item(batch: larger)).failures.map(\.message) == ["verify.statement.other_size"])
        #expect(try report(item(entry: sample.entries[4])).failures.map(\.message) == ["verify.entry.changed"])
        let access = try Statement(.access, [.init("sha256", .string("00"))], salt: Array(0..<16))
        #expect(try report(item(statement: access)).failures.map(\.message) == ["verify.statement.other_kind"])
    }

    /// Where each byte of a JSON text stands: the path of the text or number that holds it.
    private static func places(_ bytes: [UInt8]) throws -> [String?] {
        var places = [String?](repeating: nil, count: bytes.count)
        func walk(_ value: JSONValue, _ path: String) {
            switch value.kind {
            case .object:
                for (key, inner) in value.members { walk(inner, path.isEmpty ? key : "\(path).\(key)") }
            case .array: for (index, inner) in value.elements.enumerated() { walk(inner, "\(path)[\(index)]") }
            default: for index in value.range { places[index] = path }
            }
        }
        walk(try JSONTape(bytes).root, "")
        return places
    }

    @Test("Whatever byte is changed, the bundle does not pass, and what was changed is named", arguments: 0..<4)
    func everyByte(turn: Int) throws {
        let sample = try BundleSample()
        let check = BundleCheck(trust: try sample.trust())
        let bytes = try sample.bundle().bytes
        let places = try Self.places(bytes)
        var dice = Dice(seed: UInt64(turn))
        var names: [VerificationStep.Name: Int] = [:]
        for (index, place) in places.enumerated() {
            var changed = bytes
            switch turn {
            case 0: changed[index] ^= 0x01
            case 1: changed[index] ^= 0x20
            case 2: changed[index] = bytes[index] == 0x41 ? 0x42 : 0x41
            default:
                while changed[index] == bytes[index] { changed[index] = UInt8.random(in: 0x20...0x7E, using: &dice) }
            }
            let report = check.report(on: changed)
            let failures = report.failures
            #expect(report.verdict == .failed, "byte \(index) in \(place ?? "the frame")")
            for failure in failures { names[failure.name, default: 0] += 1 }
            guard let place else {
                #expect(failures.map(\.name) == [.form], "byte \(index) of the frame")
                continue
            }
            let named = failures.flatMap(\.places).filter { $0 != "checksum" }
            // What breaks the text itself is told with its offset, not with a place.
            if failures.map(\.name) == [.form], named.isEmpty { continue }
            let isSigned = !(["about.kind", "about.id", "checksum", "policy"].contains(place))
            #expect(!named.isEmpty || !isSigned, "byte \(index) in \(place)")
            // A step names each part that could be the one that was changed.
            for failure in failures where failure.name != .checksum {
                let isNamed = failure.places.contains { place.hasPrefix($0) || $0.hasPrefix(place) }
                #expect(isNamed, "\(place) was changed, \(failure.places) are named")
            }
        }
        for name in [VerificationStep.Name.form, .checksum, .checkpoint, .witness, .entry, .statement, .bytes] {
            #expect(names[name, default: 0] > 0, "\(name) never failed")
        }
    }
}
