import Formats
import Secrets

/// The second factor of an authenticator app: codes that change every half minute (RFC 6238).
public struct TOTP: Sendable {
    /// What became of a code.
    public enum Outcome: Sendable, Hashable {
        /// It is right: keep the step as the last one used, in the transaction that signs the person in.
        case accepted(step: Int)
        /// It is wrong, or of a step too long ago.
        case wrong
        /// It would be right, but it or a later one was used before.
        case replayed
    }

    /// How codes are reckoned.
    public let code: OneTimeCode
    /// How many seconds a code lives.
    public let period: Int
    let secret: [UInt8]

    /// The length of a new secret: RFC 4226 section 4 recommends 160 bits.
    private static let secretBytes = 20

    /// The steps before and after the present one whose codes are taken, for clocks that differ (RFC 6238 section 5.2).
    private static let window = 1

    /// A new second factor; the generator must be a cryptographic one.
    public static func make(using generator: inout some RandomNumberGenerator) -> TOTP {
        TOTP(unchecked: SecretBytes.random(secretBytes, using: &generator), .common, period: 30)
    }

    private init(unchecked secret: [UInt8], _ code: OneTimeCode, period: Int) {
        self.secret = secret
        self.code = code
        self.period = period
    }

    /// A second factor as it was kept; nil if the secret is no Base32 of 16 to 64 bytes or the period is not within 15
    /// seconds to two minutes.
    public init?(secret: String, code: OneTimeCode = .common, period: Int = 30) {
        guard secret.utf8.count <= 200, (15...120).contains(period),
            let bytes = SymbolCoding.base32.decode(
                secret.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "=") }
            ),
            (16...64).contains(bytes.count)
        else { return nil }
        self.init(unchecked: bytes, code, period: period)
    }

    /// The secret in Base32, as it is kept and as a person types it into an app.
    public var secretText: String { SymbolCoding.base32.encode(secret) }

    /// The number of the period in which a moment falls; nil before 1970.
    public func step(at now: UnixTime) -> Int? {
        now.seconds >= 0 ? now.seconds / period : nil
    }

    /// The code of a step.
    public func text(step: Int) -> String? {
        UInt64(exactly: step).map { code.text(secret: secret, counter: $0) }
    }

    /// Checks what somebody typed.
    ///
    /// - Parameters:
    ///   - typed: The code; spaces do not count.
    ///   - now: When it came.
    ///   - lastUsedStep: The step of the last code that was accepted; nil if none was. No code is good twice, nor one
    ///     older than that (RFC 6238 section 5.2).
    public func check(_ typed: String, at now: UnixTime, lastUsedStep: Int?) -> Outcome {
        let digits = typed.utf8.prefix(64).filter { $0 != UInt8(ascii: " ") }
        guard let present = step(at: now) else { return .wrong }
        // Every code is compared, so that the time tells nothing about the clock of the app.
        var matching: Int?
        for step in (present - Self.window)...(present + Self.window) {
            guard let text = text(step: step) else { continue }
            if SecretBytes.areEqual(digits, Array(text.utf8)) { matching = step }
        }
        guard let matching else { return .wrong }
        if let lastUsedStep, matching <= lastUsedStep { return .replayed }
        return .accepted(step: matching)
    }

    /// The address that an app reads from a QR code (Google Authenticator's key URI format).
    ///
    /// - Parameters:
    ///   - issuer: The name of the installation.
    ///   - account: The name of the person there.
    public func address(issuer: String, account: String) -> String {
        // A colon parts issuer from account, so neither may hold one.
        let (issuer, account) = (issuer.replacing(":", with: " "), account.replacing(":", with: " "))
        let label = "\(WebEncoding.percent(issuer)):\(WebEncoding.percent(account))"
        let fields = [
            ("secret", secretText), ("issuer", issuer), ("algorithm", code.algorithm.rawValue),
            ("digits", String(code.digits)), ("period", String(period)),
        ]
        return "otpauth://totp/\(label)?" + WebEncoding.fields(fields)
    }
}

extension TOTP: CustomStringConvertible, CustomReflectable {
    /// Hides the secret.
    public var description: String { "(second factor)" }

    /// Nothing, so that no log or dump shows the secret.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
