import Credentials
import Formats
import KernelSamples
import Testing
import Vocabulary

@Suite("Whatever comes in")
struct RobustnessTests {
    /// Bytes with some of them exchanged, taken out, put in, doubled or cut off.
    private static func mangled(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &dice) {
            guard !bytes.isEmpty else { return bytes }
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            let length = min(Int.random(in: 1...8, using: &dice), bytes.count - place)
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
            case 1: bytes.removeSubrange(place..<(place + length))
            case 2:
                let chance = (0..<length).map { _ in UInt8.random(in: 0...255, using: &dice) }
                bytes.insert(contentsOf: chance, at: place)
            case 3: bytes.insert(contentsOf: Array(bytes[place..<(place + length)]), at: place)
            case 4: bytes.removeLast(bytes.count - place)
            default:
                bytes[place] = [0x00, 0x22, 0x2E, 0x30, 0x7F, 0x80, 0x84, 0xFF][Int.random(in: 0..<8, using: &dice)]
            }
        }
        return bytes
    }

    @Test("Mangled credentials and tokens are refused, and nothing breaks", arguments: 0..<8)
    func credentials(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        let now = VerificationTime(now: try time("2026-03-01T00:00:00Z"))
        let good = [try maker.document().bytes(), Array(try maker.token().utf8)]
        for _ in 0..<400 {
            for bytes in good {
                let changed = Self.mangled(bytes, &dice)
                let report = verifier.report(on: changed, at: now)
                // A change may fall into white space, or undo itself.
                guard report.isValid else { continue }
                #expect(report.verified?.credential == verifier.report(on: bytes, at: now).verified?.credential)
            }
        }
    }

    @Test("Mangled documents of identifiers, keys and lists break nothing", arguments: 0..<4)
    func documents(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let maker = try TestIssuer()
        let document = maker.document.json.bytes()
        let list = Array(try StatusList().encoded.utf8)
        let name = Array(KeyIdentifier(maker.key.publicKey).keyName.utf8)
        for _ in 0..<400 {
            _ = try? DIDDocument(Self.mangled(document, &dice), of: maker.identifier)
            _ = try? StatusList(encoded: String(decoding: Self.mangled(list, &dice), as: UTF8.self))
            let text = String(decoding: Self.mangled(name, &dice), as: UTF8.self)
            _ = try? IdentifierKeys().key(text, for: .assertion, at: try time("2026-03-01T00:00:00Z"))
            _ = try? WebIdentifier(text.replacing("did:key", with: "did:web"))
        }
    }

    @Test(
        "Mangled stamps and requests break nothing, and are never right",
        .enabled(if: LedgerVectors.isPresent),
        arguments: 0..<4
    )
    func stamps(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let sample = try LedgerVectors.json("rfc3161/openssl-ts-sample.json")
        let root = try TimeStampVerifier.certificates(pem: sample["root_pem"]?.string ?? "")
        let verifier = try TimeStampVerifier(anchors: root)
        let query = try base64(sample["query_base64"]?.string)
        let answer = try base64(sample["resp_chain_unsorted_base64"]?.string)
        let request = try TimeStampRequest(der: query)
        let stamp = try verifier.verify(response: answer, to: request)
        for _ in 0..<400 {
            _ = try? TimeStampRequest(der: Self.mangled(query, &dice))
            _ = try? TimeStampVerifier(anchors: [Self.mangled(root[0], &dice)])
            guard let read = try? verifier.verify(response: Self.mangled(answer, &dice), to: request) else { continue }
            // Changes in what nobody signed leave the statement as it was.
            #expect(read.time == stamp.time && read.serial == stamp.serial && read.chain == stamp.chain)
        }
    }
}
