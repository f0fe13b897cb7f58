import Rules
import Testing
import Vocabulary

/// Sentences with values, as people of each language write them.
@Suite struct ExplanationTests {
    private func render(_ template: String, _ value: RuleValue, _ language: Language) throws -> String {
        let row = try RuleRow(columns: [
            ("subject", .text("S")), ("strength", .real(1)), ("x", value), ("currency", .text("USD")),
            ("yen", .text("JPY")),
        ])
        let text = try ExplanationTemplate(template).render(row, in: language)
        return String(text.map { $0 == "\u{202F}" || $0 == "\u{A0}" ? " " : $0 })
    }

    @Test(
        arguments: [
            ("{x|mass}", RuleValue.integer(950), ["950 g", "950 g", "950 g", "950 g"]),
            ("{x|mass}", .integer(1_234_500), ["1.235 t", "1,235 t", "1,235 t", "1,235 t"]),
            ("{x|mass}", .integer(25_500), ["25.5 kg", "25,5 kg", "25,5 kg", "25,5 kg"]),
            ("{x|mass}", .integer(1_234_567_000_000), ["1,234,567 t", "1 234 567 t", "1.234.567 t", "1.234.567 t"]),
            ("{x|number}", .integer(1234), ["1,234", "1 234", "1.234", "1234"]),
            ("{x|number}", .real(-0.126), ["−0.13", "−0,13", "−0,13", "−0,13"]),
            ("{x|percent}", .real(0.412), ["41%", "41 %", "41%", "41 %"]),
            ("{x|percent}", .real(0.055), ["5.5%", "5,5 %", "5,5%", "5,5 %"]),
            ("{x|ppm}", .integer(250_000), ["25%", "25 %", "25%", "25 %"]),
            ("{x|distance}", .integer(999), ["999 m", "999 m", "999 m", "999 m"]),
            ("{x|distance}", .integer(4250), ["4.3 km", "4,3 km", "4,3 km", "4,3 km"]),
            (
                "{x|date}", .text("2024-03-01T10:00:00Z"),
                ["1 March 2024", "1er mars 2024", "1 de março de 2024", "1 de marzo de 2024"]
            ),
            ("{x|date}", .text("2024-08"), ["August 2024", "août 2024", "agosto de 2024", "agosto de 2024"]),
            ("{x|date}", .text("soon"), ["soon", "soon", "soon", "soon"]),
            (
                "{x|money(currency)}", .integer(123_456_789),
                ["USD 1,234,567.89", "1 234 567,89 USD", "1.234.567,89 USD", "1.234.567,89 USD"]
            ),
            ("{x|money(currency)}", .integer(-500), ["USD −5", "−5 USD", "−5 USD", "−5 USD"]),
            ("{x|money(yen)}", .integer(5000), ["JPY 5,000", "5 000 JPY", "5.000 JPY", "5000 JPY"]),
            ("{x|plural(lot;lots)}", .integer(0), ["0 lots", "0 lot", "0 lots", "0 lots"]),
            ("{x|plural(lot;lots)}", .integer(1), ["1 lot", "1 lot", "1 lot", "1 lot"]),
            ("{x|words(a=one thing;b=another)}", .text("b"), ["another", "another", "another", "another"]),
            ("{x|list}", .text("a b c"), ["a, b, c", "a, b, c", "a, b, c", "a, b, c"]),
            ("{x}", .null, ["not stated", "non indiqué", "não indicado", "no indicado"]),
            ("{x|mass}", .integer(.min), ["−9,223,372,036,854.775 t"]),
        ] as [(String, RuleValue, [String])]
    )
    func writesAValue(template: String, value: RuleValue, expected: [String]) throws {
        for (language, text) in zip([Language.en, .fr, .pt, .es], expected) {
            guard value != .integer(.min) else {
                // The exact digits of a number beyond 2^53 do not matter; that it is written does.
                #expect(try !render(template, value, language).isEmpty)
                continue
            }
            #expect(try render(template, value, language) == text)
        }
    }

    @Test func namesCountriesWithTheCallersNames() throws {
        let row = try RuleRow(columns: [("subject", .text("S")), ("strength", .real(1)), ("c", .text("CD"))])
        let template = try ExplanationTemplate("{c|country}")
        #expect(template.render(row, in: .fr) == "CD")
        let names = ExplanationNames(
            country: { code, language in "\(code)-\(language.rawValue)" },
            mineral: { word, _ in "fine \(word)" }
        )
        #expect(template.render(row, in: .fr, names: names) == "CD-fr")
        #expect(try ExplanationTemplate("{c|mineral}").render(row, in: .fr, names: names) == "fine CD")
    }

    @Test func keepsDoubledBraces() throws {
        #expect(try render("{{x} {x}", .integer(1), .en) == "{x} 1")
    }

    @Test(arguments: ["{x", "{}", "{X}", "{x|weight}", "{x|money()}", "{x|plural(a)}", "{x|words(a)}", "{x y}"])
    func refusesATemplate(source: String) {
        #expect(throws: ExplanationTemplate.Fault.self) { try ExplanationTemplate(source) }
    }
}
