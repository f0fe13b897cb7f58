import Credentials
import Formats
import Testing
import Vocabulary

@Suite("Credentials")
struct CredentialTests {
    private static let now = "2026-03-01T00:00:00Z"

    private static let contents: [CredentialContent] = [
        TestIssuer.licence,
        .lotCertificate(
            .init(
                number: "CDC-881",
                lot: "urn:touchstone:lot:L-7",
                mineral: "cassiterite",
                netKilograms: "1204.350",
                origin: "urn:touchstone:site:S-17",
                exporter: "did:web:exporter.example",
                destination: "MY"
            )
        ),
        .facility(
            .init(
                identifier: "urn:touchstone:site:S-17",
                name: "Puits Kamisongo",
                kind: "mine",
                operatedBy: "did:web:cooperative.example",
                country: "CD",
                latitude: "-1.6741",
                longitude: "29.2285"
            )
        ),
        .trainingBadge(
            .init(
                learner: "urn:uuid:11111111-2222-4333-8444-555555555555",
                course: "https://mines.example/courses/seals",
                courseName: "Seals and tags",
                summary: "How bags are sealed and what a broken seal means.",
                criteria: "All questions of the final test answered."
            )
        ),
    ]

    @Test("Each kind of credential is as the data model has it, and right in both forms", arguments: contents)
    func issued(content: CredentialContent) throws {
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        let moment = VerificationTime(now: try time(Self.now))
        let document = try maker.issuer.document(
            content,
            try TestIssuer.envelope(),
            created: try time("2026-01-01T00:00:00Z")
        )
        let token = try maker.issuer.token(content, try TestIssuer.envelope())
        for (bytes, form) in [(document.bytes(), VerifiedCredential.Form.dataIntegrity), (Array(token.utf8), .token)] {
            let report = verifier.report(on: bytes, at: moment)
            #expect(report.isValid, "\(report.fault?.description ?? "")")
            let verified = try #require(report.verified)
            #expect(verified.form == form)
            #expect(verified.credential.types == ["VerifiableCredential", content.type])
            #expect(verified.credential.issuer == maker.identifier)
            #expect(verified.credential.subjects.count == 1)
            #expect(report.steps.map(\.outcome) == [.passed, .passed, .passed, .passed, .passed, .absent])
        }
        // No catch-all vocabulary; each word of ours has its own meaning in the context.
        let context = try #require(document["@context"]?.elements)
        #expect(context.count == 2)
        #expect(context[1]["@vocab"] == nil)
        if let terms = context[1].members {
            let used = document["credentialSubject"]?.members?.map(\.name).filter { $0 != "id" && $0 != "type" } ?? []
            #expect(Set(used).isSubset(of: Set(terms.map(\.name))))
            #expect(terms.allSatisfy { $0.value.string?.hasPrefix("https://mines.example/terms#") == true })
        }
    }

    @Test("A token in its envelope is read too")
    func enveloped() throws {
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        let envelope = JSONNode.object([
            .init("@context", .string(VerifiableCredential.context)),
            .init("type", .string("EnvelopedVerifiableCredential")),
            .init("id", .string("data:application/vc+jwt,\(try maker.token())")),
        ])
        let moment = VerificationTime(now: try time(Self.now))
        #expect(verifier.report(on: envelope.bytes(), at: moment).isValid)
        #expect(verifier.report(on: Array("\n\(try maker.token())\n".utf8), at: moment).isValid)
    }

    @Test("Validity: from the first moment to the last")
    func validity() throws {
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        func reason(_ moment: String) throws -> CredentialFault.Reason? {
            verifier.report(on: try maker.document().bytes(), at: VerificationTime(now: try time(moment))).fault?.reason
        }
        #expect(try reason("2026-01-01T00:00:00Z") == nil)
        #expect(try reason("2027-01-01T00:00:00Z") == nil)
        #expect(try reason("2027-01-01T00:00:00.001Z") == .expired)
        // Before its validity the proof itself is of the future.
        #expect(try reason("2025-06-01T00:00:00Z") == .proofFromFuture)
        let token = VerificationTime(now: try time("2025-12-31T23:59:59Z"))
        #expect(verifier.report(on: Array(try maker.token().utf8), at: token).fault?.reason == .notYetValid)
    }

    @Test("Somebody else's signature does not make the issuer's credential")
    func issuerMustSign() throws {
        let maker = try TestIssuer()
        let other = try TestIssuer("did:web:other.example", seed: 2)
        let credential = try maker.issuer.unsigned(TestIssuer.licence, try TestIssuer.envelope())
        let forged = try SecuredDocument.adding(.init(keyName: other.issuer.keyName), to: credential, with: other.key)
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document, other.document]))
        let moment = VerificationTime(now: try time(Self.now))
        let report = verifier.report(on: forged.bytes(), at: moment)
        #expect(report.fault?.reason == .notByIssuer)
        #expect(report.verified == nil)
        #expect(throws: CredentialFault(.notByIssuer)) {
            try other.issuer.sign(credential, created: try time("2026-01-01T00:00:00Z"))
        }
        // Beside the issuer's, a witness's signature is welcome.
        let both = try SecuredDocument.adding(.init(keyName: maker.issuer.keyName), to: forged, with: maker.key)
        #expect(verifier.report(on: both.bytes(), at: moment).isValid)
        // A document may not lend its name to a key that another controls.
        let lent = DIDDocument.Key(
            name: "did:web:mines.example#key-1",
            controller: "did:web:other.example",
            key: other.key.publicKey
        )
        let foreign = CredentialVerifier(keys: OneKey(key: lent))
        let signed = try SecuredDocument.adding(.init(keyName: lent.name), to: credential, with: other.key)
        #expect(foreign.report(on: signed.bytes(), at: moment).fault?.reason == .notByIssuer)
    }

    private struct OneKey: KeySource {
        let key: DIDDocument.Key

        func key(
            _ name: String,
            for purpose: DIDDocument.Purpose,
            at time: UTCInstant
        ) throws(CredentialFault) -> DIDDocument.Key { key }
    }

    @Test(
        "What the data model does not allow is refused",
        arguments: [
            ("@context", #""https://www.w3.org/2018/credentials/v1""#, CredentialFault.Reason.earlierModel),
            ("@context", #"["https://example.org/v1","https://www.w3.org/ns/credentials/v2"]"#, .malformedCredential),
            ("@context", #"["https://www.w3.org/ns/credentials/v2",7]"#, .malformedCredential),
            ("@context", "[]", .malformedCredential), ("@context", "null", .malformedCredential),
            ("type", #""LicenceCredential""#, .malformedCredential), ("type", "[]", .malformedCredential),
            ("type", #"["VerifiableCredential",7]"#, .malformedCredential),
            ("id", #""no address""#, .malformedCredential), ("id", "7", .malformedCredential),
            ("issuer", #""mines""#, .malformedCredential), ("issuer", #"{"name":"x"}"#, .malformedCredential),
            ("issuer", "null", .malformedCredential), ("issuer", #"["did:web:a.example"]"#, .malformedCredential),
            ("validFrom", #""2026-01-01""#, .malformedCredential),
            ("validFrom", #""2026-01-01T00:00:00""#, .malformedCredential),
            ("validFrom", #""2026-01-01 00:00:00Z""#, .malformedCredential),
            ("validFrom", #""2026-02-30T00:00:00Z""#, .malformedCredential),
            ("validUntil", #""2025-12-31T23:59:59Z""#, .malformedCredential),
            ("credentialSubject", "{}", .malformedCredential), ("credentialSubject", "[]", .malformedCredential),
            ("credentialSubject", #""text""#, .malformedCredential),
            ("credentialSubject", #"{"id":"no address"}"#, .malformedCredential),
            ("credentialStatus", #"{"id":"urn:x"}"#, .malformedCredential),
            ("credentialStatus", #"{"type":"BitstringStatusListEntry"}"#, .malformedStatus),
            (
                "credentialStatus",
                #"{"type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"-1","statusListCredential":"https://a.example/1"}"#,
                .malformedStatus
            ),
            ("credentialSchema", #"{"type":"JsonSchema"}"#, .malformedCredential),
            ("evidence", #"{"id":"urn:x"}"#, .malformedCredential), ("termsOfUse", "[]", .malformedCredential),
            ("name", "7", .malformedCredential), ("description", #"{"@language":"en"}"#, .malformedCredential),
        ]
    )
    func model(name: String, value: String, reason: CredentialFault.Reason) throws {
        let maker = try TestIssuer()
        var members = try #require(try maker.issuer.unsigned(TestIssuer.licence, try TestIssuer.envelope()).members)
        members.removeAll { $0.name == name }
        members.append(.init(name, try JSONNode(parsing: Array(value.utf8))))
        #expect(throws: CredentialFault(reason)) { try VerifiableCredential(.object(members)) }
    }

    // MARK: Status

    private static let address = "https://mines.example/status/1"

    private static func report(
        _ entry: StatusEntry,
        _ list: StatusList?,
        purpose: String = "revocation",
        by publisher: TestIssuer? = nil,
        trusting: Set<String> = [],
        change: (inout [UInt8]) -> Void = { _ in }
    ) throws -> CredentialReport {
        let maker = try TestIssuer()
        let publisher = try publisher ?? TestIssuer()
        var lists: [String: [UInt8]] = [:]
        if let list {
            let credential = StatusListCredential.unsigned(
                list,
                at: address,
                purpose: purpose,
                issuer: publisher.identifier,
                validFrom: try time("2026-02-01T00:00:00Z"),
                validUntil: try time("2026-04-01T00:00:00Z")
            )
            var bytes = try publisher.issuer.sign(credential, created: try time("2026-02-01T00:00:00Z")).bytes()
            change(&bytes)
            lists[address] = bytes
        }
        let verifier = CredentialVerifier(
            keys: KnownDocuments([maker.document, publisher.document]),
            statusLists: lists,
            statusIssuers: trusting
        )
        return verifier.report(on: try maker.document(status: entry).bytes(), at: VerificationTime(now: try time(now)))
    }

    @Test("A credential that was withdrawn is told from one that was not, and from one of which nothing is known")
    func status() throws {
        let entry = StatusEntry(purpose: "revocation", index: 94_567, list: Self.address)
        var list = try StatusList()
        #expect(try Self.report(entry, list).isValid)
        #expect(try Self.report(entry, list).steps.last?.outcome == .passed)
        let unknown = try Self.report(entry, nil)
        #expect(unknown.isValid)
        #expect(unknown.steps.last?.outcome == .unknown(CredentialFault(.statusUnknown)))
        try list.set(94_566)
        try list.set(94_568)
        #expect(try Self.report(entry, list).isValid)
        try list.set(94_567)
        let revoked = try Self.report(entry, list)
        #expect(!revoked.isValid)
        #expect(revoked.fault?.reason == .revoked)
        // The signatures are right all the same: it was issued, and withdrawn.
        #expect(revoked.verified != nil)
        let suspension = StatusEntry(purpose: "suspension", index: 94_567, list: Self.address)
        #expect(try Self.report(suspension, list, purpose: "suspension").fault?.reason == .suspended)
        #expect(try Self.report(suspension, list).fault?.reason == .wrongStatusPurpose)
        let outside = StatusEntry(purpose: "revocation", index: 131_072, list: Self.address)
        #expect(try Self.report(outside, list).fault?.reason == .outsideStatusList)
    }

    @Test("A list that was changed, or that anybody else publishes, decides nothing")
    func foreignStatus() throws {
        let entry = StatusEntry(purpose: "revocation", index: 5, list: Self.address)
        let list = try StatusList()
        let other = try TestIssuer("did:web:other.example", seed: 2)
        #expect(try Self.report(entry, list, by: other).fault?.reason == .notByIssuer)
        #expect(try Self.report(entry, list, by: other, trusting: [other.identifier]).isValid)
        let changed = try Self.report(entry, list) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            bytes = Array(text.replacing("2026-04-01", with: "2036-04-01").utf8)
        }
        #expect(changed.fault?.reason == .signatureMismatch)
        #expect(!changed.isValid)
    }

    @Test("verify throws what report tells")
    func throwing() throws {
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        let moment = VerificationTime(now: try time(Self.now))
        #expect(try verifier.verify(try maker.document().bytes(), at: moment).credential.issuer == maker.identifier)
        let entry = StatusEntry(purpose: "revocation", index: 5, list: Self.address)
        #expect(throws: CredentialFault(.statusUnknown)) {
            try verifier.verify(try maker.document(status: entry).bytes(), at: moment)
        }
        #expect(throws: CredentialFault(.noProof)) {
            try verifier.verify(
                try maker.issuer.unsigned(TestIssuer.licence, try TestIssuer.envelope()).bytes(),
                at: moment
            )
        }
        #expect(throws: CredentialFault(.malformedToken)) { try verifier.verify([], at: moment) }
        #expect(throws: CredentialFault(.malformedJSON)) { try verifier.verify(Array("{".utf8), at: moment) }
        #expect(throws: CredentialFault(.tooLarge)) {
            try verifier.verify([UInt8](repeating: UInt8(ascii: "{"), count: 5 << 20), at: moment)
        }
    }
}
