import Formats
import Messaging
public import Store
public import Vocabulary

/// A file of prices of the day: `mineral,grade,place,price,currency,unit,day,source`, one price a line.
///
/// A line that cannot be taken does not hold the others up: it is kept as it came, with what is wrong and what to do.
public struct PriceSheet: Sendable {
    /// Why a file cannot be read at all.
    public enum Fault: Error, Sendable, Hashable {
        /// It is longer than files of prices are.
        case tooLong
        /// The heading lacks columns: which.
        case heading([String])
    }

    /// The columns, in any order; `grade` may be missing.
    public static let columns = ["mineral", "grade", "place", "price", "currency", "unit", "day", "source"]

    /// The most bytes of a file.
    public static let longest = 4 << 20

    /// The prices that can be taken.
    public private(set) var prices: [DailyPrice] = []
    /// The lines that cannot.
    public private(set) var rejected: [RejectedPrice] = []

    private let file: String
    private let minerals: Set<String>
    private let today: CalendarDay

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - minerals: The ids of the minerals that can be asked for.
    ///   - today: No price is of a later day.
    public init(
        _ bytes: [UInt8],
        named file: String,
        minerals: Set<String>,
        today: CalendarDay
    ) throws(Fault) {
        guard bytes.count <= Self.longest else { throw .tooLong }
        (self.file, self.minerals, self.today) = (file, minerals, today)
        let scanner = CSVScanner()
        var fields: [CSVField] = []
        // A mark of the byte order is no part of the first name.
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        var heading: [String]?
        while true {
            let scan = scanner.next(in: bytes.span, from: place, isLast: true, fields: &fields)
            let start: Int
            let next: Int
            var fault: String?
            switch scan {
            case .record(let range, let behind): (start, next) = (range.lowerBound, behind)
            case .fault(_, let range, let behind):
                (start, next, fault) = (range.lowerBound, behind, "its quotes do not close")
            case .needMore, .end:
                guard heading != nil else { throw .heading(Self.columns) }
                return
            }
            // Empty lines between are lines too.
            line += Self.breaks(bytes[place..<start])
            let text = String(decoding: bytes[start..<next], as: UTF8.self)
            if let names = heading {
                var texts: [String] = []
                for field in fields { texts.append(field.text(in: bytes.span)) }
                take(fault == nil ? texts : [], names, line, text, fault)
            } else {
                var names: [String] = []
                for field in fields { names.append(Self.trimmed(field.text(in: bytes.span)).lowercased()) }
                let missing = Self.columns.filter { $0 != "grade" && !names.contains($0) }
                guard missing.isEmpty else { throw .heading(missing) }
                heading = names
            }
            line += Self.breaks(bytes[start..<next])
            place = next
        }
    }

    private mutating func take(
        _ texts: [String],
        _ names: [String],
        _ line: Int,
        _ text: String,
        _ fault: String?
    ) {
        func reject(_ reason: String) {
            let kept = String(text.prefix(2_000).drop { $0.isNewline })
            rejected.append(
                RejectedPrice(file: file, line: line, text: Self.withoutBreak(kept), reason: reason)
            )
        }
        if let fault { return reject("\(fault). Put a quote at both ends of each text that has one.") }
        guard texts.count == names.count else {
            return reject(
                "it has \(texts.count) fields, the heading \(names.count). Put texts with commas into quotes."
            )
        }
        func field(_ name: String) -> String {
            names.firstIndex(of: name).map { Self.trimmed(texts[$0]) } ?? ""
        }
        do throws(LineFault) { prices.append(try price(field)) } catch { reject(error.text) }
    }

    private struct LineFault: Error {
        let text: String
    }

    private func price(_ field: (String) -> String) throws(LineFault) -> DailyPrice {
        let mineral = field("mineral").lowercased()
        guard minerals.contains(mineral) else {
            throw LineFault(
                text:
                    "“\(mineral)” is no mineral that is known here. Write one of \(minerals.sorted().joined(separator: ", "))."
            )
        }
        guard let currency = Currency(field("currency").uppercased()) else {
            throw LineFault(text: "“\(field("currency"))” is no currency. Write its three letters, such as USD.")
        }
        guard let unit = PriceLine.Unit(rawValue: field("unit").lowercased()) else {
            let units = PriceLine.Unit.allCases.map(\.rawValue).joined(separator: ", ")
            throw LineFault(text: "“\(field("unit"))” is no unit. Write one of \(units).")
        }
        guard let amount = try? Money(DecimalNumber(field("price")), currency), amount.minorUnits >= 0 else {
            throw LineFault(
                text: """
                    “\(field("price"))” is no price in \(currency.code). Write digits with a point and at most \
                    \(currency.minorDigits) decimals, such as 12\(currency.minorDigits > 0 ? ".50" : "").
                    """
            )
        }
        guard let day = CalendarDay(field("day")) else {
            throw LineFault(text: "“\(field("day"))” is no day. Write it as in 2026-03-09.")
        }
        guard day <= today else {
            throw LineFault(text: "\(day.text) is still to come. A price is of today or earlier.")
        }
        let (place, source) = (field("place"), field("source"))
        guard !place.isEmpty, place.count <= 60 else {
            throw LineFault(text: "the place is missing or longer than 60 letters. Name where the price is paid.")
        }
        guard !source.isEmpty, source.count <= 60 else {
            throw LineFault(text: "the source is missing or longer than 60 letters. Name who says so.")
        }
        guard field("grade").count <= 30 else {
            throw LineFault(text: "the grade is longer than 30 letters. Write it as in 60 % SnO2.")
        }
        return DailyPrice(
            mineral: mineral,
            grade: field("grade"),
            place: place,
            minor: amount.minorUnits,
            currency: currency.code,
            unit: unit.rawValue,
            day: day,
            source: source
        )
    }

    private static func breaks(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }

    private static func withoutBreak(_ text: String) -> String {
        var text = text
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
