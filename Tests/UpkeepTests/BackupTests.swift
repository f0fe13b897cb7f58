import Foundation
import GRDB
import Store
import Testing
import Upkeep
import Vocabulary

@Suite("Backup and restore")
struct BackupTests {
    /// A store with some received files, in a folder of its own.
    struct Shop {
        let folder: URL
        let store: FactStore

        init(files: Int = 3) async throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "upkeep-\(UUID().uuidString)")
            store = try FactStore(at: folder.appending(path: "store"))
            for number in 0..<files {
                try await receive("file \(number) \(String(repeating: "x", count: number * 700))")
            }
        }

        func receive(_ text: String) async throws {
            let kept = try store.received.keep(bytes: Array(text.utf8))
            _ = try await store.receipt(
                for: kept,
                Consignment(fileName: "file", kind: "party", marking: .amber),
                at: Date(timeIntervalSince1970: 1_780_000_000)
            )
        }

        func place(_ name: String) -> URL { folder.appending(path: name) }

        var receipts: [String] {
            get throws { try Self.receipts(in: store.folder) }
        }

        static func receipts(in folder: URL) throws -> [String] {
            try DatabaseQueue(path: FactStore.databaseURL(in: folder).path).read {
                try String.fetchAll($0, sql: "SELECT lower(hex(sha256)) FROM receipt ORDER BY id")
            }
        }
    }

    static let clock: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_790_000_000) }

    @Test(arguments: [false, true]) func aFileGivesTheStoreBack(isEncrypted: Bool) async throws {
        let shop = try await Shop()
        let identity = AgeIdentity()
        let file = shop.place("backup.tar")
        let made = try await BackupMaker(store: shop.store, recipients: isEncrypted ? [.key(identity.recipient)] : [])
            .write(toFile: file)
        #expect(made.manifest.rowCounts["receipt"] == 3)
        #expect(made.manifest.pieces.count == 4 && made.manifest.faults == [])
        let reader = BackupReader(file, openers: isEncrypted ? [.identity(identity)] : [])
        #expect(try reader.verify().manifestDigest == made.manifestDigest)
        let restored = shop.place("restored")
        let result = try Restorer(reader).restore(into: restored)
        #expect(result.manifest == made.manifest)
        #expect(try Shop.receipts(in: restored) == shop.receipts)
        let opened = try FactStore(at: restored)
        for text in ["file 0 ", "file 1 " + String(repeating: "x", count: 700)] {
            let kept = try shop.store.received.keep(bytes: Array(text.utf8))
            #expect(try opened.received.bytes(of: kept.sha256, at: 0, count: 10_000) == Array(text.utf8))
        }
        if isEncrypted {
            #expect(throws: BackupError(.locked, "")) { try BackupReader(file).verify() }
            #expect(try !Data(contentsOf: file).contains(Data("file 1".utf8)))
        }
    }

    @Test(arguments: [false, true]) func aFolderIsAddedTo(isEncrypted: Bool) async throws {
        let shop = try await Shop()
        let identity = AgeIdentity()
        let recipients: [AgeRecipient] = isEncrypted ? [.key(identity.recipient)] : []
        let folder = shop.place("backups")
        let first = try await BackupMaker(store: shop.store, recipients: recipients, now: Self.clock)
            .write(toFolder: folder)
        #expect(first.filesThere == 0)
        try await shop.receive("a new one")
        let second = try await BackupMaker(
            store: shop.store,
            recipients: recipients,
            now: { Self.clock().addingTimeInterval(60) }
        )
        .write(toFolder: folder)
        #expect(second.filesThere == 3 && second.manifest.pieces.count == 5)
        let openers: [AgeOpener] = isEncrypted ? [.identity(identity)] : []
        #expect(try BackupReader(folder, openers: openers).verify().manifestDigest == second.manifestDigest)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "snapshots").path)
            .sorted()
        #expect(names.count == 2)
        let older = BackupReader(folder, openers: openers, snapshot: names[0])
        let restored = shop.place("older")
        #expect(try Restorer(older).restore(into: restored).manifest == first.manifest)
        #expect(try Shop.receipts(in: restored) == Array(shop.receipts.prefix(3)))
        await #expect(throws: BackupError(.exists, "")) {
            try await BackupMaker(store: shop.store, recipients: [.key(AgeIdentity().recipient)])
                .write(toFolder: folder)
        }
    }

    @Test func everyFlippedBitInAnArchiveIsNoticed() async throws {
        let shop = try await Shop(files: 1)
        let file = shop.place("backup.tar")
        _ = try await BackupMaker(store: shop.store).write(toFile: file)
        let whole = try Data(contentsOf: file)
        let altered = shop.place("altered.tar")
        // Every byte of the last 8 KiB (a received file, the manifest, its seal, the end) and of the first header; of
        // the database, which is one digest, a byte here and there.
        let ends = Array(0..<600) + Array((whole.count - 8192)..<whole.count)
        let middle = stride(from: 600, to: whole.count - 8192, by: whole.count / 40)
        try whole.write(to: altered)
        let handle = try FileHandle(forUpdating: altered)
        for position in ends + Array(middle) {
            for bit in position % 3 == 0 ? [0, 3, 7] : [position % 8] {
                try handle.seek(toOffset: UInt64(position))
                try handle.write(contentsOf: Data([whole[position] ^ (1 << bit)]))
                #expect(throws: BackupError.self, "byte \(position), bit \(bit)") {
                    try BackupReader(altered).verify()
                }
            }
            try handle.seek(toOffset: UInt64(position))
            try handle.write(contentsOf: Data([whole[position]]))
        }
        _ = try BackupReader(altered).verify()
        for length in [0, 1, 511, 512, 600, whole.count / 2, whole.count - 1024, whole.count - 512, whole.count - 1] {
            try whole.prefix(length).write(to: altered)
            #expect(throws: BackupError.self, "\(length) bytes") { try BackupReader(altered).verify() }
        }
        try (whole + Data([0])).write(to: altered)
        #expect(throws: BackupError(.damaged, "")) { try BackupReader(altered).verify() }
    }

    @Test func aDamagedObjectOfAFolderIsNamed() async throws {
        let shop = try await Shop()
        let folder = shop.place("backups")
        let made = try await BackupMaker(store: shop.store).write(toFolder: folder)
        let piece = try #require(made.manifest.pieces.last)
        let object = folder.appending(path: "objects/\(piece.sha256.prefix(2))/\(piece.sha256)")
        var bytes = try Data(contentsOf: object)
        bytes[0] ^= 1
        try bytes.write(to: object)
        let error = #expect(throws: BackupError.self) { try BackupReader(folder).verify() }
        #expect(error?.code == .damaged && error?.message.contains(piece.sha256) == true)
        try FileManager.default.removeItem(at: object)
        #expect(throws: BackupError(.damaged, "")) { try BackupReader(folder).verify() }
    }

    @Test func nothingIsWrittenOver() async throws {
        let shop = try await Shop()
        let file = shop.place("backup.tar")
        _ = try await BackupMaker(store: shop.store).write(toFile: file)
        await #expect(throws: BackupError(.exists, "")) {
            try await BackupMaker(store: shop.store).write(toFile: file)
        }
        let before = try shop.receipts
        #expect(throws: BackupError(.exists, "")) {
            try Restorer(BackupReader(file)).restore(into: shop.store.folder)
        }
        #expect(try shop.receipts == before)
        // A restore that fails leaves nothing behind.
        let half = shop.place("half.tar")
        try Data(contentsOf: file).dropLast(2000).write(to: half)
        #expect(throws: BackupError.self) { try Restorer(BackupReader(half)).restore(into: shop.place("new")) }
        let names = try FileManager.default.contentsOfDirectory(atPath: shop.folder.path)
        #expect(names.sorted() == ["backup.tar", "half.tar", "store"])
    }

    @Test func aMissingReceivedFileIsSaidAndTheRestIsSaved() async throws {
        let shop = try await Shop()
        let kept = try shop.store.received.keep(bytes: Array("file 0 ".utf8))
        try FileManager.default.removeItem(at: shop.store.received.url(of: kept.sha256))
        let file = shop.place("backup.tar")
        let made = try await BackupMaker(store: shop.store).write(toFile: file)
        #expect(made.manifest.faults.count == 1 && made.manifest.pieces.count == 3)
        #expect(try Restorer(BackupReader(file)).restore(into: shop.place("new")).manifest.faults.count == 1)
    }

    @Test func aBackupIsNotedInTheStore() async throws {
        let shop = try await Shop()
        let made = try await BackupMaker(store: shop.store, now: Self.clock).write(toFile: shop.place("backup.tar"))
        let noted = try await DatabaseQueue(path: FactStore.databaseURL(in: shop.store.folder).path).read {
            try String.fetchAll($0, sql: "SELECT manifest_sha256 FROM backup_made")
        }
        #expect(noted == [made.manifestDigest])
    }
}
