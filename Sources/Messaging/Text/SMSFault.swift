/// Why a text cannot be a text message, or bytes cannot be the text of one.
public enum SMSFault: Error, Sendable, Hashable {
    /// There is nothing to send.
    case empty
    /// More parts than a message can count (3GPP TS 23.040 section 9.2.3.24.1).
    case tooLong(parts: Int)
    /// A value above 127 where a septet belongs; the index from 0.
    case notSeptet(index: Int)
    /// Fewer octets than the number of septets takes.
    case tooFewOctets(expected: Int, found: Int)
    /// A number of septets or fill bits that cannot be.
    case badCount(Int)
    /// An odd number of octets where 16-bit units belong.
    case oddOctets(Int)
    /// Half a surrogate pair; the index of the 16-bit unit from 0.
    case loneSurrogate(index: Int)
}
