import Crypto
import Formats
import KernelSamples
import Sealing
import Testing

@Suite("Sealed envelopes")
struct EnvelopeTests {
    private static func label(
        _ purpose: EnvelopeLabel.Purpose = .report,
        sequence: UInt32 = 0
    ) throws -> EnvelopeLabel {
        let report = try #require(ReportID(Array(repeating: 7, count: 16)))
        return EnvelopeLabel(purpose, of: report, sequence: sequence)
    }

    @Test("Every recipient opens it, by keys of either suite, and nobody else does")
    func recipients() throws {
        let keys = [OpeningKey.make(.p256), .make(.x25519), .make(.p256)]
        let content = Array("They took the ore at night by the old bridge.".utf8)
        let envelope = try SealedEnvelope(try Self.label(), to: keys.map(\.recipient), content: content)
        for key in keys {
            #expect(envelope.header.isFor(key.recipient))
            #expect(try SealedEnvelope(envelope.bytes).open(key, expecting: try Self.label()) == content)
        }
        for stranger in [OpeningKey.make(.p256), .make(.x25519)] {
            #expect(throws: SealingFault.self) { try envelope.open(stranger) }
            do { _ = try envelope.open(stranger) } catch { #expect(error.reason == .notForThisKey) }
        }
        #expect(throws: SealingFault.self) {
            try envelope.open(keys[0], expecting: try Self.label(.messageToReporter))
        }
        #expect(throws: SealingFault.self) { try envelope.open(keys[0], expecting: try Self.label(sequence: 1)) }
    }

    @Test("No byte of it can be changed, and no end cut or added, without a fault that has a name")
    func everyByte() throws {
        let seed = testSeed("every byte")
        var dice = Dice(seed: seed)
        let keys = [OpeningKey.make(.p256), .make(.x25519)]
        let envelope = try SealedEnvelope(try Self.label(), to: keys.map(\.recipient), content: dice.bytes(300))
        let bytes = envelope.bytes
        let headerCount = envelope.header.bytes.count
        var reasons: Set<SealingFault.Reason> = []
        // The whole header, and a byte in ten of the rest.
        let places = Array(0..<headerCount + 20) + stride(from: headerCount, to: bytes.count, by: 10)
        for place in places {
            var changed = bytes
            changed[place] ^= UInt8.random(in: 1...255, using: &dice)
            do {
                let opened = try SealedEnvelope(changed).open(keys[place % 2])
                Issue.record("byte \(place) of \(bytes.count) can be changed (seed \(seed)): \(opened.count) bytes")
            } catch {
                reasons.insert(error.reason)
            }
        }
        #expect(reasons.isSuperset(of: [.otherKind, .unknownVersion, .unknownSuite, .wrappedKey, .contentChanged]))
        #expect(reasons.contains(.notForThisKey) && reasons.contains(.keyDiffers))
        for count in [0, 1, 4, 28, headerCount - 1, headerCount, headerCount + 16, bytes.count - 1] {
            #expect(throws: SealingFault.self) { try SealedEnvelope(Array(bytes.prefix(count))).open(keys[0]) }
        }
        #expect(throws: SealingFault.self) { try SealedEnvelope(bytes + [0]).open(keys[0]) }
    }

    @Test("Whatever bytes come, reading them ends in a fault, never in a trap")
    func hostile() throws {
        let seed = testSeed("hostile")
        var dice = Dice(seed: seed)
        let key = OpeningKey.make(.p256)
        let good = try SealedEnvelope(try Self.label(), to: [key.recipient], content: [1, 2, 3]).bytes
        for _ in 0..<2_000 {
            let bytes =
                Bool.random(using: &dice)
                ? dice.mutated(Array(good.prefix(200))) + good.dropFirst(200)
                : dice.bytes(Int.random(in: 0..<300, using: &dice))
            if let content = try? SealedEnvelope(bytes).open(key) {
                #expect(bytes == good && content == [1, 2, 3], "seed \(seed)")
            }
        }
    }

    @Test("A long attachment comes in pieces of any size and is the same; chunks cannot be lost, doubled or moved")
    func stream() throws {
        let seed = testSeed("stream")
        var dice = Dice(seed: seed)
        let key = OpeningKey.make(.x25519)
        let content = dice.bytes(300_000)
        var sealer = try EnvelopeSealer(try Self.label(.attachment), to: [key.recipient], contentCount: content.count)
        var bytes = sealer.header.bytes
        var rest = content[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...90_000, using: &dice))
            bytes += try sealer.seal(piece)
            rest = rest.dropFirst(piece.count)
        }
        while let piece = try sealer.finish() { bytes += piece }
        #expect(throws: SealingFault.self) { try sealer.seal([1]) }
        let header = sealer.header.bytes.count
        #expect(bytes.count == header + 524_288 + 8 * 16)

        var opener = EnvelopeOpener(key)
        var opened: [UInt8] = []
        rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...200_000, using: &dice))
            opened += try opener.open(piece)
            rest = rest.dropFirst(piece.count)
        }
        opened += try opener.finish()
        #expect(opened == content)

        let chunk = 65_552
        func part(_ index: Int) -> ArraySlice<UInt8> { bytes[header + index * chunk..<header + (index + 1) * chunk] }
        let head = Array(bytes.prefix(header))
        let all = (0..<8).map { part($0) }
        let broken: [[ArraySlice<UInt8>]] = [
            Array(all.dropLast()),
            Array(all.dropFirst()),
            [all[1], all[0]] + Array(all[2...]),
            Array(all[0...3] + all[3...]),
            all + [all[7]],
            Array(all[0...2] + all[4...]),
        ]
        for (index, chunks) in broken.enumerated() {
            do {
                _ = try SealedEnvelope(head + chunks.flatMap(\.self)).open(key)
                Issue.record("arrangement \(index) opens")
            } catch {
                #expect(error.reason == .contentChanged, "arrangement \(index): \(error)")
            }
        }
    }

    @Test("Announcing more or less than is sealed is refused")
    func announcedLength() throws {
        let key = OpeningKey.make()
        var short = try EnvelopeSealer(try Self.label(), to: [key.recipient], contentCount: 10)
        _ = try short.seal([1, 2, 3])
        #expect(throws: SealingFault.self) { try short.finish() }
        var long = try EnvelopeSealer(try Self.label(), to: [key.recipient], contentCount: 2)
        #expect(throws: SealingFault.self) { try long.seal([1, 2, 3]) }
        #expect(throws: SealingFault.self) {
            try EnvelopeSealer(try Self.label(), to: [key.recipient], contentCount: SizeClass.longestContent + 1)
        }
    }

    @Test("Nobody, the same key twice and too many are no recipients")
    func recipientLists() throws {
        let key = OpeningKey.make().recipient
        for keys in [[], [key, key], (0..<33).map { _ in OpeningKey.make().recipient }] {
            #expect(throws: SealingFault.self) { try SealedEnvelope(try Self.label(), to: keys, content: [1]) }
        }
    }

    @Test("Lengths fall into few classes, and none grows by more than an eighth above a megabyte")
    func sizeClasses() throws {
        #expect(SizeClass.count(forContentOf: 0) == 4_096)
        #expect(SizeClass.count(forContentOf: 4_088) == 4_096)
        #expect(SizeClass.count(forContentOf: 4_089) == 8_192)
        #expect(SizeClass.count(forContentOf: 1_048_568) == 1_048_576)
        #expect(SizeClass.count(forContentOf: 1_048_569) == 1_179_648)
        #expect(SizeClass.count(forContentOf: -1) == nil)
        #expect(SizeClass.count(forContentOf: SizeClass.longestContent + 1) == nil)
        var classes: Set<Int> = []
        var before = 0
        for count in stride(from: 0, through: SizeClass.longestContent, by: 65_521) {
            let padded = try #require(SizeClass.count(forContentOf: count))
            #expect(padded >= count + 8 && padded >= before)
            if count > 1 << 20 { #expect(Double(padded) <= 1.1251 * Double(count + 8)) }
            classes.insert(padded)
            before = padded
        }
        #expect(classes.count < 100)
    }

    @Test("Keys with which nothing would stay secret are refused")
    func weakKeys() throws {
        #expect(throws: SealingFault.self) { try RecipientKey(.x25519, [UInt8](repeating: 0, count: 32)) }
        #expect(throws: SealingFault.self) { try RecipientKey(.x25519, [1] + [UInt8](repeating: 0, count: 31)) }
        #expect(throws: SealingFault.self) { try RecipientKey(.p256, [4] + [UInt8](repeating: 1, count: 64)) }
        #expect(throws: SealingFault.self) { try RecipientKey(.p256, [UInt8](repeating: 0, count: 65)) }
    }
}
