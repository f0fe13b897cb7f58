import Remedy
import Testing
import Vocabulary

@Suite("Commitments")
struct CommitmentTests {
    private static let owner = Author("m", .organisation("mine"))
    private static let village = Author("v", .seat("village-1"))

    private static func file(_ steps: [(String, Author, CommitmentFact)]) throws -> CommitmentFile {
        var file = CommitmentFile(
            CommitmentRules(procedure: try Content.procedure("commitment"), calendar: try Bench.plain())
        )
        let promise = Commitment(
            what: "a borehole at the school",
            owner: owner.part,
            due: day("2026-06-30"),
            proof: "water for a week",
            confirmer: village.part
        )
        try file.append(Event("e0", at: noon("2026-03-02"), by: village, .made(promise)), now: noon("2026-03-02"))
        for (index, (text, author, fact)) in steps.enumerated() {
            let event = Event(EventID("e\(index + 1)"), at: try noon(text), rank: index, by: author, fact)
            try file.append(event, now: noon(text))
        }
        return file
    }

    private static func state(
        _ steps: [(String, Author, CommitmentFact)],
        on text: String
    ) throws -> CommitmentState.Public? {
        let file = try file(steps)
        return file.rules.publicState(of: file.state, on: day(text))
    }

    @Test func whatThePublicSees() throws {
        let report = ("2026-06-20", Self.owner, CommitmentFact.reportedDone(proof: "photograph 12"))
        let late = ("2026-07-20", Self.owner, CommitmentFact.reportedDone(proof: "photograph 12"))
        #expect(try Self.state([], on: "2026-06-30") == .open)
        #expect(try Self.state([], on: "2026-07-01") == .late)
        #expect(try Self.state([], on: "2026-08-29") == .late)
        #expect(try Self.state([], on: "2026-08-30") == .broken)
        #expect(try Self.state([report], on: "2027-01-01") == .reported)
        // Done in time and looked at late is kept.
        #expect(try Self.state([report, ("2026-08-01", Self.village, .confirmed)], on: "2026-08-02") == .kept)
        #expect(try Self.state([late, ("2026-08-01", Self.village, .confirmed)], on: "2026-08-02") == .keptLate)
        let disputed = [report, ("2026-06-25", Self.village, CommitmentFact.disputed(reason: "dry"))]
        #expect(try Self.state(disputed, on: "2026-08-01") == .disputed)
        let mediator = Author("x", .facilitator)
        #expect(
            try Self.state(disputed + [("2026-08-02", mediator, .settled(isKept: false))], on: "2026-08-03") == .broken
        )
        #expect(
            try Self.state(disputed + [("2026-08-02", mediator, .settled(isKept: true))], on: "2026-08-03") == .kept
        )
        #expect(
            try Self.state([("2026-04-01", Self.village, .withdrawn(reason: "not needed"))], on: "2027-01-01")
                == .withdrawn
        )
        #expect(
            try Self.state([("2026-04-01", Self.owner, .admittedBroken(reason: "no money"))], on: "2026-04-02")
                == .broken
        )
        let agreed = [("2026-06-01", Self.village, CommitmentFact.rescheduled(to: day("2026-09-30"), reason: "rains"))]
        #expect(try Self.state(agreed, on: "2026-09-01") == .open)
        #expect(try Self.file(agreed).state.earlier.map(\.due) == [day("2026-06-30")])
    }

    @Test func nobodyConfirmsOrReschedulesTheirOwn() throws {
        #expect(refusal { try Self.file([("2026-04-01", Self.owner, .confirmed)]) } == .notTheirs)
        #expect(refusal { try Self.file([("2026-04-01", Self.owner, .withdrawn(reason: "x"))]) } == .notTheirs)
        let later = CommitmentFact.rescheduled(to: day("2026-12-01"), reason: "x")
        #expect(refusal { try Self.file([("2026-04-01", Self.owner, later)]) } == .notTheirs)
        let earlier = CommitmentFact.rescheduled(to: day("2026-05-01"), reason: "x")
        #expect(refusal { try Self.file([("2026-04-01", Self.village, earlier)]) } == .tooSoon)
        #expect(refusal { try Self.file([("2026-04-01", Self.owner, .reportedDone(proof: ""))]) } == .reasonMissing)
        var own = CommitmentFile(
            CommitmentRules(procedure: try Content.procedure("commitment"), calendar: try Bench.plain())
        )
        let promise = Commitment(
            what: "x",
            owner: Self.owner.part,
            due: day("2026-06-30"),
            proof: "y",
            confirmer: Self.owner.part
        )
        #expect(
            refusal {
                try own.append(
                    Event("e", at: noon("2026-03-02"), by: Self.owner, .made(promise)),
                    now: noon("2026-03-02")
                )
            } == .notTheirs
        )
    }

    @Test func reminders() throws {
        // 120 days from 2 March: after 60, 96 and 120 of them, and on the day after.
        let file = try Self.file([])
        #expect(
            file.rules.reminders(of: file.state) == ["2026-05-01", "2026-06-06", "2026-06-30", "2026-07-01"].map(day)
        )
        let done = try Self.file([("2026-04-01", Self.village, .confirmed)])
        #expect(done.rules.reminders(of: done.state).isEmpty)
    }
}

@Suite("Mediation")
struct MediationTests {
    private static let mine = Author("m", .organisation("mine"))
    private static let mediator = Author("med", .facilitator)

    private static func run(
        isGrave: Bool = false,
        beside: CaseID? = nil,
        _ facts: [(Author, MediationFact)]
    ) throws -> MediationFile {
        var file = MediationFile(MediationRules(procedure: try Content.procedure("mediation")))
        let parties: Set<Author.Part> = [.person, .organisation("mine")]
        let begin: [(Author, MediationFact)] = [(mine, .proposed(parties: parties, isGrave: isGrave, beside: beside))]
        for (index, (author, fact)) in (begin + facts).enumerated() {
            let event = Event(EventID("e\(index)"), at: try noon("2026-03-02"), rank: index, by: author, fact)
            try file.append(event, now: noon("2026-03-02"))
        }
        return file
    }

    private static let toTerms: [(Author, MediationFact)] = [
        (mine, .agreed), (Bench.person, .agreed), (mine, .mediatorAccepted(id: "med")),
        (Bench.person, .mediatorAccepted(id: "med")), (mediator, .met(minutes: "m1")), (mediator, .termsProposed("t")),
    ]

    @Test func bothAgreeToTalkToTheMediatorAndToTheTerms() throws {
        #expect(try Self.run([(Self.mine, .agreed)]).state.step == "proposed")
        #expect(try Self.run(Array(Self.toTerms.prefix(3))).state.mediator == nil)
        let terms = try Self.run(Self.toTerms)
        #expect(terms.state.step == "terms")
        let settled: (Author, MediationFact) = (Self.mediator, .settled(commitments: ["k1"]))
        #expect(refusal { try Self.run(Self.toTerms + [(Self.mine, .termsAccepted), settled]) } == .consentMissing)
        let both: [(Author, MediationFact)] = [(Self.mine, .termsAccepted), (Bench.person, .termsAccepted)]
        #expect(try Self.run(Self.toTerms + both + [settled]).state.step == "settled")
        // New terms are accepted anew.
        let anew: [(Author, MediationFact)] = [(Self.mediator, .termsProposed("t2"))]
        #expect(refusal { try Self.run(Self.toTerms + both + anew + [settled]) } == .consentMissing)
        #expect(
            refusal { try Self.run(Self.toTerms + [(Author("other", .facilitator), .met(minutes: "x"))]) } == .notTheirs
        )
    }

    @Test func anybodyMayLeaveAtAnyTime() throws {
        for count in 0...Self.toTerms.count {
            let left = try Self.run(Self.toTerms.prefix(count) + [(Bench.person, .left(reason: "enough"))])
            #expect(left.state.step == "left")
        }
    }

    @Test func graveMattersNameWhatGoesOnBeside() throws {
        #expect(refusal { try Self.run(isGrave: true, []) } == .mediationAlone)
        #expect(try Self.run(isGrave: true, beside: "inquiry-7", []).state.step == "proposed")
    }
}
