/// The check digit of GS1 keys (GS1 General Specifications section 7.9): modulo 10 with weights 3 and 1 from the right.
enum CheckDigit {
    /// The digit that belongs behind the digits; nil if one is none.
    static func of(_ digits: some BidirectionalCollection<UInt8>) -> UInt8? {
        var sum = 0
        var weight = 3
        for byte in digits.reversed() {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            sum += Int(byte - UInt8(ascii: "0")) * weight
            weight = 4 - weight
        }
        return UInt8(ascii: "0") + UInt8((10 - sum % 10) % 10)
    }
}
