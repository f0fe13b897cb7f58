import Community
import Foundation
import Media
import Sealing
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Notes on reports, and what is handed to other organisations")
struct HandoverTests {
    /// A report that is there and was opened by the liaison, with her keys.
    private static func opened(
        _ village: Village,
        _ report: ReporterDesk.Report? = nil
    ) async throws -> (OpenedReport, [OpeningKey]) {
        _ = try await village.reporters.handIn(report ?? village.report())
        let id = try #require(try await village.shelf.store.sealedReports(as: village.liaison).map(\.id).max())
        return try await opened(village, id)
    }

    private static func opened(_ village: Village, _ id: Int64) async throws -> (OpenedReport, [OpeningKey]) {
        let keys = try await village.unlocked(village.liaison)
        let opened = try await village.officers.open(
            id,
            with: keys,
            as: village.liaison,
            for: .safeguarding,
            case: "R-1"
        )
        return (opened, keys)
    }

    /// An organisation that can be handed something and receives nothing by itself.
    private static func third(_ village: Village, _ kind: Agency.Kind = .justice) async throws -> Reader {
        let staff = Staff(village.shelf.store)
        let officer = try await staff.person(.communityLiaison, of: staff.agency(kind))
        try await village.officers.makeKey(Passphrase(Village.passphrase), by: officer)
        return officer
    }

    @Test(
        "Notes are read by colleagues with the organisation's key, and by no other recipient; the disk has no word of them"
    )
    func notes() async throws {
        let village = try await Village()
        let (opened, keys) = try await Self.opened(village)
        let desk = village.officers
        let grade = InformationGrade(.fair, .possible)
        try await desk.note(
            .graded(grade, reason: "xylographer", confirmation: ""),
            on: opened.report,
            by: village.liaison
        )
        try await desk.note(.remark("a zeugma for colleagues"), on: opened.report, by: village.liaison)
        let files = try await desk.files(of: [opened.report.id], with: keys, as: village.liaison)
        #expect(files[opened.report.id]?.grading?.grade == grade)
        #expect(files[opened.report.id]?.entries.count == 2)
        let theirs = try await village.unlocked(village.other)
        #expect(try await desk.files(of: [opened.report.id], with: theirs, as: village.other).isEmpty)
        // With the other organisation's key alone a note is not there.
        let closed = try await desk.files(of: [opened.report.id], with: theirs, as: village.liaison)
        #expect(closed[opened.report.id]?.entries.isEmpty == true)
        await #expect(throws: Denial.self) {
            try await desk.files(of: nil, with: keys, as: village.analyst)
        }
        for word in ["xylographer", "zeugma"] { #expect(try !village.isOnDisk(word), "\(word)") }
        #expect(try village.isOnDisk("sealed_report"), "the search finds what is there")
    }

    @Test("Many who note at once each have their note kept")
    func concurrent() async throws {
        let village = try await Village()
        let (opened, keys) = try await Self.opened(village)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    try await village.officers.note(.remark("note \(number)"), on: opened.report, by: village.liaison)
                }
            }
            try await group.waitForAll()
        }
        let file = try await village.officers.files(of: nil, with: keys, as: village.liaison)[opened.report.id]
        #expect(Set(file?.entries.map(\.note) ?? []) == Set((0..<4).map { .remark("note \($0)") }))
    }

    @Test(
        "A report in other words about one place is proposed, tied, and no more proposed once an officer said otherwise"
    )
    func sameMatter() async throws {
        let village = try await Village()
        let (first, _) = try await Self.opened(village)
        let keys = try await village.unlocked(village.liaison)
        _ = try await village.officers.weighing(of: first, with: keys, as: village.liaison)
        let (second, _) = try await Self.opened(village, village.report("Guards hurt a man behind the plant"))
        var weighing = try await village.officers.weighing(of: second, with: keys, as: village.liaison)
        #expect(weighing.similar.map(\.number) == [first.report.id] && weighing.cluster.isEmpty)
        try await village.officers.note(.same(report: first.report.report), on: second.report, by: village.liaison)
        weighing = try await village.officers.weighing(of: second, with: keys, as: village.liaison)
        #expect(weighing.similar.isEmpty && weighing.cluster == [first.report.id])
        // The tie is seen from the other end too.
        let (again, _) = try await Self.opened(village, first.report.id)
        let back = try await village.officers.weighing(of: again, with: keys, as: village.liaison)
        #expect(back.cluster == [second.report.id])
        try await village.officers.note(.different(report: second.report.report), on: first.report, by: village.liaison)
        weighing = try await village.officers.weighing(of: second, with: keys, as: village.liaison)
        #expect(weighing.similar.isEmpty && weighing.cluster.isEmpty)
        // What is compared is noted once, however often somebody looks.
        #expect(try village.shelf.rows("SELECT count(*) FROM report_note WHERE word = 'traits'") == [["2"]])
    }

    @Test("Handed over, opened, taken: both sides see the same receipt, and the reporter that it was handed over")
    func handedOver() async throws {
        let village = try await Village()
        let labour = try await Self.third(village)
        var report = village.report()
        report.content.contact = "ask for the tall one"
        let (opened, keys) = try await Self.opened(village, report)
        let targets = try await village.shelf.store.handoverTargets(for: opened.report)
        #expect(targets.map(\.number) == [labour.agency])
        let order = HandoverOrder(
            to: labour.agency,
            note: "Look at the wages",
            grade: InformationGrade(.fair, .possible)
        )
        let id = try await village.officers.handOver(opened, order, with: keys, by: village.liaison)
        let theirKeys = try await village.unlocked(labour)
        let handed = try await village.officers.handover(id, with: theirKeys, as: labour)
        #expect(handed.content.report.text == report.content.text && handed.content.report.contact == nil)
        #expect(handed.content.note == "Look at the wages" && handed.content.grade == "C3")
        // Three days; the same receipt on both sides.
        #expect(handed.handover.answerBy.number - handed.handover.sentOn.number == 3)
        let (mine, theirs) = (
            try await village.shelf.store.handovers(as: village.liaison),
            try await village.shelf.store.handovers(as: labour)
        )
        #expect(mine == theirs && mine.map(\.state) == [.sent])
        // Nobody else sees it, nor the report itself.
        #expect(try await village.shelf.store.handovers(as: village.other).isEmpty)
        await #expect(throws: StoreError.self) {
            try await village.officers.handover(id, with: theirKeys, as: village.other)
        }
        #expect(try await village.shelf.store.sealedReports(as: labour).isEmpty)
        // Not twice to one organisation, and only who got it answers.
        await #expect(throws: StoreError(.conflict, "")) {
            try await village.officers.handOver(opened, order, with: keys, by: village.liaison)
        }
        await #expect(throws: StoreError(.notFound, "")) {
            try await village.officers.answerHandover(id, declining: nil, by: village.liaison)
        }
        for _ in 0..<2 { try await village.officers.answerHandover(id, declining: nil, by: labour) }
        await #expect(throws: StoreError(.conflict, "")) {
            try await village.officers.answerHandover(id, declining: .notOurs, by: labour)
        }
        let thread = try await village.reporters.thread(report.receipt)
        #expect(thread.steps.map(\.state) == [.received, .opened, .referred, .underWay])
        let trail = try village.shelf.rows(
            "SELECT detail FROM access WHERE action LIKE 'handover-%' OR action LIKE '%-over'"
        )
        let digest = handed.handover.digest.map { String(format: "%02x", $0) }.joined()
        #expect(trail.count { $0[0].contains(digest) } == 2)
    }

    @Test("Nothing is handed over without the reporter's word, nor to a body that may not stand behind the door")
    func refused() async throws {
        let village = try await Village()
        let police = try await Self.third(village, .police)
        var report = village.report(door: .security)
        let (opened, keys) = try await Self.opened(village, report)
        #expect(try await village.shelf.store.handoverTargets(for: opened.report).isEmpty)
        await #expect(throws: StoreError(.invalid, "")) {
            let order = HandoverOrder(to: police.agency, note: "…")
            _ = try await village.officers.handOver(opened, order, with: keys, by: village.liaison)
        }
        report = village.report()
        report.content.uses = [.statistics]
        let (silent, _) = try await Self.opened(village, report)
        await #expect(throws: CommunityFault.notAllowed) {
            let order = HandoverOrder(to: police.agency, note: "Help")
            _ = try await village.officers.handOver(silent, order, with: keys, by: village.liaison)
        }
        #expect(try village.shelf.rows("SELECT count(*) FROM report_handover") == [["0"]])
    }

    @Test("Who has taken it answers in the reporter's thread under the name of the organisation; nobody else does")
    func answered() async throws {
        let village = try await Village()
        let labour = try await Self.third(village)
        let report = village.report()
        let (opened, keys) = try await Self.opened(village, report)
        let order = HandoverOrder(to: labour.agency, note: "Look at the wages")
        let id = try await village.officers.handOver(opened, order, with: keys, by: village.liaison)
        let (desk, theirKeys) = (village.officers, try await village.unlocked(labour))
        let handed = try await desk.handover(id, with: theirKeys, as: labour)
        // Not before it was taken, and not by who gave it.
        await #expect(throws: StoreError(.conflict, "")) { try await desk.answer(handed, "We come", by: labour) }
        try await desk.answerHandover(id, declining: nil, by: labour)
        for other in [village.liaison, village.other] {
            await #expect(throws: StoreError(.notFound, "")) { try await desk.answer(handed, "We come", by: other) }
        }
        await #expect(throws: CommunityFault.nothingSaid) { try await desk.answer(handed, " ", by: labour) }
        try await desk.answer(handed, "We come on zeugma day", by: labour)
        _ = try await village.reporters.write("They came", with: report.receipt, attempt: "1")
        let thread = try await village.reporters.thread(report.receipt)
        #expect(thread.messages.map(\.text) == ["We come on zeugma day", "They came"])
        #expect(thread.messages.map(\.agency) == [labour.agency, nil])
        #expect(thread.names[labour.agency]?.isEmpty == false)
        // Who gave it reads along; who took it reads their own answers and nothing else of the thread.
        let (again, _) = try await Self.opened(village, opened.report.id)
        #expect(again.messages.map(\.text) == ["We come on zeugma day", "They came"])
        let own = try await desk.answers(throughHandover: id, with: theirKeys, as: labour)
        #expect(own.map(\.text) == ["We come on zeugma day"])
        await #expect(throws: StoreError(.notFound, "")) {
            try await desk.answers(throughHandover: id, with: keys, as: village.liaison)
        }
        #expect(try !village.isOnDisk("zeugma"))
        let trail = try village.shelf.rows("SELECT detail FROM access WHERE action = 'report-answered'")
        #expect(trail == [["hand-over \(id)"]])
        try await village.reporters.withdraw(report.receipt)
        await #expect(throws: StoreError(.conflict, "")) { try await desk.answer(handed, "Again", by: labour) }
    }

    @Test("One that is declined can go to somebody else; what is late rings on both sides, once")
    func lateAndDeclined() async throws {
        let village = try await Village()
        let (labour, water) = (try await Self.third(village), try await Self.third(village, .customs))
        let (opened, keys) = try await Self.opened(village, village.report(isUrgent: true))
        let store = village.shelf.store
        let first = try await village.officers.handOver(
            opened,
            HandoverOrder(to: labour.agency, note: "Now"),
            with: keys,
            by: village.liaison
        )
        func bell(_ reader: Reader) async throws -> Int {
            _ = try await store.gatherNotices(for: reader)
            let person = try #require(reader.person).rawValue
            let rows = try village.shelf.rows(
                "SELECT count(*) FROM notice WHERE event = 'handover' AND person_id = \(person)"
            )
            return try #require(Int(rows[0][0]))
        }
        #expect(try await bell(labour) == 1)
        #expect(try await bell(village.liaison) == 0)
        // Somebody is in danger: a day, and then it is late.
        village.clock.advance(2 * 86_400)
        #expect(try await bell(labour) == 2)
        #expect(try await bell(labour) == 2)
        #expect(try await bell(village.liaison) == 1)
        try await village.officers.answerHandover(first, declining: .conflict, by: labour)
        let second = try await village.officers.handOver(
            opened,
            HandoverOrder(to: water.agency, note: "Now"),
            with: keys,
            by: village.liaison
        )
        let theirs = try await village.officers.handover(second, with: village.unlocked(water), as: water)
        #expect(theirs.content.note == "Now" && theirs.handover.firstSequence == 1)
        let states = try await store.handovers(of: opened.report.id, as: village.liaison).map(\.state)
        #expect(states == [.sent, .declined])
    }

    @Test("What was withdrawn is handed to nobody, and nothing that officers do puts its deletion off")
    func withdrawn() async throws {
        let village = try await Village()
        let labour = try await Self.third(village)
        let report = village.report()
        let (opened, keys) = try await Self.opened(village, report)
        let order = HandoverOrder(to: labour.agency, note: "Look")
        try await village.reporters.withdraw(report.receipt)
        // From a page that was open before.
        await #expect(throws: StoreError(.conflict, "")) {
            _ = try await village.officers.handOver(opened, order, with: keys, by: village.liaison)
        }
        let (again, _) = try await Self.opened(village, opened.report.id)
        #expect(!again.allows(.refer) && again.content.uses.contains(.refer))
        await #expect(throws: CommunityFault.notAllowed) {
            _ = try await village.officers.handOver(again, order, with: keys, by: village.liaison)
        }
        try await village.officers.answer(again, "We are sorry", by: village.liaison)
        village.clock.advance(8 * 86_400)
        #expect(try await village.shelf.store.deleteReportsDue() == 1)
    }

    @Test("Files go with it as they came to the organisation, and on its day all of it is deleted")
    func filesAndEnd() async throws {
        let village = try await Village()
        let labour = try await Self.third(village)
        let report = village.report()
        _ = try await village.reporters.handIn(report)
        let picture = try #require(Data(base64Encoded: Self.picture))
        try await village.reporters.attach(Array(picture), with: report.receipt)
        let id = try #require(try await village.shelf.store.sealedReports(as: village.liaison).first?.id)
        let (opened, keys) = try await Self.opened(village, id)
        let order = HandoverOrder(to: labour.agency, note: "See the picture", sendsFiles: true)
        let number = try await village.officers.handOver(opened, order, with: keys, by: village.liaison)
        let theirKeys = try await village.unlocked(labour)
        #expect(try await village.officers.handover(number, with: theirKeys, as: labour).files == [.png])
        let file = try await village.officers.handedFile(0, of: number, with: theirKeys, as: labour)
        let kept = try await village.officers.attachment(0, of: id, with: keys, as: village.liaison)
        #expect(file.bytes == kept.bytes && file.kind == .png)
        try await village.officers.note(.remark("x"), on: opened.report, by: village.liaison)
        try await village.reporters.withdraw(report.receipt)
        village.clock.advance(8 * 86_400)
        #expect(try await village.shelf.store.deleteReportsDue() == 1)
        for table in ["report_note", "report_handover", "report_handover_part", "sealed_report"] {
            #expect(try village.shelf.rows("SELECT count(*) FROM \(table)") == [["0"]], "\(table)")
        }
    }

    /// One black pixel.
    private static let picture =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
}

extension Village {
    /// Whether a word stands in any file of the store.
    func isOnDisk(_ word: String) throws -> Bool {
        let walker = FileManager.default.enumerator(
            at: shelf.store.folder,
            includingPropertiesForKeys: [.isRegularFileKey]
        )
        while let file = walker?.nextObject() as? URL {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            if try Data(contentsOf: file).range(of: Data(word.utf8)) != nil { return true }
        }
        return false
    }
}
