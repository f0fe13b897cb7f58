public import Formats
public import Vocabulary

/// What an identifier says about its keys: which there are, and what each is for (W3C DID 1.0 section 5).
public struct DIDDocument: Sendable, Hashable {
    /// What a key may be used for (section 5.3).
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// To state something: credentials.
        case assertion = "assertionMethod"
        /// To prove who one is.
        case authentication
        /// To agree on a secret.
        case keyAgreement
        /// To use a right.
        case capabilityInvocation
        /// To pass a right on.
        case capabilityDelegation
    }

    /// One key of a document (section 5.2).
    public struct Key: Sendable, Hashable {
        /// Its name, the identifier of the document and a fragment as a rule.
        public let name: String
        /// Who may use it.
        public let controller: String
        /// The key itself.
        public let key: PublicKey
        /// Until when it may be used.
        public let expires: UTCInstant?
        /// Since when it must not be used any more.
        public let revoked: UTCInstant?

        /// A key.
        public init(
            name: String,
            controller: String,
            key: PublicKey,
            expires: UTCInstant? = nil,
            revoked: UTCInstant? = nil
        ) {
            self.name = name
            self.controller = controller
            self.key = key
            self.expires = expires
            self.revoked = revoked
        }
    }

    /// The identifier that the document is of.
    public let identifier: String
    /// Its keys; those of kinds that are not used here are left out.
    public let keys: [Key]
    /// The names of the keys for each purpose.
    public let purposes: [Purpose: Set<String>]

    /// As many keys as a document may have.
    static let keyLimit = 100
    /// As long as a document may be.
    public static let byteLimit = 262_144

    init(identifier: String, keys: [Key], purposes: [Purpose: Set<String>]) {
        self.identifier = identifier
        self.keys = keys
        self.purposes = purposes
    }

    /// Reads a document in JSON, which must be the one of this identifier.
    ///
    /// - Throws: ``CredentialFault``: among others ``CredentialFault/Reason/foreignDocument`` if it is of another, and
    ///   ``CredentialFault/Reason/secretKeyPublished``.
    public init(_ bytes: [UInt8], of identifier: String) throws(CredentialFault) {
        guard bytes.count <= Self.byteLimit else { throw CredentialFault(.tooLarge, "document") }
        let root: JSONNode
        do {
            root = try JSONNode(parsing: bytes)
        } catch {
            throw CredentialFault(.malformedJSON, "\(error.reason.rawValue) at byte \(error.offset)")
        }
        try self.init(root, of: identifier)
    }

    /// Reads a document, which must be the one of this identifier.
    public init(_ root: JSONNode, of identifier: String) throws(CredentialFault) {
        guard root.members != nil else { throw CredentialFault(.malformedDocument, "no object") }
        guard root["id"]?.string?.utf8.elementsEqual(identifier.utf8) == true else {
            throw CredentialFault(.foreignDocument, root["id"]?.string ?? "")
        }
        var reader = Reader(identifier: identifier)
        for value in try Reader.list(root["verificationMethod"], "verificationMethod") { try reader.add(value) }
        var purposes: [Purpose: Set<String>] = [:]
        for purpose in Purpose.allCases {
            for value in try Reader.list(root[purpose.rawValue], purpose.rawValue) {
                // A key may stand under its purpose itself; then it is for that alone.
                let name = if let text = value.string { reader.absolute(text) } else { try reader.add(value) }
                purposes[purpose, default: []].insert(name)
            }
        }
        self.init(identifier: identifier, keys: reader.keys, purposes: purposes)
    }

    /// The key of a name, if the document allows it for the purpose.
    public func key(_ name: String, for purpose: Purpose) throws(CredentialFault) -> Key {
        guard let key = keys.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            throw CredentialFault(.unknownKey, name)
        }
        guard purposes[purpose]?.contains(key.name) == true else {
            throw CredentialFault(.notForPurpose, "\(name) for \(purpose.rawValue)")
        }
        return key
    }

    /// The document as JSON, with multikeys.
    public var json: JSONNode {
        let methods = keys.map { key in
            var members: [JSONNode.Member] = [
                .init("id", .string(key.name)), .init("type", .string("Multikey")),
                .init("controller", .string(key.controller)),
                .init("publicKeyMultibase", .string(key.key.multikey)),
            ]
            if let expires = key.expires { members.append(.init("expires", .string(expires.text))) }
            if let revoked = key.revoked { members.append(.init("revoked", .string(revoked.text))) }
            return JSONNode.object(members)
        }
        var members: [JSONNode.Member] = [
            .init(
                "@context",
                .array([.string("https://www.w3.org/ns/did/v1"), .string("https://w3id.org/security/multikey/v1")])
            ),
            .init("id", .string(identifier)), .init("verificationMethod", .array(methods)),
        ]
        for purpose in Purpose.allCases {
            guard let names = purposes[purpose], !names.isEmpty else { continue }
            let inOrder = keys.map(\.name).filter(names.contains)
            members.append(.init(purpose.rawValue, .array(inOrder.map(JSONNode.string))))
        }
        return .object(members)
    }

    /// A document for an identifier of one's own, in which each key is for statements and for proving who one is.
    public static func own(_ identifier: String, keys: [(fragment: String, key: PublicKey)]) -> DIDDocument {
        let listed = keys.map { Key(name: "\(identifier)#\($0.fragment)", controller: identifier, key: $0.key) }
        let names = Set(listed.map(\.name))
        return DIDDocument(
            identifier: identifier,
            keys: listed,
            purposes: [.assertion: names, .authentication: names]
        )
    }

    /// The same document with keys of earlier: to be looked at, and for no purpose, so that nobody who overlooks when they were
    /// revoked takes them for valid.
    public func showing(retired: [Key]) -> DIDDocument {
        let present = Set(keys.map(\.name))
        return DIDDocument(
            identifier: identifier,
            keys: keys + retired.filter { !present.contains($0.name) },
            purposes: purposes
        )
    }
}

extension DIDDocument {
    /// Collects the keys of a document as it is read.
    private struct Reader {
        let identifier: String
        var keys: [Key] = []
        private var names: Set<[UInt8]> = []

        init(identifier: String) {
            self.identifier = identifier
        }

        static func list(_ value: JSONNode?, _ name: String) throws(CredentialFault) -> [JSONNode] {
            guard let value else { return [] }
            guard let elements = value.elements, elements.count <= DIDDocument.keyLimit else {
                throw CredentialFault(.malformedDocument, name)
            }
            return elements
        }

        /// A name with the identifier in front, if it is only a fragment.
        func absolute(_ name: String) -> String { name.utf8.first == UInt8(ascii: "#") ? identifier + name : name }

        /// Adds one key, unless it is of a kind that is not used here, and answers its name.
        @discardableResult
        mutating func add(_ value: JSONNode) throws(CredentialFault) -> String {
            guard value.members != nil, let id = value["id"]?.string, let controller = value["controller"]?.string,
                value["type"]?.string != nil
            else { throw CredentialFault(.malformedDocument, "a key without id, type or controller") }
            let name = absolute(id)
            // Names are compared as texts: only ASCII has one spelling for each.
            guard name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw CredentialFault(.malformedDocument, "a key's name")
            }
            guard names.insert(Array(name.utf8)).inserted else {
                throw CredentialFault(.malformedDocument, "\(id) twice")
            }
            guard names.count <= DIDDocument.keyLimit else {
                throw CredentialFault(.malformedDocument, "too many keys")
            }
            for secret in [
                "privateKeyMultibase", "secretKeyMultibase", "privateKeyJwk", "secretKeyJwk", "privateKeyBase58",
            ]
            where value[secret] != nil {
                throw CredentialFault(.secretKeyPublished, "\(name) \(secret)")
            }
            do {
                guard let key = try Self.key(value) else { return name }
                keys.append(
                    Key(
                        name: name,
                        controller: controller,
                        key: key,
                        expires: try DateTimeStamp.read(value["expires"], "expires", .malformedDocument),
                        revoked: try DateTimeStamp.read(value["revoked"], "revoked", .malformedDocument)
                    )
                )
            } catch {
                // A key that we cannot use does not spoil the ones that we can.
                guard error.reason == .unsupportedKey else { throw error }
            }
            return name
        }

        /// The key in whichever of the three forms it is written; nil if it is in none of them.
        private static func key(_ value: JSONNode) throws(CredentialFault) -> PublicKey? {
            let forms = [value["publicKeyMultibase"], value["publicKeyJwk"], value["publicKeyBase58"]].compactMap(
                \.self
            )
            // Two forms could hold two keys.
            guard forms.count <= 1 else { throw CredentialFault(.malformedDocument, "a key in two forms") }
            if let text = value["publicKeyMultibase"]?.string { return try PublicKey(multikey: text) }
            if let jwk = value["publicKeyJwk"] { return try PublicKey(jwk: jwk) }
            if let text = value["publicKeyBase58"]?.string {
                guard let bytes = Base58.decode(text.utf8) else { throw CredentialFault(.malformedKey) }
                switch value["type"]?.string {
                case "Ed25519VerificationKey2018": return try PublicKey(.ed25519, bytes: bytes)
                case "X25519KeyAgreementKey2019": return try PublicKey(.x25519, bytes: bytes)
                case "P256Key2021": return try PublicKey(.p256, bytes: bytes)
                case "P384Key2021": return try PublicKey(.p384, bytes: bytes)
                default: return nil
                }
            }
            return nil
        }
    }
}
