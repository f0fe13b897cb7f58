public import Formats
public import Vocabulary

extension SecuredDocument {
    /// What a new proof says of itself.
    public struct ProofOptions: Sendable {
        /// The name of the key in the document of the signer.
        public var keyName: String
        /// What the proof is for.
        public var purpose: DIDDocument.Purpose
        /// When it is made.
        public var created: UTCInstant?
        /// When it runs out.
        public var expires: UTCInstant?
        /// Its name, if others shall be able to build on it.
        public var id: String?
        /// The names of the proofs that it builds on.
        public var previous: [String]

        /// Says what the proof says.
        public init(
            keyName: String,
            purpose: DIDDocument.Purpose = .assertion,
            created: UTCInstant? = nil,
            expires: UTCInstant? = nil,
            id: String? = nil,
            previous: [String] = []
        ) {
            self.keyName = keyName
            self.purpose = purpose
            self.created = created
            self.expires = expires
            self.id = id
            self.previous = previous
        }
    }

    /// Adds a proof to a document, beside those that it has.
    ///
    /// The proof holds the context of the document, as the standard has it, for without it other verifiers fail.
    ///
    /// - Throws: ``CredentialFault``: among others ``CredentialFault/Reason/missingPreviousProof``, and
    ///   ``CredentialFault/Reason/inexactNumber`` if the document holds anything but whole numbers of up to 2⁵³ − 1:
    ///   masses, grades and coordinates are texts.
    public static func adding(
        _ options: ProofOptions,
        to document: JSONNode,
        with key: SigningKey
    ) throws(CredentialFault) -> JSONNode {
        guard var members = document.members else { throw CredentialFault(.malformedJSON, "no object") }
        guard let suite = Cryptosuite(key.publicKey.kind) else { throw CredentialFault(.unsupportedKey) }
        let present = document["proof"].map { $0.elements ?? [$0] } ?? []
        var previous: [JSONNode] = []
        if !options.previous.isEmpty {
            previous = present.filter { proof in
                options.previous.contains { name in proof["id"]?.string.map { isSame($0, name) } == true }
            }
            guard previous.count == options.previous.count else { throw CredentialFault(.missingPreviousProof) }
        }
        if let id = options.id, present.contains(where: { $0["id"]?.string.map { isSame($0, id) } == true }) {
            throw CredentialFault(.malformedProof, "\(id) twice")
        }
        var proof = self.members(options, suite)
        if let context = document["@context"] { proof.append(.init("@context", context)) }
        members.removeAll { $0.name == "proof" }
        let bare = members + (previous.isEmpty ? [] : [.init("proof", .array(previous))])
        let hashed = Cryptosuite.hashData(
            proof: try canonical(.object(proof)),
            document: try canonical(.object(bare)),
            key.publicKey.kind
        )
        let signature = try key.signature(over: hashed)
        proof.append(.init("proofValue", .string(Multibase.base58(signature))))
        let all = present + [.object(proof)]
        members.append(.init("proof", all.count == 1 ? all[0] : .array(all)))
        return .object(members)
    }

    private static func members(_ options: ProofOptions, _ suite: Cryptosuite) -> [JSONNode.Member] {
        var members: [JSONNode.Member] = []
        if let id = options.id { members.append(.init("id", .string(id))) }
        members.append(.init("type", .string("DataIntegrityProof")))
        members.append(.init("cryptosuite", .string(suite.rawValue)))
        if let created = options.created { members.append(.init("created", .string(created.secondText))) }
        if let expires = options.expires { members.append(.init("expires", .string(expires.secondText))) }
        members.append(.init("verificationMethod", .string(options.keyName)))
        members.append(.init("proofPurpose", .string(options.purpose.rawValue)))
        if options.previous.count == 1 {
            members.append(.init("previousProof", .string(options.previous[0])))
        } else if !options.previous.isEmpty {
            members.append(.init("previousProof", .array(options.previous.map(JSONNode.string))))
        }
        return members
    }

    /// The canonical form of what is signed here: no key twice, and no number that could be rounded.
    static func canonical(_ node: JSONNode) throws(CredentialFault) -> [UInt8] {
        do {
            return try JSONCanonical.bytes(of: node, numbers: .safeIntegers)
        } catch {
            let reason: CredentialFault.Reason = error.reason == .inexactNumber ? .inexactNumber : .malformedJSON
            throw CredentialFault(reason, error.reason.rawValue)
        }
    }
}

extension UTCInstant {
    /// The moment to the second, in UTC, as examples of the standards have it: `2026-01-02T03:04:05Z`.
    var secondText: String { milliseconds % 1_000 == 0 ? String(text.dropLast(5)) + "Z" : text }
}
