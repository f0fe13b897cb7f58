import Crypto
import Formats
public import Secrets
public import Vocabulary

/// What a request brings to show that it comes from the gateway.
public struct GatewayProof: Sendable {
    /// `X-Touchstone-Timestamp`: seconds since 1970.
    public var timestamp: String?
    /// `X-Touchstone-Signature`: HMAC-SHA256 over `<seconds>.<body>`.
    public var signature: String?
    /// `X-Twilio-Signature`: HMAC-SHA1 over the address and the fields of the form.
    public var twilioSignature: String?
    /// A token: `Authorization: Bearer …` or `Token …`, or `token` in the address for gateways that can send no header.
    public var token: String?
    /// The whole address that the gateway asked for, as it knows it.
    public var address: String

    /// Nothing is shown yet.
    public init(address: String) { self.address = address }

    /// Why a request is not believed.
    public enum Fault: String, Error, Sendable, Hashable, CaseIterable {
        /// It brings neither signature nor token.
        case nothing
        /// The signature or token is wrong.
        case wrong
        /// The signature is right and its time is not now.
        case outsideWindow = "outside_window"
    }

    /// Throws unless one of the secrets made what is shown; how long it takes does not tell how much of it was right.
    ///
    /// Only one proof is looked at, the strongest that is there: a wrong signature is not made good by a token. A token alone
    /// is taken where the shape knows nothing better.
    public func check(
        _ shape: GatewayShape,
        secrets: [SecretBytes],
        body: [UInt8],
        form: [(name: String, value: String)],
        at now: UTCInstant
    ) throws(Fault) {
        if let signature, let timestamp {
            do {
                try WebhookSignature(keys: secrets).check(
                    body: body,
                    timestamp: timestamp,
                    signature: signature,
                    at: now
                )
            } catch { throw error == .outsideWindow ? .outsideWindow : .wrong }
            return
        }
        if shape == .twilio, let twilioSignature {
            guard let code = Base64.bytes(twilioSignature.utf8), code.count == Insecure.SHA1.byteCount else {
                throw .wrong
            }
            let message = Self.twilioText(address, form)
            guard
                Self.isAny(
                    of: secrets,
                    {
                        HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                            code,
                            authenticating: message,
                            using: $0.symmetricKey
                        )
                    }
                )
            else { throw .wrong }
            return
        }
        guard let token, !token.isEmpty else { throw .nothing }
        // Compared by a code under a key of the moment: no time tells how many letters were right.
        let moment = SymmetricKey(size: .bits256)
        let shown = HMAC<SHA256>.authenticationCode(for: Array(token.utf8), using: moment)
        let isGood = Self.isAny(of: secrets) { secret in
            HMAC<SHA256>.authenticationCode(for: secret.exposed, using: moment) == shown
        }
        guard isGood else { throw .wrong }
    }

    /// The signature that Twilio makes, for simulators and tests.
    public static func twilioSignature(
        _ address: String,
        _ form: [(name: String, value: String)],
        key: SecretBytes
    ) -> String {
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: twilioText(address, form), using: key.symmetricKey)
        return Base64.text(code)
    }

    /// Twilio, "Validating requests": the address, then each name and value in the order of the names.
    private static func twilioText(_ address: String, _ form: [(name: String, value: String)]) -> [UInt8] {
        let sorted = form.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        return Array((address + sorted.map { $0.name + $0.value }.joined()).utf8)
    }

    /// Every secret is tried, so that the time does not tell which one it was.
    private static func isAny(of secrets: [SecretBytes], _ test: (SecretBytes) -> Bool) -> Bool {
        secrets.reduce(false) { found, secret in test(secret) || found }
    }
}
