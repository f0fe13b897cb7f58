import Crypto
import Formats

/// What attempts are counted under, as an opaque text of fixed length.
///
/// Names and addresses that visitors type do not stand in the table of counters.
public struct LockOutKey: Sendable, Hashable {
    /// Whose attempts a counter holds.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Those of one known device at its account.
        case device
        /// Those of one address at one account.
        case pair
        /// Those of one address at any account.
        case address
        /// Those of all strangers at one account.
        case account
    }

    /// Whose attempts.
    public let kind: Kind
    /// The key of the row.
    public let text: String

    init(_ kind: Kind, _ purpose: LockOut.Purpose, _ parts: [String]) {
        self.kind = kind
        // Lengths first, so that no two lists of parts are spelt the same.
        let spelt = parts.map { "\($0.utf8.count):\($0)" }.joined()
        text = "\(kind.rawValue)-\(Hexadecimal.text(SHA256.hash(data: Array("\(purpose.rawValue) \(spelt)".utf8))))"
    }
}
