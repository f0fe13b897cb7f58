import Crypto
import Foundation

/// How the codes of an authenticator app are reckoned from a secret and a counter (RFC 4226 section 5).
public struct OneTimeCode: Sendable, Hashable {
    /// The hash function under the code.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        /// What every app understands.
        case sha1 = "SHA1"
        /// RFC 6238 allows it; some apps ignore the wish and reckon with SHA-1.
        case sha256 = "SHA256"
        /// As above.
        case sha512 = "SHA512"
    }

    /// The hash function.
    public let algorithm: Algorithm
    /// How many digits a code has.
    public let digits: Int

    /// Six digits over SHA-1, which is what every app can do.
    ///
    /// HMAC does not need a hash without collisions.
    public static let common = OneTimeCode(algorithm: .sha1, digits: 6)

    private init(algorithm: Algorithm, digits: Int) {
        self.algorithm = algorithm
        self.digits = digits
    }

    /// A way of reckoning; nil unless codes have six to eight digits.
    public init?(digits: Int, algorithm: Algorithm) {
        guard (6...8).contains(digits) else { return nil }
        self.init(algorithm: algorithm, digits: digits)
    }

    /// The code for a counter.
    package func text(secret: [UInt8], counter: UInt64) -> String {
        let message = (0..<8).reversed().map { UInt8(truncatingIfNeeded: counter >> (8 * UInt64($0))) }
        let key = SymmetricKey(data: secret)
        let mac: [UInt8] =
            switch algorithm {
            case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
            case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
            case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
            }
        // RFC 4226 section 5.3, dynamic truncation.
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let power = (0..<digits).reduce(1) { product, _ in product * 10 }
        let code = String(number % power)
        return String(repeating: "0", count: digits - code.utf8.count) + code
    }
}
