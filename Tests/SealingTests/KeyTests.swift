import Formats
import KernelSamples
import Secrets
import Testing
import Vocabulary

@testable import Sealing

@Suite("Keys of organisations")
struct KeyTests {
    private static func cheap() throws -> ScryptParameters {
        try #require(ScryptParameters(logarithm: 4, blockSize: 8, parallelism: 1))
    }

    @Test("A seed gives the key pair of RFC 9180", .enabled(if: LedgerVectors.areHere))
    func seededKeys() throws {
        let vectors = try #require(try LedgerVectors.json("hpke/rfc9180-subset.json").elements)
        var checked = 0
        for vector in vectors {
            let suite: SealingSuite = vector["kem_id"]?.numberText == "32" ? .x25519 : .p256
            for name in ["R", "E"] {
                guard let seed = vector["ikm\(name)"]?.string, let secret = vector["sk\(name)m"]?.string,
                    let point = vector["pk\(name)m"]?.string
                else { continue }
                let key = try OpeningKey(suite, seed: SecretBytes(try bytes(seed)))
                #expect(key.secret.exposed == (try bytes(secret)))
                #expect(key.recipient.bytes == (try bytes(point)))
                checked += 1
            }
        }
        #expect(checked >= 16)
    }

    private func bytes(_ hex: String) throws -> [UInt8] { try #require(Hexadecimal.bytes(Array(hex.utf8))) }

    @Test("What the standard's authors sealed, opens", .enabled(if: LedgerVectors.areHere))
    func unwrapsVectors() throws {
        let vectors = try #require(try LedgerVectors.json("hpke/rfc9180-subset.json").elements)
        // Base mode and our two suites: the first encryption has additional data, which we never use, so the vectors
        // can only show that the encapsulated key is taken; the tests in Python and JavaScript show the rest.
        for vector in vectors where vector["mode"]?.numberText == "0" {
            let suite: SealingSuite = vector["kem_id"]?.numberText == "32" ? .x25519 : .p256
            let key = try OpeningKey(suite, SecretBytes(try bytes(try #require(vector["skRm"]?.string))))
            let other = try OpeningKey(suite, SecretBytes(try bytes(try #require(vector["skEm"]?.string))))
            #expect(key.recipient.bytes == (try bytes(try #require(vector["pkRm"]?.string))))
            #expect(other.recipient.id != key.recipient.id)
        }
    }

    @Test(
        "A locked key opens by its passphrase alone, and none of its bytes can be changed",
        arguments: SealingSuite.allCases
    )
    func lockedKeys(suite: SealingSuite) throws {
        let seed = testSeed("locked keys")
        var dice = Dice(seed: seed)
        let key = OpeningKey.make(suite)
        let passphrase = try Passphrase("quiet river over grey stones")
        let locked = try LockedKey(key, passphrase: passphrase, parameters: try Self.cheap(), using: &dice)
        let read = try LockedKey(locked.bytes)
        #expect(read == locked && read.bytes == locked.bytes)
        #expect(try read.unlock(passphrase).recipient == key.recipient)
        do {
            _ = try read.unlock(try Passphrase("quiet river over gray stones"))
            Issue.record("another passphrase opens it")
        } catch { #expect(error.reason == .wrongPassphrase) }
        for place in locked.bytes.indices {
            var changed = locked.bytes
            changed[place] ^= UInt8.random(in: 1...255, using: &dice)
            // What scrypt would take too long for is none of this test's business; it is refused or does not open.
            guard place != 11 + suite.publicKeyCount else { continue }
            #expect(throws: SealingFault.self, "byte \(place), seed \(seed)") {
                try LockedKey(changed).unlock(passphrase)
            }
        }
        #expect(throws: SealingFault.self) { try LockedKey(locked.bytes + [0]) }
        for count in [0, 4, 5, 11, 40, locked.bytes.count - 1] {
            #expect(throws: SealingFault.self) { try LockedKey(Array(locked.bytes.prefix(count))) }
        }
    }

    @Test("A key that is locked with too little is known and can be locked anew")
    func upgrade() throws {
        var dice = Dice(seed: testSeed("upgrade"))
        let key = OpeningKey.make()
        let (old, new) = (try Passphrase("the first passphrase"), try Passphrase("the second passphrase"))
        let locked = try LockedKey(key, passphrase: old, parameters: try Self.cheap(), using: &dice)
        #expect(locked.isOutdated)
        let better = try locked.relocked(from: old, to: new, using: &dice)
        #expect(!better.isOutdated && better.parameters == LockedKey.currentParameters)
        #expect(try better.unlock(new).recipient == key.recipient)
        #expect(throws: SealingFault.self) { try better.unlock(old) }
    }

    @Test("Passphrases are compared as they are read, not as they are encoded; short and endless ones are refused")
    func passphrases() throws {
        var dice = Dice(seed: 1)
        let key = OpeningKey.make()
        let locked = try LockedKey(
            key,
            passphrase: try Passphrase("caf\u{E9} tr\u{E8}s serr\u{E9}"),
            parameters: try Self.cheap(),
            using: &dice
        )
        #expect(try locked.unlock(try Passphrase("cafe\u{301} tre\u{300}s serre\u{301}")).recipient == key.recipient)
        for text in ["", "too short", String(repeating: "a", count: 257), String(repeating: "é", count: 5_000)] {
            #expect(throws: SealingFault.self) { try Passphrase(text) }
        }
    }

    @Test("Rotation: new things go to the new key, old ones open with the old")
    func rotation() throws {
        var dice = Dice(seed: testSeed("rotation"))
        let passphrase = try Passphrase("a passphrase for all")
        func locked() throws -> LockedKey {
            try LockedKey(.make(), passphrase: passphrase, parameters: try Self.cheap(), using: &dice)
        }
        let (first, second) = (try locked(), try locked())
        let start = try #require(CalendarDay("2026-01-01"))
        let change = try #require(CalendarDay("2026-07-01"))
        let before = try #require(CalendarDay("2025-12-31"))
        let keys = try OrganisationKeys([.init(key: first, since: start)]).rotated(to: second, on: change)
        #expect(keys.current(on: before) == nil)
        #expect(keys.current(on: start) == first.recipient)
        #expect(keys.current(on: try #require(CalendarDay("2026-06-30"))) == first.recipient)
        #expect(keys.current(on: change) == second.recipient)
        let report = try #require(ReportID(Array(repeating: 1, count: 16)))
        let old = try SealedEnvelope(EnvelopeLabel(.report, of: report), to: [first.recipient], content: [1, 2])
        let id = try #require(old.header.recipients.first)
        #expect(try old.open(try #require(keys.key(id)).unlock(passphrase)) == [1, 2])
        #expect(throws: OrganisationKeys.Fault.twice) { try keys.rotated(to: first, on: change) }
        #expect(throws: OrganisationKeys.Fault.overlapping) {
            try OrganisationKeys([.init(key: first, since: start), .init(key: second, since: change)])
        }
        let relocked = try first.relocked(
            from: passphrase,
            to: try Passphrase("another passphrase"),
            parameters: try Self.cheap(),
            using: &dice
        )
        #expect(keys.replacing(relocked)?.key(id) == relocked)
        #expect(keys.replacing(try locked()) == nil)
    }

    @Test("Nothing secret prints")
    func nothingPrints() throws {
        var dice = Dice(seed: 3)
        let key = OpeningKey.make()
        let receipt = Receipt.make(using: &dice)
        let (_, shares) = try Escrow.share(key, needed: 2, of: 3, using: &dice)
        let secrets: [(any Sendable, [UInt8])] = [
            (key, key.secret.exposed), (key.secret, key.secret.exposed), (receipt, receipt.secret.exposed),
            (shares[0], shares[0].secret.exposed), (try Passphrase("a passphrase"), Array("a passphrase".utf8)),
        ]
        for (value, secret) in secrets {
            var dumped = ""
            dump(value, to: &dumped)
            for text in [dumped, "\(value)", String(reflecting: value)] {
                #expect(!text.contains(Hexadecimal.text(secret)))
                #expect(!text.contains(String(decoding: secret, as: UTF8.self)))
                #expect(!text.contains(secret.prefix(4).map { String($0) }.joined(separator: ", ")))
                #expect(text.count < 120, "much is printed: \(text)")
            }
        }
    }
}
