import Remedy
import Testing
import Vocabulary

@Suite("Impact assessments")
struct ImpactTests {
    private static let mine = Author("x", .organisation("mine"))

    @Test func eachStageNeedsWhatTheOnesBeforeItLeft() throws {
        var bench = try ImpactBench()
        #expect(refusal { try bench.say(.advanced(to: .frame)) } == .notBegun)
        try bench.say(.begun(project: "mine:1", place: "village:1", answerable: ["mine"]))
        #expect(
            bench.file.rules.gaps(bench.state).map(\.description) == [
                "prepare record-missing community-agreement", "prepare record-missing consent-plan",
                "prepare record-missing risk-check", "prepare record-missing team",
            ]
        )
        #expect(refusal { try bench.say(.advanced(to: .frame)) } == .stepMissing)
        #expect(refusal { try bench.say(.advanced(to: .gather)) } == .notInThisStep)
        #expect(refusal { try bench.say(.scoped(right: "water", reason: "x")) } == .notInThisStep)
        try bench.record(.prepare)
        try bench.advance()
        try bench.record(.frame)
        #expect(bench.file.rules.gaps(bench.state).map(\.kind) == [.noRight])
        #expect(refusal { try bench.say(.scoped(right: "gold", reason: "x")) } == .unknownWord)
        try bench.say(.scoped(right: "water", reason: "x"))
        try bench.say(.scoped(right: "work", reason: "x"))
        try bench.advance()
        try bench.record(.questions)
        try bench.say(.setChosen("water"))
        #expect(refusal { try bench.say(.setChosen("land")) } == .nothingThere)
        #expect(bench.file.rules.gaps(bench.state).map(\.description) == ["questions right-without-questions work"])
        try bench.say(.setChosen("work"))
        try bench.advance()
        try bench.say(.interviewed(ImpactBench.interview("w1")))
        #expect(bench.file.rules.gaps(bench.state).map(\.description) == ["gather set-not-asked work"])
        #expect(bench.file.rules.allowed(in: bench.state).contains(.init("advance", by: "facilitator")) == false)
    }

    @Test func theWholeWay() throws {
        var bench = try ImpactBench()
        try bench.toEngaging()
        #expect(bench.file.rules.gaps(bench.state).map(\.description) == ["engage finding-not-put f1"])
        #expect(refusal { try bench.say(.put(finding: "f1", to: "guards", followUp: "c1")) } == .nothingThere)
        try bench.say(.put(finding: "f1", to: "mine", followUp: "c1"))
        #expect(refusal { try bench.say(.put(finding: "f1", to: "mine", followUp: "c2")) } == .alreadySo)
        try bench.advance()
        #expect(bench.state.stage == .monitor && bench.file.rules.gaps(bench.state).isEmpty)
        try bench.say(.closed(reason: "the second look is done"))
        #expect(refusal { try bench.say(.recorded(.report, record: "r:2")) } == .ended)
        try bench.say(.withdrew(interview: "w1", [.count]))
        #expect(bench.file.rules.gaps(bench.state).map(\.description) == ["analyse finding-without-basis f1"])
    }

    @Test func noCompanyWritesInIt() throws {
        var bench = try ImpactBench()
        try bench.toGathering()
        #expect(refusal { try bench.say(.interviewed(ImpactBench.interview("w1")), by: Self.mine) } == .notTheirs)
        #expect(refusal { try bench.say(.withdrew(interview: "w1", [.count]), by: Self.mine) } == .notTheirs)
        #expect(refusal { try bench.say(.closed(reason: "x"), by: Self.mine) } == .notTheirs)
    }

    @Test func answersAreOwedAfterSixtyDays() throws {
        var bench = try ImpactBench()
        try bench.toEngaging()
        try bench.say(.put(finding: "f1", to: "mine", followUp: "c1"))
        let rules = bench.file.rules
        #expect(rules.followUp.limit.days == 60)
        var answers = FollowUpFile(rules.followUp)
        for (index, fact) in [FollowUpFact.found(baseline: nil), .sent(to: "mine")].enumerated() {
            let event = Event(EventID("f\(index)"), at: try noon("2026-03-02"), rank: index, by: ImpactBench.team, fact)
            try answers.append(event, now: noon("2026-03-02"))
        }
        func gaps(_ text: String, _ followUps: [CaseID: FollowUpState]) -> [String] {
            rules.gaps(bench.state, followUps: followUps, on: day(text)).map(\.description)
        }
        // 2 March and sixty days is 1 May, a Friday.
        #expect(gaps("2026-05-01", ["c1": answers.state]).isEmpty)
        #expect(
            gaps("2026-05-02", ["c1": answers.state]) == [
                "engage answer-overdue f1 mine", "monitor look-overdue f1",
            ]
        )
        #expect(gaps("2026-05-02", [:]) == ["engage follow-up-missing c1"])
        let answer = Event(
            "f9",
            at: try noon("2026-04-01"),
            by: Self.mine,
            FollowUpFact.answered(text: "We will filter.", accepts: true)
        )
        try answers.append(answer, now: noon("2026-04-01"))
        #expect(gaps("2026-05-02", ["c1": answers.state]) == ["monitor look-overdue f1"])
    }

    @Test func findingsRestOnWhatIsThereAndSayWhatSpeaksAgainst() throws {
        var bench = try ImpactBench()
        try bench.toAnalysis()
        #expect(refusal { try bench.say(.found(ImpactBench.finding(against: " "))) } == .reasonMissing)
        #expect(refusal { try bench.say(.found(ImpactBench.finding(interviews: []))) } == .notEstablished)
        #expect(refusal { try bench.say(.found(ImpactBench.finding(interviews: ["w7"]))) } == .nothingThere)
        #expect(refusal { try bench.say(.found(ImpactBench.finding(measurements: ["m7"]))) } == .nothingThere)
        #expect(refusal { try bench.say(.found(ImpactBench.finding(confidence: 6))) } == .notANumber)
        try bench.say(.measured(ImpactBench.observation("m1", result("0.02"))))
        try bench.say(.found(ImpactBench.finding(measurements: ["m1"])))
        let finding = try #require(bench.state.findings["f1"])
        #expect(bench.state.basis(of: finding).interviews == ["w1"])
        #expect(bench.state.basis(of: finding).measurements == ["m1"])
        try bench.say(.withdrew(interview: "w1", [.count]))
        #expect(bench.state.basis(of: finding).interviews.isEmpty)
        #expect(bench.state.basis(of: finding).measurements == ["m1"])
    }

    @Test func measurementsThatCannotBe() throws {
        var bench = try ImpactBench()
        try bench.say(.begun(project: "mine:1", place: "village:1", answerable: ["mine"]))
        func reason(_ make: () throws -> Observation) throws -> RefusalReason? {
            let observation = try make()
            return refusal { try bench.say(.measured(observation)) }
        }
        #expect(try reason { try ImpactBench.observation("m1", result("1"), of: "gold") } == .unknownWord)
        #expect(try reason { try ImpactBench.observation("m1", result("1"), "dB(A)") } == .unknownWord)
        #expect(try reason { try ImpactBench.observation("m1", result("1"), "dB(A)", of: "sound") } == .unknownWord)
        #expect(try reason { try ImpactBench.observation("m1", result("1"), method: "smell") } == .unknownWord)
        #expect(try reason { try ImpactBench.observation("m1", result("1"), at: "Maria Silva") } == .unknownWord)
        #expect(try reason { try ImpactBench.observation("m1", result("1"), photos: ["abc"]) } == .unknownWord)
        #expect(try reason { try ImpactBench.observation("m1", result("1"), on: "2026-04-01") } == .inFuture)
        #expect(try reason { try ImpactBench.observation("m1", result("1", "-0.1")) } == .notANumber)
        #expect(try reason { try ImpactBench.observation("m1", result("<0")) } == .notANumber)
        #expect(try reason { try ImpactBench.observation("m1", result("1e300")) } == .notANumber)
        let photo = String(repeating: "0f", count: 32)
        #expect(try reason { try ImpactBench.observation("m1", result("<0.01"), photos: [photo]) } == nil)
        #expect(try reason { try ImpactBench.observation("m1", result("1")) } == .idUsedTwice)
    }
}
