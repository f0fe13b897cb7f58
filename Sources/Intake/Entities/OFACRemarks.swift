import Foundation
import Vocabulary

/// Particulars that the OFAC list writes into its remarks: `DOB 12 Aug 1950; nationality Cuba; …`.
enum OFACRemarks {
    /// The date of birth, as precise as it is given; nil for none or for a range of years.
    static func birthDate(in remarks: String?) -> String? {
        guard let text = value(after: "DOB ", in: remarks) else { return nil }
        let words = text.split(separator: " ").filter { $0 != "circa" }.map(String.init)
        let year = words.last.flatMap(Int.init)
        guard let year, words.count <= 3 else { return nil }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = words.count >= 2 ? months.firstIndex(of: words[words.count - 2]).map { $0 + 1 } : nil
        guard words.count == 1 || month != nil else { return nil }
        let day = words.count == 3 ? Int(words[0]) : nil
        return CalendarDate(year: year, month: month, day: day)?.description
    }

    /// The nationality, else the citizenship, as the list writes it.
    static func nationality(in remarks: String?) -> String? {
        value(after: "nationality ", in: remarks) ?? value(after: "citizen ", in: remarks)
    }

    private static func value(after label: String, in remarks: String?) -> String? {
        guard let remarks, let range = remarks.range(of: label) else { return nil }
        let rest = remarks[range.upperBound...]
        let end = rest.firstIndex { $0 == ";" } ?? rest.endIndex
        let text = rest[..<end]
        return text.isEmpty ? nil : String(text.hasSuffix(".") ? text.dropLast() : text)
    }
}
