import Formats
import KernelSamples
import Testing

@Suite("JSON texts")
struct JSONTapeTests {
    private func reason(_ text: String) -> JSONFault.Reason? {
        reason(Array(text.utf8))
    }

    private func reason(_ bytes: [UInt8]) -> JSONFault.Reason? {
        do throws(JSONFault) {
            _ = try JSONTape(bytes)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(
        "Numbers that RFC 8259 section 6 allows",
        arguments: [
            "0", "-0", "1", "-1", "10", "0.5", "-0.0", "1e5", "1E+5", "1e-05", "0e0", "123456789012345678901234567890",
        ]
    )
    func numbers(text: String) throws {
        let root = try JSONTape(Array(text.utf8)).root
        #expect(root.kind == .number)
        #expect(root.numberText.map { String(decoding: $0, as: UTF8.self) } == text)
    }

    @Test(
        "Numbers that it does not allow",
        arguments: [
            "-", "+1", "01", "-01", "00", ".5", "1.", "1.e5", "1e", "1e+", "0x10", "NaN", "Infinity", "-Infinity",
            "1_000",
            "1,5", "--1", "1.2.3", "٣",
        ]
    )
    func badNumbers(text: String) {
        #expect(reason(text) != nil)
        #expect(reason("[\(text)x]") != nil)
    }

    @Test(
        "Strings and what they mean",
        arguments: [
            (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9""#, "é"),
            (#""\uD83E\uDEA8""#, "🪨"), (#""étain 鉱石""#, "étain 鉱石"), (#""\u0000""#, "\u{0}"), ("\"\u{7F}\"", "\u{7F}"),
        ]
    )
    func strings(text: String, meaning: String) throws {
        #expect(try JSONTape(Array(text.utf8)).root.string == meaning)
    }

    @Test(
        "Strings that are refused",
        arguments: [
            (#"""#, JSONFault.Reason.unexpectedEnd), (#""a"#, .unexpectedEnd), (#""\"#, .unexpectedEnd),
            (#""\x""#, .badEscape),
            (#""\u12""#, .badEscape), (#""\ud800""#, .loneSurrogate), (#""\udc00""#, .loneSurrogate),
            (#""\ud800\ud800""#, .loneSurrogate), (#""\ud800x""#, .loneSurrogate), ("\"a\nb\"", .controlCharacter),
            ("\"\u{0}\"", .controlCharacter), ("'a'", .unexpectedByte),
        ]
    )
    func badStrings(text: String, expected: JSONFault.Reason) {
        #expect(reason(text) == expected)
    }

    @Test(
        "Structures that are refused",
        arguments: [
            ("", JSONFault.Reason.unexpectedEnd), ("  ", .unexpectedEnd), ("[", .unexpectedEnd),
            ("{\"a\":", .unexpectedEnd),
            ("[1,]", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte), ("{a:1}", .unexpectedByte),
            ("[1}", .unexpectedByte),
            ("[1 2]", .unexpectedByte), ("1 2", .trailingBytes), ("{}{}", .trailingBytes), ("nul", .unexpectedByte),
            ("// c\n1", .unexpectedByte), ("{\"a\":1,\"a\":2}", .duplicateKey),
            ("{\"a\":1,\"\\u0061\":2}", .duplicateKey),
            ("\u{FEFF}1", .unexpectedByte),
        ]
    )
    func badStructures(text: String, expected: JSONFault.Reason) {
        #expect(reason(text) == expected)
    }

    @Test("The same key in different objects is no duplicate")
    func keys() {
        #expect(reason("[{\"a\":{\"a\":1}},{\"a\":2}]") == nil)
    }

    @Test("A duplicate key is found in an object of any size, wherever it stands and however it is written")
    func duplicatesOfAnySize() {
        for count in Array(1...40) + [100, 4_095, 4_096, 4_097, 20_000] {
            let keys = (0..<count).map { "k\($0)" }
            let object = { (keys: [String]) in
                "{" + keys.map { "\"\($0)\":{\"k0\":[\"k1\"]}" }.joined(separator: ",") + "}"
            }
            #expect(reason(object(keys)) == nil, "\(count) keys")
            for twin in Set([0, count / 2, count - 1]) {
                #expect(reason(object(keys + ["k\(twin)"])) == .duplicateKey, "\(count) keys, twin of \(twin)")
                #expect(reason(object(keys + ["\\u006b\(twin)"])) == .duplicateKey, "\(count) keys, twin of \(twin)")
                #expect(reason(object(["\\u006B\(twin)"] + keys)) == .duplicateKey, "\(count) keys, twin of \(twin)")
            }
        }
    }

    @Test("Keys that are canonically equivalent but not the same bytes are different keys")
    func equivalentKeys() {
        let filler = (0..<30).map { "\"k\($0)\":0," }.joined()
        for filler in ["", filler] {
            #expect(reason("{\(filler)\"\u{E9}\":1,\"e\u{301}\":2}") == nil)
        }
    }

    @Test("Depth is bounded without a stack")
    func depth() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 500_000)
        #expect(reason(deep) == .tooDeep)
        let most = String(repeating: "[", count: JSONTape.defaultDepthLimit)
        #expect(reason(most + String(repeating: "]", count: JSONTape.defaultDepthLimit)) == nil)
    }

    @Test("Ill-formed UTF-8 is refused where it stands")
    func utf8() {
        #expect(reason([0x22, 0xC0, 0x80, 0x22]) == .notUTF8)
        #expect(reason([0x22, 0xED, 0xA0, 0x80, 0x22]) == .notUTF8)
    }

    @Test("Members, elements and ranges are those of the text")
    func values() throws {
        let text = Array(#"{"a":[1,"two",null,true,{"b":-0.50}],"c":{}}"#.utf8)
        let root = try JSONTape(text).root
        let list = try #require(root["a"])
        #expect(list.elements.count == 5)
        #expect(list.elements[1].string == "two")
        #expect(list.elements[2].isNull)
        #expect(list.elements[3].bool == true)
        let number = try #require(list.elements[4]["b"])
        #expect(number.double == -0.5)
        #expect(Array(text[number.range]) == Array("-0.50".utf8))
        #expect(root.member("c")?.members.isEmpty == true)
        #expect(root["none"] == nil)
        #expect(root.members.map(\.key) == ["a", "c"])
    }

    @Test("A record of too many values is refused before it fills the memory")
    func manyValues() {
        let text = Array(("[" + String(repeating: "1,", count: 2_100_000) + "1]").utf8)
        #expect(reason(text) == .tooLong)
    }

    @Test("What is escaped reads back the same", arguments: ["", "a\"b\\c", "\u{1}\u{1F}\n\r\t", "é🪨"])
    func escaping(text: String) throws {
        var output: [UInt8] = []
        JSONString.append(text.utf8, to: &output)
        #expect(try JSONTape(output).root.string == text)
    }

    @Test("Bytes of chance never trap", arguments: UInt64(1)...40)
    func fuzz(seed: UInt64) {
        var dice = Dice(seed: seed)
        let document = Array(#"{"id":"x","n":[1,-2.5e3,null],"s":"\u00e9\ud83e\udea8","o":{"k":true}}"#.utf8)
        var refused = 0
        for _ in 0..<100 where reason(dice.mutated(document)) != nil { refused += 1 }
        #expect(refused > 0, "seed \(seed)")
    }
}
