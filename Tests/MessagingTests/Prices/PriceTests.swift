import Messaging
import Testing
import Vocabulary

@Suite("Prices of the day")
struct PriceTests {
    private static func line(_ place: String, _ minor: Int, _ day: String, currency: String = "USD") throws -> PriceLine
    {
        let code = try #require(Currency(currency))
        let date = try #require(CalendarDay(day))
        let line = PriceLine(
            mineral: "tin",
            place: place,
            minor: minor,
            currency: code,
            unit: .kilogram,
            day: date,
            source: "Comptoir"
        )
        return try #require(line)
    }

    @Test("Amounts are written for the language and the currency")
    func amounts() throws {
        #expect(try Self.line("a", 123_456_705, "2026-03-09").amount(in: .en) == "1 234 567.05")
        #expect(try Self.line("a", 5, "2026-03-09").amount(in: .fr) == "0,05")
        #expect(try Self.line("a", 1_500, "2026-03-09", currency: "XAF").amount(in: .en) == "1 500")
        #expect(try Self.line("a", 1, "2026-03-09").dayText == "09.03.2026")
        let usd = try #require(Currency("USD"))
        let day = try #require(CalendarDay("2026-03-09"))
        #expect(
            PriceLine(mineral: "tin", place: "a", minor: -1, currency: usd, unit: .gram, day: day, source: "x") == nil
        )
        #expect(
            PriceLine(mineral: "tin", place: "a", minor: 1, currency: usd, unit: .gram, day: day, source: "") == nil
        )
    }

    @Test("The newest price of a place is told; old is told as old, tomorrow's not at all, none as none")
    func board() throws {
        let board = PriceBoard([
            try Self.line("Goma", 1_000, "2026-03-07"), try Self.line("Goma", 1_100, "2026-03-09"),
            try Self.line("Goma", 9_900, "2026-03-11"), try Self.line("Bukavu", 900, "2026-02-01"),
        ])
        let today = try #require(CalendarDay("2026-03-10"))
        func answer(_ mineral: String?, _ place: String?) -> [Reply] {
            board.answer(
                PriceQuery(mineral: mineral, place: place),
                language: .en,
                today: today,
                mineralName: "tin"
            )
        }
        #expect(answer("tin", nil).map(\.key) == [.price, .priceOld])
        #expect(answer("tin", "GOMA").first?.values["price"] == .text("11.00"))
        #expect(answer("tin", "bukavu").map(\.key) == [.priceOld])
        // An unknown place gets the known ones, each under its own name.
        #expect(answer("tin", "Kigali").compactMap { $0.values["place"] } == [.text("Goma"), .text("Bukavu")])
        #expect(answer("gold", nil).map(\.key) == [.priceNone])
        #expect(answer(nil, nil).map(\.key) == [.priceHow])
        let words = answer("tin", "Goma")[0].words { key in
            key == "sms.unit.kilogram"
                ? "kilogram" : "{mineral}, {place}: {price} {currency} for a {unit}, {day}. Source: {source}."
        }
        #expect(words == "tin, Goma: 11.00 USD for a kilogram, 09.03.2026. Source: Comptoir.")
    }
}
