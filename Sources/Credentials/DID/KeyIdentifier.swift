/// An identifier that is a key: `did:key` (W3C CCG did:key method, section 3).
///
/// Nothing has to be looked up, and nothing can be changed: whoever loses the key loses the identifier. It serves tests,
/// devices without a network, and witnesses who sign once.
public struct KeyIdentifier: Sendable, Hashable {
    /// The key.
    public let key: PublicKey

    /// The identifier of a key.
    public init(_ key: PublicKey) {
        self.key = key
    }

    /// Reads an identifier such as `did:key:z6Mk…`.
    public init(_ text: String) throws(CredentialFault) {
        let url = try DIDURL(text)
        guard url.method == "key" else { throw CredentialFault(.unsupportedMethod, url.method) }
        guard url.fragment == nil else { throw CredentialFault(.malformedIdentifier, "fragment") }
        key = try PublicKey(multikey: url.specific)
    }

    /// The identifier as text.
    public var text: String { "did:key:\(key.multikey)" }

    /// The name of the one key, as proofs have it.
    public var keyName: String { "\(text)#\(key.multikey)" }

    /// What the document of the identifier says: the one key, for every purpose that its kind allows.
    public var document: DIDDocument {
        DIDDocument(
            identifier: text,
            keys: [DIDDocument.Key(name: keyName, controller: text, key: key)],
            purposes: Dictionary(uniqueKeysWithValues: Self.purposes(of: key).map { ($0, [keyName]) })
        )
    }

    /// What such a key may be used for: its kind decides.
    static func purposes(of key: PublicKey) -> [DIDDocument.Purpose] {
        key.kind.signingAlgorithm == nil
            ? [.keyAgreement] : [.assertion, .authentication, .capabilityInvocation, .capabilityDelegation]
    }
}
