import Formats
import Foundation

/// Where a request comes from, as far as one visitor can be told from another by it.
///
/// An IPv6 customer has at least a /64 network to choose addresses from (RFC 6177), so that is what counts.
public struct NetworkAddress: Sendable, Hashable {
    /// The address, or the first half of it.
    public let text: String

    /// Reads an address as the server names it; whatever cannot be read counts as one and the same place.
    public init(_ address: String) {
        let bare = address.prefix { $0 != "%" }
        var four = in_addr()
        var six = in6_addr()
        if bare.utf8.count > 64 {
            text = "unknown"
        } else if inet_pton(AF_INET, String(bare), &four) == 1 {
            text = Self.dotted(withUnsafeBytes(of: &four) { Array($0) })
        } else if inet_pton(AF_INET6, String(bare), &six) == 1 {
            let bytes = withUnsafeBytes(of: &six) { Array($0) }
            // IPv4 written as IPv6 (RFC 4291 section 2.5.5.2).
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            text = isMapped ? Self.dotted(Array(bytes[12...])) : Hexadecimal.text(bytes[..<8]) + "/64"
        } else {
            text = "unknown"
        }
    }

    private static func dotted(_ bytes: [UInt8]) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }
}
