internal import Identity

/// Where a request comes from: what sign-in and limits tell visitors apart by.
struct ClientAddress: Sendable, Hashable {
    /// The address; nil if it could not be read, or if the server asks itself.
    let address: IPAddress?
    /// Whether the request was made on this machine, and no proxy passed it on.
    let isLocal: Bool

    /// The server itself, while it starts.
    static let itself = ClientAddress(address: nil, isLocal: true)

    /// The address as the limits on guessing take it.
    var network: NetworkAddress { NetworkAddress(address.map(String.init(describing:)) ?? "") }

    /// What a log may say of the address; nil for nothing.
    func text(_ detail: AddressDetail) -> String? {
        guard let address else { return nil }
        switch detail {
        case .none: return nil
        case .network: return address.isIPv4 ? "\(address.masked(96 + 24))/24" : "\(address.masked(48))/48"
        case .whole: return "\(address)"
        }
    }
}

/// How much of visitors' addresses the log holds.
public enum AddressDetail: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case none
    /// The network: the first 24 bits of IPv4, 48 of IPv6.
    case network
    /// All of it.
    case whole
}
