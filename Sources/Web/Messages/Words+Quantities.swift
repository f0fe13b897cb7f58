internal import Vocabulary

extension Words {
    private var groupMark: String {
        switch language {
        case .en: ","
        case .fr: "\u{202F}"
        case .pt, .es: "."
        }
    }

    private var decimalMark: String {
        language == .en ? "." : ","
    }

    /// An integer with its thousands apart.
    package func integer(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += groupMark }
            result.append(digit)
        }
        return (value < 0 ? "\u{2212}" : "") + result
    }

    /// An integer that counts parts of ten to the `places`, as a decimal number; zeros at the end are cut if asked.
    package func decimal(_ value: Int, places: Int, cutZeros: Bool) -> String {
        var scale: UInt = 1
        for _ in 0..<min(max(places, 0), 18) { scale *= 10 }
        let whole = value.magnitude / scale
        var fraction = String(value.magnitude % scale)
        fraction = String(repeating: "0", count: max(0, places - fraction.count)) + fraction
        if places == 0 { fraction = "" }
        while cutZeros, fraction.last == "0" { fraction.removeLast() }
        let text = integer(Int(clamping: whole)) + (fraction.isEmpty ? "" : decimalMark + fraction)
        return value < 0 ? "\u{2212}" + text : text
    }

    /// A measured number to so many decimal places.
    package func number(_ value: Double, places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        guard let scaled = Int(exactly: (value * scale).rounded()) else { return "–" }
        return decimal(scaled, places: places, cutZeros: true)
    }

    /// A mass in the largest unit in which it is at least one: `12.5 t`, `850 kg`, `40 g`.
    package func mass(grams: Int) -> String {
        switch grams.magnitude {
        case 0..<1000: "\(integer(grams))\u{00A0}g"
        case 1000..<1_000_000: "\(decimal(grams, places: 3, cutZeros: true))\u{00A0}kg"
        default: "\(decimal(grams / 1000, places: 3, cutZeros: true))\u{00A0}t"
        }
    }

    /// Money from minor units; ISO 4217 gives most currencies two decimal places.
    package func money(minor: Int, currency: String) -> String {
        let places: Int
        switch currency {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            places = 0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
            places = 3
        default:
            places = 2
        }
        return "\(decimal(minor, places: places, cutZeros: false))\u{00A0}\(currency)"
    }

    /// A share given in parts per million, in percent.
    package func share(partsPerMillion: Int) -> String {
        "\(decimal(partsPerMillion, places: 4, cutZeros: true))\u{00A0}%"
    }

    /// A share for the eye, to a hundredth of a per cent; one that would be nothing keeps its digits.
    package func roundShare(partsPerMillion: Int) -> String {
        share(partsPerMillion: partsPerMillion < 50 ? partsPerMillion : (partsPerMillion + 50) / 100 * 100)
    }

    /// An area in hectares, or square kilometres from 10 km².
    func area(squareMetres: Int) -> String {
        squareMetres >= 10_000_000
            ? "\(number(Double(squareMetres) / 1_000_000, places: 1))\u{00A0}km²"
            : "\(number(Double(squareMetres) / 10_000, places: 2))\u{00A0}ha"
    }

    /// A date, month or year as precise as it is known; text that is no date stays as it is.
    package func date(_ text: String) -> String {
        let day = text.prefix(10)
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 3, let year = Int(parts[0]), parts[0].count == 4 else { return text }
        guard parts.count > 1 else { return String(year) }
        guard let month = Int(parts[1]), (1...12).contains(month) else { return text }
        let monthName = self("date.month.\(month)")
        guard parts.count > 2 else { return "\(monthName) \(year)" }
        guard let dayNumber = Int(parts[2]), (1...31).contains(dayNumber) else { return text }
        return "\(dayNumber) \(monthName) \(year)"
    }

    /// A date with its time in UTC.
    func time(_ text: String) -> String {
        let clock = text.dropFirst(11).prefix(5)
        guard text.count >= 16, clock.contains(":") else { return date(text) }
        return "\(date(text)), \(clock)\u{00A0}UTC"
    }

    /// A size in bytes.
    func bytes(_ count: Int) -> String {
        switch count {
        case ..<1024: plural("quantity.bytes", count)
        case ..<1_048_576: "\(number(Double(count) / 1024, places: 1))\u{00A0}KiB"
        default: "\(number(Double(count) / 1_048_576, places: 1))\u{00A0}MiB"
        }
    }
}
