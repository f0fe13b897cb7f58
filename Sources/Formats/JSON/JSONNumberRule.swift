/// Which numbers a JSON text may hold.
///
/// The canonical form (RFC 8785) writes a number as the nearest binary float prints. Two texts of different numbers may
/// so have one form, and what was signed is then not what was written. Documents that are signed use one of the
/// stricter rules, which refuse rather than round.
public enum JSONNumberRule: Sendable, Hashable {
    /// Every number of the grammar (RFC 8259 section 6).
    case any
    /// Numbers that mean the same once they are a binary float; a whole number without exponent lies within
    /// ±(2⁵³ − 1), as RFC 7493 section 2.2 has it.
    case exact
    /// Whole numbers within ±(2⁵³ − 1), without point, exponent or minus before nothing: what a document that is signed
    /// here may hold. Masses, grades and coordinates are decimal texts there.
    case safeIntegers

    /// The greatest whole number such that no other is nearest to the same binary float.
    public static let greatestSafeInteger = 9_007_199_254_740_991

    /// Whether a text that follows the grammar may stand.
    package func allows(_ text: ArraySlice<UInt8>) -> Bool {
        if self == .any { return true }
        let isWhole = !text.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
        if isWhole {
            // Up to fifteen digits are below the limit whatever they are.
            if text.count > 15 {
                guard let value = Int(String(decoding: text, as: UTF8.self)),
                    value.magnitude <= UInt(Self.greatestSafeInteger)
                else { return false }
            }
            return self == .exact || !text.elementsEqual("-0".utf8)
        }
        guard self == .exact else { return false }
        var form: [UInt8] = []
        return JSONCanonical.appendNumber(text, to: &form) == true
    }
}
