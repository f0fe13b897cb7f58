/// Reads a decimal number one byte at a time.
struct DecimalReader {
    private enum Place {
        case before
        case sign
        case whole
        case fraction
        case exponentSign
        case exponent
        case after
    }

    private let separator: UInt8
    private var place = Place.before
    private var offset = 0
    private var isNegative = false
    private var digits: Int64 = 0
    private var hasDigits = false
    private var pendingZeros = 0
    private var places = 0
    private var power = 0
    private var isPowerNegative = false
    private var hasPowerDigits = false

    init(separator: UInt8) {
        self.separator = separator
    }

    mutating func take(_ byte: UInt8) throws(DecimalError) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            try takeDigit(byte &- UInt8(ascii: "0"), byte)
        case UInt8(ascii: " "), UInt8(ascii: "\t"):
            try takeSpace(byte)
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            try takeSign(byte)
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            guard hasDigits, place == .whole || place == .fraction else { throw refusal(byte) }
            place = .exponentSign
        case separator:
            guard place == .before || place == .sign || place == .whole else { throw refusal(byte) }
            place = .fraction
        default:
            throw refusal(byte)
        }
        offset += 1
    }

    private mutating func takeDigit(_ value: UInt8, _ byte: UInt8) throws(DecimalError) {
        switch place {
        case .before, .sign, .whole, .fraction:
            if place != .fraction {
                place = .whole
            } else {
                places += 1
            }
            hasDigits = true
            if value == 0 {
                // Zeros count only once another digit follows, so that 1.000000000000000000000 is still 1.
                if digits != 0 { pendingZeros += 1 }
            } else {
                for _ in 0..<pendingZeros {
                    try append(0)
                }
                pendingZeros = 0
                try append(value)
            }
        case .exponentSign, .exponent:
            place = .exponent
            hasPowerDigits = true
            power = power * 10 + Int(value)
            if power > 999 { throw .overflow }
        case .after:
            throw refusal(byte)
        }
    }

    private mutating func append(_ value: UInt8) throws(DecimalError) {
        let (shifted, tooBig) = digits.multipliedReportingOverflow(by: 10)
        let (sum, tooBigStill) = shifted.addingReportingOverflow(Int64(value))
        guard !tooBig, !tooBigStill else { throw .overflow }
        digits = sum
    }

    private mutating func takeSpace(_ byte: UInt8) throws(DecimalError) {
        switch place {
        case .before, .after: break
        case .whole, .fraction, .exponent: place = .after
        case .sign, .exponentSign: throw refusal(byte)
        }
    }

    private mutating func takeSign(_ byte: UInt8) throws(DecimalError) {
        switch place {
        case .before:
            isNegative = byte == UInt8(ascii: "-")
            place = .sign
        case .exponentSign where !hasPowerDigits:
            isPowerNegative = byte == UInt8(ascii: "-")
            place = .exponent
        default:
            throw refusal(byte)
        }
    }

    private func refusal(_ byte: UInt8) -> DecimalError {
        // NaN, nan, Inf and Infinity are the only words that programs write for a number.
        let letter = byte | 0x20
        if place == .before || place == .sign, letter == UInt8(ascii: "n") || letter == UInt8(ascii: "i") {
            return .notFinite
        }
        return .unexpected(byte: byte, offset: offset)
    }

    func finish() throws(DecimalError) -> DecimalNumber {
        if place == .before { throw .empty }
        guard hasDigits, place != .exponentSign, place != .exponent || hasPowerDigits else { throw .missingDigits }
        let signedPower = isPowerNegative ? 0 - power : power
        let (fromPlaces, overflow) = pendingZeros.subtractingReportingOverflow(places)
        guard !overflow else { throw .overflow }
        return DecimalNumber(significand: isNegative ? 0 - digits : digits, exponent: fromPlaces + signedPower)
    }
}
