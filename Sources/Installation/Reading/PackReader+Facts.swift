import Foundation
import Vocabulary

/// The facts of a pack, one at a time.
extension PackReader {
    private static let grounds = ["source", "checked"]

    mutating func source(_ value: Value) -> PackSource? {
        guard let entry = reader.entry(value, required: ["id", "title", "reference"]) else { return nil }
        guard let id = reader.id(entry["id"]), let title = reader.text(entry["title"]),
            let reference = reader.text(entry["reference"])
        else { return nil }
        return PackSource(id: id, title: title, reference: reference)
    }

    mutating func agency(_ value: Value) -> PackAgency? {
        let keys = ["id", "name", "kind", "country", "role"] + Self.grounds
        guard let entry = reader.entry(value, required: keys, optional: ["contact"]) else { return nil }
        let id = reader.id(entry["id"])
        let name = reader.text(entry["name"], atMost: 200)
        let kind = reader.word(entry["kind"], PackAgency.Kind.self)
        let country = entry["country"].flatMap { self.country($0) }
        let role = reader.localised(entry["role"])
        let contact = entry["contact"].flatMap { reader.text($0, atMost: 300) }
        guard let id, let name, let kind, let country, let role, let basis = basis(entry) else { return nil }
        return PackAgency(id: id, name: name, kind: kind, country: country, contact: contact, role: role, basis: basis)
    }

    mutating func licenceKind(_ value: Value) -> LicenceKind? {
        let keys = ["id", "terms", "label", "activity"] + Self.grounds
        let more = ["authority", "max_area_ha", "max_months", "note"]
        guard let entry = reader.entry(value, required: keys, optional: more) else { return nil }
        let id = reader.id(entry["id"])
        let terms = reader.list(entry["terms"], atMost: 50).compactMap { reader.text($0, atMost: 200) }
        if terms.isEmpty, let place = entry["terms"] { reader.fault(place, "expected a term at least") }
        let label = reader.localised(entry["label"])
        let activity = reader.word(entry["activity"], LicenceActivity.self)
        let authority = entry["authority"].flatMap { reader.id($0) }
        if let authority, !knownAgencies.contains(authority), let place = entry["authority"] {
            reader.fault(place, "expected the id of one of the pack's agencies, found \(authority)")
        }
        let area = reader.integer(entry["max_area_ha"], in: 1...100_000_000)
        let months = reader.integer(entry["max_months"], in: 1...2_400)
        let note = reader.localised(entry["note"])
        guard let id, let label, let activity, let basis = basis(entry) else { return nil }
        return LicenceKind(
            id: id,
            terms: terms,
            label: label,
            activity: activity,
            authority: authority,
            largestHectares: area,
            longestMonths: months,
            note: note,
            basis: basis
        )
    }

    mutating func unit(_ value: Value) -> LocalUnit? {
        guard let entry = reader.entry(value, required: ["symbol", "label", "grams"] + Self.grounds) else { return nil }
        let symbol = reader.text(entry["symbol"], atMost: 30)
        if let symbol, MassUnit(symbol: symbol.utf8) != nil, let place = entry["symbol"] {
            reader.fault(place, "\(symbol) is a unit that everybody knows; a pack cannot give it another meaning")
        }
        let label = reader.localised(entry["label"])
        let grams = entry["grams"].flatMap { fraction($0) }
        guard let symbol, let label, let grams, let basis = basis(entry) else { return nil }
        return LocalUnit(symbol: symbol, label: label, multiplier: grams.0, divisor: grams.1, basis: basis)
    }

    /// Grams as a decimal number (`11.6638038`) or as a fraction of whole numbers (`1/5`), exactly.
    private mutating func fraction(_ value: Value) -> (Int, Int)? {
        guard let text = reader.text(value, atMost: 40) else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        var result: (Int, Int)?
        if parts.count == 2, let above = Int(parts[0]), let below = Int(parts[1]) {
            result = (above, below)
        } else if let number = try? DecimalNumber(text) {
            let divisor = (0..<min(max(0 - number.exponent, 0), 12)).reduce(1) { product, _ in product * 10 }
            result = number.integer(times: divisor, rounding: .exact).map { ($0, divisor) }
        }
        guard let result, (1...1_000_000_000_000_000).contains(result.0), (1...1_000_000_000_000).contains(result.1)
        else {
            reader.fault(value, "expected grams above 0, exactly: a decimal number, or whole numbers as in 1/5")
            return nil
        }
        return result
    }

    mutating func threshold(_ value: Value) -> Threshold? {
        let keys = ["rule", "parameter", "value", "unit", "reason"] + Self.grounds
        guard let entry = reader.entry(value, required: keys) else { return nil }
        let rule = reader.text(entry["rule"], atMost: 100)
        let parameter = reader.text(entry["parameter"], atMost: 100)
        var number: DecimalNumber?
        if let place = entry["value"], let text = reader.text(place, atMost: 40) {
            number = try? DecimalNumber(text)
            if number == nil { reader.fault(place, "expected a number, found \(text)") }
        }
        let unit = reader.text(entry["unit"], atMost: 60)
        let reason = reader.localised(entry["reason"])
        guard let rule, let parameter, let number, let unit, let reason, let basis = basis(entry) else { return nil }
        return Threshold(rule: rule, parameter: parameter, value: number, unit: unit, reason: reason, basis: basis)
    }

    mutating func tariffRemark(_ value: Value) -> TariffRemark? {
        guard let entry = reader.entry(value, required: ["code", "remark"] + Self.grounds) else { return nil }
        let code = reader.text(entry["code"], atMost: 10)
        if let code, !(2...10).contains(code.utf8.count) || !code.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let place = entry["code"]
        {
            reader.fault(place, "expected two to ten digits")
        }
        let remark = reader.localised(entry["remark"])
        guard let code, let remark, let basis = basis(entry) else { return nil }
        return TariffRemark(code: code, remark: remark, basis: basis)
    }

    mutating func region(_ value: Value) -> Region? {
        guard let entry = reader.entry(value, required: ["code", "name"] + Self.grounds) else { return nil }
        let code = reader.text(entry["code"], atMost: 10)
        let name = reader.text(entry["name"], atMost: 100)
        guard let code, let name, let basis = basis(entry) else { return nil }
        return Region(code: code, name: name, basis: basis)
    }

    mutating func law(_ value: Value) -> LegalReference? {
        guard let entry = reader.entry(value, required: ["title", "date"] + Self.grounds, optional: ["gazette"]) else {
            return nil
        }
        let title = reader.text(entry["title"])
        var date: CalendarDate?
        if let place = entry["date"], let text = reader.text(place, atMost: 20) {
            date = try? CalendarDate(text)
            if date == nil { reader.fault(place, "expected a date such as 2014-08-18, found \(text)") }
        }
        let gazette = reader.text(entry["gazette"])
        guard let title, let date, let basis = basis(entry) else { return nil }
        return LegalReference(title: title, date: date, gazette: gazette, basis: basis)
    }

    // MARK: Codes

    mutating func country(_ value: Value) -> String? {
        guard let text = reader.text(value, atMost: 10) else { return nil }
        let letters = Array(text.utf8)
        // ISO 3166-1 leaves XA to XZ to its users.
        let isOwn = letters.count == 2 && letters[0] == 0x58 && (0x41...0x5A).contains(letters[1])
        guard isOwn || CountryCode(text)?.alpha2 == text else {
            reader.fault(value, "expected an ISO 3166-1 alpha-2 code in capitals, found \(text)")
            return nil
        }
        return text
    }

    mutating func currency(_ value: Value?) -> Currency? {
        guard let value, let text = reader.text(value, atMost: 10) else { return nil }
        guard let currency = Currency(text), currency.code == text else {
            reader.fault(value, "expected an ISO 4217 code in capitals, found \(text)")
            return nil
        }
        return currency
    }

    mutating func timeZone(_ value: Value?) -> String? {
        guard let value, let text = reader.text(value, atMost: 60) else { return nil }
        // The name of a file below zoneinfo: nothing else may be asked of the system.
        guard text.utf8.allSatisfy({ $0 == 0x2F || $0 == 0x2D || $0 == 0x5F || $0 == 0x2B || isAlphanumeric($0) }),
            TimeZone(identifier: text) != nil
        else {
            reader.fault(value, "expected a name of the IANA time zone database, such as Africa/Maputo, found \(text)")
            return nil
        }
        return text
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    mutating func mineral(_ value: Value) -> MineralID? {
        guard let text = reader.text(value, atMost: 60) else { return nil }
        guard lexicon.mineral(MineralID(text)) != nil else {
            reader.fault(value, "expected the id of a mineral in Content/minerals.yaml, found \(text)")
            return nil
        }
        return MineralID(text)
    }
}
