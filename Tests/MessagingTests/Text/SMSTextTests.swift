import Formats
import KernelSamples
import Messaging
import Testing

@Suite("Texts of text messages")
struct SMSTextTests {
    /// Worked out by hand after 3GPP TS 23.038 section 6.1.2.1.1.
    @Test(
        "Septets are packed as the standard draws them",
        arguments: [
            ("hello", 0, "e8329bfd06"), ("hellohello", 0, "e8329bfd4697d9ec37"), ("1234567", 0, "31d98c56b3dd00"),
            ("€", 0, "9b32"), ("A", 1, "82"), ("@@", 0, "0000"), ("àà", 0, "ff3f"), ("", 0, ""),
        ]
    )
    func vectors(text: String, fill: Int, packed: String) throws {
        let septets = try #require(DefaultAlphabet.septets(of: text))
        let octets = try SeptetPacking.pack(septets, fillBits: fill)
        #expect(Hexadecimal.text(octets) == packed)
        #expect(try SeptetPacking.unpack(octets, count: septets.count, fillBits: fill) == septets)
        #expect(try DefaultAlphabet.read(septets).text == text)
    }

    @Test("The table is the standard's: every code once, the extension behind an escape")
    func table() throws {
        let codes: [(Unicode.Scalar, [UInt8])] = [
            ("@", [0x00]), ("$", [0x02]), ("Ç", [0x09]), ("Δ", [0x10]), ("Ξ", [0x1A]), ("Æ", [0x1C]), ("É", [0x1F]),
            (" ", [0x20]), ("¤", [0x24]), ("?", [0x3F]), ("¡", [0x40]), ("A", [0x41]), ("Ü", [0x5E]), ("§", [0x5F]),
            ("¿", [0x60]), ("z", [0x7A]), ("à", [0x7F]), ("€", [0x1B, 0x65]), ("[", [0x1B, 0x3C]),
            ("|", [0x1B, 0x40]), ("^", [0x1B, 0x14]), ("\\", [0x1B, 0x2F]),
        ]
        for (scalar, septets) in codes { #expect(DefaultAlphabet.septets(of: scalar) == septets, "\(scalar)") }
        #expect(DefaultAlphabet.septets(of: "ç") == nil)
        var seen: Set<String> = []
        for code in UInt8(0)..<0x80 where code != DefaultAlphabet.escape {
            let text = try DefaultAlphabet.read([code]).text
            #expect(seen.insert(text).inserted)
            #expect(DefaultAlphabet.septets(of: text) == [code])
        }
    }

    @Test("An escape without meaning is shown as the standard says, and named")
    func escapes() throws {
        let cases: [([UInt8], String, Int)] = [
            ([0x1B, 0x41], "A", 1), ([0x1B, 0x1B, 0x41], " A", 1), ([0x41, 0x1B], "A ", 1),
        ]
        for (septets, text, place) in cases {
            let reading = try DefaultAlphabet.read(septets)
            #expect(reading.text == text && reading.replaced == [place])
        }
        #expect(throws: SMSFault.notSeptet(index: 1)) { try DefaultAlphabet.read([0x41, 0x80]) }
    }

    @Test("160 septets or 70 units are one message; one more makes two of 153 and 67")
    func lengths() throws {
        func counts(_ text: String) throws -> [Int] { try SMSText(text).parts.map(\.units) }
        #expect(try counts(String(repeating: "a", count: 160)) == [160])
        #expect(try counts(String(repeating: "a", count: 161)) == [153, 8])
        #expect(try counts(String(repeating: "€", count: 80)) == [160])
        // The 77th euro would begin at septet 152 and end in the next part.
        #expect(try counts(String(repeating: "€", count: 81)) == [152, 10])
        #expect(try counts(String(repeating: "ã", count: 70)) == [70])
        #expect(try counts(String(repeating: "ã", count: 71)) == [67, 4])
        // A pair of surrogates is two units: 33 fit.
        #expect(try counts(String(repeating: "😀", count: 36)) == [66, 6])
        #expect(throws: SMSFault.empty) { try SMSText("") }
        #expect(throws: SMSFault.tooLong(parts: 256)) { try SMSText(String(repeating: "a", count: 153 * 255 + 1)) }
    }

    @Test("What is seen as one character is not torn, unless it is longer than a part")
    func graphemes() throws {
        let family = "👨‍👩‍👧‍👦"
        let text = try SMSText(String(repeating: "x", count: 60) + family + String(repeating: "y", count: 10))
        #expect(text.parts.map(\.text) == [String(repeating: "x", count: 60), family + "yyyyyyyyyy"])
        let tower = "a" + String(repeating: "\u{301}", count: 200)
        let parts = try SMSText(tower).parts
        #expect(parts.allSatisfy { $0.units <= 67 })
        #expect(parts.map(\.text).joined().unicodeScalars.elementsEqual(tower.unicodeScalars))
    }

    @Test("Any text: parts say it, none is too long, and octets give it back")
    func anyText() throws {
        var dice = Dice(seed: testSeed("anyText"))
        let letters: [[String]] = [
            ["a", "B", "€", "[", "é", "\n", "@", "7"], ["a", "ç", "ã", "😀", "€", "e\u{301}", "ሀ", "👩‍🌾", "\r\n"],
        ]
        for round in 0..<400 {
            let text = (0..<Int.random(in: 1...400, using: &dice)).map { _ in
                letters[round % 2].randomElement(using: &dice) ?? "a"
            }.joined()
            let sms = try SMSText(text)
            let limit = sms.parts.count == 1 ? sms.alphabet.unitsAlone : sms.alphabet.unitsInPart
            #expect(sms.parts.allSatisfy { (1...limit).contains($0.units) })
            #expect(sms.parts.reduce(0) { $0 + $1.units } == sms.units)
            let back = try sms.parts.map { part in
                let fill = sms.parts.count == 1 ? 0 : 1
                let octets = try sms.octets(of: part, fillBits: fill)
                #expect(octets.count <= (sms.parts.count == 1 ? 140 : 134))
                guard sms.alphabet == .gsm7 else { return try SMSText.text(ucs2: octets) }
                return try DefaultAlphabet.read(
                    try SeptetPacking.unpack(octets, count: part.units, fillBits: fill)
                ).text
            }
            #expect(back.joined().unicodeScalars.elementsEqual(text.unicodeScalars))
        }
    }

    @Test("Octets that are none are refused")
    func hostile() {
        #expect(throws: SMSFault.oddOctets(3)) { try SMSText.text(ucs2: [0, 65, 0]) }
        #expect(throws: SMSFault.loneSurrogate(index: 1)) { try SMSText.text(ucs2: [0, 65, 0xDC, 0]) }
        #expect(throws: SMSFault.loneSurrogate(index: 0)) { try SMSText.text(ucs2: [0xD8, 0]) }
        #expect(throws: SMSFault.tooFewOctets(expected: 7, found: 6)) {
            try SeptetPacking.unpack([UInt8](repeating: 0, count: 6), count: 8)
        }
        #expect(throws: SMSFault.badCount(.max)) { try SeptetPacking.unpack([], count: .max) }
        #expect(throws: SMSFault.badCount(7)) { try SeptetPacking.pack([1], fillBits: 7) }
        #expect(throws: SMSFault.notSeptet(index: 0)) { try SeptetPacking.pack([200]) }
    }

    @Test("Transliteration tells what it changed and what it could not")
    func transliteration() throws {
        let result = Transliteration("Não há reçu: l’été, ٣ 中")
        #expect(result.text == "Nao ha recu: l'été, 3 中")
        #expect(
            result.changes.map { "\($0.original)\($0.replacement)\($0.count)" }
                == ["ãa1", "áa1", "çc1", "’'1", "٣31"]
        )
        #expect(result.remaining == ["中"])
        #expect(Transliteration("plain é [x]").changes.isEmpty)
        #expect(Transliteration("Ã ê Ó").text == "A e O")
        #expect(Transliteration("e\u{301}").text.unicodeScalars.elementsEqual("é".unicodeScalars))
    }
}
