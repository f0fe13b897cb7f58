import KernelSamples
import Remedy
import Testing
import Vocabulary

@Suite("Interviews and consent")
struct InterviewTests {
    private static func tally(_ state: ImpactState) throws -> AnswerTally {
        let set = try #require(try Content.impact().questionSet("water"))
        return AnswerTally(of: try #require(set.question("changed")), in: "water", state)
    }

    @Test func onlyWhatWasAgreedCounts() throws {
        var bench = try ImpactBench()
        try bench.toGathering()
        try bench.say(.interviewed(ImpactBench.interview("w1", uses: [.count, .quote])))
        try bench.say(.interviewed(ImpactBench.interview("w2", uses: [.quote])))
        #expect(refusal { try bench.say(.interviewed(ImpactBench.interview("w3", uses: []))) } == .consentMissing)
        #expect(try Self.tally(bench.state).interviews == ["w1"])
        try bench.say(.withdrew(interview: "w1", [.quote]), by: Author("p:w1", .person))
        #expect(bench.state.interviews["w1"]?.uses == [.count])
        #expect(try Self.tally(bench.state).counts == ["yes": 1, "no": 0])
        #expect(
            refusal { try bench.say(.withdrew(interview: "w1", [.count]), by: Author("p:w2", .person)) } == .notTheirs
        )
        try bench.say(.withdrew(interview: "w1", [.count]), by: Author("p:w1", .person))
        #expect(bench.state.interviews["w1"] == nil && bench.state.held["w1"] == "water")
        #expect(try Self.tally(bench.state).interviews.isEmpty)
        #expect(refusal { try bench.say(.interviewed(ImpactBench.interview("w1"))) } == .idUsedTwice)
    }

    @Test func answersFitTheirQuestions() throws {
        var bench = try ImpactBench()
        try bench.toGathering()
        let wrong: [[String: Interview.Answer]] = [
            ["nothing": .yes], ["changed": .number(try decimal("1"))], ["source": .yes], ["source": .choice("sea")],
            ["minutes": .choice("river")], ["account": .words(record: "the water is brown")],
            ["minutes": .words(record: "r")],
        ]
        for answers in wrong {
            let interview = ImpactBench.interview("w1", answers)
            #expect(refusal { try bench.say(.interviewed(interview)) } == .unknownWord, "\(answers)")
        }
        let right: [String: Interview.Answer] = [
            "changed": .no, "source": .choice("river"), "minutes": .number(try decimal("20")),
            "account": .words(record: "sealed:7"),
        ]
        try bench.say(.interviewed(ImpactBench.interview("w1", right)))
    }

    /// Whatever was said before and after, and in whatever order it arrives: who withdraws is out of every count.
    @Test(arguments: [UInt64(11), 12, 13, 14, 15, 16, 17, 18])
    func aWithdrawalIsNeverRefused(seed: UInt64) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        var bench = try ImpactBench()
        try bench.toGathering()
        let ids = (1...6).map { "w\($0)" }
        for id in ids { try bench.say(.interviewed(ImpactBench.interview(id)), on: "2026-03-10") }
        try bench.say(.advanced(to: .analyse), on: "2026-03-11")
        for what in ImpactRecord.allCases where what.stage == .analyse {
            try bench.say(.recorded(what, record: "r:1"), on: "2026-03-11")
        }
        let based = Set(ids.filter { _ in Bool.random(using: &dice) }).union(["w1"])
        try bench.say(.found(ImpactBench.finding(interviews: based)), on: "2026-03-11")
        try bench.say(.advanced(to: .report), on: "2026-03-11")
        if Bool.random(using: &dice) { try bench.say(.closed(reason: "enough"), on: "2026-03-12") }
        var gone: Set<String> = []
        for id in ids.shuffled(using: &dice) where Bool.random(using: &dice) {
            // Before the interview, between it and the finding, and after the end.
            let moment = pick(["2026-01-01", "2026-03-10", "2026-03-11", "2026-06-01"], &dice)
            let by = pick(
                [Author("p:\(id)", .person), Author("t2", .facilitator), Author("a", .representative)],
                &dice
            )
            try bench.say(
                .withdrew(interview: id, pick([[.count], Set(ConsentUse.allCases)], &dice)),
                on: moment,
                by: by
            )
            gone.insert(id)
            #expect(try Self.tally(bench.state).interviews == ids.filter { !gone.contains($0) })
            #expect(bench.file.setAside.isEmpty)
        }
        let finding = try #require(bench.state.findings["f1"])
        #expect(bench.state.basis(of: finding).interviews == based.subtracting(gone).sorted())
        let gaps = bench.file.rules.gaps(bench.state).map(\.kind)
        #expect(gaps.contains(.findingWithoutBasis) == based.isSubset(of: gone))
        var other = ImpactFile(bench.file.rules)
        for event in bench.file.history.all.shuffled(using: &dice) {
            other.receive(try Event<ImpactFact>(reading: event.bytes))
        }
        #expect(other.state == bench.state)
    }
}
