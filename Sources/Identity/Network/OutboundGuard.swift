import Foundation

/// Which addresses this server may fetch something from, so that nobody makes it ask its own network for them.
///
/// A provider of sign-in or a source of data is named by a person, and its name is resolved by somebody else's server.
/// So the name is resolved once, every address that it has is judged, and the connection goes to the address that was
/// judged (OWASP, Server-Side Request Forgery Prevention cheat sheet). Nothing is fetched from this machine, from
/// private, link-local and shared networks or from what clouds tell their machines, unless it is allowed by name.
public struct OutboundGuard: Sendable {
    /// Blocks that may be fetched from although they are not public.
    public var allowed: [AddressBlock]
    /// The largest answer, in bytes.
    public var byteLimit: Int
    /// How long an answer may take, in seconds.
    public var secondLimit: Int

    /// A guard; without arguments it lets nothing through but https to public addresses.
    public init(allowed: [AddressBlock] = [], byteLimit: Int = 1 << 20, secondLimit: Int = 10) {
        self.allowed = allowed
        self.byteLimit = max(0, byteLimit)
        self.secondLimit = max(1, secondLimit)
    }

    /// Reads an address of the web and says where it leads; throws if it may not be fetched whatever its name means.
    public func target(_ text: String) throws(OutboundFault) -> OutboundTarget {
        let isPlain = text.utf8.count <= 2_000 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x5C }
        guard isPlain, let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            var host = parts.host?.lowercased(), !host.isEmpty, host.utf8.count <= 253
        else { throw OutboundFault(.malformed) }
        guard parts.user == nil, parts.password == nil, parts.fragment == nil else { throw OutboundFault(.malformed) }
        guard scheme == "https" || scheme == "http" else { throw OutboundFault(.scheme) }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        // Below 1024 other protocols listen, and some of them take a request for a command.
        guard port == 443 || port == 80 || (1_024...65_535).contains(port) else { throw OutboundFault(.port) }
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        return OutboundTarget(
            isSecure: scheme == "https",
            host: host,
            port: port,
            path: path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
        )
    }

    /// The address to connect to, of those that a target's name has.
    ///
    /// One that may not be fetched refuses them all: a name that means a public and a private address means harm.
    public func admit(_ addresses: [IPAddress], for target: OutboundTarget) throws(OutboundFault) -> IPAddress {
        guard let first = addresses.first else { throw OutboundFault(.unknownHost) }
        for address in addresses where !isAllowed(address) {
            guard Self.isPublic(address) else { throw OutboundFault(.address) }
            guard target.isSecure else { throw OutboundFault(.scheme) }
        }
        return first
    }

    private func isAllowed(_ address: IPAddress) -> Bool {
        allowed.contains { $0.contains(address) }
    }

    /// Whether an address belongs to the public network (IANA's special-purpose address registries, RFC 6890).
    static func isPublic(_ address: IPAddress) -> Bool {
        if address.isIPv4 { return !specialFour.contains { $0.contains(address) } }
        return globalSix.contains { $0.contains(address) } && !specialSix.contains { $0.contains(address) }
    }

    private static let specialFour = blocks(
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
            + "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
            // Azure tells its machines their secrets from an address that looks public.
            + "168.63.129.16"
    )
    private static let globalSix = blocks("2000::/3")
    /// Documentation, benchmarks, and what carries an IPv4 address within (Teredo, 6to4).
    private static let specialSix = blocks("2001::/23 2001:db8::/32 2002::/16 3fff::/20")

    private static func blocks(_ list: String) -> [AddressBlock] {
        list.split(separator: " ").compactMap { AddressBlock($0) }
    }
}

/// Where an address of the web leads.
public struct OutboundTarget: Sendable, Hashable {
    /// Whether the connection is encrypted.
    public let isSecure: Bool
    /// The name or address of the server, without brackets.
    public let host: String
    /// The port.
    public let port: Int
    /// The path and the query.
    public let path: String

    /// The server as the header `Host` names it.
    public var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }
}

/// Why something was not fetched.
public struct OutboundFault: Error, Sendable, Hashable {
    /// The reasons.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// It is no address of the web.
        case malformed
        /// It is not https.
        case scheme
        /// The port is one of another protocol.
        case port
        /// The name is not known.
        case unknownHost = "unknown-host"
        /// The address is not one of the public network.
        case address
        /// The server did not answer, or not in time.
        case noAnswer = "no-answer"
        /// The server's certificate is not good.
        case certificate
        /// The server sends on to elsewhere.
        case redirected
        /// The answer is too large.
        case tooLarge = "too-large"
    }

    /// The reason.
    public let code: Code

    /// A fault.
    public init(_ code: Code) {
        self.code = code
    }
}
