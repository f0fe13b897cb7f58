import Credentials
import Formats
import Testing
import Vocabulary

/// An authority that signs in tests; its keys are made of a seed, and worth nothing.
struct TestIssuer {
    let identifier: String
    let key: SigningKey
    let issuer: CredentialIssuer
    let document: DIDDocument

    init(_ identifier: String = "did:web:mines.example", seed: UInt8 = 1, fragment: String = "key-1") throws {
        self.identifier = identifier
        key = try SigningKey(ed25519: [UInt8](repeating: seed, count: 32))
        document = .own(identifier, keys: [(fragment, key.publicKey)])
        issuer = try CredentialIssuer(
            identifier: identifier,
            name: "Ministry of Mines",
            keyName: "\(identifier)#\(fragment)",
            key: key
        )
    }

    static let licence = CredentialContent.licence(
        .init(
            number: "PE-2026-0114",
            kind: "mining",
            holder: "did:web:cooperative.example",
            holderName: "Coopérative Minière",
            minerals: ["cassiterite", "coltan"],
            site: "urn:touchstone:site:S-17"
        )
    )

    static func envelope(status: StatusEntry? = nil) throws -> CredentialIssuer.Envelope {
        .init(
            id: "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
            validFrom: try time("2026-01-01T00:00:00Z"),
            validUntil: try time("2027-01-01T00:00:00Z"),
            statuses: status.map { [$0] } ?? []
        )
    }

    func document(status: StatusEntry? = nil) throws -> JSONNode {
        try issuer.document(Self.licence, try Self.envelope(status: status), created: try time("2026-01-01T00:00:00Z"))
    }

    func token(status: StatusEntry? = nil) throws -> String {
        try issuer.token(Self.licence, try Self.envelope(status: status))
    }
}
