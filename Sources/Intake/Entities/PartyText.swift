import Store
import Vocabulary

/// Reads the texts of party registers and lists.
enum PartyText {
    /// A country code in capitals where it is one; another text stays as it is.
    static func country(_ text: String?) -> String? {
        guard let text else { return nil }
        if let code = CountryCode(text) { return code.alpha2 }
        return text.utf8.count == 2 ? text.uppercased() : text
    }

    /// A date as precise as it is given; a time of day behind it is dropped.
    static func date(_ text: String?, at path: String) throws(RefusalReason) -> String? {
        guard let text, !text.isEmpty else { return nil }
        do throws(DateError) {
            return try CalendarDate(String(text.prefix(10))).description
        } catch {
            throw RefusalReason(
                .badDate,
                at: path,
                found: .quoted(String(text.prefix(40))),
                expected: .date("YYYY-MM-DD", but: error.refusalText)
            )
        }
    }

    /// A share of ownership in parts per million, from a percentage with or without its sign.
    static func share(_ text: String?, at path: String) throws(RefusalReason) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        let number = text.filter { $0 != "%" && $0 != " " }
        do throws(QuantityError) {
            return try Grade(Array(number.utf8), in: .percent).partsPerMillion
        } catch {
            throw RefusalReason(
                error == .negative ? .negativeNumber : .badNumber,
                at: path,
                found: .quoted(String(text.prefix(40))),
                expected: .percentage(but: error.refusalText)
            )
        }
    }
}
