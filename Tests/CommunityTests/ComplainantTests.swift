import Community
import Foundation
import Remedy
import Sealing
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("A person's own page for their complaint")
struct ComplainantTests {
    private static func receipt(_ number: UInt8) throws -> Sealing.Receipt {
        let made = Sealing.Receipt((0..<10).map { number &+ $0 })
        return try #require(made)
    }

    @Test("The receipt opens the complaint; another, and one that was replaced, open nothing")
    func receipts() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let desk = try await ComplainantDesk(bench.office)
        let (first, second) = (try Self.receipt(1), try Self.receipt(2))
        await #expect(throws: RemedyFault.noSuchReceipt) { _ = try await desk.complaint(first) }
        // Only who took it in makes one: not the body that deals with it, nor those complained of.
        for reader in [bench.secretariat, bench.mine, bench.facts] {
            await #expect(throws: StoreError.self, "\(reader.name)") {
                try await desk.give(first, for: file, by: reader)
            }
        }
        try await desk.give(first, for: file, by: bench.liaison)
        try await desk.give(first, for: file, by: bench.liaison)
        let own = try await desk.complaint(first)
        #expect(own.one.id == file && own.account == RedressBench.account && own.one.file != nil)
        #expect(try await bench.shelf.store.remedyReceiptDay(of: file, as: bench.liaison) == "2026-09-21")
        #expect(try await bench.shelf.store.remedyReceiptDay(of: file, as: bench.secretariat) == nil)
        try await desk.give(second, for: file, by: bench.liaison)
        await #expect(throws: RemedyFault.noSuchReceipt) { _ = try await desk.complaint(first) }
        #expect(try await desk.complaint(second).one.id == file)
        // What the store keeps is none of the ten bytes, and 32 of its own.
        #expect(try bench.shelf.rows("SELECT lookup FROM remedy_receipt") == [["blob of 32"]])
    }

    @Test("What the person says counts as theirs, once, and nobody else can set it right")
    func words() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let desk = try await ComplainantDesk(bench.office)
        let receipt = try Self.receipt(1)
        try await desk.give(receipt, for: file, by: bench.liaison)
        try await bench.toInquiry(file)
        let refusal = await #expect(throws: Refusal.self) {
            try await desk.say(.accepted(offer: "1"), with: receipt, event: "early")
        }
        #expect(refusal?.allowed.contains(Refusal.Allowed("withdraw", by: "person")) == true)
        bench.clock.advance(60)
        for _ in 0..<3 {
            try await desk.say(.retaliationReported("They followed me"), with: receipt, event: "form-1")
            bench.clock.advance(60)
        }
        let one = try #require(try await bench.office.grievance(file, as: bench.liaison))
        #expect(one.file?.state.isRetaliationOpen == true && one.file?.history.count == 4)
        #expect(one.file?.history.all.last?.author == Author("complainant", .person))
        let wrong = Event<GrievanceFact>.Content.correction(of: EventID("form-1"), nil, because: "no", at: nil)
        await #expect(throws: Refusal.self) {
            try await bench.office.say(wrong, as: .taker, in: file, event: "c", by: bench.liaison)
        }
        // The person cannot say what a body says.
        await #expect(throws: Refusal.self) { try await desk.say(.admitted, with: receipt, event: "x") }
        let trail = try await bench.shelf.store.accessTrail(as: .local, limit: 500)
        #expect(trail.count { $0.action == "complainant-said" } == 1)
    }

    @Test("Words and files are there once, by their digest, and seen by whom the person lets see them")
    func papers() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let desk = try await ComplainantDesk(bench.office)
        let receipt = try Self.receipt(1)
        try await desk.give(receipt, for: file, by: bench.liaison)
        try await bench.toInquiry(file)
        let document = PaperSample.document()
        for _ in 0..<2 {
            try await desk.add("The well is dry again", tells: false, with: receipt)
            try await desk.add(file: document, tells: true, with: receipt)
        }
        try await bench.office.add("I saw it too", to: file, tells: false, as: .body, by: bench.facts)
        let store = bench.shelf.store
        let all = try await store.remedyPapers(of: file, as: bench.liaison)
        #expect(all.map(\.kind) == ["words", "pdf", "words"] && all.map(\.isOwn) == [true, true, false])
        #expect(all[0].text == "The well is dry again" && all[1].text.isEmpty)
        #expect(all[1].arrived == PaperSample.digest(document))
        #expect(try await desk.complaint(receipt).papers == all)
        #expect(try await store.remedyPapers(of: file, as: bench.mine).map(\.kind) == ["pdf"])
        for reader in [bench.panel, bench.keeper, .everyone] {
            #expect(try await store.remedyPapers(of: file, as: reader).isEmpty, "\(reader.name)")
            #expect(try await store.openRemedyPaper(all[1].id, of: file, as: reader) == nil)
        }
        #expect(try await store.openRemedyPaper(all[0].id, of: file, as: bench.mine) == nil)
        let kept = try #require(try await store.openRemedyPaper(all[1].id, of: file, as: bench.mine))
        #expect(PaperSample.digest(kept.bytes) == all[1].sha256 && kept.bytes.count == all[1].byteCount)
        let trail = try await store.accessTrail(as: .local, limit: 500)
        #expect(trail.contains { $0.action == "remedy-paper-read" && $0.reader == bench.mine.name })
        await #expect(throws: RemedyFault.noPart) {
            try await bench.office.add("x", to: file, tells: false, as: .body, by: bench.mine)
        }
        // What could hold a program, and nothing at all, are not taken.
        for bytes in [Array("<svg onload='x'/>".utf8), [], Array("PK\u{3}\u{4}".utf8)] {
            await #expect(throws: RemedyFault.self) { try await desk.add(file: bytes, tells: true, with: receipt) }
        }
        await #expect(throws: RemedyFault.nothingSaid) { try await desk.add(" \n", tells: false, with: receipt) }
    }

    @Test("A complaint takes so many words and files and no more, and says so; who deals with it hears of one")
    func limits() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let desk = try await ComplainantDesk(bench.office)
        let receipt = try Self.receipt(1)
        try await desk.give(receipt, for: file, by: bench.liaison)
        for number in 0..<FactStore.mostPapers {
            try await bench.office.add("word \(number)", to: file, tells: false, as: .taker, by: bench.liaison)
        }
        await #expect(throws: RemedyFault.full) { try await desk.add("one more", tells: false, with: receipt) }
        let second = try await bench.lodge()
        try await desk.give(try Self.receipt(2), for: second, by: bench.liaison)
        try await desk.add("a word", tells: false, with: try Self.receipt(2))
        let told = try bench.shelf.rows(
            "SELECT agency_id FROM remedy_reminder WHERE file_id = \(second) AND day = '2026-09-21' ORDER BY 1"
        )
        #expect(told == [bench.liaison, bench.secretariat].map { ["\($0.agency.rawValue)"] }.sorted { $0[0] < $1[0] })
    }
}
