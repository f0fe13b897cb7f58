/// Numbers as notes and paths write them: digits only, none before the first that counts.
enum Decimal {
    /// The value of a number in its only spelling; nil for anything else.
    static func value(_ text: some Collection<UInt8>) -> UInt64? {
        guard text.count == 1 || text.first != UInt8(ascii: "0") else { return nil }
        return digits(text)
    }

    /// The value of digits, zeros before them included; nil for anything else.
    static func digits(_ text: some Collection<UInt8>) -> UInt64? {
        guard !text.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in text {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (shifted, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isLarger) = shifted.addingReportingOverflow(UInt64(digit))
            guard !isTooLarge, !isLarger else { return nil }
            value = sum
        }
        return value
    }
}
