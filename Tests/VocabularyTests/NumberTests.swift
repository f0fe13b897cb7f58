import Testing
import Vocabulary

@Suite("Decimal numbers")
struct DecimalNumberTests {
    @Test(
        "are read exactly",
        arguments: [
            ("0", "0"), ("-0", "0"), ("0.000", "0"), ("12", "12"), ("+12.50", "12.5"), ("-0.5", "-0.5"),
            (".25", "0.25"),
            ("3.", "3"), ("1e3", "1000"), ("1.2E-3", "0.0012"), ("1.000000000000000000000000", "1"), (" 7\t", "7"),
            ("9223372036854775807", "9223372036854775807"), ("00012", "12"), ("0e999", "0"), ("1000e-3", "1"),
        ]
    )
    func read(text: String, value: String) throws {
        #expect(try DecimalNumber(text).description == value)
    }

    @Test(
        "are refused with a reason",
        arguments: [
            ("", DecimalError.empty), ("  ", .empty), ("NaN", .notFinite), ("-inf", .notFinite),
            ("Infinity", .notFinite),
            ("-", .missingDigits), (".", .missingDigits), ("1e", .missingDigits), ("1e+", .missingDigits),
            ("1,5", .unexpected(byte: 0x2C, offset: 1)), ("1 2", .unexpected(byte: 0x32, offset: 2)),
            ("12kg", .unexpected(byte: 0x6B, offset: 2)), ("1.2.3", .unexpected(byte: 0x2E, offset: 3)),
            ("0x10", .unexpected(byte: 0x78, offset: 1)), ("١٢", .unexpected(byte: 0xD9, offset: 0)),
            ("9223372036854775808", .overflow), ("1e1000", .overflow), ("1e99999999999999999999", .overflow),
            ("0.12345678901234567891", .overflow), ("--1", .unexpected(byte: 0x2D, offset: 1)),
        ]
    )
    func refused(text: String, reason: DecimalError) {
        #expect(throws: reason) { try DecimalNumber(text) }
    }

    @Test("may have a decimal comma")
    func comma() throws {
        #expect(try DecimalNumber("1,5", style: .comma) == DecimalNumber("1.5"))
        #expect(throws: DecimalError.self) { try DecimalNumber("1.5", style: .comma) }
    }

    @Test("survive writing and reading, in whatever spelling", arguments: [UInt64(1), 42, 20_261_122])
    func roundTrip(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let digits = Int64.random(in: -9_000_000_000...9_000_000_000, using: &generator)
            let exponent = Int.random(in: -20...20, using: &generator)
            let number = DecimalNumber(significand: digits, exponent: exponent)
            #expect(try DecimalNumber(number.description) == number)
            #expect(try DecimalNumber("\(digits)e\(exponent)") == number)
            #expect(try DecimalNumber(" \(digits)000e\(exponent - 3) ") == number)
        }
    }

    @Test("never trap, whatever the bytes", arguments: [UInt64(7), 99])
    func hostile(seed: UInt64) {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789+-.eE, NaInf\u{0}é".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...30, using: &generator)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = try? DecimalNumber(bytes)
            _ = try? Mass(withUnit: bytes)
            _ = try? Grade(bytes, in: .percent)
            _ = try? CalendarDate(bytes)
            _ = try? UTCInstant(bytes)
            _ = HSCode(bytes)
            _ = CountryCode(bytes)
            _ = Currency(bytes)
        }
        let extremes = [
            DecimalNumber(significand: .min, exponent: .min), DecimalNumber(significand: .max, exponent: .max),
            DecimalNumber(significand: .min, exponent: 0),
        ]
        for number in extremes {
            for rounding in [Rounding.exact, .halfEven, .halfAwayFromZero] {
                _ = number.integer(times: .max, over: .max, rounding: rounding)
                _ = number.integer(times: .min, over: 1, rounding: rounding)
            }
            _ = number.description
        }
        #expect(DecimalNumber(significand: 1, exponent: 0).integer(over: 0, rounding: .halfEven) == nil)
    }

    @Test("are rounded as told")
    func rounding() throws {
        let cases = [
            ("0.5", 0, 1), ("1.5", 2, 2), ("2.5", 2, 3), ("-0.5", 0, -1), ("-1.5", -2, -2), ("2.4", 2, 2),
            ("-2.6", -3, -3),
        ]
        for (text, even, away) in cases {
            let number = try DecimalNumber(text)
            #expect(number.integer(rounding: .halfEven) == even)
            #expect(number.integer(rounding: .halfAwayFromZero) == away)
            #expect(number.integer(rounding: .exact) == nil)
        }
        #expect(try DecimalNumber("1e-300").integer(rounding: .halfEven) == 0)
        #expect(try DecimalNumber("1e300").integer(rounding: .halfEven) == nil)
    }
}

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "Mass is whole grams",
        arguments: [
            ("12.5 kg", 12_500), ("0.1kg", 100), ("1 t", 1_000_000), ("2,5 t", 2_500_000), ("1 toz", 31),
            ("100 oz t", 3_110),
            ("1000 TOZ", 31_103), ("1 lb", 454), ("2 LBS.", 907), ("0.5 g", 0), ("1.5 g", 2), ("1e3 KGM", 1_000_000),
            ("5 ct", 1), ("1 koz", 31_103), ("0 kg", 0),
        ]
    )
    func mass(text: String, grams: Int) throws {
        let style: DecimalNumber.Style = text.contains(",") ? .comma : .point
        #expect(try Mass(withUnit: text.utf8, style: style).grams == grams)
    }

    @Test(
        "Mass is refused with a reason",
        arguments: [
            ("-1 kg", QuantityError.negative), ("12", .missingUnit), ("12 furlongs", .unknownUnit(" furlongs")),
            ("", .number(.empty)), ("kg", .number(.missingDigits)), ("NaN kg", .number(.missingDigits)),
            ("1e30 t", .tooLarge), ("99999999999999 t", .tooLarge), ("1 ton", .unknownUnit(" ton")),
        ]
    )
    func noMass(text: String, reason: QuantityError) {
        #expect(throws: reason) { try Mass(withUnit: text.utf8) }
    }

    @Test("A short ton and a metric ton are not guessed apart: the bare word is refused")
    func ton() {
        #expect(MassUnit(symbol: "ton".utf8) == nil)
        #expect(MassUnit(symbol: "metric tons".utf8) == .tonne)
    }

    @Test("Money is whole minor units of its currency")
    func money() throws {
        let dollars = try #require(Currency("usd"))
        let yen = try #require(Currency("JPY"))
        let dinars = try #require(Currency("TND"))
        #expect(try Money("1234.5".utf8, dollars).minorUnits == 123_450)
        #expect(try Money("-0.07".utf8, dollars).description == "-0.07 USD")
        #expect(try Money("12".utf8, yen).description == "12 JPY")
        #expect(try Money("1.234".utf8, dinars).minorUnits == 1_234)
        #expect(try Money("1.5000".utf8, dollars).minorUnits == 150)
        #expect(throws: QuantityError.tooPrecise) { try Money("1.005".utf8, dollars) }
        #expect(try Money("1.005".utf8, dollars, rounding: .halfEven).minorUnits == 100)
        #expect(throws: QuantityError.tooLarge) { try Money("1e18".utf8, dollars) }
    }

    @Test("Grade is parts per million")
    func grade() throws {
        #expect(try Grade("30.5".utf8, in: .percent).partsPerMillion == 305_000)
        #expect(try Grade("0.0000015".utf8, in: .fraction).partsPerMillion == 2)
        #expect(try Grade("12".utf8, in: .gramsPerTonne).partsPerMillion == 12)
        #expect(try Grade("2500".utf8, in: .partsPerBillion).partsPerMillion == 2)
        #expect(throws: QuantityError.tooLarge) { try Grade("100.1".utf8, in: .percent) }
        #expect(throws: QuantityError.negative) { try Grade("-1".utf8, in: .partsPerMillion) }
    }
}
