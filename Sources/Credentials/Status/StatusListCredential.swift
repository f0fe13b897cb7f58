public import Formats
public import Vocabulary

/// A credential that publishes a status list (W3C Bitstring Status List 1.0 section 2.2).
public struct StatusListCredential: Sendable {
    /// What the list is for; one list may serve several purposes.
    public let purposes: [String]
    private let encoded: String

    /// Takes the list out of a credential, which the caller has checked.
    public init(_ credential: VerifiableCredential) throws(CredentialFault) {
        guard credential.types.contains("BitstringStatusListCredential"), credential.subjects.count == 1 else {
            throw CredentialFault(.malformedStatus, "no list")
        }
        let subject = credential.subjects[0]
        guard subject["type"]?.string == "BitstringStatusList", let encoded = subject["encodedList"]?.string else {
            throw CredentialFault(.malformedStatus, "encodedList")
        }
        let purposes = subject["statusPurpose"].map { $0.elements ?? [$0] } ?? []
        self.purposes = purposes.compactMap(\.string)
        guard !purposes.isEmpty, self.purposes.count == purposes.count else {
            throw CredentialFault(.malformedStatus, "statusPurpose")
        }
        self.encoded = encoded
    }

    /// The state of an entry: 0 if nothing is set (section 3.2).
    public func state(of entry: StatusEntry) throws(CredentialFault) -> UInt8 {
        guard purposes.contains(where: { isSame($0, entry.purpose) }) else {
            throw CredentialFault(.wrongStatusPurpose, entry.purpose)
        }
        return try StatusList(encoded: encoded, size: entry.size)[entry.index]
    }

    /// The credential that publishes a list, to be signed.
    ///
    /// - Parameters:
    ///   - list: The list.
    ///   - address: Where it will lie, which is the identifier of the credential.
    ///   - purpose: What it is for.
    ///   - issuer: Who publishes it.
    ///   - validFrom: When it was made.
    ///   - validUntil: Until when it may be used.
    public static func unsigned(
        _ list: StatusList,
        at address: String,
        purpose: String,
        issuer: String,
        validFrom: UTCInstant,
        validUntil: UTCInstant? = nil
    ) -> JSONNode {
        var members: [JSONNode.Member] = [
            .init("@context", .array([.string(VerifiableCredential.context)])), .init("id", .string(address)),
            .init(
                "type",
                .array([.string("VerifiableCredential"), .string("BitstringStatusListCredential")])
            ),
            .init("issuer", .string(issuer)), .init("validFrom", .string(validFrom.secondText)),
        ]
        if let validUntil { members.append(.init("validUntil", .string(validUntil.secondText))) }
        let subject: [JSONNode.Member] = [
            .init("id", .string("\(address)#list")), .init("type", .string("BitstringStatusList")),
            .init("statusPurpose", .string(purpose)), .init("encodedList", .string(list.encoded)),
        ]
        members.append(.init("credentialSubject", .object(subject)))
        return .object(members)
    }
}
