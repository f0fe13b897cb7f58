import Formats
import KernelSamples
import Secrets
import Testing
import Vocabulary

@testable import Sealing

@Suite("Escrow: k of n officers")
struct EscrowTests {
    private static func cause() throws -> OpeningCause {
        try OpeningCause(
            .danger,
            reason: "The reporter asked for help and the case officer cannot be reached.",
            report: ReportID(Array(repeating: 5, count: 16)),
            requestedBy: "A. Director",
            time: try UTCInstant("2026-11-23T10:00:00Z")
        )
    }

    private static func presented(_ shares: some Sequence<KeyShare>) -> [PresentedShare] {
        shares.map { PresentedShare($0, from: "officer \($0.number)") }
    }

    @Test("Any k shares give the key, fewer never; keys of both suites", arguments: SealingSuite.allCases)
    func anyK(suite: SealingSuite) throws {
        let seed = testSeed("any k")
        var dice = Dice(seed: seed)
        for (needed, officers) in [(2, 2), (2, 3), (3, 5), (5, 5), (9, 16)] {
            let key = OpeningKey.make(suite)
            let (escrow, shares) = try Escrow.share(key, needed: needed, of: officers, using: &dice)
            #expect(try Escrow(escrow.bytes) == escrow)
            for _ in 0..<10 {
                let chosen = shares.shuffled(using: &dice)
                let opening = try escrow.open(Self.presented(chosen.prefix(needed)), for: try Self.cause())
                let opened = opening.recorded { _ in }
                #expect(opened.secret == key.secret, "seed \(seed)")
                #expect(throws: EscrowFault.tooFewShares(given: needed - 1, needed: needed)) {
                    try escrow.open(Self.presented(chosen.prefix(needed - 1)), for: try Self.cause())
                }
            }
        }
    }

    @Test("Fewer than k shares are as good as chance: every key is as possible as any other")
    func secrecy() throws {
        var dice = Dice(seed: testSeed("secrecy"))
        // For each value that the secret byte could have, one polynomial goes through the two known points and it.
        let points: [(x: UInt8, y: UInt8)] = [(1, 77), (2, 200)]
        var third: Set<UInt8> = []
        for secret in UInt8.min ... .max {
            let share = UInt8.random(in: 0...255, using: &dice)
            let found = ByteField.constant(through: points + [(3, share)])
            let weight = ByteField.constant(through: [(1, 0), (2, 0), (3, 1)])
            let y = share ^ ByteField.times(found ^ secret, ByteField.inverse(weight))
            #expect(ByteField.constant(through: points + [(3, y)]) == secret)
            third.insert(y)
        }
        #expect(third.count == 256)
    }

    @Test("A wrong, a foreign and a doubled share are named")
    func wrongShares() throws {
        var dice = Dice(seed: testSeed("wrong shares"))
        let key = OpeningKey.make()
        let (escrow, shares) = try Escrow.share(key, needed: 2, of: 4, using: &dice)
        let (other, foreign) = try Escrow.share(key, needed: 2, of: 4, using: &dice)
        #expect(escrow.id != other.id)
        var forged = shares
        forged[1] = KeyShare(escrow: escrow.id, number: 2, value: SecretBytes(dice.bytes(32)))
        forged[3] = KeyShare(escrow: escrow.id, number: 9, value: shares[3].value)
        #expect(throws: EscrowFault.wrongShares([2, 9])) {
            try escrow.open(Self.presented(forged), for: try Self.cause())
        }
        #expect(throws: EscrowFault.foreignShares([1])) {
            try escrow.open(Self.presented([shares[0], foreign[1]]), for: try Self.cause())
        }
        #expect(throws: EscrowFault.sameShare([1])) {
            try escrow.open(Self.presented([shares[0], shares[0]]), for: try Self.cause())
        }
        for (needed, officers) in [(1, 3), (0, 0), (4, 3), (2, 17), (2, 1)] {
            #expect(throws: EscrowFault.impossibleNumbers) {
                try Escrow.share(key, needed: needed, of: officers, using: &dice)
            }
        }
    }

    @Test("A share travels by its bytes, to an officer's key or under a passphrase; slips are noticed")
    func shareForms() throws {
        let seed = testSeed("share forms")
        var dice = Dice(seed: seed)
        let (_, shares) = try Escrow.share(.make(), needed: 2, of: 3, using: &dice)
        let share = shares[2]
        #expect(try KeyShare(share.secret) == share)
        for place in 0..<KeyShare.byteCount {
            var changed = share.secret.exposed
            changed[place] ^= UInt8.random(in: 1...255, using: &dice)
            #expect(throws: SealingFault.self, "byte \(place), seed \(seed)") { try KeyShare(SecretBytes(changed)) }
        }
        let officer = OpeningKey.make(.x25519)
        let envelope = try SealedEnvelope(try share.sealed(to: officer.recipient).bytes)
        #expect(try KeyShare(envelope, key: officer) == share)
        #expect(throws: SealingFault.self) { try KeyShare(envelope, key: .make(.x25519)) }
        let cheap = try #require(ScryptParameters(logarithm: 4, blockSize: 8, parallelism: 1))
        let passphrase = try Passphrase("an officer's words")
        let locked = try LockedShare(share, passphrase: passphrase, parameters: cheap, using: &dice)
        #expect(try LockedShare(locked.bytes).unlock(passphrase) == share)
        #expect(throws: SealingFault.self) { try locked.unlock(try Passphrase("another officer's")) }
        for place in locked.bytes.indices where place != 22 {
            var changed = locked.bytes
            changed[place] ^= UInt8.random(in: 1...255, using: &dice)
            #expect(throws: SealingFault.self, "byte \(place), seed \(seed)") {
                try LockedShare(changed).unlock(passphrase)
            }
        }
    }

    @Test("The record of a sharing is read strictly")
    func record() throws {
        let seed = testSeed("record")
        var dice = Dice(seed: seed)
        let (escrow, shares) = try Escrow.share(.make(), needed: 2, of: 3, using: &dice)
        for count in 0..<escrow.bytes.count {
            #expect(throws: EscrowFault.self) { try Escrow(Array(escrow.bytes.prefix(count))) }
        }
        #expect(throws: EscrowFault.self) { try Escrow(escrow.bytes + [0]) }
        // A changed commitment makes a good share look wrong: it is said, and no other key comes out.
        for place in escrow.bytes.indices {
            var changed = escrow.bytes
            changed[place] ^= UInt8.random(in: 1...255, using: &dice)
            guard let read = try? Escrow(changed) else { continue }
            if let opening = try? read.open(Self.presented(shares), for: try Self.cause()) {
                // k alone may change without harm: with all shares given, any k of them do.
                #expect(place == 21 && opening.record.key == escrow.recipient.id, "byte \(place), seed \(seed)")
            }
        }
    }

    @Test("An opening is told to the ledger before the key is given; without the record it stays closed")
    func opening() throws {
        struct Refused: Error {}
        var dice = Dice(seed: testSeed("opening"))
        let (escrow, shares) = try Escrow.share(.make(), needed: 2, of: 3, using: &dice)
        let opening = try escrow.open(Self.presented(shares.dropFirst()), for: try Self.cause())
        #expect(opening.record.officers == [2: "officer 2", 3: "officer 3"])
        let json = opening.record.json
        #expect(json["type"]?.string == "key-opening" && json["kind"]?.string == "danger")
        #expect(json["key"]?.string == escrow.recipient.id.description)
        #expect(json["officers"]?.elements?.count == 2)
        #expect(json["time"]?.string == "2026-11-23T10:00:00.000Z")
        #expect(throws: Refused.self) { try opening.recorded { _ throws(Refused) in throw Refused() } }
        for (reason, name) in [("", "x"), ("x", ""), (String(repeating: "x", count: 2_001), "x")] {
            #expect(throws: EscrowFault.incompleteRecord) {
                try OpeningCause(.inquiry, reason: reason, requestedBy: name, time: try UTCInstant("2026-11-23T10:00Z"))
            }
        }
    }

    @Test("The field of 256 elements: every inverse, and the example of FIPS 197 section 4.2")
    func field() {
        #expect(ByteField.times(0x57, 0x83) == 0xC1 && ByteField.times(0x57, 0x13) == 0xFE)
        for element in UInt8(1) ... .max {
            #expect(ByteField.times(element, ByteField.inverse(element)) == 1)
        }
        #expect(ByteField.inverse(0) == 0)
    }
}
