import Credentials
import Formats
import KernelSamples
import Testing

@Suite("Status lists")
struct StatusListTests {
    private static func setBits(_ list: StatusList) throws -> [Int] {
        try (0..<list.count).filter { try list[$0] != 0 }
    }

    @Test("Lists of others unfold to the same bits", .enabled(if: LedgerVectors.isPresent))
    func vectors() throws {
        let root = try LedgerVectors.json("vc/bitstring-status-list.json")
        let example = try #require(root["w3c_spec_example"]?["encodedList"]?.string)
        let list = try StatusList(encoded: example)
        #expect(list.bytes.count == 16_384)
        #expect(list.bytes.allSatisfy { $0 == 0 })
        let generated = try #require(root["generated"]?.elements)
        #expect(generated.count == 8)
        for vector in generated {
            let list = try StatusList(encoded: try #require(vector["encodedList"]?.string))
            let expected = try #require(vector["set_bits"]?.elements).compactMap { $0.numberText.flatMap { Int($0) } }
            #expect(try Self.setBits(list) == expected)
            // Our own list of these bits unfolds to the same; gzip itself differs from library to library.
            var own = try StatusList()
            for bit in expected { try own.set(bit) }
            #expect(own.bytes == list.bytes)
            #expect(try StatusList(encoded: own.encoded) == list)
        }
        // Lists from before the standard asked for 131,072 entries are read on demand only.
        let earlier = try #require(root["digitalbazaar_tests"]?.elements)
        #expect(earlier.count == 2)
        for vector in earlier {
            let text = try #require(vector["encodedList"]?.string)
            #expect(throws: CredentialFault(.shortStatusList)) { try StatusList(encoded: text) }
            let list = try StatusList(encoded: text, leastEntries: 100_000)
            let expected = try #require(vector["set_bits"]?.elements).compactMap { $0.numberText.flatMap { Int($0) } }
            #expect(list.count == 100_000)
            #expect(try Self.setBits(list) == expected)
        }
    }

    @Test("The first entry is the highest bit of the first byte")
    func order() throws {
        var list = try StatusList()
        try list.set(0)
        try list.set(9)
        #expect(list.bytes[0] == 0x80 && list.bytes[1] == 0x40)
        try list.set(0, to: 0)
        #expect(list.bytes[0] == 0)
        var wide = try StatusList(size: 2)
        try wide.set(1, to: 2)
        #expect(wide.bytes[0] == 0x20)
        #expect(try wide[1] == 2 && wide[0] == 0)
        #expect(throws: CredentialFault(.outsideStatusList)) { try wide.set(1, to: 4) }
        #expect(throws: CredentialFault(.outsideStatusList)) { try list[list.count] }
        #expect(throws: CredentialFault(.outsideStatusList)) { try list[-1] }
    }

    @Test("A few bytes that unfold to gigabytes are refused, and so is what is no gzip")
    func bombs() throws {
        // A list of the greatest length still unfolds.
        let widest = try StatusList(entries: StatusList.byteLimit * 8)
        #expect(try StatusList(encoded: widest.encoded).count == StatusList.byteLimit * 8)
        #expect(throws: CredentialFault(.tooLarge)) { try StatusList(entries: StatusList.byteLimit * 8 + 1) }
        let text = try StatusList().encoded
        #expect(throws: CredentialFault(.malformedStatus)) { try StatusList(encoded: "z" + text.dropFirst()) }
        #expect(throws: CredentialFault(.malformedStatus)) { try StatusList(encoded: String(text.dropLast(8))) }
        #expect(throws: CredentialFault(.malformedStatus)) { try StatusList(encoded: text + "AAAA") }
        #expect(throws: CredentialFault(.malformedStatus)) { try StatusList(encoded: "") }
        #expect(throws: CredentialFault(.malformedStatus)) { try StatusList(encoded: "u") }
        #expect(throws: CredentialFault(.malformedStatus)) { try StatusList(encoded: text + "=") }
    }

    @Test("A list of some kilobytes that unfolds to more than the limit is refused before it is unfolded whole")
    func bomb() throws {
        // One byte of nothing and then, again and again, 258 bytes copied from one byte before (RFC 1951 section 3.2.6).
        var bits: [Bool] = [true, true, false] + [false, false, true, true, false, false, false, false]
        for _ in 0..<60_000 {
            bits += [true, true, false, false, false, true, false, true] + [false, false, false, false, false]
        }
        bits += [Bool](repeating: false, count: 7)
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        for start in stride(from: 0, to: bits.count, by: 8) {
            let part = bits[start..<min(start + 8, bits.count)]
            packed.append(part.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt8($1.offset) : 0) })
        }
        packed += [UInt8](repeating: 0, count: 8)
        #expect(packed.count < 100_000)
        #expect(throws: CredentialFault(.tooLarge)) {
            try StatusList(encoded: "u" + SymbolCoding.base64URL.encode(packed))
        }
    }

    @Test("Every change of one bit of a folded list is refused or changes nothing")
    func bits() throws {
        var list = try StatusList()
        try list.set(94_567)
        let packed = try #require(SymbolCoding.base64URL.decode(list.encoded.dropFirst().utf8))
        for place in packed.indices {
            for bit in 0..<8 {
                var changed = packed
                changed[place] ^= UInt8(1 << bit)
                // The header of gzip holds a time and a system, which mean nothing, and a code may hold unused words.
                let read = try? StatusList(encoded: "u" + SymbolCoding.base64URL.encode(changed))
                #expect(read == nil || read == list, "bit \(bit) of byte \(place)")
            }
        }
    }
}
