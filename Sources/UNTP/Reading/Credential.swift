public import Formats

/// A W3C verifiable credential of the protocol: its envelope as it came, and its subjects as values.
///
/// Nothing in the envelope is judged beyond its shape: signatures and proofs are kept, and not looked at here.
public struct Credential: Sendable, Hashable {
    /// The release.
    public let version: Version
    /// The types, `VerifiableCredential` and the kind.
    public let types: [String]
    /// Its identifier.
    public let id: String
    /// The DID of the issuer.
    public let issuer: Reference
    /// From when it is valid, as written.
    public let validFrom: String?
    /// What it speaks of.
    public var subjects: [TransparencyRecord]
    /// Whether the subject was one object and no list.
    public let hasSingleSubject: Bool
    /// Every other member in order, the proof among them.
    let envelope: [JSONNode.Member]

    init(_ node: JSONNode, _ version: Version, types: [String], issuer: Reference, subjects: [TransparencyRecord]) {
        self.version = version
        self.types = types
        self.issuer = issuer
        self.subjects = subjects
        id = node["id"]?.string ?? ""
        validFrom = node["validFrom"]?.string
        hasSingleSubject = node["credentialSubject"]?.elements == nil
        envelope = node.members ?? []
    }

    /// Makes an unsigned credential of 0.7 around subjects.
    public init(
        _ type: String,
        id: String,
        issuer: Reference,
        validFrom: String,
        subjects: [TransparencyRecord],
        isSingle: Bool = false
    ) {
        version = .current
        types = [type, "VerifiableCredential"]
        self.id = id
        self.issuer = issuer
        self.validFrom = validFrom
        self.subjects = subjects
        hasSingleSubject = isSingle && subjects.count == 1
        var object = Building()
        object.add("type", .array(types.map(JSONNode.string)))
        object.add("@context", .array([.string(KnownContext.credentials), .string(KnownContext.current)]))
        object.add("id", id)
        var named = issuer
        named.extras.insert(.init("type", .array([.string("CredentialIssuer")])), at: 0)
        object.add("issuer", named.json)
        object.add("validFrom", validFrom)
        object.add("credentialSubject", .null)
        envelope = object.members
    }

    /// The credential as an object, its members in their order.
    public var json: JSONNode {
        let subject = hasSingleSubject ? subjects.first?.json ?? .null : .array(subjects.map(\.json))
        return .object(envelope.map { $0.name == "credentialSubject" ? .init($0.name, subject) : $0 })
    }
}
