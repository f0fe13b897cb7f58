import Formats
import KernelSamples
import Testing

@Suite("Text")
struct TextTests {
    @Test("UTF-8 is judged as the Unicode standard does, at every place of a text", arguments: UInt64(1)...20)
    func utf8(seed: UInt64) {
        var dice = Dice(seed: seed)
        let document = Array("ASCII first, then é 鉱石 🪨 and more ASCII behind it".utf8)
        #expect(UTF8Validation.firstFault(in: document.span) == nil)
        for _ in 0..<200 {
            let bytes = dice.mutated(document)
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect((UTF8Validation.firstFault(in: bytes.span) == nil) == isValid, "seed \(seed): \(bytes)")
        }
    }

    @Test(
        "The first byte at fault is named",
        arguments: [
            ([0x61, 0xFF], 1), ([0xC0, 0x80], 0), ([0xE2, 0x82], 0), ([0x61, 0xED, 0xA0, 0x80], 1),
            ([0xF4, 0x90, 0x80, 0x80], 0),
            ([0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x80], 8),
        ] as [([UInt8], Int)]
    )
    func places(bytes: [UInt8], place: Int) {
        #expect(UTF8Validation.firstFault(in: bytes.span) == place)
    }

    @Test("Lines, whatever ends them and whatever windows cut", arguments: 1...16)
    func lines(step: Int) {
        var scanner = LineScanner()
        let found = scanned(Array("a b\r\n\n  \rc\rd\n\ne".utf8), step: step) {
            scanner.next(in: $0, from: $1, isLast: $2, isFull: $3)
        } fault: { _ in
            "too long"
        }
        #expect(found == ["a b", "c", "d", "e"])
    }

    @Test("A line longer than the window costs itself alone")
    func longLines() {
        var scanner = LineScanner()
        let found = scanned(Array("a\n\(String(repeating: "x", count: 100))\nb\n".utf8), step: 8, limit: 16) {
            scanner.next(in: $0, from: $1, isLast: $2, isFull: $3)
        } fault: { _ in
            "too long"
        }
        #expect(found == ["a", "! too long", "b"])
    }

    @Test(
        "Base64 as in RFC 4648 section 10, padded",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(text: String, coded: String) {
        #expect(Base64.text(text.utf8) == coded)
        #expect(Base64.bytes(coded.utf8) == Array(text.utf8))
    }

    @Test("Of Base64 there is one spelling", arguments: 1...20 as ClosedRange<UInt64>)
    func base64Spelling(seed: UInt64) {
        var dice = Dice(seed: seed)
        for _ in 0..<2000 {
            let coded = Base64.encoded(dice.bytes(Int.random(in: 0...12, using: &dice)))
            let noise = dice.mutated(coded, traps: "=AQgw \n-_+/")
            if let read = Base64.bytes(noise) { #expect(Base64.encoded(read) == noise) }
        }
        for text in [
            "=", "====", "Zg", "Zg=", "Zg===", "Z===", "Zh==", "Zm9=", "Zm9v====", "Zg==Zg==", " Zg==", "Zg==\n",
        ] {
            #expect(Base64.bytes(text.utf8) == nil, "\(text)")
        }
    }
}
