public import Vocabulary

/// A price as it is told: of what, where, how much for how much, on which day, and who says so.
public struct PriceLine: Sendable, Hashable {
    /// What the price is for one of.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case gram
        case kilogram
        case tonne
        case carat
        case ounce

        /// Its words.
        public var key: ReplyKey {
            switch self {
            case .gram: .unitGram
            case .kilogram: .unitKilogram
            case .tonne: .unitTonne
            case .carat: .unitCarat
            case .ounce: .unitOunce
            }
        }
    }

    /// The id of the mineral.
    public let mineral: String
    /// The grade as it is written; empty if none is named.
    public let grade: String
    /// Where the price is paid.
    public let place: String
    /// The price in the smallest units of the currency.
    public let minor: Int
    /// The currency.
    public let currency: Currency
    /// What it is for one of.
    public let unit: Unit
    /// The day of the price.
    public let day: CalendarDay
    /// Who says so.
    public let source: String

    /// A price; nil if it is below zero or without mineral, place or source.
    public init?(
        mineral: String,
        grade: String = "",
        place: String,
        minor: Int,
        currency: Currency,
        unit: Unit,
        day: CalendarDay,
        source: String
    ) {
        guard minor >= 0, !mineral.isEmpty, !place.isEmpty, !source.isEmpty else { return nil }
        (self.mineral, self.grade, self.place) = (mineral, grade, place)
        (self.minor, self.currency) = (minor, currency)
        (self.unit, self.day, self.source) = (unit, day, source)
    }

    /// The amount in figures: groups of three by spaces, the decimal sign of the language, no currency.
    public func amount(in language: Language) -> String {
        let perMajor = currency.minorUnitsPerMajor
        var figures = ""
        for (index, digit) in String(minor / perMajor).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { figures.append(" ") }
            figures.append(digit)
        }
        let whole = String(figures.reversed())
        guard currency.minorDigits > 0 else { return whole }
        let fraction = String(minor % perMajor)
        let zeros = String(repeating: "0", count: currency.minorDigits - fraction.utf8.count)
        return whole + (language == .en ? "." : ",") + zeros + fraction
    }

    /// The day with its month in the middle, `09.03.2026`: read alike in all four languages.
    public var dayText: String {
        let parts = day.text.split(separator: "-")
        return parts.reversed().joined(separator: ".")
    }
}

/// The prices that are known, and the answer to who asks.
public struct PriceBoard: Sendable, Hashable {
    private let lines: [PriceLine]
    /// After how many days a price is told as an old one.
    private let freshDays: Int

    /// A board of prices.
    public init(_ lines: [PriceLine], freshDays: Int = 3) {
        (self.lines, self.freshDays) = (lines, freshDays)
    }

    /// The newest prices of a mineral, one for each place and grade, at most three; those of the place if it is known.
    ///
    /// No price is invented: none that is later than today, none of another place without saying so, and an old one is
    /// told as old. A mineral is said as the sender's language has it.
    public func answer(
        _ query: PriceQuery,
        language: Language,
        today: CalendarDay,
        mineralName: String
    ) -> [Reply] {
        guard let mineral = query.mineral else { return [Reply(.priceHow, language)] }
        struct Offer: Hashable {
            let place: String
            let grade: String
        }
        var newest: [Offer: PriceLine] = [:]
        for line in lines where line.mineral == mineral && line.day <= today {
            let offer = Offer(place: WordFolding.fold(line.place), grade: line.grade)
            if let known = newest[offer], known.day >= line.day { continue }
            newest[offer] = line
        }
        let sorted = newest.sorted {
            ($1.value.day, $0.key.place, $0.key.grade) < ($0.value.day, $1.key.place, $1.key.grade)
        }
        var chosen = sorted.map(\.value)
        if let place = query.place.map(WordFolding.fold) {
            let there = sorted.filter { $0.key.place == place }.map(\.value)
            if !there.isEmpty { chosen = there }
        }
        guard !chosen.isEmpty else { return [Reply(.priceNone, language, ["mineral": .text(mineralName)])] }
        return chosen.prefix(3).map { reply($0, language, today, mineralName) }
    }

    private func reply(_ line: PriceLine, _ language: Language, _ today: CalendarDay, _ name: String) -> Reply {
        let isFresh = today.number - line.day.number <= freshDays
        return Reply(
            isFresh ? .price : .priceOld,
            language,
            [
                "mineral": .text(line.grade.isEmpty ? name : "\(name) \(line.grade)"), "place": .text(line.place),
                "price": .text(line.amount(in: language)),
                "currency": .text(line.currency.code), "unit": .message(line.unit.key),
                "day": .text(line.dayText), "source": .text(line.source),
            ]
        )
    }
}
