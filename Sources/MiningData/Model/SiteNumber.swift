public import Vocabulary

/// The ICGLR number of a mine site: country, latitude, longitude and a running number, `RW-1.9641+30.0619-00001`.
///
/// The hyphen behind the country is read as the sign of the latitude unless another sign follows it
/// (`SS-+4.8500+31.6000-00001`): the standard's own examples lie in the south and write it so.
public struct SiteNumber: Sendable, Hashable {
    /// ISO 3166-1 code of the country.
    public let country: String
    /// Latitude in degrees, four decimals.
    public let latitude: DecimalNumber
    /// Whether the latitude has a sign besides the hyphen behind the country.
    public let isSignWritten: Bool
    /// Longitude in degrees, four decimals.
    public let longitude: DecimalNumber
    /// The running number with its zeros.
    public let serial: String

    /// Reads a number of the form `CC±lat±long-NNNNN`; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 40, bytes.count > 3, bytes[..<2].allSatisfy({ (0x41...0x5A).contains($0) }) else {
            return nil
        }
        var index = 2
        // `RW-1.9641`: the hyphen is the sign; `RW-+1.9641` and `RW--1.9641` write both.
        guard bytes[index] == UInt8(ascii: "-") else { return nil }
        index += 1
        let isSignWritten = bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
        let sign = isSignWritten && bytes[index] == UInt8(ascii: "+") ? "+" : "-"
        if isSignWritten { index += 1 }
        guard let latitude = Self.degrees(bytes, &index, wholeDigits: 2), index < bytes.count,
            bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
        else { return nil }
        let east = bytes[index] == UInt8(ascii: "-") ? "-" : "+"
        index += 1
        guard let longitude = Self.degrees(bytes, &index, wholeDigits: 3), index < bytes.count,
            bytes[index] == UInt8(ascii: "-")
        else { return nil }
        let serial = bytes[(index + 1)...]
        guard serial.count == 5, serial.allSatisfy({ $0 &- 0x30 < 10 }),
            let north = try? DecimalNumber(sign + latitude), let far = try? DecimalNumber(east + longitude)
        else { return nil }
        country = String(decoding: bytes[..<2], as: UTF8.self)
        self.latitude = north
        self.isSignWritten = isSignWritten
        self.longitude = far
        self.serial = String(decoding: serial, as: UTF8.self)
    }

    /// Digits, a point and four decimals.
    private static func degrees(_ bytes: [UInt8], _ index: inout Int, wholeDigits: Int) -> String? {
        let start = index
        while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
        guard (1...wholeDigits).contains(index - start), index + 4 < bytes.count, bytes[index] == UInt8(ascii: "."),
            bytes[(index + 1)...(index + 4)].allSatisfy({ $0 &- 0x30 < 10 })
        else { return nil }
        index += 5
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }
}
