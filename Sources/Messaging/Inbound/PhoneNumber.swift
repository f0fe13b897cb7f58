public import Secrets

/// A telephone number in the moment of use: it does not print, compare or encode, and no value here keeps one.
///
/// What is kept is its ``SenderDigest``. Who has to answer keeps the number sealed, elsewhere.
public struct PhoneNumber: Sendable {
    /// Calling code and national number as ASCII digits, without `+` (ITU-T E.164).
    public let digits: SecretBytes

    /// Reads a number as gateways and people write it.
    public init(_ text: String, plan: NumberPlan) throws(NumberFault) {
        var digits: [UInt8] = []
        var hasPlus = false
        guard text.utf8.count <= 64 else { throw .tooLong }
        for scalar in text.unicodeScalars {
            if let digit = DecimalDigit.value(of: scalar) {
                digits.append(0x30 + digit)
            } else if scalar == "+", digits.isEmpty, !hasPlus {
                hasPlus = true
            } else if !" -().\u{A0}".unicodeScalars.contains(scalar) {
                throw .notANumber
            }
        }
        guard !digits.isEmpty else { throw .withheld }
        self.digits = SecretBytes(try plan.international(digits, hasPlus: hasPlus))
    }
}

extension PhoneNumber: CustomStringConvertible, CustomReflectable {
    /// Says that there is a number, and not which.
    public var description: String { "(number)" }
    /// Shows nothing to those who look inside.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}

/// Why what a gateway names as the sender is no number that can be told from others.
public enum NumberFault: String, Error, Sendable, Hashable, CaseIterable {
    /// There is no digit: the caller withheld the number.
    case withheld
    /// Letters or signs: the name of a service, or not a number.
    case notANumber = "not_a_number"
    /// More than 15 digits (ITU-T E.164 section 6).
    case tooLong = "too_long"
    /// Fewer than eight digits with the calling code.
    case tooShort = "too_short"
    /// It can be read as two numbers: there is neither `+` nor a form that the plan knows.
    case ambiguous
}

/// How numbers without a calling code are read in the country of a gateway.
///
/// One person's number has to give one digest, however it is written; otherwise a STOP would not hold.
public struct NumberPlan: Sendable, Hashable {
    /// The calling code, such as `243`.
    public let callingCode: String
    /// What stands before a national number inside the country, often `0`; empty if nothing does.
    public let trunkPrefix: String
    /// How many digits a national number has, without the prefix.
    public let nationalDigits: ClosedRange<Int>

    /// A plan; nil if the codes are not digits or the lengths cannot be.
    public init?(callingCode: String, trunkPrefix: String, nationalDigits: ClosedRange<Int>) {
        let areDigits = (callingCode + trunkPrefix).utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard areDigits, (1...3).contains(callingCode.utf8.count), !callingCode.hasPrefix("0"),
            trunkPrefix.utf8.count <= 2, nationalDigits.lowerBound >= 4,
            nationalDigits.upperBound + callingCode.utf8.count <= 15
        else { return nil }
        (self.callingCode, self.trunkPrefix, self.nationalDigits) = (callingCode, trunkPrefix, nationalDigits)
    }

    /// The digits with calling code.
    func international(_ digits: [UInt8], hasPlus: Bool) throws(NumberFault) -> [UInt8] {
        let code = Array(callingCode.utf8)
        let trunk = Array(trunkPrefix.utf8)
        if hasPlus { return try Self.checked(digits) }
        if digits.starts(with: [0x30, 0x30]) { return try Self.checked(Array(digits.dropFirst(2))) }
        let isInternational = digits.starts(with: code) && nationalDigits.contains(digits.count - code.count)
        let isNational = digits.starts(with: trunk) && nationalDigits.contains(digits.count - trunk.count)
        guard isInternational != isNational else { throw .ambiguous }
        return try Self.checked(isInternational ? digits : code + digits.dropFirst(trunk.count))
    }

    private static func checked(_ digits: [UInt8]) throws(NumberFault) -> [UInt8] {
        guard digits.count <= 15 else { throw .tooLong }
        guard digits.count >= 8 else { throw .tooShort }
        guard digits.first != 0x30 else { throw .notANumber }
        return digits
    }
}
