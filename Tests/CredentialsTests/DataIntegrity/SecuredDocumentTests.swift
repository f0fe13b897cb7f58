import Credentials
import Crypto
import Formats
import Testing

@Suite("Proofs in documents")
struct SecuredDocumentTests {
    private static let moment = "2026-03-01T00:00:00Z"

    private static func key(_ seed: UInt8) throws -> SigningKey {
        try SigningKey(ed25519: [UInt8](repeating: seed, count: 32))
    }

    private static func signed(
        _ document: JSONNode,
        _ seed: UInt8,
        id: String? = nil,
        previous: [String] = []
    ) throws -> JSONNode {
        let key = try key(seed)
        let options = SecuredDocument.ProofOptions(
            keyName: KeyIdentifier(key.publicKey).keyName,
            created: try time("2026-01-01T00:00:00Z"),
            id: id,
            previous: previous
        )
        return try SecuredDocument.adding(options, to: document, with: key)
    }

    private static let plain = JSONNode.object([
        .init("@context", .array([.string(VerifiableCredential.context), .string("https://example.org/v1")])),
        .init("lot", .string("L-7")), .init("bags", .number("12")),
        .init("name", .string("Tantalum \u{1F600} e\u{301}")),
    ])

    private static func reasons(_ document: JSONNode) throws -> [CredentialFault.Reason?] {
        let moment = VerificationTime(now: try time(moment))
        return try SecuredDocument(document.bytes()).outcomes(keys: IdentifierKeys(), at: moment).map { outcome in
            if case .failure(let fault) = outcome { fault.reason } else { nil }
        }
    }

    /// The document with one of its proofs changed.
    private static func changing(
        _ document: JSONNode,
        _ index: Int,
        _ change: (inout [JSONNode.Member]) -> Void
    ) -> JSONNode {
        var members = document.members ?? []
        var proofs = document["proof"].map { $0.elements ?? [$0] } ?? []
        var proof = proofs[index].members ?? []
        change(&proof)
        proofs[index] = .object(proof)
        members.removeAll { $0.name == "proof" }
        members.append(.init("proof", .array(proofs)))
        return .object(members)
    }

    private static func set(_ name: String, _ value: JSONNode) -> (inout [JSONNode.Member]) -> Void {
        { members in
            members.removeAll { $0.name == name }
            members.append(.init(name, value))
        }
    }

    @Test("ECDSA signs too, and what it signed is right")
    func ecdsa() throws {
        for key in [try SigningKey(P256.Signing.PrivateKey()), try SigningKey(P384.Signing.PrivateKey())] {
            let name = KeyIdentifier(key.publicKey).keyName
            let document = try SecuredDocument.adding(.init(keyName: name), to: Self.plain, with: key)
            #expect(document["proof"]?["cryptosuite"]?.string == "ecdsa-jcs-2019")
            #expect(try Self.reasons(document) == [nil])
        }
    }

    @Test("A proof holds the context, and the order of members does not matter")
    func order() throws {
        let document = try Self.signed(Self.plain, 1)
        #expect(document["proof"]?["@context"] == Self.plain["@context"])
        let turned = JSONNode.object((document.members ?? []).reversed())
        #expect(try Self.reasons(turned) == [nil])
    }

    @Test("The context may not be exchanged; what is added to it is told")
    func context() throws {
        let document = try Self.signed(Self.plain, 1)
        func with(_ context: JSONNode) -> JSONNode {
            .object([.init("@context", context)] + (document.members ?? []).filter { $0.name != "@context" })
        }
        let first = JSONNode.string(VerifiableCredential.context)
        let second = JSONNode.string("https://example.org/v1")
        #expect(try Self.reasons(with(.array([second, first]))) == [.contextMismatch])
        #expect(try Self.reasons(with(.array([first]))) == [.contextMismatch])
        let longer = with(.array([first, second, .string("https://evil.example/v1")]))
        let proofs = try SecuredDocument(longer.bytes())
            .verify(keys: IdentifierKeys(), at: VerificationTime(now: try time(Self.moment)))
        #expect(proofs.map(\.coversContext) == [false])
    }

    @Test("In a set each proof stands alone; in a chain it stands on the ones before")
    func setsAndChains() throws {
        let one = try Self.signed(Self.plain, 1, id: "urn:a")
        let set = try Self.signed(one, 2, id: "urn:b")
        let chain = try Self.signed(set, 3, id: "urn:c", previous: ["urn:a", "urn:b"])
        let longer = try Self.signed(chain, 4, previous: ["urn:c"])
        #expect(try Self.reasons(longer) == [nil, nil, nil, nil])
        // A changed proof of the set spoils itself and the chain above, and not its neighbour.
        let spoilt = Self.changing(longer, 0, Self.set("created", .string("2026-01-01T00:00:01Z")))
        #expect(try Self.reasons(spoilt) == [.signatureMismatch, nil, .signatureMismatch, .signatureMismatch])
        // Another right proof in the place of one that a chain stands on is not what was signed.
        let other = try Self.signed(Self.plain, 5, id: "urn:a")["proof"]
        let exchanged = Self.changing(longer, 0) { $0 = other?.members ?? [] }
        #expect(try Self.reasons(exchanged)[0...2] == [nil, nil, .signatureMismatch])
        // Taken away.
        var members = longer.members ?? []
        members.removeAll { $0.name == "proof" }
        members.append(.init("proof", .array(Array((longer["proof"]?.elements ?? []).dropFirst()))))
        #expect(try Self.reasons(.object(members)) == [nil, .missingPreviousProof, .missingPreviousProof])
    }

    @Test("A chain in a circle, a name twice, and a proof that is not there are refused")
    func badChains() throws {
        let two = try Self.signed(try Self.signed(Self.plain, 1, id: "urn:a"), 2, id: "urn:b", previous: ["urn:a"])
        let circle = Self.changing(two, 0, Self.set("previousProof", .string("urn:b")))
        #expect(try Self.reasons(circle) == [.cyclicProofs, .cyclicProofs])
        let own = Self.changing(two, 0, Self.set("previousProof", .string("urn:a")))
        #expect(try Self.reasons(own)[0] == .cyclicProofs)
        let twice = Self.changing(two, 1, Self.set("id", .string("urn:a")))
        #expect(throws: CredentialFault(.malformedProof)) { try SecuredDocument(twice.bytes()) }
        #expect(throws: CredentialFault(.missingPreviousProof)) { try Self.signed(two, 3, previous: ["urn:z"]) }
        #expect(throws: CredentialFault(.malformedProof)) { try Self.signed(two, 3, id: "urn:a") }
        #expect(throws: CredentialFault(.noProof)) { try SecuredDocument(Self.plain.bytes()) }
        let none = JSONNode.object((Self.plain.members ?? []) + [.init("proof", .array([]))])
        #expect(throws: CredentialFault(.noProof)) { try SecuredDocument(none.bytes()) }
    }

    @Test("What a proof says wrongly of itself is refused with its reason")
    func proofs() throws {
        let document = try Self.signed(Self.plain, 1)
        func reason(_ name: String, _ value: JSONNode) throws -> CredentialFault.Reason? {
            try Self.reasons(Self.changing(document, 0, Self.set(name, value)))[0]
        }
        #expect(try reason("type", .string("Ed25519Signature2020")) == .unsupportedSuite)
        #expect(try reason("cryptosuite", .string("eddsa-rdfc-2022")) == .unsupportedSuite)
        #expect(try reason("cryptosuite", .string("ecdsa-jcs-2019")) == .algorithmMismatch)
        #expect(try reason("proofPurpose", .string("authentication")) == .notForPurpose)
        #expect(try reason("proofPurpose", .string("other")) == .malformedProof)
        #expect(try reason("created", .string("2026-01-01")) == .malformedProof)
        #expect(try reason("created", .string("2027-01-01T00:00:00Z")) == .proofFromFuture)
        #expect(try reason("expires", .string("2026-02-01T00:00:00Z")) == .expiredProof)
        #expect(try reason("proofValue", .string("u7w")) == .malformedProof)
        #expect(try reason("proofValue", .string("z11")) == .malformedProof)
        #expect(try reason("verificationMethod", .string("did:web:a.example#k")) == .unresolved)
        #expect(try reason("verificationMethod", .string("did:key:z6Mk0")) == .malformedKey)
        #expect(try reason("previousProof", .array([])) == .malformedProof)
        #expect(try reason("nonce", .string("added")) == .signatureMismatch)
    }

    @Test("A proof that says it was made after the log saw it is refused")
    func madeAfterTheLogSawIt() throws {
        let document = try Self.signed(Self.plain, 1).bytes()
        func reason(_ logged: String) throws -> CredentialFault.Reason? {
            let times = VerificationTime(now: try time(Self.moment), loggedAt: try time(logged))
            do {
                _ = try SecuredDocument(document).verify(keys: IdentifierKeys(), at: times)
                return nil
            } catch {
                return error.reason
            }
        }
        #expect(try reason("2026-01-01T00:00:00Z") == nil)
        #expect(try reason("2025-12-31T23:56:00Z") == nil)
        #expect(try reason("2025-12-31T23:54:00Z") == .proofFromFuture)
    }

    @Test("Numbers that would be rounded are neither signed nor verified; keys may not stand twice")
    func numbers() throws {
        func with(_ number: String) -> JSONNode { .object([.init("kilograms", .number(number))]) }
        for number in ["12.5", "1e3", "9007199254740992", "-0"] {
            #expect(throws: CredentialFault(.inexactNumber)) { try Self.signed(with(number), 1) }
        }
        let signed = try Self.signed(with("9007199254740991"), 1)
        #expect(try Self.reasons(signed) == [nil])
        // 2⁵³ + 1 has the canonical form of 2⁵³: one signature for two masses.
        let text = String(decoding: signed.bytes(), as: UTF8.self)
        let larger = text.replacing("9007199254740991", with: "9007199254740993")
        let moment = VerificationTime(now: try time(Self.moment))
        #expect(throws: CredentialFault(.inexactNumber)) {
            try SecuredDocument(Array(larger.utf8)).verify(keys: IdentifierKeys(), at: moment)
        }
        let twice = text.replacing(#"{"kilograms""#, with: #"{"kilograms":1,"kilograms""#)
        #expect(throws: CredentialFault(.malformedJSON)) { try SecuredDocument(Array(twice.utf8)) }
        // The same letter, spelt in two ways, is two keys.
        let accents = JSONNode.object([.init("e\u{301}", .string("a")), .init("\u{E9}", .string("b"))])
        let both = try Self.signed(accents, 1)
        #expect(try Self.reasons(both) == [nil])
        let swapped = String(decoding: both.bytes(), as: UTF8.self)
            .replacing(#":"a""#, with: ":@").replacing(#":"b""#, with: #":"a""#).replacing(":@", with: #":"b""#)
        #expect(throws: CredentialFault(.signatureMismatch)) {
            try SecuredDocument(Array(swapped.utf8)).verify(keys: IdentifierKeys(), at: moment)
        }
    }

    @Test("Every change of one bit of a signed credential is refused, with a reason")
    func bits() throws {
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        let now = VerificationTime(now: try time(Self.moment))
        let signed = try maker.document().bytes()
        #expect(verifier.report(on: signed, at: now).isValid)
        var reasons: Set<CredentialFault.Reason> = []
        for place in signed.indices {
            for bit in 0..<8 {
                var changed = signed
                changed[place] ^= UInt8(1 << bit)
                let report = verifier.report(on: changed, at: now)
                #expect(!report.isValid, "bit \(bit) of byte \(place): \(signed[place]) \(changed[place])")
                #expect(report.verified == nil || report.fault != nil)
                if let reason = report.fault?.reason { reasons.insert(reason) }
            }
        }
        #expect(reasons.isSuperset(of: [.signatureMismatch, .malformedJSON, .contextMismatch, .malformedProof]))
    }
}
