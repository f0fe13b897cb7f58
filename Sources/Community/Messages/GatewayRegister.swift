import Crypto
import Formats
public import Messaging
public import Secrets
public import Store
public import Vocabulary

/// The gateways of an installation with their secrets, which are shown once and kept sealed.
public struct GatewayRegister: Sendable {
    /// What a gateway is made of.
    public struct Draft: Sendable {
        /// Its name in its addresses.
        public var name: String
        /// How it speaks.
        public var shape: GatewayShape
        /// Where messages are posted to; nil where it fetches them.
        public var pushAddress: String?
        /// What it calls this installation.
        public var account: String
        /// How numbers are written in its country.
        public var plan: NumberPlan
        /// The language in which it answers until somebody says otherwise.
        public var language: Language
        /// A header that it asks for, `Name: value`.
        public var authorization: SecretBytes?

        /// Describes a gateway.
        public init(
            name: String,
            shape: GatewayShape,
            pushAddress: String? = nil,
            account: String = "",
            plan: NumberPlan,
            language: Language,
            authorization: SecretBytes? = nil
        ) {
            (self.name, self.shape, self.pushAddress, self.account) = (name, shape, pushAddress, account)
            (self.plan, self.language, self.authorization) = (plan, language, authorization)
        }
    }

    let store: FactStore
    let keys: MessageKeys

    /// Opens the register.
    public init(_ store: FactStore, keys: MessageKeys) { (self.store, self.keys) = (store, keys) }

    /// Whether a name can stand in an address: 1 to 32 small letters, digits and hyphens.
    public static func isName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// Makes a gateway.
    ///
    /// - Parameter secret: What both sides know, if the gateway made it (such as Twilio's auth token); else one is made.
    /// - Returns: The secret, to be shown this once.
    public func add(_ draft: Draft, secret: SecretBytes? = nil, by actor: Reader) async throws -> SecretBytes {
        let secret = secret ?? Self.newSecret()
        let gateway = MessageGateway(
            name: draft.name,
            shape: draft.shape.rawValue,
            pushAddress: draft.pushAddress,
            account: draft.account,
            callingCode: draft.plan.callingCode,
            trunkPrefix: draft.plan.trunkPrefix,
            nationalDigits: draft.plan.nationalDigits,
            language: draft.language.rawValue,
            sealedSecret: keys.seal(secret.exposed, .secret, for: draft.name),
            sealedAuthorization: draft.authorization.map { keys.seal($0.exposed, .authorization, for: draft.name) }
        )
        try await store.addMessageGateway(gateway, by: actor)
        return secret
    }

    /// Gives a gateway another secret; the one before stays good until the next change.
    ///
    /// - Returns: The secret, to be shown this once.
    public func renew(_ name: String, secret: SecretBytes? = nil, by actor: Reader) async throws -> SecretBytes {
        let secret = secret ?? Self.newSecret()
        try await store.setMessageSecret(keys.seal(secret.exposed, .secret, for: name), of: name, by: actor)
        return secret
    }

    /// The secrets that are good now.
    public func secrets(of gateway: MessageGateway) -> [SecretBytes] {
        [gateway.sealedSecret, gateway.sealedEarlier].compactMap { sealed in
            sealed.flatMap { keys.open($0, .secret, for: gateway.name) }.map { SecretBytes($0) }
        }
    }

    /// The header that a gateway asks for; nil if it asks for none.
    public func authorization(of gateway: MessageGateway) -> (name: String, value: String)? {
        guard let sealed = gateway.sealedAuthorization,
            let bytes = keys.open(sealed, .authorization, for: gateway.name)
        else { return nil }
        return Self.header(String(decoding: bytes, as: UTF8.self))
    }

    /// A header as it is written, `Name: value`; nil if it is none.
    public static func header(_ text: String) -> (name: String, value: String)? {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        let name = String(parts[0])
        let isName =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D
            }
        return isName ? (name, String(parts[1].drop { $0 == " " })) : nil
    }

    /// How a gateway's requests are read; nil if what is kept of it cannot be.
    public func reader(of gateway: MessageGateway) -> GatewayReader? {
        guard let shape = GatewayShape(rawValue: gateway.shape), let plan = plan(of: gateway) else { return nil }
        return GatewayReader(shape, plan: plan, key: keys.sender)
    }

    /// The digest of a number as a gateway's country writes it; nil if it is none.
    public func sender(_ number: String, of gateway: MessageGateway) -> SenderDigest? {
        guard let plan = plan(of: gateway), let number = try? PhoneNumber(number, plan: plan) else { return nil }
        return SenderDigest(number, key: keys.sender)
    }

    private func plan(of gateway: MessageGateway) -> NumberPlan? {
        NumberPlan(
            callingCode: gateway.callingCode,
            trunkPrefix: gateway.trunkPrefix,
            nationalDigits: gateway.nationalDigits
        )
    }

    /// 256 bits by chance as hexadecimal digits: a text, since that is what people paste into a gateway.
    private static func newSecret() -> SecretBytes {
        SecretBytes(Hexadecimal.text(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }).utf8)
    }
}
