public import Formats

/// Where a credential says that its state can be looked up (W3C Bitstring Status List 1.0 section 2.1).
public struct StatusEntry: Sendable, Hashable {
    /// What the entry is for: `revocation`, `suspension`, `refresh` or `message`.
    public let purpose: String
    /// Its place in the list.
    public let index: Int
    /// The address of the list.
    public let list: String
    /// How many bits the state has.
    public let size: Int

    /// An entry.
    public init(purpose: String, index: Int, list: String, size: Int = 1) {
        self.purpose = purpose
        self.index = index
        self.list = list
        self.size = size
    }

    /// Reads an entry; nil if it is of another type, of which nothing is known here.
    init?(_ json: JSONNode) throws(CredentialFault) {
        let types = json["type"]?.string.map { [$0] } ?? json["type"]?.elements?.compactMap(\.string) ?? []
        guard types.contains("BitstringStatusListEntry") else { return nil }
        guard let purpose = json["statusPurpose"]?.string, !purpose.isEmpty else {
            throw CredentialFault(.malformedStatus, "statusPurpose")
        }
        // A text of digits; a number is what many write, and means the same.
        guard let digits = json["statusListIndex"].flatMap({ $0.string ?? $0.numberText }),
            (1...10).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let index = Int(digits)
        else { throw CredentialFault(.malformedStatus, "statusListIndex") }
        guard let list = json["statusListCredential"]?.string, VerifiableCredential.isURL(list) else {
            throw CredentialFault(.malformedStatus, "statusListCredential")
        }
        var size = 1
        if let value = json["statusSize"] {
            guard let text = value.numberText, let number = Int(text), (1...8).contains(number) else {
                throw CredentialFault(.malformedStatus, "statusSize")
            }
            size = number
        }
        self.init(purpose: purpose, index: index, list: list, size: size)
    }

    /// The member `credentialStatus` of a credential with these entries; nil if there is none.
    public static func json(of entries: [StatusEntry]) -> JSONNode? {
        guard let first = entries.first else { return nil }
        return entries.count == 1 ? first.json : .array(entries.map(\.json))
    }

    /// The entry as JSON.
    public var json: JSONNode {
        var members: [JSONNode.Member] = [
            .init("id", .string("\(list)#\(index)")), .init("type", .string("BitstringStatusListEntry")),
            .init("statusPurpose", .string(purpose)), .init("statusListIndex", .string(String(index))),
            .init("statusListCredential", .string(list)),
        ]
        if size > 1 { members.append(.init("statusSize", .integer(size))) }
        return .object(members)
    }
}
