import Formats
import KernelSamples
import Testing

@Suite("Canonical JSON")
struct JSONCanonicalTests {
    private func canonical(_ text: String) throws -> String {
        var output: [UInt8] = []
        try JSONCanonical.append(JSONTape(Array(text.utf8)).root, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("The example of RFC 8785, section 3.2.2")
    func example() throws {
        let text = #"""
            {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
             "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}
            """#
        #expect(
            try canonical(text)
                == #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
                + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        )
    }

    @Test("Members are sorted by UTF-16 code units (section 3.2.3)")
    func order() throws {
        let text = #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7,"":8,"1a":9}"#
        #expect(
            try canonical(text)
                == "{\"\":8,\"\\r\":2,\"1\":4,\"1a\":9,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}"
        )
    }

    @Test(
        "Numbers of the RFC's appendix B, by their bits",
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5555, "333333333.3333333"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"), (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)]
    )
    func numbers(bits: UInt64, text: String) {
        var output: [UInt8] = []
        JSONCanonical.appendNumber(Double(bitPattern: bits), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == text)
    }

    @Test("A number's form means the same number, and is its own form", arguments: 0..<8)
    func property(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed) + 1)
        for _ in 0..<2000 {
            let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &dice))
            guard value.isFinite else { continue }
            var first: [UInt8] = []
            JSONCanonical.appendNumber(value, to: &first)
            let text = String(decoding: first, as: UTF8.self)
            #expect(Double(text) == (value == 0 ? 0 : value), "\(value)")
            var second: [UInt8] = []
            #expect(JSONCanonical.appendNumber(first[...], to: &second) != nil)
            #expect(first == second)
            #expect(try canonical("[\(text)]") == "[\(text)]")
        }
    }

    @Test("Whether a number means the same in its form is said")
    func exactness() throws {
        func isExact(_ text: String) -> Bool? {
            var output: [UInt8] = []
            return JSONCanonical.appendNumber(Array(text.utf8)[...], to: &output)
        }
        for text in ["0", "-0", "1", "1.50", "0.1", "1e5", "123456789012345", "9007199254740992", "1E-7"] {
            #expect(isExact(text) == true, "\(text)")
        }
        for text in ["9007199254740993", "0.10000000000000000001", "123456789012345678"] {
            #expect(isExact(text) == false, "\(text)")
        }
        #expect(isExact("1e400") == nil)
    }
}
