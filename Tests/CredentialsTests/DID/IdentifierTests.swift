import Credentials
import Formats
import KernelSamples
import Testing
import Vocabulary

@Suite("Decentralised identifiers")
struct IdentifierTests {
    @Test("did:key: Ed25519 keys, their seeds and their documents", .enabled(if: LedgerVectors.isPresent))
    func ed25519() throws {
        let vectors = try LedgerVectors.json("vc/did-key/ed25519-x25519.json")
        let members = try #require(vectors.members)
        #expect(members.count == 5)
        for member in members {
            let identifier = try KeyIdentifier(member.name)
            #expect(identifier.text == member.name)
            let seed = bytes(hex: try #require(member.value["seed"]?.string))
            #expect(try SigningKey(ed25519: seed).publicKey == identifier.key)
            // The document of the method spells keys in the older way; both mean the same key.
            let document = try DIDDocument(try #require(member.value["didDocument"]), of: member.name)
            let own = try identifier.document.key(identifier.keyName, for: .assertion)
            #expect(try document.key(identifier.keyName, for: .assertion).key == own.key)
            #expect(throws: CredentialFault(.notForPurpose)) {
                try document.key(identifier.keyName, for: .keyAgreement)
            }
            #expect(document.keys.map(\.key.kind) == [.ed25519, .x25519])
        }
    }

    @Test(
        "did:key: NIST's curves and X25519",
        .enabled(if: LedgerVectors.isPresent),
        arguments: [("nist-curves", 7), ("x25519", 4)]
    )
    func others(file: String, count: Int) throws {
        let root = try LedgerVectors.json("vc/did-key/\(file).json")
        let members = try #require((root["didDocument"] ?? root).members)
        #expect(members.count == count)
        for member in members {
            let identifier = try KeyIdentifier(member.name)
            #expect(identifier.text == member.name)
            let given = member.value["didDocument"] ?? member.value
            let document = try DIDDocument(given, of: member.name)
            let purpose: DIDDocument.Purpose = identifier.key.kind == .x25519 ? .keyAgreement : .assertion
            let key = try document.key(identifier.keyName, for: purpose)
            #expect(key.key == identifier.key)
            #expect(try identifier.document.key(identifier.keyName, for: purpose).key == key.key)
            if let jwk = member.value["verificationMethod"]?["publicKeyJwk"] {
                #expect(try PublicKey(jwk: jwk) == identifier.key)
            }
        }
    }

    @Test("did:web: addresses of documents, and what must not be looked up", .enabled(if: LedgerVectors.isPresent))
    func web() throws {
        let vectors = try LedgerVectors.json("vc/did-web.json")
        let positive = try #require(vectors["positive"]?.elements)
        #expect(positive.count == 5)
        for vector in positive {
            let identifier = try WebIdentifier(try #require(vector["did"]?.string))
            #expect(identifier.documentAddress == vector["url"]?.string)
            #expect(identifier.text == vector["did"]?.string)
        }
        let negative = (vectors["negative"]?.elements ?? []).compactMap(\.string)
        #expect(negative.count == 6)
        for text in negative {
            #expect(throws: CredentialFault.self, "\(text)") { try WebIdentifier(text) }
        }
    }

    @Test(
        "did:web: ways around the rules are refused",
        arguments: [
            "did:web:127.1", "did:web:0x7f.1", "did:web:2130706433", "did:web:%5B::1%5D", "did:web:example.com%2Fx",
            "did:web:example.com:%2e%2e:x", "did:web:example.com:%2E", "did:web:example.com::x", "did:web:example.com:",
            "did:web:-example.com", "did:web:example..com", "did:web:.example.com", "did:web:intranet",
            "did:web:example.com%3A0", "did:web:example.com%3A65536", "did:web:example.com%3A80%3A80",
            "did:web:example.com%3A", "did:web:user%40example.com", "did:web:example.com%", "did:web:example.com%3",
            "did:web:example.com#key", "did:web:example.com?x=1", "did:web:ex ample.com", "did:web:exämple.com",
            "did:web:example.com%00", "did:web:example.com:a%2Fb", "did:web:example.com:a%5Cb",
        ]
    )
    func webTricks(text: String) {
        #expect(throws: CredentialFault.self) { try WebIdentifier(text) }
    }

    @Test("A document must be of the identifier, name each key once, and keep secrets to itself")
    func documents() throws {
        let key = try SigningKey(ed25519: [UInt8](repeating: 3, count: 32)).publicKey
        let own = DIDDocument.own("did:web:mines.example", keys: [("k", key)])
        #expect(try DIDDocument(own.json.bytes(), of: "did:web:mines.example") == own)
        #expect(throws: CredentialFault(.foreignDocument)) {
            try DIDDocument(own.json.bytes(), of: "did:web:other.example")
        }
        func reading(_ methods: String, _ purposes: String = ##""assertionMethod":["#k"]"##) throws -> DIDDocument {
            let text = #"{"id":"did:web:a.example","verificationMethod":[\#(methods)],\#(purposes)}"#
            return try DIDDocument(Array(text.utf8), of: "did:web:a.example")
        }
        let method =
            ##""id":"#k","type":"Multikey","controller":"did:web:a.example","publicKeyMultibase":"\##(key.multikey)""##
        #expect(try reading("{\(method)}").key("did:web:a.example#k", for: .assertion).key == key)
        #expect(throws: CredentialFault(.malformedDocument)) { try reading("{\(method)},{\(method)}") }
        #expect(throws: CredentialFault(.secretKeyPublished)) {
            try reading(#"{\#(method),"secretKeyMultibase":"z1"}"#)
        }
        #expect(throws: CredentialFault(.malformedDocument)) {
            try reading(#"{\#(method),"publicKeyJwk":\#(key.jwk.text())}"#)
        }
        #expect(throws: CredentialFault(.malformedJSON)) { try reading(##"{\##(method),"id":"#other"}"##) }
        // A key of a kind that nobody here knows does not spoil the rest.
        let other = ##"{"id":"#o","type":"Other","controller":"did:web:a.example","publicKeyOther":"x"}"##
        #expect(try reading("{\(method)},\(other)").keys.count == 1)
        // A key that stands under its purpose is for that purpose alone.
        let embedded = try reading("", #""authentication":[{\#(method)}]"#)
        #expect(try embedded.key("did:web:a.example#k", for: .authentication).key == key)
        #expect(throws: CredentialFault(.notForPurpose)) { try embedded.key("did:web:a.example#k", for: .assertion) }
        let expired = try reading(#"{\#(method),"expires":"2026-01-01T00:00:00Z"}"#)
        let source = KnownDocuments([expired])
        #expect(throws: CredentialFault(.retiredKey)) {
            try source.key("did:web:a.example#k", for: .assertion, at: try time("2026-01-01T00:00:00Z"))
        }
        #expect(throws: Never.self) {
            try source.key("did:web:a.example#k", for: .assertion, at: try time("2025-12-31T23:59:59Z"))
        }
    }

    @Test("The first source that knows an identifier answers, and its refusal stands")
    func sources() throws {
        let now = try time("2026-02-01T00:00:00Z")
        let key = try SigningKey(ed25519: [UInt8](repeating: 3, count: 32)).publicKey
        let web = DIDDocument.own("did:web:a.example", keys: [("k", key)])
        let sources = KeySources([IdentifierKeys(), KnownDocuments([web])])
        #expect(try sources.key("did:web:a.example#k", for: .assertion, at: now).key == key)
        #expect(try sources.key(KeyIdentifier(key).keyName, for: .assertion, at: now).key == key)
        #expect(throws: CredentialFault(.unknownKey)) {
            try sources.key("did:web:a.example#other", for: .assertion, at: now)
        }
        #expect(throws: CredentialFault(.unresolved)) {
            try sources.key("did:web:b.example#k", for: .assertion, at: now)
        }
    }
}
