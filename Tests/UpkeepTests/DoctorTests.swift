import Foundation
import GRDB
import Store
import Testing
import Upkeep

@Suite("The doctor")
struct DoctorTests {
    private static func state(_ name: String, _ checks: [DoctorCheck]) -> DoctorCheck.State? {
        checks.first { $0.name == name }?.state
    }

    @Test func aNewStoreIsWhole() async throws {
        let shop = try await BackupTests.Shop()
        let checks = StoreDoctor(shop.store.folder, minimumFree: 0).checks()
        for name in ["SQLite", "store", "schema", "received files", "disk", "clock"] {
            #expect(Self.state(name, checks) == .ok, "\(checks)")
        }
        #expect(Self.state("backup", checks) == .attention)
        _ = try await BackupMaker(store: shop.store).write(toFile: shop.place("backup.tar"))
        #expect(Self.state("backup", StoreDoctor(shop.store.folder, minimumFree: 0).checks()) == .ok)
    }

    @Test func whatIsWrongIsSaid() async throws {
        let shop = try await BackupTests.Shop()
        let kept = try shop.store.received.keep(bytes: Array("file 0 ".utf8))
        try FileManager.default.removeItem(at: shop.store.received.url(of: kept.sha256))
        let folder = shop.store.folder
        let late = StoreDoctor(folder, minimumFree: .max, now: Date(timeIntervalSince1970: 1_779_000_000)).checks()
        #expect(Self.state("received files", late) == .broken)
        #expect(Self.state("disk", late) == .broken)
        #expect(Self.state("clock", late) == .attention)
        let early = StoreDoctor(folder, minimumFree: 0, now: Date(timeIntervalSince1970: 0)).checks()
        #expect(Self.state("clock", early) == .broken)
        #expect(Self.state("store", StoreDoctor(shop.place("none"), minimumFree: 0).checks()) == .attention)
        for check in late + early where check.state != .ok { #expect(!check.advice.isEmpty, "\(check)") }
    }

    @Test func aBrokenDatabaseIsBroken() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "received"),
            withIntermediateDirectories: true
        )
        try Data(repeating: 7, count: 50_000).write(to: FactStore.databaseURL(in: folder))
        #expect(Self.state("store", StoreDoctor(folder, minimumFree: 0).checks()) == .broken)
    }

    @Test func certificateFilesAreLookedAt() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let certificate = folder.appending(path: "certificate.pem")
        let key = folder.appending(path: "key.pem")
        try Data(Self.pem(from: "250101000000Z", until: "270101000000Z").utf8).write(to: certificate)
        try Data("-----BEGIN PRIVATE KEY-----\n".utf8).write(to: key)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        let reading = ConfigurationReading(flags: [
            "tls.certificate": .text(certificate.path), "tls.key": .text(key.path),
        ])
        let configuration = try ServerConfiguration(reading)
        func state(_ name: String, at time: Double) -> DoctorCheck.State? {
            Self.state(name, ServerDoctor(configuration, now: Date(timeIntervalSince1970: time)).checks())
        }
        #expect(state("certificate", at: 1_780_000_000) == .ok)
        #expect(state("certificate", at: 1_798_000_000) == .attention)
        #expect(state("certificate", at: 1_800_000_000) == .broken)
        #expect(state("certificate", at: 1_700_000_000) == .broken)
        #expect(state("key", at: 0) == .ok)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
        #expect(state("key", at: 0) == .broken)
        try Data("nonsense".utf8).write(to: certificate)
        #expect(state("certificate", at: 1_780_000_000) == .broken)
    }

    @Test func aSiteForTheNetworkHasANameAndIsEncrypted() throws {
        func states(_ flags: [String: SettingValue]) throws -> [DoctorCheck.State?] {
            let checks = ServerDoctor(try ServerConfiguration(ConfigurationReading(flags: flags))).checks()
            return [Self.state("names", checks), Self.state("encryption", checks)]
        }
        #expect(try states([:]) == [nil, nil])
        #expect(try states(["server.host": .text("0.0.0.0")]) == [.attention, .attention])
        let named: [String: SettingValue] = ["server.names": .list(["a.example"]), "server.proxy": .list(["10.0.0.1"])]
        #expect(try states(named) == [nil, nil])
    }

    /// As much of a certificate as its validity takes.
    private static func pem(from: String, until: String) -> String {
        func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }
        let validity = value(0x30, value(0x17, Array(from.utf8)) + value(0x17, Array(until.utf8)))
        let version = value(0xA0, value(0x02, [2]))
        let signed = value(0x30, version + value(0x02, [1]) + value(0x30, []) + value(0x30, []) + validity)
        let text = Data(value(0x30, signed)).base64EncodedString(options: .lineLength64Characters)
        return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }
}
