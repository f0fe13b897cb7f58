internal import HTTPTypes
internal import Identity

/// Which proxies are believed when they say whom they speak for, and what they are believed.
///
/// `X-Forwarded-For` is a list to which every proxy adds whom it heard from: only what trusted proxies added counts, so
/// it is read from its end up to the first address that is not one of theirs.
struct ProxyTrust: Sendable {
    /// The proxies of this house.
    let proxies: [AddressBlock]
    /// So many hops are looked at: nobody has more proxies of their own.
    private static let hopLimit = 16

    /// What a request tells about its way.
    struct Origin: Sendable, Hashable {
        let client: ClientAddress
        /// Whether the visitor's own connection is encrypted, by what a trusted proxy says; nil if none says anything.
        let isSecure: Bool?
    }

    /// Reads where a request comes from; headers of anybody but a proxy of ours are not looked at.
    func origin(peer: IPAddress?, headers: HTTPFields) -> Origin {
        guard let peer, isProxy(peer) else {
            return Origin(client: ClientAddress(address: peer, isLocal: peer?.isLoopback ?? true), isSecure: nil)
        }
        let hops = headers[values: .forwardedFor].joined(separator: ",").split(separator: ",")
        var client: IPAddress? = peer
        for hop in hops.reversed().prefix(Self.hopLimit) {
            client = Self.address(hop.trimmingSpaces)
            guard let client, isProxy(client) else { break }
        }
        let scheme = headers[values: .forwardedProto].last?.split(separator: ",").last?.trimmingSpaces.lowercased()
        return Origin(
            client: ClientAddress(address: client, isLocal: false),
            isSecure: scheme.map { $0 == "https" }
        )
    }

    func isProxy(_ address: IPAddress) -> Bool {
        proxies.contains { $0.contains(address) }
    }

    /// An address as proxies write it: bare, in brackets, or with a port.
    private static func address(_ text: String) -> IPAddress? {
        if text.hasPrefix("[") { return IPAddress(text.dropFirst().prefix { $0 != "]" }) }
        if let address = IPAddress(text) { return address }
        return IPAddress(text.prefix { $0 != ":" })
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .accept
    static let forwardedProto = HTTPField.Name("X-Forwarded-Proto") ?? .accept
}
