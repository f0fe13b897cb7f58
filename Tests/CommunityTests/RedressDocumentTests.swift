import Community
import Formats
import Foundation
import Remedy
import Sealing
import Store
import StoreSamples
import Testing
import Vocabulary

/// The worked examples of docs/grievances.md and docs/dialogue.md: read from the documents, done by the program, compared.
@Suite("The worked examples of complaints and dialogues")
struct RedressDocumentTests {
    private static func lines(_ kind: String, of document: String) throws -> [[String]] {
        let file = RedressBench.home.appending(path: "docs/\(document).md")
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```\(kind)\n")
        try #require(parts.count == 2, "docs/\(document).md has one block of \(kind)")
        let lines = parts[1].components(separatedBy: "\n```")[0].split(separator: "\n")
        return lines.map { $0.split(separator: " ").map(String.init) }
    }

    /// The cells of the table whose first heading is this one.
    private static func table(_ heading: String, of document: String) throws -> [[String]] {
        let file = RedressBench.home.appending(path: "docs/\(document).md")
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("| \(heading) |") })
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        }
    }

    @Test("A complaint goes its way with the days of the document")
    func grievance() async throws {
        let bench = try await RedressBench()
        var file: Int64 = 0
        let rows = try Self.table("after", of: "grievances")
        let steps = try Self.lines("walk", of: "grievances")
        try #require(rows.count == steps.count)
        for (words, row) in zip(steps, rows) {
            let (day, word) = (words[0], words[1])
            if word == "lodge" {
                file = try await bench.lodge(event: "walk", on: day)
            } else {
                try await say(word, on: day, in: file, bench)
            }
            let one = try #require(try await bench.office.grievance(file, as: .local))
            let names: [AgencyNumber: String] = [
                bench.secretariat.agency: "secretariat", bench.facts.agency: "facts", bench.panel.agency: "panel",
            ]
            let due: String = if case .on(let day)? = one.glimpse.due { day.text } else { "–" }
            let body = one.glimpse.acting?.agency.flatMap { names[$0] } ?? "–"
            #expect(row == [word, one.glimpse.step?.id.rawValue ?? "", body, due], "\(day) \(word)")
        }
    }

    private func say(_ word: String, on day: String, in file: Int64, _ bench: RedressBench) async throws {
        let offer = Offer(id: "1", items: [.init(id: "1", form: .restitution, what: "A clean well")])
        let routes = try #require(try await bench.office.grievance(file, as: .local)).routes.map(\.id)
        let said: [String: (GrievanceFact, RemedyPart, Reader)] = [
            "acknowledge": (.acknowledged(routes: Set(routes)), .body, bench.secretariat),
            "admit": (.admitted, .body, bench.secretariat),
            "find": (.found(Finding(CategoryID("water"), .established, by: .plausible)), .body, bench.facts),
            "offer": (.offered(offer), .respondent, bench.mine),
            "accept": (.accepted(offer: "1"), .taker, bench.liaison),
            "report-delivery": (.deliveryReported(offer: "1", item: "1"), .respondent, bench.mine),
            "confirm": (.deliveryConfirmed(offer: "1", item: "1"), .taker, bench.liaison),
            "check-retaliation": (.retaliationChecked(found: false), .body, bench.secretariat),
            "close": (.closed(Closure(.delivered, askedSatisfaction: true)), .body, bench.secretariat),
        ]
        let (fact, part, reader) = try #require(said[word], "\(word)")
        try await bench.say(fact, part, reader, in: file, on: day)
    }

    @Test("A person answers with their receipt alone, on the days of the document")
    func own() async throws {
        let bench = try await RedressBench()
        let desk = try await ComplainantDesk(bench.office)
        let made = Sealing.Receipt((1...10).map { UInt8($0) })
        let receipt = try #require(made)
        let rows = try Self.table("on the page after", of: "grievances")
        var (file, seen): (Int64, Int) = (0, 0)
        for words in try Self.lines("own", of: "grievances") {
            let (day, word) = (words[0], words[1])
            let noon = Double(try RedressBench.noon(day).milliseconds) / 1_000
            bench.clock.advance(max(0, noon + 3_600 - bench.clock.now.timeIntervalSince1970))
            let own: [String: GrievanceFact] = [
                "accept": .accepted(offer: "1"), "confirm": .deliveryConfirmed(offer: "1", item: "1"),
                "survey": .surveyed([.knewNext: true, .feltHeard: true, .outcomeAdequate: false]),
            ]
            if word == "lodge" {
                file = try await bench.lodge(event: "own", on: day)
                try await desk.give(receipt, for: file, by: bench.liaison)
            } else if words.last == "*" {
                try await desk.say(try #require(own[word]), with: receipt, event: word)
            } else {
                try await say(word, on: day, in: file, bench)
            }
            guard let row = rows.first(where: { $0[0] == word }) else { continue }
            let complaint = try await desk.complaint(receipt)
            let left = complaint.one.glimpse.ended == nil ? complaint.daysLeft.map(String.init) ?? "–" : "–"
            #expect(row == [word, complaint.one.glimpse.step?.id.rawValue ?? "", left])
            seen += 1
        }
        #expect(seen == rows.count && seen > 0)
        let measures = try await bench.office.report(by: bench.keeper).measures.measures
        let asked = Dictionary(uniqueKeysWithValues: measures.map { ($0.kind, $0.value) })
        #expect(asked[.knewNext] == .share(1, of: 1) && asked[.outcomeAdequate] == .share(0, of: 1))
        #expect(asked[.understood] == .notKnown, "who leaves a question out stands in no denominator")
    }

    @Test("Statistics are published with small numbers left out, once in 28 days, and stay as they were")
    func statistics() async throws {
        let bench = try await RedressBench()
        for _ in 0..<4 { _ = try await bench.lodge() }
        #expect(try await bench.office.publishedStatistics() == nil)
        try await bench.office.publishStatistics(by: bench.keeper)
        let first = try #require(try await bench.office.publishedStatistics())
        #expect(first["total"]?.numberText == "4" && first["day"]?.string == "2026-09-21")
        await #expect(throws: RemedyFault.publishedRecently(until: "2026-10-19")) {
            try await bench.office.publishStatistics(by: bench.keeper)
        }
        let few = first["measures"]?.elements?.first { $0["kind"]?.string == "women" }
        #expect(few?["counted"]?.numberText == "4")
        bench.clock.advance(28 * 86_400)
        let file = try await bench.lodge()
        bench.clock.advance(60)
        try await bench.say(.withdrawn(reason: "moved away"), .taker, bench.liaison, in: file)
        try await bench.office.publishStatistics(by: bench.keeper)
        let second = try #require(try await bench.office.publishedStatistics())
        let rows = second["outcomes"]?.elements ?? []
        #expect(rows.first { $0["name"]?.string == "withdrawn" }?["count"] == .null, "one is told to nobody")
        #expect(rows.first { $0["name"]?.string == "open" }?["count"] == .null, "nor what would give it away")
    }

    // MARK: Dialogue

    @Test("A meeting takes what the document says, and tells what it decided when the document says")
    func meeting() async throws {
        let bench = try await RedressBench()
        let (office, liaison, at) = (bench.office, bench.liaison, try RedressBench.noon("2026-09-01"))
        let groups = try Self.lines("charter", of: "dialogue").map {
            Charter.Group($0[0], seats: Int($0[1]) ?? 0, quorum: Int($0[2]) ?? 0)
        }
        let charter = Charter(groups: groups, leastWomen: 40)
        let draft = GroupDraft(name: "The valley", charter: charter, isPublic: true)
        let group = try await office.found(draft, event: "found", at: at, by: liaison)
        let first = CalendarDay("2026-01-01") ?? CalendarDay(clamping: 0)
        for words in try Self.lines("seats", of: "dialogue") {
            let sex = try #require(Intake.Sex(rawValue: words[2]))
            let seat = Seat(SeatID(words[0]), group: words[1], sex: sex, choice: .assembly, from: first)
            try await office.say(.seated(seat), inGroup: group, event: words[0], at: at, by: liaison)
        }
        let day = try #require(CalendarDay("2026-09-01"))
        let plan = MeetingDraft(group: group, title: "x", agenda: ["a", "b", "c"], day: day, place: "School")
        let meeting = try await office.call(plan, event: "call", at: at, by: liaison)
        let rows = try Self.table("line", of: "dialogue")
        let lines = try Self.lines("meeting", of: "dialogue")
        try #require(rows.count == lines.count)
        for (number, (words, row)) in zip(lines, rows).enumerated() {
            let taken = try await take(words, in: meeting, event: "line-\(number)", at: at, bench)
            let told = try #require(try await office.meeting(meeting, as: .everyone)).decisions.count
            #expect(row == ["\(number + 1)", taken ? "yes" : "no", "\(told)"], "\(words)")
        }
        let balance = try #require(try await office.group(group, as: .everyone)?.balance)
        #expect(balance.hasEnoughWomen && balance.unbalanced.map(\.group) == ["community"])
        let shown = balance.rows.map { [$0.group, "\($0.held)", "\($0.due)", "\($0.women)"] }
        #expect(try Self.table("sector", of: "dialogue") == shown)
    }

    /// Whether what a line says was taken.
    private func take(
        _ words: [String],
        in meeting: Int64,
        event: String,
        at: UTCInstant,
        _ bench: RedressBench
    ) async throws -> Bool {
        var facts: [(fact: MeetingFact, part: Author.Part)] = []
        switch words[0] {
        case "attend":
            let seats = try #require(try await bench.office.meeting(meeting, as: bench.liaison)).seats
            facts = seats.filter { words.contains($0.id.rawValue) }.map { (.attended($0.id, $0.sex), .facilitator) }
        case "read": facts = [(.minutesRead(language: words[1]), .facilitator)]
        case "approve": facts = [(.minutesApproved, .facilitator)]
        default: break
        }
        do {
            if facts.isEmpty {
                let seat = words.count > 2 ? SeatID(words[2]) : nil
                let outcome = try #require(ItemOutcome(rawValue: words[1]))
                let minutes = [ItemMinutes(item: Int(words[0]) ?? 0, outcome, text: "a sentence", seat: seat)]
                try await bench.office.take(minutes, ofMeeting: meeting, event: event, at: at, by: bench.liaison)
            } else {
                try await bench.office.say(facts, inMeeting: meeting, event: event, at: at, by: bench.liaison)
            }
            return true
        } catch is Refusal { return false }
    }

    @Test("A promise has the state of the document on each day")
    func promises() async throws {
        let bench = try await RedressBench()
        let made = try Self.lines("promises", of: "dialogue")
        var files: [String: Int64] = [:]
        for words in made {
            let at = try RedressBench.noon(words[1])
            if words[2] == "make" {
                let draft = CommitmentDraft(
                    what: "Promise \(words[0])",
                    owner: bench.mine.agency,
                    due: try #require(CalendarDay(words[3])),
                    proof: "a visit",
                    confirmer: "women’s seat",
                    isPublic: words[0] != "D"
                )
                files[words[0]] = try await bench.office.make(draft, event: words[0], at: at, by: bench.liaison)
                continue
            }
            let id = try #require(files[words[0]])
            let facts: [String: (CommitmentFact, RemedyPart, Reader)] = [
                "report": (.reportedDone(proof: "photographs"), .debtor, bench.mine),
                "confirm": (.confirmed, .chair, bench.liaison),
                "later": (
                    .rescheduled(to: CalendarDay(words.last ?? "") ?? CalendarDay(clamping: 0), reason: "floods"),
                    .chair, bench.liaison
                ),
            ]
            let (fact, part, reader) = try #require(facts[words[2]])
            let event = words.joined(separator: " ")
            try await bench.office.say(fact, as: part, inCommitment: id, event: event, at: at, by: reader)
        }
        for row in try Self.table("promise", of: "dialogue") {
            let id = try #require(files[row[0]])
            let one = try #require(try await bench.office.commitment(id, as: .local))
            #expect(one.state?.rawValue == row[1], "\(row[0])")
            #expect((try await bench.office.commitment(id, as: .everyone) != nil) == (row[2] == "yes"), "\(row[0])")
        }
        // Who owes it says that it is done, and never that it is confirmed.
        let open = try #require(files["C"])
        await #expect(throws: RemedyFault.noPart) {
            try await bench.office.say(.confirmed, as: .chair, inCommitment: open, event: "x", by: bench.mine)
        }
        await #expect(throws: RemedyFault.ownPromise) {
            let own = CommitmentDraft(
                what: "x",
                owner: bench.liaison.agency,
                due: try #require(CalendarDay("2026-12-01")),
                proof: "y",
                confirmer: "z",
                isPublic: true
            )
            _ = try await bench.office.make(own, event: "own", by: bench.liaison)
        }
    }

    @Test("Consent is complete only when nothing is missing: whatever is left out, it is not")
    func consent() async throws {
        let bench = try await RedressBench()
        let steps = try await bench.office.inForce().keys.contains("fpic")
        try #require(steps)
        let names = [
            "peoples", "plan", "information", "advice", "deliberation", "dialogue", "agreement", "monitoring",
            "closing",
        ]
        for left in [nil] + names.map(Optional.some) {
            let one = try await consult(bench, leaving: left)
            #expect(one.isComplete == (left == nil), "\(left ?? "nothing"): \(one.gaps)")
            #expect(one.gaps.isEmpty == one.isComplete)
        }
        let shown = try await bench.office.consultations(aboutLicence: "lic-1", as: .everyone)
        #expect(shown.count == names.count + 1 && shown.count { $0.isComplete } == 1)
    }

    /// A consultation in which everything was done as it should, but for one step.
    private func consult(_ bench: RedressBench, leaving left: String?) async throws -> ConsultationCase {
        let draft = ConsultationDraft(
            title: "The pit",
            people: "Six villages",
            languages: ["vmw"],
            licence: "lic-1",
            marking: .clear
        )
        let tag = left ?? "all"
        let at = try RedressBench.noon("2026-06-01")
        let file = try await bench.office.open(draft, event: "open-\(tag)", at: at, by: bench.liaison)
        let record = StepRecord(
            language: "vmw",
            women: 10,
            others: 12,
            record: "minutes",
            shows: [.advice, .ownWay, .writing]
        )
        let plan = [
            ("peoples", "2026-06-02"), ("plan", "2026-06-03"), ("information", "2026-06-04"), ("advice", "2026-06-10"),
            ("deliberation", "2026-07-10"), ("dialogue", "2026-07-20"), ("decision", "2026-08-20"),
            ("agreement", "2026-08-25"), ("monitoring", "2026-09-15"),
        ]
        for (step, day) in plan where step != left {
            let fact = step == "decision" ? ConsultationFact.decided(.yes, record) : .stepDone(StepID(step), record)
            let moment = try RedressBench.noon(day)
            do {
                let event = "\(tag)-\(step)"
                try await bench.office.say(fact, inConsultation: file, event: event, at: moment, by: bench.liaison)
            } catch is Refusal {
                // A step that is left out keeps those after it from being done.
                #expect(left != nil, "\(step)")
            }
        }
        if left != "closing" {
            let end = ConsultationFact.closed(outcome: "an agreement", changes: [])
            let moment = try RedressBench.noon("2026-09-16")
            try await bench.office.say(end, inConsultation: file, event: "\(tag)-end", at: moment, by: bench.liaison)
        }
        return try #require(try await bench.office.consultation(file, as: .local))
    }
}
