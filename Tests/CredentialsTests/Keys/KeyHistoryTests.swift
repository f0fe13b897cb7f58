import Credentials
import Formats
import Testing
import Vocabulary

@Suite("Keys of former times")
struct KeyHistoryTests {
    private static let identifier = "did:web:mines.example"

    private static func key(_ seed: UInt8) throws -> PublicKey {
        try SigningKey(ed25519: [UInt8](repeating: seed, count: 32)).publicKey
    }

    private static func document(_ keys: [(String, UInt8)]) throws -> DIDDocument {
        .own(identifier, keys: try keys.map { ($0.0, try key($0.1)) })
    }

    /// Key a from January, b beside it from June, b alone from September.
    private static func history() throws -> KeyHistory {
        var history = KeyHistory(of: identifier)
        let versions: [([(String, UInt8)], String)] = [
            ([("a", 1)], "2026-01-01T00:00:00Z"), ([("a", 1), ("b", 2)], "2026-06-01T00:00:00Z"),
            ([("b", 2)], "2026-09-01T00:00:00Z"),
        ]
        for (index, version) in versions.enumerated() {
            try history.append(
                .init(try document(version.0), loggedAt: try time(version.1), entry: UInt64(index * 10))
            )
        }
        return history
    }

    @Test("A key is valid from the version that brings it to the one that takes it out")
    func rotation() throws {
        let history = try Self.history()
        func outcome(_ name: String, _ moment: String) -> String? {
            thrown { _ = try history.key("\(Self.identifier)#\(name)", for: .assertion, at: try time(moment)) }
                .map { String($0.prefix { $0 != ":" }) }
        }
        #expect(outcome("a", "2025-12-31T23:59:59Z") == "notYetValidKey")
        #expect(outcome("a", "2026-01-01T00:00:00Z") == nil)
        #expect(outcome("b", "2026-05-31T23:59:59Z") == "notYetValidKey")
        #expect(outcome("b", "2026-06-01T00:00:00Z") == nil)
        #expect(outcome("a", "2026-08-31T23:59:59Z") == nil)
        #expect(outcome("a", "2026-09-01T00:00:00Z") == "retiredKey")
        #expect(outcome("b", "2036-01-01T00:00:00Z") == nil)
        #expect(outcome("c", "2026-08-01T00:00:00Z") == "unknownKey")
    }

    @Test("What happened to a key can be told")
    func states() throws {
        var history = try Self.history()
        #expect(history.state(of: "\(Self.identifier)#a") == .retired(since: try time("2026-09-01T00:00:00Z")))
        #expect(history.state(of: "\(Self.identifier)#b") == .current(since: try time("2026-06-01T00:00:00Z")))
        #expect(history.state(of: "\(Self.identifier)#c") == nil)
        let stolen = try time("2026-07-15T00:00:00Z")
        try history.append(
            .init("\(Self.identifier)#a", since: stolen, loggedAt: try time("2026-10-01T00:00:00Z"), entry: 40)
        )
        #expect(history.state(of: "\(Self.identifier)#a") == .compromised(since: stolen))
    }

    @Test("A stolen key is good for what was logged before the theft, and for nothing after")
    func compromise() throws {
        var history = try Self.history()
        let name = "\(Self.identifier)#a"
        try history.append(
            .init(name, since: try time("2026-07-15T00:00:00Z"), loggedAt: try time("2026-10-01T00:00:00Z"), entry: 40)
        )
        #expect(throws: Never.self) {
            try history.key(name, for: .assertion, at: try time("2026-07-14T23:59:59Z"))
        }
        #expect(throws: CredentialFault(.compromisedKey)) {
            try history.key(name, for: .assertion, at: try time("2026-07-15T00:00:00Z"))
        }
    }

    @Test("The past cannot be written anew")
    func rewriting() throws {
        let history = try Self.history()
        func fault(_ document: DIDDocument, _ moment: String, _ entry: UInt64) -> String? {
            var copy = history
            return thrown { try copy.append(.init(document, loggedAt: try time(moment), entry: entry)) }
                .map { String($0.prefix { $0 != ":" }) }
        }
        let next = try Self.document([("b", 2), ("c", 3)])
        #expect(fault(next, "2026-10-01T00:00:00Z", 21) == nil)
        #expect(fault(next, "2026-10-01T00:00:00Z", 20) == "historyRewritten")
        #expect(fault(next, "2026-08-31T00:00:00Z", 21) == "historyRewritten")
        // The name of a key that was: a credential of May would find another key under it.
        #expect(fault(try Self.document([("a", 9)]), "2026-10-01T00:00:00Z", 21) == "historyRewritten")
        #expect(fault(.own("did:web:other.example", keys: []), "2026-10-01T00:00:00Z", 21) == "foreignDocument")
    }

    @Test("A credential is checked with the keys of the day on which the log saw it, whatever it says of itself")
    func loggedTimeDecides() throws {
        let maker = try TestIssuer(Self.identifier, seed: 1, fragment: "a")
        let verifier = CredentialVerifier(keys: KeyHistories([try Self.history()]))
        let now = try time("2026-11-01T00:00:00Z")
        for signed in [try maker.document().bytes(), Array(try maker.token().utf8)] {
            let seen = VerificationTime(now: now, loggedAt: try time("2026-02-01T00:00:00Z"))
            #expect(verifier.report(on: signed, at: seen).isValid)
            // Its `created` is of January; but the log saw it after the key was retired, or never.
            let late = VerificationTime(now: now, loggedAt: try time("2026-09-02T00:00:00Z"))
            #expect(verifier.report(on: signed, at: late).fault?.reason == .retiredKey)
            #expect(verifier.report(on: signed, at: VerificationTime(now: now)).fault?.reason == .retiredKey)
        }
    }
}
