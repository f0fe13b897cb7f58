/// A code of the Harmonized System: six digits that the world shares, and up to four national ones.
public struct HSCode: Sendable, Hashable {
    /// The digits as one number, led by a 1 so that leading zeros count: 1260500 for 2605.00.
    private let packed: UInt64

    /// Reads a code of six to ten digits; dots, spaces and hyphens between the digits are passed over.
    ///
    /// Nil for anything else, and for a chapter that does not exist (00, and 77, which is reserved).
    public init?(_ bytes: some Collection<UInt8>) {
        var packed: UInt64 = 1
        var count = 0
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                count += 1
                guard count <= 10 else { return nil }
                packed = packed * 10 + UInt64(byte - 0x30)
                if count == 2, packed == 100 || packed == 177 { return nil }
            case UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "\t"):
                continue
            default:
                return nil
            }
        }
        guard count >= 6 else { return nil }
        self.packed = packed
    }

    /// Reads a code from text; see ``init(_:)-(Collection)``.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// The digits without dots, as facts keep them.
    public var digits: String { String(String(packed).dropFirst()) }

    /// The first six digits, which mean the same in every country.
    public var subheading: HSCode {
        var number = packed
        while number >= 10_000_000 {
            number /= 10
        }
        return HSCode(packed: number)
    }

    /// The first two digits.
    public var chapter: Int { Int(subheading.packed / 10_000 % 100) }

    /// The first four digits as a number: 2605 for 2605.00.
    public var heading: Int { Int(subheading.packed / 100 % 10_000) }

    private init(packed: UInt64) {
        self.packed = packed
    }
}

extension HSCode: CustomStringConvertible {
    /// The digits without dots.
    public var description: String { digits }
}
