import Foundation
import Ledger
import LedgerStore
import Notary
import Store
import Testing
import Upkeep
import Vocabulary

@Suite("A backup holds the ledger")
struct BackupLedgerTests {
    private struct Silence: Error {}

    private func notary(_ store: FactStore, isResuming: Bool = false) async throws -> Notary {
        let keys = LedgerKeys(LedgerFolder(ofStore: store.folder))
        return try await Notary(store: store, signers: keys.signers(), isResuming: isResuming)
    }

    @Test(
        "restored it is whole and sound, and goes on once somebody says that nothing is newer",
        arguments: [false, true]
    )
    func wayBack(isFolder: Bool) async throws {
        let shop = try await BackupTests.Shop()
        let folder = LedgerFolder(ofStore: shop.store.folder)
        try LedgerKeys(folder).make(name: "ledger.example/backup", passphrase: nil)
        let place = shop.place(isFolder ? "backups" : "backup.tar")
        do {
            let notary = try await notary(shop.store)
            for number in 0..<300 { _ = try await notary.append(Array("entry \(number)".utf8)) }
            let maker = BackupMaker(store: shop.store)
            let made =
                isFolder ? try await maker.write(toFolder: place) : try await maker.write(toFile: place)
            #expect(made.manifest.hasLedger && made.manifest.receivedCount == 3 && made.manifest.faults == [])
            // The log goes on meanwhile; what is in the backup stays of one size.
            for number in 300..<320 { _ = try await notary.append(Array("entry \(number)".utf8)) }
        }
        let restored = shop.place("restored")
        _ = try BackupReader(place).verify()
        _ = try Restorer(BackupReader(place)).restore(into: restored)
        let store = try FactStore(at: restored)
        let logs = LedgerFolder(ofStore: restored)
        #expect(!FileManager.default.fileExists(atPath: restored.appending(path: "keys").path))
        let check = LogCheck(try logs.files(of: .ledger), key: try logs.verifierKey(of: .ledger))
        #expect(check.findings.isEmpty && check.checkpoint?.size == 300)
        #expect(throws: NotaryFault.keyMissing(.ledger)) {
            try LedgerKeys(logs).make(name: "ledger.example/backup", passphrase: nil)
        }
        try FileManager.default.copyItem(
            at: shop.store.folder.appending(path: "keys"),
            to: restored.appending(path: "keys")
        )
        await #expect(throws: LogFault.stateMissing) { try await notary(store) }
        let resumption = LedgerResumption(store, signers: try LedgerKeys(logs).signers()) { _ in throw Silence() }
        await #expect(throws: LedgerResumption.Refusal.unconfirmed) { try await resumption.run(isDeclared: false) }
        #expect(try await resumption.run(isDeclared: true).size == 300)
        #expect(try await notary(store).append(Array("after".utf8)) == 301)
    }

    @Test("a file of a log that is not there is named, and the rest is saved")
    func missing() async throws {
        let shop = try await BackupTests.Shop()
        let folder = LedgerFolder(ofStore: shop.store.folder)
        try LedgerKeys(folder).make(name: nil, passphrase: nil)
        do {
            let notary = try await notary(shop.store)
            for number in 0..<3 { _ = try await notary.append(Array("entry \(number)".utf8)) }
        }
        try folder.files(of: .ledger).remove("tile/entries")
        let made = try await BackupMaker(store: shop.store).write(toFile: shop.place("backup.tar"))
        #expect(made.manifest.faults == ["ledger/tile/entries/000.p/3"])
        #expect(made.manifest.receivedCount == 3)
    }
}
