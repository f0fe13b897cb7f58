import SwiftASN1
import Vocabulary

/// Times as ASN.1 writes them, in milliseconds since 1970.
enum StampClock {
    /// A `GeneralizedTime` of a time stamp: seconds, a fraction perhaps, and UTC (RFC 3161 section 2.4.2).
    static func instant(_ node: ASN1Node) throws(TimeStampFault) -> UTCInstant {
        guard node.identifier == .generalizedTime, case .primitive(let bytes) = node.content, bytes.count <= 40,
            let milliseconds = milliseconds(Array(bytes), yearDigits: 4, allowsFraction: true),
            let instant = UTCInstant(milliseconds: milliseconds)
        else { throw TimeStampFault(.malformed, "genTime") }
        return instant
    }

    /// The `Time` of a certificate (RFC 5280 section 4.1.2.5).
    static func certificateTime(_ node: ASN1Node) throws(TimeStampFault) -> Int {
        guard case .primitive(let bytes) = node.content else { throw TimeStampFault(.malformed, "validity") }
        let time: Int? =
            switch node.identifier {
            case .utcTime: milliseconds(Array(bytes), yearDigits: 2, allowsFraction: false)
            case .generalizedTime: milliseconds(Array(bytes), yearDigits: 4, allowsFraction: false)
            default: nil
            }
        guard let time else { throw TimeStampFault(.malformed, "validity") }
        return time
    }

    private static func milliseconds(_ bytes: [UInt8], yearDigits: Int, allowsFraction: Bool) -> Int? {
        guard bytes.count >= yearDigits + 11, bytes.last == UInt8(ascii: "Z") else { return nil }
        var place = 0
        func number(_ digits: Int) -> Int? {
            defer { place += digits }
            return bytes[place..<(place + digits)].reduce(0) { value, digit in
                guard let value, (0x30...0x39).contains(digit) else { return nil }
                return value * 10 + Int(digit - 0x30)
            }
        }
        guard var year = number(yearDigits), let month = number(2), let day = number(2), let hour = number(2),
            let minute = number(2), let second = number(2)
        else { return nil }
        if yearDigits == 2 { year += year < 50 ? 2_000 : 1_900 }
        var fraction = 0
        if bytes[place] == UInt8(ascii: ".") {
            let digits = bytes[(place + 1)..<(bytes.count - 1)]
            guard allowsFraction, !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            fraction = (digits + [0x30, 0x30, 0x30]).prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        } else {
            guard place == bytes.count - 1 else { return nil }
        }
        guard (1...12).contains(month), (1...days(month, year)).contains(day), hour < 24, minute < 60, second < 60
        else {
            return nil
        }
        // Days since 1970, with years that begin in March (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayNumber = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return ((dayNumber * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + fraction
    }

    private static func days(_ month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
