/// Septets packed into octets for a text message (3GPP TS 23.038 section 6.1.2.1).
///
/// The number of septets travels beside the octets (TP-User-Data-Length), so seven bits of zero at the end are no `@`.
/// The packing for USSD, which has no such number and fills with CR, is another one (section 6.1.2.3).
public enum SeptetPacking {
    /// Packs septets, the first in the low bits of the first octet, after 0 to 6 fill bits of zero.
    ///
    /// Fill bits bring the text after a header back to a septet's edge (3GPP TS 23.040 section 9.2.3.24).
    public static func pack(_ septets: [UInt8], fillBits: Int = 0) throws(SMSFault) -> [UInt8] {
        guard (0...6).contains(fillBits) else { throw .badCount(fillBits) }
        var octets = [UInt8](repeating: 0, count: octetCount(septets.count, fillBits))
        for (index, septet) in septets.enumerated() {
            guard septet < 0x80 else { throw .notSeptet(index: index) }
            let bit = fillBits + 7 * index
            let shifted = UInt16(septet) << UInt16(bit % 8)
            octets[bit / 8] |= UInt8(truncatingIfNeeded: shifted)
            if shifted > 0xFF { octets[bit / 8 + 1] |= UInt8(truncatingIfNeeded: shifted >> 8) }
        }
        return octets
    }

    /// Takes a number of septets out of octets again; octets after them are not looked at.
    public static func unpack(_ octets: [UInt8], count: Int, fillBits: Int = 0) throws(SMSFault) -> [UInt8] {
        guard (0...6).contains(fillBits) else { throw .badCount(fillBits) }
        // A message has 160 septets, its parts fewer; a greater number is no text message.
        guard (0...160).contains(count) else { throw .badCount(count) }
        let expected = octetCount(count, fillBits)
        guard octets.count >= expected else { throw .tooFewOctets(expected: expected, found: octets.count) }
        return (0..<count).map { index in
            let bit = fillBits + 7 * index
            let low = UInt16(octets[bit / 8])
            let high = bit % 8 > 1 ? UInt16(octets[bit / 8 + 1]) : 0
            return UInt8(truncatingIfNeeded: (high << 8 | low) >> UInt16(bit % 8)) & 0x7F
        }
    }

    private static func octetCount(_ septets: Int, _ fillBits: Int) -> Int {
        septets == 0 ? 0 : (fillBits + 7 * septets + 7) / 8
    }
}
