import Sealing
import Secrets
import Testing

@Suite("The box for what waits on phones")
struct DeliveryBoxTests {
    private func box(_ seed: UInt8) throws -> DeliveryBox {
        try DeliveryBox(seed: SecretBytes([UInt8](repeating: seed, count: 32)))
    }

    @Test("opens what was sealed to it, of any length, and the same seed gives the same box")
    func opens() throws {
        for count in [0, 1, 4_096, 300_000] {
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let sealed = try DeliveryBox.seal(content, to: box(1).publicKey)
            #expect(sealed.count == 65 + count + 16)
            #expect(try box(1).open(sealed) == content)
            #expect(try DeliveryBox.seal(content, to: box(1).publicKey) != sealed, "sealed anew it is other bytes")
        }
    }

    @Test("does not open what was sealed to another, was cut, or was changed in any byte")
    func refuses() throws {
        let own = try box(1)
        let sealed = try DeliveryBox.seal(Array("a report".utf8), to: own.publicKey)
        #expect(throws: SealingFault.self) { try box(2).open(sealed) }
        for count in 0..<sealed.count {
            #expect(throws: SealingFault.self) { try own.open(sealed.prefix(count)) }
            var changed = sealed
            changed[count] ^= 0x10
            #expect(throws: SealingFault.self) { try own.open(changed) }
        }
        #expect(throws: SealingFault.self) { try DeliveryBox.seal([1], to: [UInt8](repeating: 4, count: 65)) }
    }
}
