import Foundation
import Ledger
import LedgerStore
import Notary
import Store
import StoreSamples
import Testing

@Suite("A store commits what it holds to its ledger")
struct CommitmentTests {
    @Test("every record is committed once, and proven by a bundle")
    func everyRecordIsProven() async throws {
        let bench = try await NotaryBench()
        let outcome = try await bench.commit()
        #expect(outcome.rows[.record] == 10)
        let bundle = try await bench.bundle(Array(1...10))
        #expect(bundle.items.count == 10)
        #expect(try bench.verdict(bundle) == .verified)
        #expect(try await bench.commit().rows[.record] == 0)
        #expect(try await bench.findings().isEmpty)
    }

    @Test("no more batches are committed at once than is asked for, and the rest later")
    func limit() async throws {
        let bench = try await NotaryBench()
        try await bench.handIn(11...5_000)
        let notary = try await bench.notary()
        #expect(try await notary.commit(atMost: 1).rows[.record] == 4_096)
        #expect(try await notary.commit(atMost: 1).rows[.record] == 904)
        #expect(try bench.verdict(try await bench.bundle([1, 4_096, 4_097, 5_000])) == .verified)
    }

    @Test("what comes later is committed later, and the earlier proof still holds")
    func laterRecords() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let early = try await bench.bundle([1])
        try await bench.handIn(11...20)
        let isRefused = await #expect(throws: NotaryFault.notCommitted) { try await bench.bundle([11]) }
        #expect(isRefused != nil)
        try await bench.commit()
        #expect(try bench.verdict(early) == .verified)
        #expect(try bench.verdict(try await bench.bundle([1, 11])) == .verified)
    }

    @Test("a correction names what it corrects, whatever takes its place later")
    func corrections() async throws {
        let bench = try await NotaryBench()
        try await bench.handIn(1...1, mineral: "tungsten")
        try await bench.commit()
        let statement = try #require(try await bench.bundle([11]).items.first?.statement)
        let original = try #require(try await bench.bundle([1]).items.first?.statement)
        #expect(statement.text("corrects") == original.text("sha256"))
        try bench.shelf.execute("UPDATE record SET supersedes = NULL, superseded_by = 1 WHERE id = 11")
        #expect(try await bench.findings().isEmpty)
        #expect(try await bench.bundle([11]).items.first?.statement == statement)
    }

    @Test("records that were set aside, decisions and verdicts are committed")
    func decisionsAndVerdicts() async throws {
        let bench = try await NotaryBench()
        try bench.shelf.execute(
            """
            INSERT INTO quarantine (receipt_id, position, length, line, path, code, found, expected, advice, excerpt)
            VALUES (1, 0, 1, 1, '', 'bad-number', '', '', '', x'');
            INSERT INTO verdict (finding_id, verdict, reason, at, by) VALUES ('f', 'dismissed', 'known', '2026-01-01', 'n');
            """
        )
        try await bench.shelf.store.resolve(quarantine: 1, by: 1)
        let outcome = try await bench.commit()
        #expect(outcome.rows[.quarantine] == 1)
        #expect(outcome.rows[.decision] == 1)
        #expect(outcome.rows[.verdict] == 1)
        let bundle = try await Prover(bench.shelf.store).bundle(
            about: .init(kind: "verdict", id: "1"),
            of: .verdict,
            [1]
        ) { _ in nil }
        #expect(bundle.items.first?.statement.text("reason") == "known")
        #expect(try bench.verdict(bundle) == .verified)
    }

    @Test("the access trail is in a log of its own, whose checkpoints are entries of the public one")
    func accessTrail() async throws {
        let bench = try await NotaryBench()
        try await bench.shelf.store.noteAccess(by: .local, did: "read-bytes", to: "receipt", "1")
        #expect(try await bench.commit().rows[.access] == 1)
        let trail = try LedgerReader(bench.folder, .trail)
        #expect(try trail.verified(trail.latest).checkpoint.size == 1)
        let ledger = try LedgerReader(bench.folder)
        let size = try ledger.verified(ledger.latest).checkpoint.size
        let entries = try ledger.entries(from: 0, size: size).map { String(decoding: $0, as: UTF8.self) }
        #expect(entries.contains { $0.contains("\"type\":\"log\"") && $0.contains("ledger") })
        #expect(!entries.contains { $0.contains("read-bytes") })
        #expect(try await bench.findings().isEmpty)
    }

    @Test("a batch that was begun and not finished gives the same entry again, which the log holds once")
    func cutOff() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let before = try LedgerReader(bench.folder).latest
        // As a crash between the log and the store leaves it.
        try bench.shelf.execute("UPDATE commitment SET place = NULL, hashes = NULL WHERE subject = 'record'")
        try await bench.commit()
        #expect(try LedgerReader(bench.folder).latest == before)
        #expect(try bench.verdict(try await bench.bundle([1, 10])) == .verified)
    }

    @Test("no entry of the public log holds a name, a digest or a place of what was handed in")
    func nothingIsTold() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let reader = try LedgerReader(bench.folder)
        let size = try reader.verified(reader.latest).checkpoint.size
        let text = try reader.entries(from: 0, size: size).map { String(decoding: $0, as: UTF8.self) }.joined()
        let bundle = try await bench.bundle([1])
        let digest = try #require(bundle.items.first?.statement.text("sha256"))
        for secret in ["lot-1", "party-1", "Party", digest, String(digest.prefix(12))] {
            #expect(!text.contains(secret))
        }
    }

    @Test(
        "a row that was changed is named by its number",
        arguments: [
            ("UPDATE record SET sha256 = zeroblob(32) WHERE id = 4", CommittedSubject.record, 4),
            ("UPDATE record SET position = 99 WHERE id = 7", .record, 7),
            ("UPDATE record_correction SET corrects = 2 WHERE record_id = 11", .record, 11),
            ("UPDATE access SET reader = 'somebody else' WHERE id = 1", .access, 1),
        ]
    )
    func changedRow(_ sql: String, _ subject: CommittedSubject, _ row: Int64) async throws {
        let bench = try await NotaryBench()
        try await bench.handIn(1...1, mineral: "tungsten")
        try await bench.shelf.store.noteAccess(by: .local, did: "read-bytes", to: "receipt", "1")
        try await bench.commit()
        #expect(try await bench.findings().isEmpty)
        try bench.shelf.execute(sql)
        #expect(try await bench.findings() == [.row(subject, row)])
        if subject == .record {
            await #expect(throws: NotaryFault.changed(subject: "record", firstRow: row, lastRow: row)) {
                try await bench.bundle([row])
            }
        }
    }

    @Test("hashes that were changed with the row are found by the log")
    func changedHashes() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        try bench.shelf.execute("UPDATE commitment SET hashes = zeroblob(320) WHERE subject = 'record'")
        let findings = try await bench.findings()
        #expect(findings.contains { if case .batch(.record, _, _) = $0 { true } else { false } })
    }

    @Test("a byte changed in any file of the ledger is found, and the file is named")
    func changedFiles() async throws {
        let bench = try await NotaryBench()
        _ = try await bench.notary().stateLookup()
        try await bench.commit()
        let root = bench.folder.url(of: .ledger)
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { name in
            ["tile/", "labels/", "checkpoint"].contains { name.hasPrefix($0) }
                && !root.appending(path: name).hasDirectoryPath
        }
        var looked = 0
        for name in names {
            let file = root.appending(path: name)
            guard let data = try? Data(contentsOf: file), !data.isEmpty else { continue }
            for place in Set([0, data.count / 2, data.count - 1]) {
                var changed = data
                changed[place] ^= 0x01
                try changed.write(to: file)
                let findings = try? await bench.findings()
                #expect(findings.map { !$0.isEmpty } ?? true, "\(name) at \(place)")
                looked += 1
            }
            try data.write(to: file)
        }
        #expect(looked > 6)
        #expect(try await bench.findings().isEmpty)
    }

    @Test("a new key goes on with the log, is announced under the old one, and old proofs hold")
    func rotation() async throws {
        let bench = try await NotaryBench()
        try await bench.notary().stateKeys()
        try await bench.commit()
        let old = try await bench.bundle([1])
        let oldKey = try LedgerReader(bench.folder).key
        let new = try await bench.keys.rotate(.ledger, passphrase: nil, now: Date()) { try await bench.notary() }
        #expect(new != oldKey)
        try await bench.handIn(11...12)
        try await bench.commit()
        let reader = try LedgerReader(bench.folder)
        #expect(reader.key == new)
        #expect(try reader.verified(reader.latest).logKeys == [new])
        #expect(try bench.verdict(old) == .verified)
        #expect(try bench.verdict(try await bench.bundle([1, 12])) == .verified)
        #expect(try await bench.findings().isEmpty)
        #expect(try bench.keys.list().map(\.retiredAt).filter { $0 != nil }.count == 1)
    }
}
