import Remedy
import Testing
import Vocabulary

@Suite("Consultation and consent")
struct ConsultationTests {
    private static let lead = Author("l", .facilitator)
    private static let people = Author("assembly", .person)
    private static let whole = StepRecord(
        language: "vmw",
        women: 20,
        others: 25,
        record: "minutes-1",
        shows: [.advice, .ownWay, .writing]
    )

    private typealias Said = (String, Author, ConsultationFact)

    private static let upToDecision: [Said] = [
        ("2026-01-05", lead, .opened(people: "Ntoro", languages: ["vmw"])),
        ("2026-01-10", lead, .stepDone("peoples", whole)), ("2026-01-20", lead, .stepDone("plan", whole)),
        ("2026-02-01", lead, .stepDone("information", whole)), ("2026-02-10", lead, .stepDone("advice", whole)),
        ("2026-03-10", lead, .stepDone("deliberation", whole)), ("2026-03-20", lead, .stepDone("dialogue", whole)),
    ]
    private static let yes: [Said] = [
        ("2026-04-01", people, .decided(.yesWith(conditions: ["no night blasting"]), whole)),
        ("2026-04-20", lead, .stepDone("agreement", whole)), ("2026-06-01", lead, .stepDone("monitoring", whole)),
    ]

    private static func run(_ said: [Said]) throws -> ConsultationFile {
        var file = ConsultationFile(ConsultationRules(try Content.consent(), calendar: try Bench.plain()))
        for (index, (text, author, fact)) in said.enumerated() {
            let event = Event(EventID("e\(index)"), at: try noon(text), rank: index, by: author, fact)
            try file.append(event, now: noon(text))
        }
        return file
    }

    private static let end: ConsultationFact = .closed(outcome: "an agreement", changes: [])

    /// What is missing besides its being closed, without which nothing is complete.
    private static func gaps(_ said: [Said], on text: String) throws -> [ConsentGap] {
        let file = try run(said)
        let gaps = file.rules.gaps(in: file.state, on: day(text))
        #expect(gaps.last == .stillOpen && !file.rules.isComplete(file.state, on: day(text)))
        let others = Array(gaps.dropLast())
        if file.state.unanswered.isEmpty {
            let closed = try run(said + [(said.last?.0 ?? text, lead, end)])
            #expect(closed.rules.gaps(in: closed.state, on: day(text)) == others)
            #expect(closed.rules.isComplete(closed.state, on: day(text)) == (others.isEmpty && closed.state.isYes))
        }
        return others
    }

    @Test func nothingIsCompleteWithAStepMissing() throws {
        #expect(try Self.gaps(Self.upToDecision + Self.yes, on: "2026-07-01").isEmpty)
        let steps = try Content.consent().steps.map(\.id)
        // Cut off after each step: the gaps are exactly the steps that follow.
        let all = Self.upToDecision + Self.yes
        for count in 1..<all.count {
            let missing = try Self.gaps(Array(all.prefix(count)), on: "2026-07-01")
            #expect(missing == steps.dropFirst(count - 1).map { .step($0) })
        }
    }

    @Test func peopleAreGivenTime() throws {
        var hurried = Array(Self.upToDecision.prefix(5))
        hurried.append(("2026-03-02", Self.lead, .stepDone("deliberation", Self.whole)))
        // 30 days from 1 February end on 3 March.
        #expect(refusal { try Self.run(hurried) } == .tooSoon)
        hurried[5].0 = "2026-03-03"
        #expect(try Self.run(hurried).state.done["deliberation"] == [day("2026-03-03")])
        #expect(refusal { try Self.run(Array(Self.upToDecision.prefix(2)) + [Self.upToDecision[3]]) } == .stepMissing)
    }

    @Test func onlyThePeopleDecideAndWithoutPressure() throws {
        let company = Author("m", .organisation("mine"))
        #expect(
            refusal { try Self.run(Self.upToDecision + [("2026-04-01", company, .decided(.yes, Self.whole))]) }
                == .notTheirs
        )
        #expect(
            refusal { try Self.run(Self.upToDecision + [("2026-04-01", Self.lead, .stepDone("decision", Self.whole))]) }
                == .notTheirs
        )
        let pressed: Said = ("2026-03-25", Self.people, .pressureReported(id: "t1", what: "the chief was paid"))
        #expect(refusal { try Self.run(Self.upToDecision + [pressed] + Self.yes) } == .underPressure)
        let settledByMine: Said = ("2026-03-26", company, .pressureSettled(id: "t1", how: "x"))
        #expect(refusal { try Self.run(Self.upToDecision + [pressed, settledByMine]) } == .notTheirs)
        let settled: Said = ("2026-03-28", Self.people, .pressureSettled(id: "t1", how: "another speaks for us"))
        #expect(try Self.gaps(Self.upToDecision + [pressed, settled] + Self.yes, on: "2026-07-01").isEmpty)
        // Reported afterwards, it stands in the way again.
        let after: Said = ("2026-06-10", Self.people, .pressureReported(id: "t2", what: "guards at the meeting"))
        #expect(try Self.gaps(Self.upToDecision + Self.yes + [after], on: "2026-07-01") == [.pressure("t2")])
    }

    @Test func noIsNoAndYesCanBeTakenBack() throws {
        let no: [Said] = [("2026-04-01", Self.people, .decided(.no, Self.whole))]
        #expect(
            try Self.gaps(Self.upToDecision + no, on: "2026-07-01") == [
                .step("agreement"), .step("monitoring"), .refused,
            ]
        )
        #expect(refusal { try Self.run(Self.upToDecision + no + [Self.yes[1]]) } == .consentMissing)
        let back: Said = ("2026-06-20", Self.people, .withdrawn(reason: "they blast at night"))
        #expect(try Self.gaps(Self.upToDecision + Self.yes + [back], on: "2026-07-01") == [.withdrawn])
        // A new yes is no yes to the old agreement.
        let anew: Said = ("2026-06-25", Self.people, .decided(.yes, Self.whole))
        #expect(
            try Self.gaps(Self.upToDecision + Self.yes + [back, anew], on: "2026-07-01") == [
                .step("agreement"), .step("monitoring"),
            ]
        )
    }

    @Test func everyCommentGetsAnAnswer() throws {
        let comment: Said = ("2026-06-03", Self.people, .commented(id: "q1", text: "where will the dust go?"))
        // 30 days end on Friday 3 July.
        #expect(
            try Self.gaps(Self.upToDecision + Self.yes + [comment], on: "2026-07-03") == [
                .comment("q1", isOverdue: false)
            ]
        )
        #expect(
            try Self.gaps(Self.upToDecision + Self.yes + [comment], on: "2026-07-04") == [
                .comment("q1", isOverdue: true)
            ]
        )
        let answer: Said = ("2026-06-09", Self.lead, .answered(comment: "q1", text: "east; so the school moves"))
        #expect(try Self.gaps(Self.upToDecision + Self.yes + [comment, answer], on: "2026-07-04").isEmpty)
        #expect(
            refusal {
                try Self.run(Self.upToDecision + [("2026-04-01", Self.lead, .answered(comment: "q9", text: "x"))])
            } == .nothingThere
        )
    }

    @Test("Closing is refused while a comment has no answer, and names the comments")
    func closing() throws {
        let all = Self.upToDecision + Self.yes
        let asked: [Said] = [
            ("2026-06-03", Self.people, .commented(id: "q1", text: "where will the dust go?")),
            ("2026-06-03", Self.people, .commented(id: "q2", text: "and the cattle?")),
            ("2026-06-04", Self.lead, .answered(comment: "q2", text: "by a bridge")),
        ]
        let close: Said = ("2026-06-10", Self.lead, Self.end)
        do {
            _ = try Self.run(all + asked + [close])
            Issue.record("it was closed")
        } catch let error as Refusal {
            #expect(error.reason == .commentsUnanswered && error.detail == ["q1"])
            #expect(!error.allowed.contains(Refusal.Allowed("close-consultation", by: "facilitator")))
        }
        let answered = all + asked + [("2026-06-09", Self.lead, .answered(comment: "q1", text: "east"))]
        // What was changed names comments that were made, and says what.
        for change in [
            ConsultationChange("a bridge", becauseOf: ["q9"]), ConsultationChange("a bridge", becauseOf: []),
        ] {
            let fact = ConsultationFact.closed(outcome: "agreed", changes: [change])
            #expect(refusal { try Self.run(answered + [("2026-06-10", Self.lead, fact)]) } == .nothingThere)
        }
        for fact in [
            ConsultationFact.closed(outcome: " ", changes: []),
            .closed(outcome: "x", changes: [ConsultationChange(" ", becauseOf: ["q1"])]),
        ] {
            #expect(refusal { try Self.run(answered + [("2026-06-10", Self.lead, fact)]) } == .reasonMissing)
        }
        for author in [Self.people, Author("m", .organisation("mine"))] {
            #expect(refusal { try Self.run(answered + [("2026-06-10", author, Self.end)]) } == .notTheirs)
        }
        let change = ConsultationChange("a bridge for cattle", becauseOf: ["q1", "q2"])
        let fact = ConsultationFact.closed(outcome: "agreed", changes: [change])
        let file = try Self.run(answered + [("2026-06-10", Self.lead, fact)])
        #expect(file.state.closed == day("2026-06-10") && file.rules.isComplete(file.state, on: day("2026-07-01")))
    }

    @Test(
        "Once closed nothing is said but that consent is taken back, pressure, what follows a yes, and that it goes on"
    )
    func closed() throws {
        let closed = Self.upToDecision + Self.yes + [("2026-06-10", Self.lead, Self.end)]
        let late = "2026-06-20"
        let refused: [Said] = [
            (late, Self.lead, .commented(id: "q1", text: "x")), (late, Self.people, .decided(.no, Self.whole)),
            (late, Self.lead, .stepDone("dialogue", Self.whole)), (late, Self.lead, Self.end),
        ]
        for said in refused {
            #expect(refusal { try Self.run(closed + [said]) } == .consultationClosed, "\(said.2)")
        }
        let taken: [Said] = [
            (late, Self.people, .withdrawn(reason: "no bridge")),
            (late, Self.lead, .pressureReported(id: "t1", what: "guards")),
            (late, Self.lead, .stepDone("monitoring", Self.whole)),
        ]
        for said in taken { #expect(refusal { try Self.run(closed + [said]) } == nil, "\(said.2)") }
        #expect(
            refusal { try Self.run(Self.upToDecision + [(late, Self.lead, .reopened(reason: "x"))]) } == .nothingThere
        )
        #expect(refusal { try Self.run(closed + [(late, Self.lead, .reopened(reason: " "))]) } == .reasonMissing)
        #expect(refusal { try Self.run(closed + [(late, Self.people, .reopened(reason: "x"))]) } == .notTheirs)
        let anew: [Said] = [
            (late, Self.lead, .reopened(reason: "a village was left out")),
            ("2026-06-21", Self.lead, .commented(id: "q1", text: "x")),
        ]
        let file = try Self.run(closed + anew)
        #expect(file.state.closed == nil && !file.rules.isComplete(file.state, on: day("2026-07-01")))
        #expect(refusal { try Self.run(closed + anew + [("2026-06-22", Self.lead, Self.end)]) } == .commentsUnanswered)
    }

    @Test func aRecordThatShowsTooLittleIsNamed() throws {
        var thin = Self.upToDecision + Self.yes
        thin[3].2 = .stepDone("information", StepRecord(language: "por", women: 0, others: 9, record: " "))
        #expect(
            try Self.gaps(thin, on: "2026-07-01") == [
                .evidence("information", .language), .evidence("information", .women),
                .evidence("information", .record),
            ]
        )
        // Monitoring is due again after 183 days.
        #expect(try Self.gaps(Self.upToDecision + Self.yes, on: "2026-12-01").isEmpty)
        #expect(
            try Self.gaps(Self.upToDecision + Self.yes, on: "2026-12-02") == [
                .dueAgain("monitoring", since: day("2026-12-01"))
            ]
        )
    }
}

@Suite("Findings are followed up")
struct FollowUpTests {
    private static func measured(
        _ number: String,
        _ unit: String,
        _ method: String,
        _ text: String
    ) throws -> Measurement {
        Measurement(try DecimalNumber(number), unit, method: method, on: day(text))
    }

    @Test func answersAreDueWithinSixtyDays() throws {
        let rules = FollowUpRules(limit: try #require(TimeLimit(days: 60, .calendar)), calendar: try Bench.plain())
        var file = FollowUpFile(rules)
        let (lead, mine) = (Author("l", .facilitator), Author("m", .organisation("mine")))
        let now = try noon("2026-12-01")
        try file.append(
            Event(
                "e0",
                at: noon("2026-03-02"),
                by: lead,
                .found(baseline: Self.measured("0.9", "mg/l", "lab", "2026-03-01"))
            ),
            now: now
        )
        try file.append(Event("e1", at: noon("2026-03-02"), rank: 1, by: lead, .sent(to: "mine")), now: now)
        try file.append(Event("e2", at: noon("2026-03-05"), by: lead, .sent(to: "ministry")), now: now)
        // 60 days from 2 March end on 1 May, from 5 March on 4 May.
        #expect(rules.overdueAnswers(file.state, on: day("2026-05-01")).isEmpty)
        #expect(rules.overdueAnswers(file.state, on: day("2026-05-06")).map(\.id) == ["mine", "ministry"])
        #expect(rules.overdueAnswers(file.state, on: day("2026-05-06")).map(\.days) == [5, 2])
        try file.append(
            Event("e3", at: noon("2026-05-07"), by: mine, .answered(text: "we treat it", accepts: true)),
            now: now
        )
        #expect(rules.overdueAnswers(file.state, on: day("2026-05-08")).map(\.id) == ["ministry"])
        #expect(
            rules.isLookOverdue(file.state, on: day("2026-05-02"))
                && !rules.isLookOverdue(file.state, on: day("2026-05-01"))
        )
        #expect(file.state.change == .notKnown)
        let field = try Self.measured("0.4", "mg/l", "strip", "2026-06-01")
        #expect(
            refusal {
                try file.append(Event("e4", at: noon("2026-06-01"), by: mine, .followedUp(.done, now: field)), now: now)
            } == .notTheirs
        )
        try file.append(Event("e4", at: noon("2026-06-01"), by: lead, .followedUp(.partly, now: field)), now: now)
        // Another method is another number: no difference is told.
        #expect(file.state.change == .notComparable(try #require(file.state.baseline), field))
        let lab = try Self.measured("0.4", "mg/l", "lab", "2026-07-01")
        try file.append(Event("e5", at: noon("2026-07-01"), by: lead, .followedUp(.partly, now: lab)), now: now)
        #expect(file.state.change == .from(try #require(file.state.baseline), to: lab))
    }
}
