import Secrets

/// What the person who made a report keeps of it: 80 bits by chance, as nine words or as 28 digits.
///
/// It is made on the phone or on the server and is never kept. The ninth word and the last three digits check the
/// others. What it gives is in ``ReporterKeys``.
public struct Receipt: Sendable {
    /// How many bytes it has.
    public static let byteCount = 10
    /// How many words it is written in, the one that checks the others included.
    public static let wordCount = 9
    /// How many digits it is written in, those that check the others included.
    public static let digitCount = 28
    /// The remainders by which digits are checked; a prime, and 10 is no root of unity of a small order.
    static let modulus: UInt32 = 997

    let secret: SecretBytes

    /// A receipt of ten bytes by chance; nil for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        secret = SecretBytes(bytes)
    }

    private init(unchecked bytes: [UInt8]) { secret = SecretBytes(bytes) }

    /// A new receipt; the generator must be a cryptographic one.
    public static func make(using generator: inout some RandomNumberGenerator) -> Receipt {
        Receipt(unchecked: (0..<byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    // MARK: Words

    /// The receipt in nine words of a language.
    public func words(in list: ReceiptWordList) -> [String] {
        let eight = numbers
        return (eight + [TenBitField.check(eight)]).map { list.words[Int($0)] }
    }

    /// The receipt as eight numbers of ten bits, the highest bits first.
    var numbers: [UInt16] {
        var (held, count): (UInt32, Int) = (0, 0)
        var result: [UInt16] = []
        for byte in secret.exposed {
            held = (held << 8 | UInt32(byte)) & 0xF_FFFF
            count += 8
            while count >= 10 {
                count -= 10
                result.append(UInt16(held >> count & 0x3FF))
            }
        }
        return result
    }

    /// The receipt of nine numbers of ten bits; nil if the last does not check the others.
    init?(numbers: [UInt16]) {
        guard numbers.count == Self.wordCount, numbers.allSatisfy({ $0 < 1_024 }), TenBitField.syndrome(numbers) == 0
        else { return nil }
        var (held, count): (UInt32, Int) = (0, 0)
        var bytes: [UInt8] = []
        for number in numbers.dropLast() {
            held = (held << 10 | UInt32(number)) & 0xF_FFFF
            count += 10
            while count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> count))
            }
        }
        self.init(unchecked: bytes)
    }

    // MARK: Digits

    /// The receipt in seven groups of four digits.
    ///
    /// 25 digits are the 80 bits as a decimal number; three more make the whole a multiple of 997.
    public var digits: [String] {
        var rest = secret.exposed
        var value: [UInt8] = []
        for _ in 0..<25 {
            var remainder = 0
            for place in rest.indices {
                let sum = remainder << 8 | Int(rest[place])
                rest[place] = UInt8(truncatingIfNeeded: sum / 10)
                remainder = sum % 10
            }
            value.insert(UInt8(remainder), at: 0)
        }
        let remainder = Self.remainder(value + [0, 0, 0])
        let check = (Self.modulus - remainder) % Self.modulus
        value += [check / 100, check / 10 % 10, check % 10].map { UInt8(truncatingIfNeeded: $0) }
        return stride(from: 0, to: value.count, by: 4).map { start in
            String(decoding: value[start..<start + 4].map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        }
    }

    /// The receipt of 28 digits; nil if they do not check or are more than 80 bits.
    init?(digits: [UInt8]) {
        guard digits.count == Self.digitCount, digits.allSatisfy({ $0 < 10 }), Self.remainder(digits) == 0 else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        for digit in digits.dropLast(3) {
            var carry = Int(digit)
            for place in bytes.indices.reversed() {
                let sum = Int(bytes[place]) * 10 + carry
                bytes[place] = UInt8(truncatingIfNeeded: sum)
                carry = sum >> 8
            }
            guard carry == 0 else { return nil }
        }
        self.init(unchecked: bytes)
    }

    private static func remainder(_ digits: [UInt8]) -> UInt32 {
        digits.reduce(0) { ($0 * 10 + UInt32($1)) % modulus }
    }
}

extension Receipt: CustomStringConvertible, CustomReflectable {
    /// Hides the receipt.
    public var description: String { "(receipt)" }

    /// Nothing, so that no log or dump shows the receipt.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
