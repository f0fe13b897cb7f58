/// A block of addresses, such as `10.0.0.0/8`, or a single one.
public struct AddressBlock: Sendable, Hashable {
    private let base: IPAddress
    /// How many of the 128 bits are given.
    private let bits: Int

    /// Reads an address, or an address, a slash and the number of its bits that count (RFC 4632 section 3.1).
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        let width = address.isIPv4 && !first.contains(":") ? 32 : 128
        var count = width
        if parts.count == 2 {
            guard parts[1].utf8.count <= 3, let given = Int(parts[1]), (0...width).contains(given) else { return nil }
            count = given
        }
        bits = count + 128 - width
        base = address.masked(bits)
    }

    /// Whether an address lies in the block.
    public func contains(_ address: IPAddress) -> Bool {
        address.masked(bits) == base
    }
}

extension AddressBlock: CustomStringConvertible {
    /// The block as it is usually written.
    public var description: String {
        base.isIPv4 && bits >= 96 ? "\(base)/\(bits - 96)" : "\(base)/\(bits)"
    }
}
