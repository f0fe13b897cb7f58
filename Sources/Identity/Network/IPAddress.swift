import Foundation

/// An address of the Internet Protocol: 128 bits, IPv4 written as IPv6 (RFC 4291 section 2.5.5.2).
public struct IPAddress: Sendable, Hashable {
    /// The first 64 bits: what a network is known by.
    public let high: UInt64
    /// The last 64 bits.
    public let low: UInt64

    /// An address from its bits.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads an address in one of the two strict forms, without brackets; a zone (`%eth0`) is left out.
    public init?(_ text: some StringProtocol) {
        let bare = String(text.prefix { $0 != "%" })
        guard bare.utf8.count <= 45 else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, bare, &four) == 1 {
            self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr)))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, bare, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        func number(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: number(bytes[..<8]), low: number(bytes[8...]))
    }

    /// Whether it is an address of IPv4.
    public var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether it is this machine itself.
    public var isLoopback: Bool { isIPv4 ? UInt8(truncatingIfNeeded: low >> 24) == 127 : high == 0 && low == 1 }

    /// The address with all but the first bits set to zero.
    public func masked(_ bits: Int) -> IPAddress {
        let first = bits >= 64 ? UInt64.max : bits <= 0 ? 0 : ~(UInt64.max >> UInt64(bits))
        let last = bits >= 128 ? UInt64.max : bits <= 64 ? 0 : ~(UInt64.max >> UInt64(bits - 64))
        return IPAddress(high: high & first, low: low & last)
    }

    /// What one visitor is told from another by: an IPv6 customer has at least a /64 to choose from (RFC 6177).
    public var visitor: IPAddress { isIPv4 ? self : masked(64) }
}

extension IPAddress: CustomStringConvertible {
    /// The address as it is usually written; IPv6 without shortening.
    public var description: String {
        if isIPv4 {
            return (0..<4).map { String(UInt8(truncatingIfNeeded: low >> UInt64(24 - 8 * $0))) }.joined(separator: ".")
        }
        return (0..<8).map { part in
            let half = part < 4 ? high : low
            return String(UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (part % 4))), radix: 16)
        }
        .joined(separator: ":")
    }
}
