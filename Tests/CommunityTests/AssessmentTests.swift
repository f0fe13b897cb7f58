import Community
import Foundation
import GRDB
import Media
import Remedy
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Impact assessments in the office")
struct AssessmentTests {
    @Test("Who has no part in it sees nothing of it, and can do nothing in it")
    func permission() async throws {
        let bench = try await AssessmentBench()
        let (file, finding) = try await bench.toPut()
        for reader in [bench.mine, bench.stranger, bench.ministry, .everyone] {
            #expect(try await bench.office.assessment(file, as: reader) == nil)
            #expect(try await bench.office.assessments(as: reader).isEmpty)
            #expect(try await bench.store.remedyFile(file, as: reader) == nil)
            #expect(try await bench.store.remedyEntries(of: file, as: reader).isEmpty)
            #expect(try await bench.office.photo(String(repeating: "a", count: 64), of: file, as: reader) == nil)
            await #expect(throws: RemedyFault.noSuchFile) {
                try await bench.say(.close(reason: "x"), in: file, by: reader)
            }
            await #expect(throws: StoreError.self) {
                _ = try await bench.store.assessmentContents(of: file, as: reader)
            }
        }
        for reader in [bench.stranger, bench.ministry, .everyone] {
            #expect(try await bench.office.finding(finding, as: reader) == nil)
            #expect(try await bench.office.findings(as: reader).isEmpty)
        }
        #expect(try await bench.office.finding(finding, as: bench.mine) != nil)
        // Nobody begins one without the capability, and nobody assesses themselves.
        await #expect(throws: Denial.self) { _ = try await bench.begin(by: bench.bench.guards) }
        await #expect(throws: RemedyFault.ownPromise) { _ = try await bench.begin(by: bench.ministry) }
    }

    @Test("What is told is sealed; consent taken back deletes content and key, and the file stays readable")
    func withdrawal() async throws {
        let bench = try await AssessmentBench()
        let file = try await bench.toGathering()
        for number in 0..<3 {
            let draft = AssessmentBench.interview("\(AssessmentBench.words) \(number)")
            try await bench.say(.interview(draft), in: file, event: "interview-\(number)")
        }
        let one = try #require(try await bench.office.assessment(file, as: bench.team))
        let ids = one.file.state.held.keys.sorted()
        #expect(one.file.state.counting.count == 3)
        let told = try #require(try await bench.office.interview(ids[0], of: file, as: bench.team))
        #expect(told.words["account"]?.hasPrefix(AssessmentBench.words) == true)
        let trail = try bench.bench.shelf.rows("SELECT reader FROM access WHERE action = 'interview-read'")
        #expect(trail == [[bench.team.name]])
        for entry in try await bench.store.remedyEntries(of: file, as: bench.team) {
            let text = String(decoding: entry.bytes, as: UTF8.self)
            #expect(!text.contains("xylographer") && !text.contains("downstream") && !text.contains("\"uses\""))
        }
        // Fewer uses leave it; without being counted it goes.
        try await bench.say(.withdraw(interview: ids[0], [.publish]), in: file, on: "2026-03-03")
        #expect(try bench.bench.shelf.rows("SELECT count(*) FROM impact_interview") == [["3"]])
        let taken = try key(of: ids[0], bench)
        #expect(try await holds(taken, bench), "the search finds what is there")
        try await bench.say(.withdraw(interview: ids[0], [.count]), in: file, event: "back", on: "2026-03-04")
        #expect(try await !holds(taken, bench))
        #expect(try await holds(try key(of: ids[1], bench), bench))
        let after = try #require(try await bench.office.assessment(file, as: bench.team))
        #expect(after.file.state.held.count == 3 && after.file.state.counting.count == 2)
        #expect(after.file.setAside.isEmpty)
        #expect(try await bench.office.interview(ids[0], of: file, as: bench.team) == nil)
        // Both forms again: nothing comes back.
        try await bench.say(.withdraw(interview: ids[0], [.count]), in: file, event: "back", on: "2026-03-04")
        for number in 0..<3 {
            let draft = AssessmentBench.interview("\(AssessmentBench.words) \(number)")
            try await bench.say(.interview(draft), in: file, event: "interview-\(number)")
        }
        #expect(try bench.bench.shelf.rows("SELECT count(*) FROM impact_interview") == [["2"]])
        await #expect(throws: Refusal.self) {
            try await bench.say(.withdraw(interview: "i-nothing", [.count]), in: file)
        }
    }

    /// A piece of the key block that lies beyond what a row has in its own page.
    private func key(of interview: String, _ bench: AssessmentBench) throws -> [Data] {
        let database = try DatabaseQueue(path: FactStore.databaseURL(in: bench.store.folder).path)
        let block = try database.read { db in
            try Data.fetchOne(
                db,
                sql: "SELECT key_block FROM impact_interview WHERE interview = ?",
                arguments: [interview]
            )
        }
        let bytes = [UInt8](try #require(block))
        return stride(from: 17_000, to: bytes.count - 64, by: 64).map { Data(bytes[$0..<$0 + 64]) }
    }

    /// Whether any file of the store holds any of the pieces.
    private func holds(_ pieces: [Data], _ bench: AssessmentBench) async throws -> Bool {
        let files = try #require(
            FileManager.default.enumerator(at: bench.store.folder, includingPropertiesForKeys: nil)
        )
        while let url = files.nextObject() as? URL {
            guard let content = try? Data(contentsOf: url) else { continue }
            if pieces.contains(where: { content.range(of: $0) != nil }) { return true }
        }
        return false
    }

    @Test("A form sent twice is one; with other words it is refused")
    func replay() async throws {
        let bench = try await AssessmentBench()
        let file = try await bench.toGathering()
        #expect(try await bench.begin(event: "b") == bench.begin(event: "b"))
        for _ in 0..<2 { try await bench.say(.interview(AssessmentBench.interview()), in: file, event: "i") }
        await #expect(throws: Refusal.self) {
            try await bench.say(.interview(AssessmentBench.interview("Something else")), in: file, event: "i")
        }
        let moment = try RedressBench.noon("2026-03-04")
        for _ in 0..<2 {
            let draft = try AssessmentBench.measurement("0.012")
            try await bench.office.measure(draft, inAssessment: file, event: "m", at: moment, by: bench.team)
        }
        await #expect(throws: Refusal.self) {
            let draft = try AssessmentBench.measurement("0.002")
            try await bench.office.measure(draft, inAssessment: file, event: "m", at: moment, by: bench.team)
        }
        let state = try #require(try await bench.office.assessment(file, as: bench.team)).file.state
        #expect(state.held.count == 1 && state.observations.count == 1)
    }

    @Test("What was sealed and then changed is named, and not passed over")
    func damage() async throws {
        let bench = try await AssessmentBench()
        let file = try await bench.toGathering()
        try await bench.say(.interview(AssessmentBench.interview()), in: file)
        try bench.bench.shelf.execute("UPDATE impact_interview SET sealed = zeroblob(length(sealed))")
        await #expect(throws: RemedyFault.self) { _ = try await bench.office.assessment(file, as: bench.team) }
    }

    @Test("Photos are kept without what the camera noted, under the digest that the measurement names")
    func photos() async throws {
        let bench = try await AssessmentBench()
        let file = try await bench.toGathering()
        let moment = try RedressBench.noon("2026-03-04")
        // A picture of nine by seven, as small as its kind allows, with words in it.
        let noted = Array("Ermelinda".utf8)
        let picture: [UInt8] =
            Array("GIF89a".utf8) + [9, 0, 7, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6, 0x21, 0xFE, 9] + noted
            + [0, 0x2C, 0, 0, 0, 0, 9, 0, 7, 0, 0, 2, 2, 0x4C, 0x01, 0, 0x3B]
        func measure(_ photo: [UInt8], _ event: String) async throws {
            try await bench.office.measure(
                try AssessmentBench.measurement("0.012"),
                photos: [photo],
                inAssessment: file,
                event: event,
                at: moment,
                by: bench.team
            )
        }
        try await measure(picture, "m")
        let one = try #require(try await bench.office.assessment(file, as: bench.team))
        let digest = try #require(one.file.state.observations.values.first?.photos.first)
        let kept = try #require(try await bench.office.photo(digest, of: file, as: bench.team))
        #expect(kept.mediaType == "image/gif" && !kept.bytes.contains(noted) && one.photos[digest]?.digest == digest)
        #expect(picture.contains(noted), "the needle is there before")
        #expect(one.photos[digest]?.removed == ["text"])
        await #expect(throws: RemedyFault.noPhoto(.document)) { try await measure(Array("%PDF-1.7".utf8), "n") }
        #expect(try bench.bench.shelf.rows("SELECT count(*) FROM impact_photo") == [["1"]])
        #expect(
            try #require(try await bench.office.assessment(file, as: bench.team)).file.state.observations.count == 1
        )
    }

    @Test("Only who is asked answers, nobody judges their own repair, and both are reminded")
    func answers() async throws {
        let bench = try await AssessmentBench()
        let (file, finding) = try await bench.toPut()
        let rows = try bench.bench.shelf.rows("SELECT agency_id, day FROM remedy_reminder ORDER BY agency_id")
        #expect(Set(rows.map { $0[0] }) == ["\(bench.team.agency.rawValue)", "\(bench.mine.agency.rawValue)"])
        let answer = FindingAct.answer("We closed the pond.", accepts: true)
        for reader in [bench.team, bench.stranger] {
            await #expect(throws: RemedyFault.self) {
                try await bench.office.say(answer, inFinding: finding, event: UUID().uuidString, by: reader)
            }
        }
        await #expect(throws: RemedyFault.noPart) {
            try await bench.office.say(.look(.done, observation: nil), inFinding: finding, event: "x", by: bench.mine)
        }
        try await bench.office.say(answer, inFinding: finding, event: "a", by: bench.mine)
        let late = try bench.bench.shelf.rows("SELECT agency_id FROM remedy_reminder")
        #expect(late == [["\(bench.team.agency.rawValue)"]], "who answered is reminded no more")
        let look = FindingAct.look(.partly, observation: nil)
        try await bench.office.say(look, inFinding: finding, event: "l", by: bench.team)
        #expect(try bench.bench.shelf.rows("SELECT count(*) FROM remedy_reminder") == [["0"]])
        let one = try #require(try await bench.office.assessment(file, as: bench.team))
        #expect(!one.gaps.contains { [.answerOverdue, .lookOverdue, .followUpMissing].contains($0.kind) })
        // Sent a second time, the finding is put once.
        try await bench.office.put(
            try #require(one.file.state.findings.keys.first),
            to: OrganisationID(bench.mine.agency),
            following: one.file.state.observations.keys.first,
            inAssessment: file,
            event: "put",
            at: RedressBench.noon("2026-03-20"),
            by: bench.team
        )
        #expect(try bench.bench.shelf.rows("SELECT count(*) FROM impact_put") == [["1"]])
    }

    @Test("Who has to answer learns how many people spoke only where they let it be passed on and are not few")
    func fewPeople() async throws {
        for (people, told) in [(2, nil), (4, 4)] as [(Int, Int?)] {
            let bench = try await AssessmentBench()
            let (file, finding) = try await bench.toPut(people: people)
            #expect(try await bench.office.finding(finding, as: bench.mine)?.interviews == told)
            let first = try #require(
                try await bench.office.assessment(file, as: bench.team)?.file.state.held.keys.first
            )
            try await bench.say(.withdraw(interview: first, [.company]), in: file, on: "2026-04-01")
            let left = try await bench.office.finding(finding, as: bench.mine)?.interviews
            #expect(left == told.map { $0 - 1 })
        }
    }

    @Test("A report is published once it was read out, not again at once, and holds no code of place or person")
    func report() async throws {
        let bench = try await AssessmentBench()
        let early = try await bench.toGathering()
        await #expect(throws: RemedyFault.notReadOut) {
            try await bench.office.publish(assessment: early, title: "T", area: "District", by: bench.team)
        }
        let other = try await AssessmentBench()
        let (file, _) = try await other.toPut()
        try await other.office.publish(assessment: file, title: "T", area: "District", by: other.team)
        await #expect(throws: RemedyFault.self) {
            try await other.office.publish(assessment: file, title: "T", area: "District", by: other.team)
        }
        let report = try #require(try await other.store.impactReports().first)
        let text = String(decoding: report.bytes, as: UTF8.self)
        for secret in ["well-1", "village-1", "plant-1", "team-2", "lab-1", "downstream", "xylographer", "2026-03-03"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(text.contains("\"limit-unchecked\"") && text.contains("\"month\":\"2026-03\""))
        await #expect(throws: RemedyFault.noSuchFile) {
            try await other.office.publish(assessment: file, title: "T", area: "D", by: other.stranger)
        }
    }
}
