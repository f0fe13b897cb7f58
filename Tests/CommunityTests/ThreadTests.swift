import Community
import Formats
import Foundation
import GRDB
import Sealing
import Secrets
import Store
import StoreSamples
import Testing
import Vocabulary

/// A store with two organisations that receive reports, and their officers.
struct Village {
    let shelf: Shelf
    let clock = SetClock()
    let reporters: ReporterDesk
    let officers: OfficerDesk
    let liaison: Reader
    let other: Reader
    let analyst: Reader
    static let passphrase = "four old trees by the river"

    init(doors: Set<ReportDoor> = Set(ReportDoor.allCases)) async throws {
        let clock = clock
        shelf = try Shelf { clock.now }
        let today: @Sendable () -> CalendarDay = {
            CalendarDay(clamping: Int(clock.now.timeIntervalSince1970) / 86_400)
        }
        reporters = try await ReporterDesk(shelf.store, today: today)
        // Every test here makes and opens keys; what they cost is looked at in one of them.
        let cheap = try #require(ScryptParameters(logarithm: 4, blockSize: 8, parallelism: 1))
        officers = OfficerDesk(shelf.store, lockingCost: cheap, today: today)
        let staff = Staff(shelf.store)
        liaison = try await staff.person(.communityLiaison, of: staff.agency(.community))
        other = try await staff.person(.communityLiaison, of: staff.agency(.oversight))
        analyst = try await staff.person(.analyst, of: liaison.agency.rawValue)
        for officer in [liaison, other] {
            try await officers.makeKey(Passphrase(Self.passphrase), by: officer)
        }
        try await shelf.store.setReportDoors(doors, by: liaison)
        try await shelf.store.setReportDoors(doors.subtracting([.gender]), by: other)
    }

    func report(
        _ text: String = "They beat my brother at the gate",
        door: ReportDoor = .general,
        isUrgent: Bool = false,
        readsOwn: Bool = false
    ) -> ReporterDesk.Report {
        var generator = SystemRandomNumberGenerator()
        return ReporterDesk.Report(
            id: .make(using: &generator),
            receipt: .make(using: &generator),
            content: ReportContent(
                category: "violence",
                text: text,
                happened: "2026-11",
                place: .init(text: "behind the washing plant", position: ("-12.35", "39.20")),
                who: "guards in green",
                uses: [.refer, .statistics]
            ),
            door: door,
            isUrgent: isUrgent,
            language: .pt,
            reporterReadsOwn: readsOwn
        )
    }

    func unlocked(_ officer: Reader) async throws -> [OpeningKey] {
        try await officers.unlock(Passphrase(Self.passphrase), by: officer)
    }
}

@Suite("A report from somebody without a name, and its thread")
struct ThreadTests {
    @Test("goes to the organisations behind its door, is opened with their passphrase, answered, read by receipt")
    func wayAndBack() async throws {
        let village = try await Village()
        let report = village.report()
        #expect(try await village.reporters.handIn(report) == .kept)
        let store = village.shelf.store
        for officer in [village.liaison, village.other] {
            let listed = try #require(try await store.sealedReports(as: officer).first)
            #expect(listed.state == .received || officer.agency == village.other.agency)
            let opened = try await village.officers.open(
                listed.id,
                with: village.unlocked(officer),
                as: officer,
                for: .safeguarding,
                case: "R-1"
            )
            #expect(opened.content == report.content)
        }
        let id = try #require(try await store.sealedReports(as: village.liaison).first?.id)
        let opened = try await village.officers.open(
            id,
            with: village.unlocked(village.liaison),
            as: village.liaison,
            for: .safeguarding,
            case: "R-1"
        )
        try await village.officers.answer(opened, "Is your brother safe now?", by: village.liaison)
        let thread = try await village.reporters.thread(report.receipt)
        #expect(thread.messages.map(\.text) == ["Is your brother safe now?"])
        #expect(thread.steps.map(\.state) == [.received, .opened])
        #expect(thread.content == nil, "by receipt one reads answers, not the report")
        _ = try await village.reporters.write("He is at my aunt's", with: report.receipt, attempt: "1")
        let again = try await village.officers.open(
            id,
            with: village.unlocked(village.other),
            as: village.other,
            for: .safeguarding,
            case: "R-1"
        )
        #expect(again.messages.map(\.text) == ["Is your brother safe now?", "He is at my aunt's"])
        #expect(again.messages.map(\.isAnswer) == [true, false])
    }

    @Test("whoever wants to can read the own report again")
    func readsOwn() async throws {
        let village = try await Village()
        let report = village.report(readsOwn: true)
        _ = try await village.reporters.handIn(report)
        #expect(try await village.reporters.thread(report.receipt).content == report.content)
    }

    @Test("sent twice it is there once; under a used name or receipt it is refused")
    func once() async throws {
        let village = try await Village()
        let report = village.report()
        #expect(try await village.reporters.handIn(report) == .kept)
        #expect(try await village.reporters.handIn(report) == .known)
        var other = village.report()
        other.id = report.id
        await #expect(throws: CommunityFault.taken) { try await village.reporters.handIn(other) }
        other = village.report()
        other.receipt = report.receipt
        await #expect(throws: CommunityFault.taken) { try await village.reporters.handIn(other) }
        #expect(try await village.shelf.store.sealedReportCount(as: village.liaison).all == 1)
    }

    @Test("a wrong receipt leads nowhere, a wrong passphrase opens nothing, another agency's report is not there")
    func refused() async throws {
        let village = try await Village()
        _ = try await village.reporters.handIn(village.report(door: .gender))
        await #expect(throws: CommunityFault.noSuchReport) {
            try await village.reporters.thread(village.report().receipt)
        }
        await #expect(throws: CommunityFault.wrongPassphrase) {
            try await village.officers.unlock(Passphrase("a passphrase that is another"), by: village.liaison)
        }
        let store = village.shelf.store
        let id = try #require(try await store.sealedReports(as: village.liaison).first?.id)
        #expect(try await store.sealedReports(as: village.other).isEmpty, "not through that door")
        let keys = try await village.unlocked(village.other)
        await #expect(throws: StoreError(.notFound, "")) {
            try await village.officers.open(id, with: keys, as: village.other, for: .safeguarding, case: "x")
        }
        await #expect(throws: Denial.self) { try await store.sealedReports(as: village.analyst) }
        await #expect(throws: Denial.self) { try await store.reportKeys(by: .everyone) }
        await #expect(throws: CommunityFault.cannotBeOpened) {
            try await village.officers.open(id, with: keys, as: village.liaison, for: .safeguarding, case: "x")
        }
    }

    @Test("without an organisation behind the door nothing is taken, and nothing kept")
    func nobody() async throws {
        let village = try await Village(doors: [.general])
        await #expect(throws: CommunityFault.nobodyReceives) {
            try await village.reporters.handIn(village.report(door: .child))
        }
        await #expect(throws: CommunityFault.nothingSaid) {
            try await village.reporters.handIn(village.report(" \n"))
        }
        #expect(try village.shelf.rows("SELECT * FROM sealed_report").isEmpty)
    }

    @Test("keys that are made as the product makes them cost what new keys have to cost")
    func cost() async throws {
        let village = try await Village()
        let desk = OfficerDesk(village.shelf.store) { CalendarDay(clamping: 20_000) }
        try await desk.makeKey(Passphrase(Village.passphrase), by: village.liaison)
        try await desk.makeShareKey(Passphrase(Village.passphrase), by: village.liaison)
        let present = try #require(try await village.shelf.store.reportKeys(by: village.liaison).first)
        let own = try #require(try village.shelf.rows("SELECT hex(sealed_key) FROM officer_key").first?.first)
        for bytes in [present.sealedKey, try #require(Hexadecimal.bytes(own.lowercased().utf8))] {
            #expect(try LockedKey(bytes).parameters == LockedKey.currentParameters)
        }
    }

    @Test("a new key opens what comes from then on, the old one what came before")
    func rotation() async throws {
        let village = try await Village()
        _ = try await village.reporters.handIn(village.report("before"))
        try await village.officers.makeKey(Passphrase(Village.passphrase), by: village.liaison)
        _ = try await village.reporters.handIn(village.report("after"))
        let keys = try await village.unlocked(village.liaison)
        var texts: [String] = []
        for report in try await village.shelf.store.sealedReports(as: village.liaison) {
            texts.append(
                try await village.officers.open(
                    report.id,
                    with: keys,
                    as: village.liaison,
                    for: .safeguarding,
                    case: "x"
                ).content.text
            )
        }
        #expect(Set(texts) == ["before", "after"])
    }

    @Test("danger to life stands first, then the oldest that nobody opened")
    func order() async throws {
        let village = try await Village()
        for (text, isUrgent) in [("one", false), ("two", true), ("three", false)] {
            _ = try await village.reporters.handIn(village.report(text, isUrgent: isUrgent))
        }
        let listed = try await village.shelf.store.sealedReports(as: village.liaison)
        #expect(listed.map(\.isUrgent) == [true, false, false])
        #expect(listed[1].id < listed[2].id)
    }

    @Test("every opening is a line of the trail, with its purpose, and is committed with it")
    func trail() async throws {
        let village = try await Village()
        _ = try await village.reporters.handIn(village.report())
        let id = try #require(try await village.shelf.store.sealedReports(as: village.liaison).first?.id)
        let keys = try await village.unlocked(village.liaison)
        for _ in 0..<2 {
            _ = try await village.officers.open(id, with: keys, as: village.liaison, for: .safeguarding, case: "R-7")
        }
        let lines = try village.shelf.rows("SELECT subject_id, detail FROM access WHERE action = 'report-opened'")
        #expect(lines == [["\(id)", "safeguarding R-7"], ["\(id)", "safeguarding R-7"]])
    }

    @Test("it is deleted on its day and not before, and leaves nothing but that it was deleted")
    func retention() async throws {
        let village = try await Village()
        let report = village.report()
        _ = try await village.reporters.handIn(report)
        let store = village.shelf.store
        let id = try #require(try await store.sealedReports(as: village.liaison).first?.id)
        try await village.officers.set(.closed, of: id, by: village.liaison)
        village.clock.advance(89 * 86_400)
        #expect(try await store.deleteReportsDue() == 0)
        village.clock.advance(86_400)
        #expect(try await store.deleteReportsDue() == 1)
        await #expect(throws: CommunityFault.noSuchReport) { try await village.reporters.thread(report.receipt) }
        for table in ["sealed_report", "sealed_part", "sealed_step", "sealed_recipient"] {
            #expect(try village.shelf.rows("SELECT * FROM \(table)").isEmpty, "\(table)")
        }
        #expect(try village.shelf.rows("SELECT count(*) FROM access WHERE action = 'report-deleted'") == [["1"]])
    }

    @Test("who withdraws it is obeyed: nobody sets another state, and it goes after some days")
    func withdrawn() async throws {
        let village = try await Village()
        let report = village.report()
        _ = try await village.reporters.handIn(report)
        try await village.reporters.withdraw(report.receipt)
        let store = village.shelf.store
        let id = try #require(try await store.sealedReports(as: village.liaison).first?.id)
        await #expect(throws: StoreError(.conflict, "")) {
            try await village.officers.set(.underWay, of: id, by: village.liaison)
        }
        village.clock.advance(7 * 86_400)
        #expect(try await store.deleteReportsDue() == 1)
    }
}

@Suite("With the whole disk in hand and no key")
struct SeizureTests {
    @Test("no word of a report is found, in no file of the store, and nothing of the receipt")
    func nothingIsFound() async throws {
        let village = try await Village()
        let report = village.report("The xylographer of Quissanga saw the lorry at the weighbridge", readsOwn: true)
        _ = try await village.reporters.handIn(report)
        let id = try #require(try await village.shelf.store.sealedReports(as: village.liaison).first?.id)
        let opened = try await village.officers.open(
            id,
            with: village.unlocked(village.liaison),
            as: village.liaison,
            for: .safeguarding,
            case: "R-1"
        )
        try await village.officers.answer(opened, "Thank you, the ombudswoman of Pemba knows", by: village.liaison)
        _ = try await village.reporters.write("Her name is Ermelinda", with: report.receipt, attempt: "1")
        let needles = [
            "xylographer", "Quissanga", "weighbridge", "washing plant", "-12.35", "39.20", "guards in green",
            "violence",
            "ombudswoman", "Ermelinda", "trees by the river",
        ].flatMap { word in
            [
                Array(word.utf8), Array(Data(word.utf8).base64EncodedString().utf8.prefix(8)),
                word.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] },
            ]
        }
        var files = 0
        let walker = FileManager.default.enumerator(
            at: village.shelf.store.folder,
            includingPropertiesForKeys: [.isRegularFileKey]
        )
        while let file = walker?.nextObject() as? URL {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            let data = try Data(contentsOf: file)
            files += 1
            for needle in needles {
                #expect(
                    data.range(of: Data(needle)) == nil,
                    "\(file.lastPathComponent) holds \(String(decoding: needle, as: UTF8.self))"
                )
            }
        }
        #expect(files >= 2)
        // The same search finds what is there in the open: it can fail.
        let database = try Data(contentsOf: FactStore.databaseURL(in: village.shelf.store.folder))
        let log = try Data(
            contentsOf: URL(filePath: FactStore.databaseURL(in: village.shelf.store.folder).path + "-wal")
        )
        #expect(
            database.range(of: Data("report-opened".utf8)) != nil || log.range(of: Data("report-opened".utf8)) != nil
        )
    }
}
