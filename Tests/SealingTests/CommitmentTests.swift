import Crypto
import Formats
import Sealing
import Testing

@Suite("One envelope says the same to everybody")
struct CommitmentTests {
    @Test("A sender who wraps two secrets is found out by the recipient of the second")
    func twoSecrets() throws {
        let report = try #require(ReportID(Array(repeating: 3, count: 16)))
        let label = EnvelopeLabel(.report, of: report)
        let keys = [OpeningKey.make(), OpeningKey.make()].sorted { $0.recipient.id < $1.recipient.id }
        let good = try SealedEnvelope(label, to: keys.map(\.recipient), content: [1, 2, 3])
        let open = Array(good.bytes.prefix(29 + 2 * 22))
        let info = Array("touchstone envelope v1".utf8) + open
        let second = open.count + 32 + 113
        // Rightly wrapped for the second recipient, and of another content.
        let wrapped = try keys[1].recipient.wrap(SymmetricKey(size: .bits256), info: info)
        var bytes = good.bytes
        bytes.replaceSubrange(second..<second + 113, with: wrapped)
        let forged = try SealedEnvelope(bytes)
        #expect(reason { _ = try forged.open(keys[1]) } == .keyDiffers)
        // The first recipient sees that something is wrong, too.
        #expect(reason { _ = try forged.open(keys[0]) } == .contentChanged)
        // Wrapped for another label, it does not open at all.
        let foreign = try keys[1].recipient.wrap(SymmetricKey(size: .bits256), info: info + [0])
        bytes.replaceSubrange(second..<second + 113, with: foreign)
        let moved = try SealedEnvelope(bytes)
        #expect(reason { _ = try moved.open(keys[1]) } == .wrappedKey)
    }

    @Test("A wrapped secret of another length is refused")
    func otherLength() throws {
        let key = OpeningKey.make(.x25519)
        let wrapped = try key.recipient.wrap(SymmetricKey(data: [UInt8](repeating: 1, count: 16)), info: [])
        #expect(reason { _ = try key.unwrap(wrapped, info: []) } == .wrappedKey)
        let zero = [UInt8](repeating: 0, count: 32) + [UInt8](repeating: 1, count: 48)
        #expect(reason { _ = try key.unwrap(zero, info: []) } == .wrappedKey)
    }

    private func reason(_ body: () throws -> Void) -> SealingFault.Reason? {
        do {
            try body()
            return nil
        } catch { return (error as? SealingFault)?.reason }
    }
}
