import Vocabulary

/// Writes values as people of a language write them (Unicode CLDR 44: grouping, decimal sign, order of a date).
struct ValueWriter {
    let language: Language
    let names: ExplanationNames

    /// A narrow space that does not break, between digits and before a unit.
    private static let thinSpace = "\u{202F}"
    private static let space = "\u{A0}"

    func write(_ value: RuleValue, as format: ValueFormat, row: RuleRow) -> String {
        guard let text = value.text, !text.isEmpty else { return notStated }
        switch format {
        case .text: return text
        case .list: return text.split(separator: " ").joined(separator: ", ")
        case .number: return value.number.map { number($0, decimals: 2) } ?? text
        case .percent: return value.number.map { percent($0) } ?? text
        case .ppm: return value.number.map { percent($0 / 1_000_000) } ?? text
        case .mass: return value.number.map(mass) ?? text
        case .distance: return value.number.map(distance) ?? text
        case .date: return date(text) ?? text
        case .country: return names.country(text, language) ?? text
        case .mineral: return names.mineral(text, language) ?? text
        case .money(let column):
            guard case .integer(let minor) = value else { return text }
            return money(minor, currency: row[column].text)
        case .plural(let one, let many):
            guard let count = value.number else { return text }
            let isOne = language == .fr ? abs(count) < 2 : abs(count) == 1
            return number(count, decimals: 2) + Self.space + (isOne ? one : many)
        case .words(let words): return words[text] ?? text
        }
    }

    var notStated: String {
        switch language {
        case .en: "not stated"
        case .fr: "non indiqué"
        case .pt: "não indicado"
        case .es: "no indicado"
        }
    }

    private var decimalSign: String { language == .en ? "." : "," }

    private var groupSign: String {
        switch language {
        case .en: ","
        case .fr: Self.thinSpace
        case .pt, .es: "."
        }
    }

    /// A number rounded to some decimals, without zeros at its end.
    func number(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        guard let scaled = Int64(exactly: (abs(value) * scale).rounded()), let unit = Int64(exactly: scale) else {
            return String(value)
        }
        var fraction = String(scaled % unit)
        fraction = decimals == 0 ? "" : String(repeating: "0", count: decimals - fraction.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        let sign = value < 0 && scaled != 0 ? "−" : ""
        return sign + grouped(scaled / unit) + (fraction.isEmpty ? "" : decimalSign + fraction)
    }

    /// Digits in groups of three; Spanish leaves four digits together (CLDR `minimumGroupingDigits` 2).
    func grouped(_ value: Int64) -> String {
        let digits = String(value)
        guard digits.count > (language == .es ? 4 : 3) else { return digits }
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: groupSign)
    }

    func percent(_ fraction: Double) -> String {
        let value = fraction * 100
        let digits = number(value, decimals: abs(value) < 10 ? 1 : 0)
        switch language {
        case .en, .pt: return digits + "%"
        case .fr: return digits + Self.thinSpace + "%"
        case .es: return digits + Self.space + "%"
        }
    }

    func mass(_ grams: Double) -> String {
        let size = abs(grams)
        let (value, unit) =
            size >= 1_000_000 ? (grams / 1_000_000, "t") : size >= 1_000 ? (grams / 1_000, "kg") : (grams, "g")
        return number(value, decimals: 3) + Self.space + unit
    }

    func distance(_ metres: Double) -> String {
        abs(metres) >= 1_000
            ? number(metres / 1_000, decimals: 1) + Self.space + "km" : number(metres, decimals: 0) + Self.space + "m"
    }

    /// An amount, exactly; the minor units are left out where there are none.
    func money(_ minor: Int64, currency: String?) -> String {
        guard let currency, !currency.isEmpty else { return notStated }
        let decimals = Currency(currency)?.minorDigits ?? 2
        var unit: Int64 = 1
        for _ in 0..<decimals { unit *= 10 }
        let magnitude = minor.magnitude
        let whole = Int64(clamping: magnitude / UInt64(unit))
        let rest = String(magnitude % UInt64(unit))
        var amount = (minor < 0 ? "−" : "") + grouped(whole)
        if decimals > 0, rest != "0" {
            amount += decimalSign + String(repeating: "0", count: decimals - rest.count) + rest
        }
        return language == .en ? currency + Self.space + amount : amount + Self.space + currency
    }

    /// A day, month or year in words, or nil if the text is no ISO 8601 date.
    func date(_ text: String) -> String? {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4, let year = Int(parts[0]) else { return nil }
        guard parts.count > 1 else { return String(year) }
        guard let month = Int(parts[1]), (1...12).contains(month) else { return nil }
        let name = monthNames[month - 1]
        let of = language == .pt || language == .es ? " de " : " "
        guard parts.count > 2 else { return name + of + String(year) }
        guard let day = Int(parts[2]), (1...31).contains(day) else { return nil }
        let first = language == .fr && day == 1 ? "1er" : String(day)
        return first + of + name + of + String(year)
    }

    private var monthNames: [String] {
        let names: String
        switch language {
        case .en: names = "January February March April May June July August September October November December"
        case .fr: names = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        case .pt: names = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
        case .es: names = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        }
        return names.split(separator: " ").map(String.init)
    }
}
