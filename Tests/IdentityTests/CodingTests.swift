import Formats
import Identity
import Testing

@Suite("Bytes as text")
struct CodingTests {
    @Test(
        "Base32 and Base64 as in RFC 4648 section 10, without padding",
        arguments: [
            ("", "", ""), ("f", "MY", "Zg"), ("fo", "MZXQ", "Zm8"), ("foo", "MZXW6", "Zm9v"),
            ("foob", "MZXW6YQ", "Zm9vYg"), ("fooba", "MZXW6YTB", "Zm9vYmE"), ("foobar", "MZXW6YTBOI", "Zm9vYmFy"),
        ]
    )
    func vectors(text: String, base32: String, base64: String) {
        #expect(SymbolCoding.base32.encode(text.utf8) == base32)
        #expect(SymbolCoding.base32.decode(base32.lowercased().utf8) == Array(text.utf8))
        #expect(SymbolCoding.base64.encode(text.utf8) == base64)
        #expect(SymbolCoding.base64URL.decode(base64.utf8) == Array(text.utf8))
    }

    @Test("Every text that decodes is the one that its bytes are written as", arguments: 0..<20)
    func oneSpelling(seed: UInt64) {
        var dice = Dice(seed: seed)
        for coding in [SymbolCoding.base64, .base64URL, .base32] {
            for _ in 0..<500 {
                let bytes = (0..<Int.random(in: 0...12, using: &dice)).map { _ in
                    UInt8.random(in: 0...255, using: &dice)
                }
                #expect(coding.decode(coding.encode(bytes).utf8) == bytes)
                let alphabet = Array("ABYZ27abyz09-_+/=".utf8)
                let noise = (0..<Int.random(in: 0...9, using: &dice)).map { _ in
                    alphabet.randomElement(using: &dice) ?? 0
                }
                if let read = coding.decode(noise) {
                    #expect(coding.encode(read).lowercased() == String(decoding: noise, as: UTF8.self).lowercased())
                }
            }
        }
    }

    @Test(
        "Padding, strange characters and loose bits are refused",
        arguments: ["Zg==", "Zh", "Z", "Zg\n", "Z g", "Zm9", "Zé"]
    )
    func strict(text: String) {
        #expect(SymbolCoding.base64URL.decode(text.utf8) == nil)
    }

    @Test("The two alphabets of Base64 are not mixed")
    func alphabets() {
        #expect(SymbolCoding.base64.encode([0xFB, 0xFF]) == "+/8")
        #expect(SymbolCoding.base64URL.encode([0xFB, 0xFF]) == "-_8")
        #expect(SymbolCoding.base64URL.decode("+/8".utf8) == nil)
        #expect(SymbolCoding.base64.decode("-_8".utf8) == nil)
    }

    @Test("Base62 holds any 32 bytes in 43 symbols and nothing larger")
    func base62() {
        var dice = Dice(seed: 62)
        for bytes in [[UInt8](repeating: 255, count: 32), [UInt8](repeating: 0, count: 32)]
            + (0..<50).map({ _ in (0..<32).map { _ in UInt8.random(in: 0...255, using: &dice) } })
        {
            let text = FixedBase62.encode(bytes, width: 43)
            #expect(text.count == 43)
            #expect(FixedBase62.decode(text, byteCount: 32) == bytes)
        }
        #expect(FixedBase62.decode(String(repeating: "z", count: 43).utf8, byteCount: 32) == nil)
        #expect(FixedBase62.decode("a-b".utf8, byteCount: 32) == nil)
    }

    @Test("CRC-32 of the digits is the known value")
    func checksum() {
        #expect(CyclicChecksum.crc32("123456789".utf8) == 0xCBF4_3926)
    }
}
