import KernelSamples
import Remedy
import Testing
import Vocabulary

/// What holds for every kind of file: events in any order give one state, and what is refused changes nothing.
@Suite("Files of every kind")
struct ArrivalTests {
    /// Lets events arrive by chance, then in other orders; checks each state that is reached.
    private static func run<Rules: CaseRules>(
        _ rules: Rules,
        seed: UInt64,
        first: Rules.Fact,
        authors: [Author],
        facts: (inout Dice) -> Rules.Fact,
        check: (CaseFile<Rules>) -> Void
    ) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        var taken = 0
        for walk in 0..<40 {
            var file = CaseFile(rules)
            var live = CaseFile(rules)
            var events: [Event<Rules.Fact>] = []
            var day = 20_500
            for step in 0..<30 {
                day += Int.random(in: 0...12, using: &dice)
                let moment = try #require(UTCInstant(milliseconds: day * 86_400_000))
                let fact = step == 0 ? first : facts(&dice)
                let author = step == 0 ? authors[0] : pick(authors, &dice)
                let event = Event(EventID("w\(walk)-\(step)"), at: moment, rank: step, by: author, fact)
                events.append(event)
                file.receive(event)
                let before = live.state
                if (try? live.append(event, now: moment)) != nil {
                    taken += 1
                } else {
                    #expect(live.state == before && live.setAside.isEmpty)
                }
                check(live)
            }
            var other = CaseFile(rules)
            for event in events.shuffled(using: &dice) { other.receive(event) }
            #expect(other.state == file.state && other.setAside == file.setAside)
            // What was said in the order of time is refused live exactly where it is set aside later.
            #expect(live.state == file.state && live.entries == file.entries)
        }
        // The walk is worth something only if it goes somewhere.
        #expect(taken > 120, "\(taken)")
    }

    @Test func commitments() throws {
        let (owner, village) = (Author("m", .organisation("mine")), Author("v", .seat("v1")))
        let rules = CommitmentRules(procedure: try Content.procedure("commitment"), calendar: try Bench.plain())
        let promise = Commitment(
            what: "x",
            owner: owner.part,
            due: day("2026-06-30"),
            proof: "y",
            confirmer: village.part
        )
        try Self.run(
            rules,
            seed: 101,
            first: .made(promise),
            authors: [village, owner, Author("c", .facilitator)],
            facts: { dice in
                let settled = CommitmentFact.settled(isKept: Bool.random(using: &dice))
                return pick(
                    [
                        .reportedDone(proof: "p"), .confirmed, .disputed(reason: "r"), .withdrawn(reason: "r"), settled,
                        .admittedBroken(reason: "r"), .rescheduled(to: day("2026-09-30"), reason: "r"), .made(promise),
                    ],
                    &dice
                )
            },
            check: { file in
                let step = file.state.step.flatMap(file.rules.procedure.step)
                let shown = file.rules.publicState(of: file.state, on: day("2030-01-01"))
                #expect((shown == nil) == (file.state.commitment == nil))
                // Kept is what somebody other than its owner has confirmed.
                if shown == .kept || shown == .keptLate { #expect(file.state.confirmed != nil && step?.isEnd == true) }
                if file.state.withdrawal != nil { #expect(shown == .withdrawn) }
                #expect(step == nil || step?.isEnd == true || !file.rules.allowed(in: file.state).isEmpty)
            }
        )
    }

    @Test func mediations() throws {
        let rules = MediationRules(procedure: try Content.procedure("mediation"))
        let parties: [Author] = [Bench.person, Author("m", .organisation("mine"))]
        let first = MediationFact.proposed(parties: Set(parties.map(\.part)), isGrave: false, beside: nil)
        try Self.run(
            rules,
            seed: 102,
            first: first,
            authors: parties + [Author("med", .facilitator)],
            facts: { dice in
                pick(
                    [
                        .agreed, .agreed, .agreed, .mediatorAccepted(id: "med"), .mediatorAccepted(id: "med"),
                        .met(minutes: "m"), .termsProposed("t"), .termsAccepted, .termsAccepted,
                        .settled(commitments: ["k"]), .settled(commitments: []), .failed(reason: ""),
                    ],
                    &dice
                )
            },
            check: { file in
                let state = file.state
                if state.step == "settled" { #expect(state.takers == state.parties && !state.commitments.isEmpty) }
                if state.mediator != nil { #expect(state.agreed == state.parties) }
                let isEnd = state.step.flatMap(rules.procedure.step)?.isEnd ?? false
                #expect(isEnd || !rules.allowed(in: state).isEmpty)
            }
        )
    }

    @Test func consultations() throws {
        let rules = ConsultationRules(try Content.consent(), calendar: try Bench.plain())
        let steps = rules.consentProtocol.steps.map(\.id)
        let record = StepRecord(
            language: "vmw",
            women: 3,
            others: 4,
            record: "r",
            shows: [.advice, .ownWay, .writing]
        )
        try Self.run(
            rules,
            seed: 103,
            first: .opened(people: "Ntoro", languages: ["vmw"]),
            authors: [Author("l", .facilitator), Bench.person, Author("m", .organisation("mine"))],
            facts: { dice in
                let report = "t\(Int.random(in: 0...3, using: &dice))"
                return pick(
                    steps.map { .stepDone($0, record) } + steps.map { .stepDone($0, record) } + [
                        .decided(.yes, record), .decided(.yes, record), .decided(.no, record),
                        .withdrawn(reason: "r"), .commented(id: report, text: "x"),
                        .answered(comment: report, text: "y"),
                        .pressureReported(id: report, what: "w"), .pressureSettled(id: report, how: "h"),
                        .closed(outcome: "o", changes: []),
                        .closed(outcome: "o", changes: [ConsultationChange("c", becauseOf: [report])]),
                        .reopened(reason: "r"), .reopened(reason: "r"),
                    ],
                    &dice
                )
            },
            check: { file in
                let today = day("2027-06-30")
                let gaps = rules.gaps(in: file.state, on: today)
                if rules.isComplete(file.state, on: today) {
                    #expect(gaps.isEmpty && Set(file.state.done.keys) == Set(steps))
                    #expect(file.state.closed != nil)
                }
                // Everything that was done was done after what it needs.
                for step in rules.consentProtocol.steps where file.state.done[step.id] != nil && !step.isAfterYes {
                    #expect(step.after.allSatisfy { file.state.done[$0] != nil })
                }
                if file.state.decision != nil { #expect(file.state.done["decision"] != nil) }
                if file.state.closed != nil { #expect(file.state.unanswered.isEmpty) }
            }
        )
    }
}
