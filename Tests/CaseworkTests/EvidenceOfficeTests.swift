import Casework
import Custody
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Exhibits of a case")
struct EvidenceOfficeTests {
    private static let collected = ExhibitDescription(
        title: "A stone",
        collectedBy: "inspector Banda",
        at: UTCInstant(Date(timeIntervalSince1970: 1_780_000_000)),
        place: "pit 4"
    )

    private func entry(
        _ id: String,
        _ act: CustodyAct,
        of exhibit: ExhibitID,
        after seconds: Double = 60,
        by person: String = "inspector Banda"
    ) -> CustodyEvent {
        let at = UTCInstant(Date(timeIntervalSince1970: 1_780_000_000 + seconds))
        return CustodyEvent(
            CustodyEventID(id),
            of: exhibit,
            at: at,
            recorded: at,
            by: CustodianID(person),
            act,
            purpose: "for the laboratory"
        )
    }

    private func fault(_ body: () async throws -> Void) async -> EvidenceFault? {
        do {
            try await body()
            return nil
        } catch { return error as? EvidenceFault }
    }

    @Test("A thing and a file have numbers of their own, a log, and a file that comes back")
    func added() async throws {
        let bureau = try await CaseBureau()
        let (id, office) = (try await bureau.opened(), EvidenceOffice(bureau.store))
        let stone = try await office.add(Self.collected, milligrams: 12_000, to: id, request: "a", by: bureau.lead)
        let kept = try bureau.store.evidence.keep(bytes: Array("weights".utf8))
        let file = try await office.add(
            Self.collected,
            file: kept,
            named: "scale.csv",
            to: id,
            request: "b",
            by: bureau.partner
        )
        #expect((stone, file) == (1, 2))
        let exhibits = try await office.exhibits(of: id, as: bureau.inspector)
        #expect(exhibits.map(\.exhibit.id.rawValue) == ["case-\(id)-exhibit-1", "case-\(id)-exhibit-2"])
        #expect(exhibits.map(\.exhibit.nature) == [.physical(milligrams: 12_000), .digital(sha256: kept.sha256)])
        #expect(exhibits.map(\.fileName) == [nil, "scale.csv"])
        for exhibit in exhibits {
            let chain = CustodyChain(exhibit.exhibit, exhibit.entries, asOf: office.now)
            #expect(chain.standing == .held(CustodianID("inspector Banda")) && chain.entries.count == 1)
        }
        let reading = try await office.file(of: 2, in: id, as: bureau.inspector)
        #expect(try reading.next() == Array("weights".utf8))
        #expect(try reading.next() == nil)
        #expect(try bureau.shelf.rows("SELECT count(*) FROM access WHERE action = 'evidence-read'") == [["1"]])
        #expect(await fault { _ = try await office.file(of: 1, in: id, as: bureau.lead) } == .noFile(1))
        #expect(await fault { _ = try await office.file(of: 3, in: id, as: bureau.lead) } == .noSuchExhibit(3))
    }

    @Test("What is sent twice adds one, and its second copy does not stay on the disk")
    func twice() async throws {
        let bureau = try await CaseBureau()
        let (id, office) = (try await bureau.opened(), EvidenceOffice(bureau.store))
        var files: [EvidenceFiles.Kept] = []
        for _ in 0..<2 {
            let kept = try bureau.store.evidence.keep(bytes: [1, 2])
            files.append(kept)
            let number = try await office.add(
                Self.collected,
                file: kept,
                named: "f",
                to: id,
                request: "same",
                by: bureau.lead
            )
            #expect(number == 1)
        }
        #expect(
            files.map { FileManager.default.fileExists(atPath: bureau.store.evidence.url(of: $0.sealed).path) }
                == [true, false]
        )
    }

    @Test("Who has no part in the case sees nothing, adds nothing and leaves no file")
    func strangers() async throws {
        let bureau = try await CaseBureau()
        let (id, office) = (try await bureau.opened(), EvidenceOffice(bureau.store))
        _ = try await office.add(Self.collected, to: id, request: "a", by: bureau.lead)
        let kept = try bureau.store.evidence.keep(bytes: [1])
        let stranger = bureau.stranger
        let exhibit = CaseExhibit.id(1, ofCase: id)
        #expect(await fault { _ = try await office.exhibits(of: id, as: stranger) } == .noSuchCase)
        #expect(await fault { _ = try await office.file(of: 1, in: id, as: stranger) } == .noSuchCase)
        #expect(
            await fault { _ = try await office.add(Self.collected, to: id, request: "b", by: stranger) } == .noSuchCase
        )
        #expect(
            await fault {
                _ = try await office.add(Self.collected, file: kept, named: "f", to: id, request: "c", by: stranger)
            } == .noSuchCase
        )
        #expect(!FileManager.default.fileExists(atPath: bureau.store.evidence.url(of: kept.sealed).path))
        #expect(
            await fault {
                try await office.record(entry("e", .moved, of: exhibit), ofExhibit: 1, in: id, by: stranger)
            } == .noSuchCase
        )
        #expect(try await bureau.store.exhibits(of: id, as: stranger).isEmpty)
        #expect(try await office.exhibits(of: id, as: bureau.lead).map(\.entries.count) == [1])
    }

    @Test("Entries are kept once; a name that stands for another one is refused")
    func entries() async throws {
        let bureau = try await CaseBureau()
        let (id, office) = (try await bureau.opened(), EvidenceOffice(bureau.store))
        _ = try await office.add(Self.collected, to: id, request: "a", by: bureau.lead)
        let exhibit = CaseExhibit.id(1, ofCase: id)
        let given = entry("e1", .released(to: CustodianID("laboratory"), carrier: nil), of: exhibit)
        for _ in 0..<2 { try await office.record(given, ofExhibit: 1, in: id, by: bureau.lead) }
        #expect(
            await fault {
                try await office.record(entry("e1", .moved, of: exhibit), ofExhibit: 1, in: id, by: bureau.lead)
            } == .idUsedTwice("e1")
        )
        let other = CaseExhibit.id(2, ofCase: id)
        #expect(
            await fault {
                try await office.record(entry("e2", .moved, of: other), ofExhibit: 1, in: id, by: bureau.lead)
            } == .otherExhibit(other.rawValue)
        )
        #expect(
            await fault {
                try await office.record(entry("e2", .moved, of: other), ofExhibit: 2, in: id, by: bureau.lead)
            } == .noSuchExhibit(2)
        )
        #expect(
            await fault {
                let late = entry("e3", .moved, of: exhibit, after: 1e10)
                try await office.record(late, ofExhibit: 1, in: id, by: bureau.lead)
            } == .future
        )
        let got = entry(
            "e4",
            .received(from: CustodianID("inspector Banda"), seals: nil, isIntact: nil),
            of: exhibit,
            after: 90,
            by: "laboratory"
        )
        try await office.record(got, ofExhibit: 1, in: id, by: bureau.partner)
        let one = try #require(try await office.exhibits(of: id, as: bureau.lead).first)
        #expect(one.entries.map(\.id.rawValue) == ["collected", "e1", "e4"])
        let chain = CustodyChain(one.exhibit, one.entries, asOf: office.now)
        #expect(chain.standing == .held(CustodianID("laboratory")))
    }

    @Test("What says nothing, or with control characters, is refused by its field")
    func words() async throws {
        let bureau = try await CaseBureau()
        let (id, office) = (try await bureau.opened(), EvidenceOffice(bureau.store))
        var nameless = Self.collected
        nameless.title = " \n"
        #expect(
            await fault { _ = try await office.add(nameless, to: id, request: "a", by: bureau.lead) }
                == .notText(field: "title")
        )
        var nobody = Self.collected
        nobody.collectedBy = ""
        #expect(
            await fault { _ = try await office.add(nobody, to: id, request: "a", by: bureau.lead) }
                == .notText(field: "by")
        )
        var long = Self.collected
        long.description = String(repeating: "x", count: 5000)
        #expect(
            await fault { _ = try await office.add(long, to: id, request: "a", by: bureau.lead) }
                == .notText(field: "description")
        )
        #expect(try await office.exhibits(of: id, as: bureau.lead).isEmpty)
    }

    @Test(
        "No row of an exhibit, its file or its log is changed, taken away or replaced",
        arguments: ["exhibit", "evidence_file", "custody_entry"]
    )
    func neverChanged(table: String) async throws {
        let bureau = try await CaseBureau()
        let (id, office) = (try await bureau.opened(), EvidenceOffice(bureau.store))
        let kept = try bureau.store.evidence.keep(bytes: [1])
        _ = try await office.add(Self.collected, file: kept, named: "f", to: id, request: "a", by: bureau.lead)
        let before = try bureau.shelf.rows("SELECT * FROM \(table)")
        #expect(before.count == 1)
        for sql in [
            "UPDATE \(table) SET id = id", "DELETE FROM \(table)",
            "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)",
        ] {
            #expect(throws: (any Error).self, "\(sql)") { try bureau.shelf.execute(sql) }
        }
        #expect(try bureau.shelf.rows("SELECT * FROM \(table)") == before)
    }
}
