import Foundation

/// An address of a provider, to which secrets may be sent.
public struct ProviderAddress: Sendable, Hashable {
    /// The address as it was written.
    public let text: String

    /// Takes an address that is `https`, has a host and neither a user nor a fragment.
    ///
    /// - Parameters:
    ///   - text: The address.
    ///   - allowsLoopback: Whether `http` to this machine will do as well: for trials, never for a live installation.
    public init(_ text: String, allowsLoopback: Bool = false) throws(OpenIDFault) {
        let fault = OpenIDFault(.badAddress, String(text.prefix(200)))
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.fragment == nil
        else { throw fault }
        let isLoopback = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host.lowercased())
        guard scheme == "https" || scheme == "http" && allowsLoopback && isLoopback else { throw fault }
        self.text = text
    }

    /// The address with fields added to its query.
    func adding(_ fields: [(String, String)]) -> String {
        text + (text.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + WebEncoding.fields(fields)
    }
}
