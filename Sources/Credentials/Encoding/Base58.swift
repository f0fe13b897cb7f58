/// Base58 with Bitcoin's alphabet: keys and signatures in the `z` form of multibase
/// (draft-msporny-base58, W3C Controlled Identifiers section 2.4).
enum Base58 {
    /// As many bytes as a text may spell: twice a key of P-521 with its prefix.
    ///
    /// The work grows with the square.
    static let byteLimit = 160

    private static let symbols = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, symbol) in symbols.enumerated() { values[Int(symbol)] = UInt8(truncatingIfNeeded: value) }
        return values
    }()

    /// 58⁵ and 2³² fit a product in 64 bits: five symbols are taken at a time.
    private static let chunk = 5

    /// The bytes as text.
    static func encode(_ bytes: [UInt8]) -> String {
        let zeros = bytes.prefix { $0 == 0 }.count
        // Digits of base 58⁵, the lowest first.
        var digits: [UInt64] = []
        for byte in bytes[zeros...] {
            var carry = UInt64(byte)
            for index in digits.indices {
                carry += digits[index] << 8
                digits[index] = carry % 656_356_768
                carry /= 656_356_768
            }
            if carry > 0 { digits.append(carry) }
        }
        var reversed: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            var rest = digit
            for _ in 0..<chunk where rest > 0 || index < digits.count - 1 {
                reversed.append(symbols[Int(rest % 58)])
                rest /= 58
            }
        }
        return String(decoding: repeatElement(symbols[0], count: zeros) + reversed.reversed(), as: UTF8.self)
    }

    /// The bytes that a text spells, each in one way only; nil if it holds another symbol or more than ``byteLimit``.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count <= byteLimit * 138 / 100 + 1 else { return nil }
        let zeros = text.prefix { $0 == symbols[0] }.count
        // Words of 32 bits, the lowest first.
        var words: [UInt32] = []
        var (held, factor) = (UInt64(0), UInt64(1))
        func take() {
            var carry = held
            for index in words.indices {
                let value = UInt64(words[index]) * factor + carry
                words[index] = UInt32(truncatingIfNeeded: value)
                carry = value >> 32
            }
            if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
            (held, factor) = (0, 1)
        }
        for symbol in text.dropFirst(zeros) {
            let value = values[Int(symbol)]
            guard value != 255 else { return nil }
            held = held * 58 + UInt64(value)
            factor *= 58
            if factor == 656_356_768 { take() }
        }
        if factor > 1 { take() }
        var bytes = [UInt8](repeating: 0, count: zeros)
        var isLeading = true
        for word in words.reversed() {
            for shift in stride(from: 24, through: 0, by: -8) {
                let byte = UInt8(truncatingIfNeeded: word >> UInt32(shift))
                if isLeading, byte == 0 { continue }
                isLeading = false
                bytes.append(byte)
            }
        }
        return bytes.count <= byteLimit ? bytes : nil
    }
}
