import Credentials
import Foundation
import Ledger
import LedgerStore
import Notary
import Store
import StoreSamples
import Synchronization
import Vocabulary

/// A store with a licence, a lot and sites, the keys of its ledger and of its credentials, and a clock that is set.
final class IssuingBench: Sendable {
    let bench: NotaryBench
    private let time: Mutex<Int>

    static let host = "mines.example"
    static let identifier = "did:web:mines.example"

    var store: FactStore { bench.shelf.store }
    var keys: CredentialKeys { CredentialKeys(store) }
    var office: CredentialOffice { CredentialOffice(store) { [self] in UTCInstant(milliseconds: now.milliseconds) } }

    var now: UTCInstant { time.withLock { UTCInstant(milliseconds: $0) ?? Self.start } }
    static let start = UTCInstant(milliseconds: 1_795_000_000_000) ?? { preconditionFailure("a time of our own") }()

    init() async throws {
        bench = try await NotaryBench()
        time = Mutex(Int(Date().timeIntervalSince1970) * 1_000)
        _ = try await bench.shelf.handIn(
            [
                [("party", ["id": "P-1", "name": "Kivu & Fils", "kind": "company"])],
                [
                    (
                        "site",
                        ["id": "S-1", "name": "Mine of Tin", "kind": "mine", "country": "RW", "operator": "P-1"]
                    )
                ],
                [("lot", ["id": "L-7", "mineral": "tin", "form": "concentrate", "site": "S-1", "made": "2026-02-01"])],
                [("lot", ["id": "L-8"])],
                [
                    (
                        "licence",
                        [
                            "id": "lic-1", "code": "PE 4001", "activity": "mine", "status": "active", "holder": "P-1",
                            "minerals": "tin tungsten", "expires": "2099-12-31",
                        ]
                    )
                ],
                [("licence", ["id": "lic-2", "code": "PE 1", "activity": "mine", "status": "revoked"])],
                [("licence", ["id": "lic-3", "code": "PE 2", "activity": "mine", "status": "unknown"])],
            ],
            marking: .clear
        )
        try bench.shelf.execute(
            """
            UPDATE site SET lon = 28.512345, lat = -2.523456, artisanal = 1; UPDATE lot SET mass_g = 120500 WHERE id = 'L-7';
            """
        )
    }

    /// Lets time pass, in seconds.
    func wait(_ seconds: Int) { time.withLock { $0 += seconds * 1_000 } }

    /// Makes the first key, and has the log told.
    func begin() async throws {
        _ = try await keys.create(forHost: Self.host, .chance(passphrase: nil), now: now)
        try await commit()
    }

    @discardableResult
    func commit() async throws -> Notary.Outcome { try await bench.commit() }

    /// The bytes of a credential.
    func bytes(_ id: String, _ format: IssuedCredential.Format = .json) async throws -> [UInt8] {
        guard let bytes = try await store.bytes(ofCredential: id, format, as: .local) else { throw Missing() }
        return bytes
    }

    /// The proof that a credential is in the log.
    func proof(_ id: String) async throws -> [UInt8] {
        guard let credential = try await store.credential(id, as: .local) else { throw Missing() }
        return try await office.proof(of: credential).bytes
    }

    /// A check of somebody who trusts the log and the issuer, with what is published now.
    func check(proof: [UInt8]? = nil, withLists: Bool = true) async throws -> FileCheck {
        var trust = Trust()
        trust.add(try LedgerReader(bench.folder).policy)
        try trust.add(contentsOf: Array("\(Self.identifier)\n".utf8))
        var check = FileCheck(trust: trust, at: VerificationTime(now: now))
        if let history = try await office.history() { check.histories = [history] }
        check.proof = proof
        for purpose in ["revocation", "suspension"] where withLists {
            guard let name = CredentialOffice.ListName("1-\(purpose)"),
                let list = try await office.statusList(name, at: now)
            else { continue }
            check.statusLists["https://\(Self.host)/credentials/status/\(name.text)"] = list
        }
        return check
    }

    struct Missing: Error {}
}
