import Remedy
import Testing
import Vocabulary

@Suite("A grievance goes its way")
struct GrievanceTests {
    @Test func fromIntakeToARemedyThatThePersonConfirms() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        #expect(bench.state.step == "answer")
        try bench.person("2026-04-10", .accepted(offer: "o1"))
        let owner = Author("manager", .organisation(Bench.mine))
        try bench.say("2026-05-04", owner, .deliveryReported(offer: "o1", item: "well"))
        #expect(bench.state.step == "delivery")
        try bench.say("2026-05-05", owner, .deliveryReported(offer: "o1", item: "words"))
        #expect(bench.state.step == "confirmation")
        try bench.person("2026-05-06", .deliveryConfirmed(offer: "o1", item: "well"))
        #expect(bench.state.step == "confirmation" && !bench.state.isRemedied)
        try bench.person("2026-05-07", .deliveryConfirmed(offer: "o1", item: "words"))
        #expect(bench.state.step == "confirmed" && bench.state.isRemedied)
        let closure = GrievanceFact.closed(Closure(.delivered, askedSatisfaction: true))
        #expect(refusal { try bench.acting("2026-05-08", closure) } == .retaliationUnchecked)
        try bench.acting("2026-05-08", .retaliationChecked(found: false))
        try bench.acting("2026-05-08", closure)
        try bench.person("2026-05-09", .rated(4))
        #expect(bench.state.ended == day("2026-05-08") && bench.state.rating == 4)
        #expect(
            bench.state.stays.map(\.step.rawValue) == [
                "received", "screening", "inquiry", "proposal", "answer", "delivery", "confirmation", "confirmed",
                "closed",
            ]
        )
        #expect(bench.state.stays.map { $0.days(until: day("2026-06-01")) } == [2, 2, 14, 12, 9, 25, 2, 1, 24])
    }

    @Test func silenceConfirmsNothing() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        try bench.person("2026-04-10", .accepted(offer: "o1"))
        for item in ["well", "words"] { try bench.acting("2026-04-20", .deliveryReported(offer: "o1", item: item)) }
        try bench.acting("2026-04-20", .retaliationChecked(found: false))
        for reason in [Closure.Reason.delivered, .unresolved] {
            let closing = GrievanceFact.closed(Closure(reason, askedSatisfaction: true))
            #expect(refusal { try bench.acting("2027-12-01", closing) } == .notConfirmed)
        }
        // Nor does handing it to somebody else wipe out what was accepted.
        try bench.person("2026-04-20", .referred("court", receipt: "R-7"))
        let elsewhere = GrievanceFact.closed(Closure(.referred, askedSatisfaction: true))
        #expect(refusal { try bench.acting("2027-12-01", elsewhere) } == .notConfirmed)
        // Neither who owes it nor the body can say it in the person's stead.
        let confirmation = GrievanceFact.deliveryConfirmed(offer: "o1", item: "well")
        #expect(refusal { try bench.body(Bench.mine, "2026-04-21", confirmation) } == .notTheirs)
        #expect(refusal { try bench.acting("2026-04-21", confirmation) } == .notTheirs)
        // Who cannot be found was looked for on several days over three months; then it is said to be so, not "delivered".
        let gone = GrievanceFact.closed(Closure(.unreachable, askedSatisfaction: false))
        #expect(refusal { try bench.acting("2026-12-01", gone) } == .notTried)
        for text in ["2026-08-01", "2026-08-01", "2026-09-01", "2026-10-01"] {
            try bench.acting(text, .contactTried(.phone))
        }
        #expect(refusal { try bench.acting("2026-12-01", gone) } == .notTried)
        try bench.acting("2026-11-01", .contactTried(.meeting))
        try bench.acting("2026-12-01", gone)
        #expect(!bench.state.isRemedied)
        try bench.person("2027-01-10", .reopened(reason: "I was away"))
        #expect(bench.state.step == "inquiry" && bench.state.reopenings == 1)
    }

    @Test func whatIsDeniedGoesBack() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        try bench.person("2026-04-10", .accepted(offer: "o1"))
        for item in ["well", "words"] { try bench.acting("2026-04-20", .deliveryReported(offer: "o1", item: item)) }
        try bench.person("2026-04-22", .deliveryDenied(offer: "o1", item: "well", reason: "it is dry"))
        #expect(bench.state.step == "delivery")
        #expect(bench.state.currentOffer?.delivery == ["well": .denied, "words": .reported])
        #expect(refusal { try bench.person("2026-04-23", .appealed(ground: "it is dry")) } == .tooSoon)
        // 60 calendar days from 22 April end on Sunday 21 June, so on Monday 22.
        #expect(refusal { try bench.person("2026-06-22", .appealed(ground: "it is dry")) } == .tooSoon)
        try bench.person("2026-06-23", .appealed(ground: "it is dry"))
        #expect(bench.state.acting == Bench.appeals)
        try bench.acting("2026-06-30", .appealDecided(upheld: false))
        // Lost against delay, it is still owed.
        #expect(bench.state.step == "delivery")
    }

    @Test func whatWasAcceptedStaysOwedBesideANewOffer() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        try bench.person("2026-04-10", .accepted(offer: "o1"))
        // 60 days from 10 April end on 9 June.
        try bench.person("2026-06-10", .appealed(ground: "nothing has come"))
        try bench.acting("2026-06-20", .appealDecided(upheld: true))
        try bench.acting(
            "2026-06-25",
            .offered(Offer(id: "o2", items: [.init(id: "a", form: .compensation, what: "x")]))
        )
        try bench.person("2026-06-26", .refused(offer: "o2", reason: "I want the well"))
        #expect(bench.state.step == "delivery" && bench.state.owed?.offer.id == "o1")
        try bench.person("2026-07-01", .deliveryConfirmed(offer: "o1", item: "well"))
        try bench.person("2026-07-02", .deliveryConfirmed(offer: "o1", item: "words"))
        #expect(bench.state.step == "confirmed" && bench.state.owed == nil)
    }

    @Test func aRefusedOfferWaitsForTheAppealToRunOut() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        try bench.person("2026-04-10", .countered(offer: "o1", demand: "two wells"))
        try bench.acting("2026-04-15", .offered(Offer(id: "o2", items: [.init(id: "a", form: .other, what: "x")])))
        #expect(refusal { try bench.person("2026-04-16", .accepted(offer: "o1")) } == .nothingThere)
        try bench.person("2026-04-16", .refused(offer: "o2", reason: "too little"))
        let closing = GrievanceFact.closed(Closure(.unresolved, askedSatisfaction: true))
        // 30 days from 16 April end on Saturday 16 May, so on Monday 18.
        #expect(refusal { try bench.acting("2026-05-18", closing) } == .windowOpen)
        try bench.acting("2026-05-19", closing)
        #expect(bench.state.ended != nil)
    }

    @Test func appealsGoToWhoHasNotDecided() throws {
        var rules = try Bench.rules()
        var bench = Bench(rules)
        try bench.toInquiry()
        try bench.acting("2026-03-20", .found(Finding("water", .notEstablished, by: .plausible)))
        #expect(bench.state.step == "not-established" && bench.state.deciders == [Bench.facts])
        try bench.person("2026-03-25", .appealed(ground: "nobody came to look"))
        #expect(bench.state.acting == Bench.appeals)
        try bench.acting("2026-04-10", .appealDecided(upheld: true))
        #expect(bench.state.step == "proposal" && bench.state.findings.isEmpty && bench.state.appealsUpheld == 1)

        // Where the panel of appeals is the one that looked for facts, another body hears the appeal.
        var shared = Bench.bound
        shared[BodyID("fact-finding-team")] = Bench.appeals
        rules = try Bench.rules(bindings: shared)
        var other = Bench(rules)
        try other.toInquiry()
        try other.acting("2026-03-20", .found(Finding("water", .notEstablished, by: .plausible)))
        try other.person("2026-03-25", .appealed(ground: "nobody came to look"))
        #expect(other.state.acting == Bench.panel)
        #expect(refusal { try other.acting("2026-03-26", .assigned(Bench.appeals)) } == .decidedBefore)
    }

    @Test func aFindingNamesTheStandardOfItsCategory() throws {
        var bench = Bench(try Bench.rules())
        try bench.toInquiry(["water", "labour"])
        let wrong = GrievanceFact.found(Finding("water", .established, by: .clear))
        #expect(refusal { try bench.acting("2026-03-20", wrong) } == .wrongStandard)
        #expect(
            refusal { try bench.acting("2026-03-20", .found(Finding("land", .established, by: .balance))) }
                == .unknownWord
        )
        try bench.acting("2026-03-20", .found(Finding("water", .notEstablished, by: .plausible)))
        #expect(bench.state.step == "inquiry")
        try bench.acting("2026-03-21", .found(Finding("labour", .partly, by: .balance)))
        #expect(bench.state.step == "proposal")
    }

    @Test func refusalsSayWhatIsAllowed() throws {
        var bench = Bench(try Bench.rules())
        #expect(throws: Refusal(.notBegun, allowed: [.init("lodge", by: "person")])) {
            try bench.person("2026-03-01", .withdrawn(reason: "x"))
        }
        try bench.lodge("2026-03-02")
        do {
            try bench.acting("2026-03-03", .admitted)
            Issue.record("admitted before it was acknowledged")
        } catch let refusal as Refusal {
            #expect(refusal.reason == .notInThisStep && refusal.detail == ["admit", "received"])
            #expect(
                refusal.allowed == [
                    .init("acknowledge", by: "body"), .init("refer", by: "person"), .init("withdraw", by: "person"),
                ]
            )
        }
    }

    @Test func questionsStopTheClockAndNotForEver() throws {
        var bench = Bench(try Bench.rules())
        try bench.toInquiry()
        let calendar = bench.file.rules.calendar
        // 30 working days from Friday 6 March.
        #expect(bench.state.clock?.due(in: calendar) == .on(day("2026-04-17")))
        try bench.acting("2026-03-10", .informationAsked("which well?"))
        #expect(refusal { try bench.acting("2026-03-11", .informationAsked("and when?")) } == .stopped)
        try bench.person("2026-03-12", .informationGiven)
        #expect(bench.state.clock?.due(in: calendar) == .on(day("2026-04-21")))
        try bench.acting("2026-03-16", .informationAsked("since when?"))
        // Never answered: 30 calendar days, then it runs. 17 March to 15 April hold 22 working days.
        #expect(bench.state.clock?.due(in: calendar) == .on(day("2026-05-21")))
        #expect(refusal { try bench.person("2026-04-20", .informationGiven) } == .nothingThere)
        #expect(refusal { try bench.acting("2026-04-20", .extended(days: 16, reason: "rain")) } == .tooLong)
        #expect(refusal { try bench.acting("2026-04-20", .extended(days: 5, reason: " ")) } == .reasonMissing)
        try bench.acting("2026-04-20", .extended(days: 10, reason: "the road is cut"))
        #expect(bench.state.clock?.due(in: calendar) == .on(day("2026-06-04")))
        #expect(refusal { try bench.acting("2026-04-21", .extended(days: 6, reason: "rain")) } == .tooLong)
        #expect(refusal { try bench.acting("2026-06-05", .extended(days: 5, reason: "rain")) } == .tooLate)
    }

    @Test func remindersComeAtSharesOfTheLimit() throws {
        var bench = Bench(try Bench.rules())
        try bench.toInquiry()
        let rules = bench.file.rules
        // 15, 24 and 30 working days from Friday 6 March.
        #expect(rules.reminders(in: bench.state).map(\.day) == ["2026-03-27", "2026-04-09", "2026-04-17"].map(day))
        #expect(rules.due(in: bench.state) == .on(day("2026-04-17")))
        #expect(rules.overdue(on: day("2026-04-20"), in: bench.state) == 3)
        try bench.person("2026-04-20", .withdrawn(reason: "x"))
        #expect(rules.reminders(in: bench.state).isEmpty && rules.due(in: bench.state) == nil)
    }

    @Test func theStateAtAnEarlierMoment() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        #expect(bench.file.state(at: try noon("2026-03-05")).step == "screening")
        #expect(bench.file.state(at: try noon("2026-03-01")).step == nil)
    }
}
