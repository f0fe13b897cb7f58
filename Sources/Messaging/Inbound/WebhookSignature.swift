import Crypto
import Formats
public import Secrets
public import Vocabulary

/// Checks that a delivery comes from the gateway and now: HMAC-SHA256 over `<seconds>.<body>`, written as hexadecimal
/// digits, with the seconds since 1970 beside it.
public struct WebhookSignature: Sendable {
    /// Why a delivery is not believed.
    public enum Fault: String, Error, Sendable, Hashable, CaseIterable {
        /// The seconds are not a whole number.
        case badTimestamp = "bad_timestamp"
        /// The signature is not 64 hexadecimal digits.
        case badForm = "bad_form"
        /// It was made with another key, over another body or other seconds.
        case wrong
        /// It is right and from outside the window: an old delivery played again, or a clock that is wrong.
        case outsideWindow = "outside_window"
    }

    /// How far the gateway's clock may differ from ours either way, in seconds.
    public let window: Int
    private let keys: [SecretBytes]

    /// A check with the keys that are good now: two while one is replaced, otherwise one.
    public init(keys: [SecretBytes], window: Int = 300) {
        (self.keys, self.window) = (keys, max(0, window))
    }

    /// Throws unless the signature is good; how long it takes does not tell how much of it was right.
    ///
    /// Within the window the same delivery can come again: ``Arrivals`` tells.
    public func check(body: [UInt8], timestamp: String, signature: String, at now: UTCInstant) throws(Fault) {
        guard timestamp.utf8.count <= 12, let seconds = Int(timestamp), seconds >= 0, String(seconds) == timestamp
        else {
            throw .badTimestamp
        }
        guard signature.utf8.count == 64, let code = Hexadecimal.bytes(Array(signature.lowercased().utf8)) else {
            throw .badForm
        }
        let message = Array("\(timestamp).".utf8) + body
        var isGood = false
        for key in keys {
            // Every key is tried, so that the time does not tell which one it was.
            if HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key.symmetricKey) {
                isGood = true
            }
        }
        guard isGood else { throw .wrong }
        guard abs(now.milliseconds / 1_000 - seconds) <= window else { throw .outsideWindow }
    }

    /// The signature that a gateway makes, for simulators and tests.
    public static func sign(body: [UInt8], timestamp: String, key: SecretBytes) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(timestamp).".utf8) + body,
            using: key.symmetricKey
        )
        return Hexadecimal.text(code)
    }
}
