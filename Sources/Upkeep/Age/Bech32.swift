/// Bech32 texts (BIP 173), without the length limit, as age writes its keys.
enum Bech32 {
    private static let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    /// The text of some bytes, in lower case.
    static func encode(_ bytes: [UInt8], prefix: String) -> String {
        let data = regroup(bytes, from: 8, to: 5, padding: true) ?? []
        let expanded = expand(Array(prefix.utf8))
        let rest = checksum(expanded + data + [0, 0, 0, 0, 0, 0]) ^ 1
        let check = (0..<6).map { UInt8((rest >> (5 * (5 - UInt32($0)))) & 31) }
        return prefix + "1" + String(decoding: (data + check).map { letters[Int($0)] }, as: UTF8.self)
    }

    /// The prefix and the bytes of a text; nil if it is none: a letter may be mistyped.
    static func decode(_ text: String) -> (prefix: String, bytes: [UInt8])? {
        let lower = text.lowercased()
        guard text == lower || text == text.uppercased(), let split = lower.lastIndex(of: "1") else { return nil }
        let prefix = String(lower[..<split])
        var values: [UInt8] = []
        for byte in lower[lower.index(after: split)...].utf8 {
            guard let value = letters.firstIndex(of: byte) else { return nil }
            values.append(UInt8(value))
        }
        guard !prefix.isEmpty, values.count >= 6, prefix.utf8.allSatisfy({ (33...126).contains($0) }),
            checksum(expand(Array(prefix.utf8)) + values) == 1,
            let bytes = regroup(Array(values.dropLast(6)), from: 5, to: 8, padding: false)
        else { return nil }
        return (prefix, bytes)
    }

    private static func expand(_ prefix: [UInt8]) -> [UInt8] {
        prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
    }

    private static func checksum(_ values: [UInt8]) -> UInt32 {
        let generators: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        var sum: UInt32 = 1
        for value in values {
            let top = sum >> 25
            sum = (sum & 0x01ff_ffff) << 5 ^ UInt32(value)
            for (bit, generator) in generators.enumerated() where (top >> UInt32(bit)) & 1 == 1 { sum ^= generator }
        }
        return sum
    }

    private static func regroup(_ values: [UInt8], from: UInt32, to: UInt32, padding: Bool) -> [UInt8]? {
        var result: [UInt8] = []
        var held: UInt32 = 0
        var bits: UInt32 = 0
        let mask: UInt32 = (1 << to) - 1
        for value in values {
            held = (held << from | UInt32(value)) & 0xffff
            bits += from
            while bits >= to {
                bits -= to
                result.append(UInt8((held >> bits) & mask))
            }
        }
        let rest = UInt8((held << (to - min(bits, to))) & mask)
        if padding {
            if bits > 0 { result.append(rest) }
        } else if bits >= from || rest != 0 {
            return nil
        }
        return result
    }
}
