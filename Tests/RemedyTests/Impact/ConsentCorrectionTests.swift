import KernelSamples
import Remedy
import Testing
import Vocabulary

/// What somebody took back comes back by no correction, whoever makes it, in whatever order it arrives.
@Suite("Corrections and consent")
struct ConsentCorrectionTests {
    private static let digest = String(repeating: "0a", count: 32)

    private static func correction(
        _ number: Int,
        of target: EventID,
        _ right: ImpactFact?,
        on day: String = "2026-04-01"
    ) throws -> Event<ImpactFact> {
        Event(
            EventID("c\(number)"),
            at: try noon(day),
            rank: number,
            by: ImpactBench.team,
            content: .correction(of: target, right, because: "written down wrongly", at: nil)
        )
    }

    /// Three interviews, of which the second is sealed and the third was withdrawn.
    private static func bench() throws -> (bench: ImpactBench, ids: [String: EventID]) {
        var bench = try ImpactBench()
        try bench.toGathering()
        var ids: [String: EventID] = [:]
        func note(_ name: String) { ids[name] = bench.file.entries.last?.id }
        try bench.say(.interviewed(ImpactBench.interview("w1", uses: [.count, .quote])))
        note("w1")
        try bench.say(.heard(interview: "w2", set: "water", digest: digest))
        note("w2")
        try bench.say(.interviewed(ImpactBench.interview("w3")))
        note("w3")
        try bench.say(.withdrew(interview: "w3", [.count]))
        note("withdrawal")
        return (bench, ids)
    }

    @Test("A sealed interview was held, and is in no number")
    func sealed() throws {
        let (bench, _) = try Self.bench()
        #expect(bench.state.held == ["w1": "water", "w2": "water", "w3": "water"])
        #expect(bench.state.counting.map(\.id) == ["w1"])
        var other = try Self.bench().bench
        #expect(refusal { try other.say(.heard(interview: "w2", set: "water", digest: Self.digest)) } == .idUsedTwice)
        #expect(refusal { try other.say(.heard(interview: "w9", set: "land", digest: Self.digest)) } == .nothingThere)
        #expect(refusal { try other.say(.heard(interview: "w9", set: "water", digest: "a4")) } == .unknownWord)
    }

    @Test("A withdrawal stays, and an interview stays that of its id and its person")
    func refused() throws {
        let (bench, ids) = try Self.bench()
        let other = Interview(
            "w1",
            of: "p:other",
            set: "water",
            group: "downstream",
            uses: [.count],
            manner: .spoken,
            language: "vmw",
            answers: [:]
        )
        let wrong: [(String, ImpactFact?)] = [
            ("withdrawal", nil), ("withdrawal", .withdrew(interview: "w3", [.quote])),
            ("withdrawal", .withdrew(interview: "w1", [.count])), ("withdrawal", .closed(reason: "over")),
            ("w3", .interviewed(ImpactBench.interview("w4"))), ("w1", .interviewed(other)),
            ("w2", .interviewed(ImpactBench.interview("w2"))), ("w1", .setChosen("water")),
            ("w2", .heard(interview: "w5", set: "water", digest: Self.digest)),
        ]
        for (name, right) in wrong {
            var file = bench.file
            let event = try Self.correction(1, of: try #require(ids[name]), right)
            let moment = try UTCInstant("2199-01-01T00:00:00Z")
            #expect(refusal { try file.append(event, now: moment) } == .withdrawalStands, "\(name)")
            #expect(file.state == bench.state)
            file.receive(event)
            #expect(file.state == bench.state && file.setAside[event.id]?.reason == .withdrawalStands, "\(name)")
        }
        // Nor does something else become an interview.
        var file = bench.file
        let begun = try #require(file.entries.first { if case .setChosen = $0.fact { true } else { false } })
        file.receive(try Self.correction(2, of: begun.id, .interviewed(ImpactBench.interview("w3"))))
        #expect(file.state == bench.state)
        // What was written down wrongly in an interview can be set right.
        let right = ImpactBench.interview("w1", uses: [.count, .quote], ["changed": .no])
        file.receive(try Self.correction(3, of: try #require(ids["w1"]), .interviewed(right)))
        #expect(file.state.interviews["w1"]?.answers == ["changed": .no])
    }

    @Test("Whatever corrections arrive, nobody who took consent back counts", arguments: UInt64(31)...46)
    func property(seed: UInt64) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        var (bench, ids) = try Self.bench()
        try bench.say(.withdrew(interview: "w1", [.quote]), on: "2026-03-05")
        ids["quote"] = try #require(bench.file.entries.last?.id)
        let targets = bench.file.entries.map(\.id)
        var corrections: [Event<ImpactFact>] = []
        for number in 1...12 {
            let id = pick(["w1", "w2", "w3", "w4"], &dice)
            let uses = pick([[.count], [.quote, .publish], Set(ConsentUse.allCases)], &dice)
            let rights: [ImpactFact?] = [
                nil, .interviewed(ImpactBench.interview(id, uses: uses)), .withdrew(interview: id, uses),
                .heard(interview: id, set: "water", digest: Self.digest), .setChosen("water"),
            ]
            let day = pick(["2026-03-02", "2026-04-01", "2026-05-01"], &dice)
            corrections.append(try Self.correction(number, of: pick(targets, &dice), pick(rights, &dice), on: day))
        }
        let events = bench.file.history.all + corrections
        var files: [ImpactFile] = []
        for _ in 0..<3 {
            var file = ImpactFile(bench.file.rules)
            for event in events.shuffled(using: &dice) {
                file.receive(try Event<ImpactFact>(reading: event.bytes))
                let known = file.state.withdrawals
                let gone = known.filter { $0.value.contains { $0.uses.contains(.count) } }.keys
                #expect(gone.allSatisfy { file.state.interviews[$0] == nil })
            }
            files.append(file)
        }
        #expect(files[0].state == files[1].state && files[1].state == files[2].state)
        let state = files[0].state
        #expect(state.interviews["w3"] == nil && state.interviews["w2"] == nil && state.interviews["w4"] == nil)
        #expect(!(state.interviews["w1"]?.uses.contains(.quote) ?? false))
        for name in ["withdrawal", "quote"] {
            let id = try #require(ids[name])
            #expect(files[0].entries.contains { $0.id == id && $0.correctedBy == nil })
        }
    }
}
