import Installation
import Store
import Vocabulary

/// Reads the text of one field as a cell of its column.
///
/// Texts come as bytes and leave as bytes: nothing here makes a `String` for a value that is in order.
final class FieldReader: Sendable {
    let spec: FieldSpec
    /// The form as the map's unit changes it.
    let form: FieldSpec.Form
    let lexicon: NameIndex

    init(_ spec: FieldSpec, unit: String?, lexicon: NameIndex, terms: LocalTerms) throws(IntakeError) {
        self.spec = spec
        self.lexicon = lexicon
        form = try Self.form(of: spec, unit: unit, terms: terms)
    }

    private static func form(
        of spec: FieldSpec,
        unit: String?,
        terms: LocalTerms
    ) throws(IntakeError) -> FieldSpec.Form {
        guard let unit else { return spec.form }
        switch spec.form {
        case .mass:
            if let unit = MassUnit(symbol: Array(unit.utf8)) { return .mass(unit) }
            if let unit = terms.unit(unit) { return .localMass(unit) }
        case .share:
            if unit == "percent" { return .share(.percent) }
            if unit == "fraction" { return .share(.fraction) }
            if let unit = GradeUnit(rawValue: unit) { return .share(unit) }
        case .area:
            if let unit = AreaUnit(rawValue: unit) { return .area(unit) }
        case .money(let currency, let rule):
            if unit == "rounded" { return .money(currency: currency, rule.union(.isRounded)) }
        case .date:
            if let order = DateOrder(rawValue: unit) { return .date(order) }
        default:
            break
        }
        throw IntakeError(.badMap, "The field `\(spec.name)` cannot be read in the unit `\(unit)`.")
    }

    /// Reads a text that is not empty.
    ///
    /// - Parameters:
    ///   - text: The text, without white space around it.
    ///   - currency: The currency of the record, where the field is an amount.
    ///   - batch: Receives texts that are kept.
    func cell(
        _ text: Span<UInt8>,
        currency: Currency?,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> FactBatch.Cell {
        switch form {
        case .text:
            try check(text)
            return batch.text(text, 0..<text.count)
        case .identifier:
            try check(text)
            for index in 0..<text.count where text[index] <= 0x20 {
                return batch.text(Self.joined(text, by: UInt8(ascii: "_")))
            }
            return batch.text(text, 0..<text.count)
        case .list:
            try check(text)
            if Self.isPlainList(text) { return batch.text(text, 0..<text.count) }
            return batch.text(Self.list(text))
        case .minerals:
            try check(text)
            return batch.text(lexicon.minerals(in: Self.string(text)))
        case .word(let words):
            for word in words where Self.isEqual(text, word) {
                return batch.text(word)
            }
            throw fault(.unknownWord, text, expected: .oneOf(words.joined(separator: ", ")))
        case .flag:
            return .integer(try flag(text) ? 1 : 0)
        case .whole(let range):
            let number = try decimal(text)
            guard let whole = number.integer(rounding: .exact) else {
                throw fault(.badNumber, text, expected: .wholeNumber)
            }
            guard range.contains(whole) else {
                throw fault(
                    whole < 0 && range.lowerBound >= 0 ? .negativeNumber : .outOfRange,
                    text,
                    expected: .between(Double(range.lowerBound), and: Double(range.upperBound))
                )
            }
            return .integer(Int64(whole))
        case .real(let range):
            return .real(try real(text, in: range))
        case .mass(let unit):
            return .integer(
                try quantity(text, { .mass(in: unit.rawValue, but: $0) }) { number throws(QuantityError) in
                    try Mass(number, unit).grams
                }
            )
        case .localMass(let unit):
            return .integer(
                try quantity(text, { .mass(in: unit.symbol, but: $0) }) { number throws(QuantityError) in
                    try unit.mass(number).grams
                }
            )
        case .share(let unit):
            return .integer(
                try quantity(text, { .share(in: unit.rawValue, but: $0) }) {
                    number throws(QuantityError) in try Grade(number, unit).partsPerMillion
                }
            )
        case .area(let unit):
            return .integer(try area(text, unit))
        case .money(_, let rule):
            guard let currency else {
                throw RefusalReason(.missingValue, at: spec.name, expected: .currencyOfAmount)
            }
            return .integer(
                try quantity(text, { .amount(in: currency.code, decimals: currency.minorDigits, but: $0) }) {
                    number throws(QuantityError) in
                    guard !number.isNegative || rule.contains(.isSigned) else { throw .negative }
                    let rounding: Rounding = rule.contains(.isRounded) ? .halfEven : .exact
                    return try Money(number, currency, rounding: rounding).minorUnits
                }
            )
        case .date(let order):
            if order == .yearMonthDay, Self.isPlainDate(text) { return batch.text(text, 0..<10) }
            let date = try date(text, order)
            guard date.day != nil else { throw fault(.badDate, text, expected: .dateWithDay) }
            return batch.text(date.description)
        case .partialDate:
            return batch.text(try date(text, .yearMonthDay).description)
        case .instant:
            // A day without a time of day is as precise as many books are.
            if text.count == 10 { return batch.text(try date(text, .yearMonthDay).description) }
            return batch.text(try instant(text).text)
        case .country:
            if text.count == 2, Self.isAlpha2(text[0], text[1]) { return batch.text(text, 0..<2) }
            return batch.text(try country(text))
        case .currency:
            // The record's currency has been read already where an amount stands before it.
            let currency = try readCurrency(text)
            // Three bytes that are a currency are its code, but for their case.
            if Self.isCapitals(text) { return batch.text(text, 0..<text.count) }
            return batch.text(currency.code)
        case .harmonizedCode:
            if Self.isPlainTariffCode(text) { return batch.text(text, 0..<text.count) }
            return batch.text(try harmonizedCode(text))
        case .priceQuantity:
            return .integer(try priceQuantity(text))
        }
    }

    /// Reads the field as a currency, for the amounts of the same record.
    func readCurrency(_ text: Span<UInt8>) throws(RefusalReason) -> Currency {
        if let currency = text.withUnsafeBufferPointer({ Currency($0) }) { return currency }
        throw fault(.badCode, text, expected: .currency)
    }

    // MARK: Parts

    func fault(_ code: RefusalReason.Code, _ text: Span<UInt8>, expected: RefusalText) -> RefusalReason {
        RefusalReason(code, at: spec.name, found: .quoted(Self.excerpt(text)), expected: expected)
    }

    /// Refuses control characters, which no name or number holds and which upset terminals and spreadsheets.
    private func check(_ text: Span<UInt8>) throws(RefusalReason) {
        for index in 0..<text.count {
            let byte = text[index]
            if byte < 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 {
                throw fault(.controlCharacter, text, expected: .noControlCharacters)
            }
        }
    }

    private func flag(_ text: Span<UInt8>) throws(RefusalReason) -> Bool {
        for word in ["true", "1", "yes", "oui", "sim", "si"] where Self.isEqual(text, word) { return true }
        for word in ["false", "0", "no", "non", "nao"] where Self.isEqual(text, word) { return false }
        throw fault(.unknownWord, text, expected: .trueOrFalse)
    }

    func decimal(_ text: Span<UInt8>) throws(RefusalReason) -> DecimalNumber {
        if let number = Self.plainDecimal(text) { return number }
        do throws(DecimalError) {
            return try text.withUnsafeBufferPointer { buffer throws(DecimalError) in try DecimalNumber(buffer) }
        } catch {
            let code: RefusalReason.Code = error == .overflow ? .outOfRange : .badNumber
            throw fault(code, text, expected: .decimalNumberBut(error.refusalText))
        }
    }

    /// Digits with at most one point between them: what nearly every number in a file looks like.
    private static func plainDecimal(_ text: Span<UInt8>) -> DecimalNumber? {
        guard 1...18 ~= text.count else { return nil }
        var value: Int64 = 0
        var point = -1
        for index in 0..<text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            if digit < 10 {
                value = value &* 10 &+ Int64(digit)
            } else if text[index] == UInt8(ascii: "."), point < 0, index > 0, index < text.count - 1 {
                point = index
            } else {
                return nil
            }
        }
        return DecimalNumber(significand: value, exponent: point < 0 ? 0 : point + 1 - text.count)
    }

    private func quantity(
        _ text: Span<UInt8>,
        _ expected: (RefusalText) -> RefusalText,
        _ convert: (DecimalNumber) throws(QuantityError) -> Int
    ) throws(RefusalReason) -> Int64 {
        let number = try decimal(text)
        do throws(QuantityError) {
            return Int64(try convert(number))
        } catch {
            let code: RefusalReason.Code = error == .negative ? .negativeNumber : .outOfRange
            throw fault(code, text, expected: expected(error.refusalText))
        }
    }

    private func area(_ text: Span<UInt8>, _ unit: AreaUnit) throws(RefusalReason) -> Int64 {
        let factor =
            switch unit {
            case .squareMetre: 1
            case .hectare: 10_000
            case .squareKilometre: 1_000_000
            }
        // Measured areas come with the noise digits of a binary float: more than are kept exactly.
        let rounded = Self.shortened(text)
        let number = try decimal(rounded.span)
        guard !number.isNegative else { throw fault(.negativeNumber, text, expected: .areaNotNegative) }
        guard let area = number.integer(times: factor, rounding: .halfEven) else {
            throw fault(.outOfRange, text, expected: .area(in: unit.rawValue))
        }
        return Int64(area)
    }

    private func real(_ text: Span<UInt8>, in range: ClosedRange<Double>) throws(RefusalReason) -> Double {
        guard let value = Double(Self.string(text)), value.isFinite else {
            throw fault(.badNumber, text, expected: .decimalNumber)
        }
        guard range.contains(value) else {
            let isPosition = spec.name == "lon" || spec.name == "lat"
            throw fault(
                isPosition ? .badPosition : value < 0 && range.lowerBound >= 0 ? .negativeNumber : .outOfRange,
                text,
                expected: .between(range.lowerBound, and: range.upperBound)
            )
        }
        return value
    }

    private func date(_ text: Span<UInt8>, _ order: DateOrder) throws(RefusalReason) -> CalendarDate {
        let style: CalendarDate.Style =
            switch order {
            case .yearMonthDay: .iso
            case .dayMonthYear: .dayMonthYear
            case .monthDayYear: .monthDayYear
            }
        do throws(DateError) {
            // A time of day behind the date is dropped: `2016-07-04T00:00:00` is a date with a habit.
            let isDateTime =
                text.count > 10 && (text[10] == UInt8(ascii: "T") || text[10] == 0x20) && order == .yearMonthDay
            let end = isDateTime ? 10 : text.count
            return try text.extracting(0..<end).withUnsafeBufferPointer { buffer throws(DateError) in
                try CalendarDate(buffer, style: style)
            }
        } catch {
            throw fault(
                .badDate,
                text,
                expected: .date(order.pattern, but: error.refusalText)
            )
        }
    }

    private func instant(_ text: Span<UInt8>) throws(RefusalReason) -> UTCInstant {
        do throws(DateError) {
            return try text.withUnsafeBufferPointer { buffer throws(DateError) in try UTCInstant(buffer) }
        } catch {
            throw fault(.badDate, text, expected: .timeWithOffsetBut(error.refusalText))
        }
    }

    private func country(_ text: Span<UInt8>) throws(RefusalReason) -> [UInt8] {
        if text.count == 2 {
            let letters = (text[0] & 0xDF, text[1] & 0xDF)
            // Codes that ISO 3166-1 leaves to users: exercises and territories without a code of their own.
            if letters.0 == UInt8(ascii: "X"), UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letters.1 {
                return [letters.0, letters.1]
            }
        }
        if let code = text.withUnsafeBufferPointer({ CountryCode($0) }) { return Array(code.alpha2.utf8) }
        if let code = lexicon.country(named: Self.string(text)) { return Array(code.alpha2.utf8) }
        throw fault(.badCode, text, expected: .country)
    }

    private func harmonizedCode(_ text: Span<UInt8>) throws(RefusalReason) -> [UInt8] {
        guard text.withUnsafeBufferPointer({ HSCode($0) }) != nil else {
            throw fault(.badCode, text, expected: .tariffCode)
        }
        var digits: [UInt8] = []
        for index in 0..<text.count where UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index] {
            digits.append(text[index])
        }
        return digits
    }

    /// One tonne is 10^15 ng, one troy ounce exactly 31,103,476,800 ng.
    private func priceQuantity(_ text: Span<UInt8>) throws(RefusalReason) -> Int64 {
        let unit = text.withUnsafeBufferPointer { MassUnit(symbol: $0) }
        guard let unit else { throw fault(.badCode, text, expected: .oneOf("t, kg, g, lb, toz")) }
        let (multiplier, divisor) = unit.gramsAsFraction
        let (nanograms, overflow) = multiplier.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow, nanograms % divisor == 0 else {
            throw fault(.badCode, text, expected: .oneOf("t, kg, g, lb, toz"))
        }
        return Int64(nanograms / divisor)
    }
}
