public import Formats
public import Vocabulary

/// A credential as the W3C data model 2.0 has it, whoever may have signed it.
///
/// The whole of it stays as it came in ``json``; what is taken out is what checks need. JSON-LD is not processed: a
/// credential is compared as the JSON that it is, with its context as a text.
public struct VerifiableCredential: Sendable, Hashable {
    /// The context that comes first in every credential of the model (section 4.3).
    public static let context = "https://www.w3.org/ns/credentials/v2"

    /// All of it.
    public let json: JSONNode
    /// Its identifier, if it has one.
    public let id: String?
    /// Its types, `VerifiableCredential` among them.
    public let types: [String]
    /// The identifier of the issuer.
    public let issuer: String
    /// From when it is valid.
    public let validFrom: UTCInstant?
    /// Until when it is valid.
    public let validUntil: UTCInstant?
    /// What it speaks of.
    public let subjects: [JSONNode]
    /// Where its state can be looked up.
    public let statuses: [StatusEntry]

    /// Reads and checks a credential (sections 4.1 to 4.13).
    ///
    /// - Throws: ``CredentialFault``: ``CredentialFault/Reason/malformedCredential`` with the member that is wrong, or
    ///   ``CredentialFault/Reason/earlierModel``.
    public init(_ json: JSONNode) throws(CredentialFault) {
        guard json.members != nil else { throw Self.fault("no object") }
        try Self.checkContext(json["@context"])
        self.json = json
        types = try Self.texts(json["type"], "type")
        guard types.contains("VerifiableCredential") else { throw Self.fault("type") }
        id = try Self.identifier(json["id"], "id")
        guard let issuer = Self.issuerIdentifier(json), Self.isURL(issuer) else { throw Self.fault("issuer") }
        self.issuer = issuer
        validFrom = try DateTimeStamp.read(json["validFrom"], "validFrom", .malformedCredential)
        validUntil = try DateTimeStamp.read(json["validUntil"], "validUntil", .malformedCredential)
        if let validFrom, let validUntil, validUntil.milliseconds < validFrom.milliseconds {
            throw Self.fault("validUntil before validFrom")
        }
        guard let subject = json["credentialSubject"] else { throw Self.fault("credentialSubject") }
        subjects = try Self.objects(subject, "credentialSubject")
        for subject in subjects { _ = try Self.identifier(subject["id"], "credentialSubject.id") }
        var statuses: [StatusEntry] = []
        for entry in try Self.typed(json["credentialStatus"], "credentialStatus") {
            if let status = try StatusEntry(entry) { statuses.append(status) }
        }
        self.statuses = statuses
        for schema in try Self.typed(json["credentialSchema"], "credentialSchema") {
            guard try Self.identifier(schema["id"], "credentialSchema.id") != nil else {
                throw Self.fault("credentialSchema.id")
            }
        }
        for name in ["evidence", "termsOfUse", "refreshService"] { _ = try Self.typed(json[name], name) }
        for name in ["name", "description"] { try Self.checkWords(json[name], name) }
    }

    /// Whether the time is within the time of validity.
    ///
    /// - Throws: ``CredentialFault/Reason/notYetValid`` or ``CredentialFault/Reason/expired``.
    public func checkValidity(at time: UTCInstant) throws(CredentialFault) {
        if let validFrom, time.milliseconds < validFrom.milliseconds {
            throw CredentialFault(.notYetValid, "valid from \(validFrom.text)")
        }
        if let validUntil, time.milliseconds > validUntil.milliseconds {
            throw CredentialFault(.expired, "valid until \(validUntil.text)")
        }
    }

    /// The identifier of the issuer, whether it stands alone or in an object.
    static func issuerIdentifier(_ json: JSONNode) -> String? {
        json["issuer"]?.string ?? json["issuer"]?["id"]?.string
    }

    private static func fault(_ detail: String) -> CredentialFault { CredentialFault(.malformedCredential, detail) }

    private static func checkContext(_ value: JSONNode?) throws(CredentialFault) {
        // Section 4.3: an ordered set that begins with the context of the model.
        guard let first = value?.elements?.first?.string ?? value?.string else { throw fault("@context") }
        guard !first.hasPrefix("https://www.w3.org/2018/credentials/") else { throw CredentialFault(.earlierModel) }
        guard isSame(first, context) else { throw fault("@context does not begin with \(context)") }
        for element in value?.elements ?? [] {
            guard element.members != nil || element.string.map(isURL) == true else { throw fault("@context") }
        }
    }

    private static func texts(_ value: JSONNode?, _ name: String) throws(CredentialFault) -> [String] {
        if let text = value?.string { return [text] }
        guard let elements = value?.elements, !elements.isEmpty else { throw fault(name) }
        let texts = elements.compactMap(\.string)
        guard texts.count == elements.count else { throw fault(name) }
        return texts
    }

    private static func identifier(_ value: JSONNode?, _ name: String) throws(CredentialFault) -> String? {
        guard let value else { return nil }
        guard let text = value.string, isURL(text) else { throw fault(name) }
        return text
    }

    /// One object or a list of them, none of them empty.
    private static func objects(_ value: JSONNode, _ name: String) throws(CredentialFault) -> [JSONNode] {
        let objects = value.elements ?? [value]
        guard !objects.isEmpty, objects.allSatisfy({ $0.members?.isEmpty == false }) else { throw fault(name) }
        return objects
    }

    /// Objects that each say what they are.
    private static func typed(_ value: JSONNode?, _ name: String) throws(CredentialFault) -> [JSONNode] {
        guard let value else { return [] }
        let objects = try objects(value, name)
        for object in objects {
            _ = try texts(object["type"], "\(name).type")
            _ = try identifier(object["id"], "\(name).id")
        }
        return objects
    }

    /// A text, or texts that each say their language (section 11.1).
    private static func checkWords(_ value: JSONNode?, _ name: String) throws(CredentialFault) {
        guard let value, value.string == nil else { return }
        for words in try objects(value, name) {
            guard words["@value"]?.string != nil else { throw fault(name) }
            let allowed = ["@value", "@language", "@direction"]
            guard words.members?.allSatisfy({ allowed.contains($0.name) }) == true else { throw fault(name) }
        }
    }

    /// A scheme, a colon, and something behind it, without white space (RFC 3986 section 3).
    public static func isURL(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon < bytes.count - 1,
            bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !"\"<>\\^`{|}".utf8.contains($0) })
        else { return false }
        let scheme = bytes[..<colon]
        func isAlphabetic(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        return isAlphabetic(scheme[0])
            && scheme.allSatisfy { isAlphabetic($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
    }
}
