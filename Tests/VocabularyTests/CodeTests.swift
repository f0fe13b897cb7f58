import Testing
import Vocabulary

@Suite("Codes")
struct CodeTests {
    @Test("Every country is found by each of its codes")
    func countries() {
        #expect(CountryCode.all.count == 249)
        for country in CountryCode.all {
            #expect(CountryCode(country.alpha2) == country)
            #expect(CountryCode(country.alpha3.lowercased()) == country)
            #expect(CountryCode(numeric: country.numeric) == country)
        }
        #expect(CountryCode(" cod ")?.alpha2 == "CD")
        #expect(CountryCode("CD")?.numeric == 180)
    }

    @Test(
        "What is no country code is refused",
        arguments: ["", "C", "XX", "CODE", "C D", "ÇD", "1A", "ZZZ", "cd\u{0}", "XK"]
    )
    func noCountry(text: String) {
        #expect(CountryCode(text) == nil)
    }

    @Test(
        "Currencies know their decimals",
        arguments: [("USD", 2), ("jpy", 0), ("CDF", 2), ("XAF", 0), ("KWD", 3), ("CLF", 4)]
    )
    func currencies(code: String, digits: Int) {
        #expect(Currency(code)?.minorDigits == digits)
        #expect(Currency(code)?.code == code.uppercased())
    }

    @Test("What is no currency of money is refused", arguments: ["", "US", "USDD", "XAU", "XXX", "U$D", "AAA"])
    func noCurrency(text: String) {
        #expect(Currency(text) == nil)
    }

    @Test(
        "Customs codes are read with dots and spaces",
        arguments: [
            ("260500", "260500"), ("2605.00", "260500"), ("26 05 00 00 10", "2605000010"), ("0101.21", "010121"),
        ]
    )
    func customsCodes(text: String, digits: String) throws {
        let code = try #require(HSCode(text))
        #expect(code.digits == digits)
        #expect(code.subheading.digits == String(digits.prefix(6)))
        #expect(code.chapter == Int(digits.prefix(2)))
        #expect(code.heading == Int(digits.prefix(4)))
    }

    @Test(
        "What is no customs code is refused",
        arguments: ["", "26050", "26050000101", "2605OO", "770110", "000000", "26,05,00"]
    )
    func noCustomsCode(text: String) {
        #expect(HSCode(text) == nil)
    }

    @Test("Markings are ordered and read both ways")
    func markings() {
        #expect(HandlingMarking.allCases == HandlingMarking.allCases.sorted())
        #expect(HandlingMarking.red > .amberStrict)
        for marking in HandlingMarking.allCases {
            #expect(HandlingMarking(label: marking.label) == marking)
            #expect(HandlingMarking(label: marking.label.lowercased()) == marking)
        }
        #expect(HandlingMarking(label: "amber+strict")?.rawValue == 3)
        #expect(HandlingMarking(label: "TLP:WHITE") == .clear)
        #expect(HandlingMarking(label: "TLP:BLUE") == nil)
    }

    @Test("Formulas are counted atom by atom")
    func formulas() throws {
        let formula = try #require(ChemicalFormula("(NH4)10W12O41.5H2O"))
        #expect(formula.atoms == ["N": 10, "H": 50, "W": 12, "O": 46])
        for text in [
            "", "h2o", "Co(OH", "Co)OH", "Co(OH)0", "H2O.", "2", "H99999999999999999999", "((((((((((H))))))))))",
        ] {
            #expect(ChemicalFormula(text) == nil, "\(text)")
        }
    }
}
