/// Digits as phones write them: of any script.
enum DecimalDigit {
    /// What a digit of any script counts; nil for anything else.
    static func value(of scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return UInt8(exactly: value)
    }
}
