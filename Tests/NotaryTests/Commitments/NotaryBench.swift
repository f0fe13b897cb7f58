import Foundation
import Ledger
import LedgerStore
import Notary
import Store
import StoreSamples
import Testing

/// A store with some lots and parties, and the keys of its ledger.
struct NotaryBench {
    let shelf: Shelf
    let folder: LedgerFolder
    let keys: LedgerKeys

    init() async throws {
        shelf = try Shelf()
        folder = LedgerFolder(ofStore: shelf.store.folder)
        keys = LedgerKeys(folder)
        try keys.make(name: "ledger.example/\(UUID().uuidString)", passphrase: nil)
        try await handIn(1...10)
    }

    /// Hands in lots, each with a party of its own.
    func handIn(_ numbers: ClosedRange<Int>, mineral: String = "tin") async throws {
        _ = try await shelf.handIn(
            numbers.map { number in
                [
                    ("lot", ["id": "lot-\(number)", "mineral": mineral]),
                    ("party", ["id": "party-\(number)", "name": "Party \(number)"]),
                ]
            }
        )
    }

    /// The notary of the store; only one at a time can be had.
    func notary() async throws -> Notary {
        var pace = LogStore<PosixFiles>.Pace()
        pace.milliseconds = 0
        return try await Notary(store: shelf.store, signers: keys.signers(), pace: pace)
    }

    /// Commits what waits, and lets the logs go.
    @discardableResult
    func commit() async throws -> Notary.Outcome {
        try await notary().commit()
    }

    /// The bundle of some records, without their bytes.
    func bundle(_ records: [Int64]) async throws -> ProofBundle {
        try await Prover(shelf.store).bundle(about: .init(kind: "record", id: "1"), records) { _ in nil }
    }

    /// What somebody says of a bundle who trusts the ledger as it is now.
    func verdict(_ bundle: ProofBundle) throws -> VerificationReport.Verdict {
        var trust = Trust()
        trust.add(try LedgerReader(folder).policy)
        return BundleCheck(trust: trust).report(on: bundle.bytes).verdict
    }

    /// What is wrong with the store, held against its ledger.
    func findings() async throws -> [CommitmentCheck.Finding] {
        try await CommitmentCheck(shelf.store).run().findings
    }
}
