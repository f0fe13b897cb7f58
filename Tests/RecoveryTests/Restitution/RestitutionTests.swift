import Recovery
import Testing
import Vocabulary

@Suite("Compensation")
struct RestitutionTests {
    @Test func thePlanIsTheOneReckonedByHand() throws {
        let file = try FundStory.decided()
        let plan = file.rules.plan(of: file.state, on: day("2026-11-02"), keeping: 15_000)
        // 74 151.50 − 150 kept − 40 000 of the first rank = 34 001.50 over 85 000 of the second; nothing for the state.
        let lines = Dictionary(uniqueKeysWithValues: plan.map { ($0.claim.rawValue, $0.minorUnits) })
        #expect(
            lines == [
                "c-01": 1_200_000, "c-02": 800_000, "w-01": 2_000_000, "h-01": 1_200_053, "h-02": 400_018,
                "k-01": 1_800_079, "s-01": 0,
            ]
        )
        #expect(plan.reduce(0) { $0 + $1.minorUnits } == 7_415_150 - 15_000)
        #expect(plan.allSatisfy { !$0.isSetAside })
    }

    @Test func everyPaymentOpensClaimDecisionPlanAndProof() throws {
        let file = try FundStory.paid()
        #expect(file.state.isBalanced && file.state.payments.count == 6)
        for (_, payment) in file.state.payments {
            guard case .claim(let claim) = file.acts[payment.claimAct].deed,
                case .decide(let decided, .approved(let money)) = file.acts[payment.decisionAct].deed,
                case .adopt = file.acts[payment.planAct].deed
            else {
                Issue.record("a payment does not open its claim")
                continue
            }
            #expect(
                claim.id == payment.claim && decided == payment.claim && money.minorUnits >= payment.money.minorUnits
            )
            #expect(file.acts[payment.act].paper != nil)
        }
        let account = try #require(file.state.account)
        #expect(account.paid == 7_400_150 && account.held == 15_000 && account.realised == 7_415_150)
    }

    @Test func nothingIsPaidWithoutPlanFinalDecisionOrProof() throws {
        let decided = try FundStory.decided()
        let pay = RestitutionDeed.pay(PaymentID("x"), ClaimID("c-01"), usd(1))
        #expect(decided.refuses("2026-10-31", pay)?.reason == .notFinal)
        #expect(decided.refuses("2026-11-02", pay)?.reason == .notThePlan)
        let adopted = try FundStory.adopted()
        #expect(adopted.refuses("2026-11-02", pay, paper: nil)?.missing == ["paper"])
        #expect(
            adopted.refuses("2026-11-02", .pay(PaymentID("x"), ClaimID("c-01"), usd(12_001)))?.reason
                == .moreThanPlanned
        )
        #expect(
            adopted.refuses("2026-11-02", .pay(PaymentID("x"), ClaimID("s-01"), usd(1)))?.reason == .moreThanPlanned
        )
        #expect(
            adopted.refuses("2026-11-02", .pay(PaymentID("x"), ClaimID("k-01"), usd(1)))?.reason == .assemblyMissing
        )
        #expect(adopted.refuses("2026-11-02", .pay(PaymentID("x"), ClaimID("zz"), usd(1)))?.reason == .unknown)
        #expect(adopted.refuses("2026-11-02", .pay(PaymentID("x"), ClaimID("c-01"), usd(-5)))?.reason == .notPositive)
    }

    @Test func suspectsAndThoseTheyOwnAreNotPaid() throws {
        var file = try FundStory.adopted()
        try file.act("2026-11-02", .exclude(ActorID("claimant of c-01"), .suspect))
        #expect(file.refuses("2026-11-02", .pay(PaymentID("x"), ClaimID("c-01"), usd(1)))?.reason == .excluded)
        let plan = file.rules.plan(of: file.state, on: day("2026-11-03"))
        #expect(!plan.contains { $0.claim == ClaimID("c-01") })
        var spoken = FundStory.claim("c-09", .person, 10)
        spoken = Claim(
            spoken.id,
            of: spoken.claimant,
            .person,
            district: "Upper valley",
            harm: "x",
            period: spoken.period,
            evidence: [paper],
            asked: usd(10),
            representative: ActorID("claimant of c-01"),
            consent: paper
        )
        try file.act("2026-11-03", .claim(spoken))
        #expect(file.refuses("2026-11-03", .decide(spoken.id, .approved(usd(5))))?.reason == .excluded)
    }

    @Test func whoIsSpokenForHasAgreed() throws {
        let file = try FundStory.decided()
        let base = FundStory.claim("c-08", .person, 10)
        let claim = Claim(
            base.id,
            of: base.claimant,
            .person,
            district: "d",
            harm: "h",
            period: base.period,
            evidence: [paper],
            asked: usd(10),
            representative: ActorID("lawyer")
        )
        #expect(file.refuses("2026-10-02", .claim(claim))?.reason == .consentMissing)
    }

    @Test func whatCanStillChangeIsSetAsideAndFreedLater() throws {
        var file = try FundStory.decided()
        try file.act("2026-10-20", .appeal(ClaimID("c-01")))
        let first = file.rules.plan(of: file.state, on: day("2026-11-02"))
        let line = try #require(first.first { $0.claim == ClaimID("c-01") })
        // While the appeal waits, the 15 000 that were asked are set aside, and the others get less.
        #expect(line.isSetAside && line.minorUnits == 1_500_000)
        try file.act("2026-11-02", .adopt("p1", keeping: nil, first))
        #expect(file.refuses("2026-11-02", .pay(PaymentID("x"), ClaimID("c-01"), usd(1)))?.reason == .notFinal)
        let early = try #require(first.first { $0.claim == ClaimID("h-01") })
        try file.act("2026-11-03", .pay(PaymentID("h"), ClaimID("h-01"), Money(minorUnits: early.minorUnits, dollars)))
        try file.act("2026-11-10", .decideAppeal(ClaimID("c-01"), .refused))
        let second = file.rules.plan(of: file.state, on: day("2026-11-11"))
        let later = try #require(second.first { $0.claim == ClaimID("h-01") })
        #expect(later.minorUnits > early.minorUnits && second.reduce(0) { $0 + $1.minorUnits } == 7_415_150)
        #expect(!second.contains { $0.claim == ClaimID("c-01") })
    }

    @Test func onlyThePlanOfTheRulesIsAdopted() throws {
        let file = try FundStory.decided()
        var lines = file.rules.plan(of: file.state, on: day("2026-11-02"))
        lines[0] = PlanLine(lines[0].claim, lines[0].minorUnits + 1)
        let refused = file.refuses("2026-11-02", .adopt("p", keeping: nil, lines))
        #expect(refused?.reason == .notThePlan && refused?.detail == ["c-01"])
    }

    @Test func costsDoNotEatWhatIsPromised() throws {
        let file = try FundStory.adopted()
        #expect(file.refuses("2026-11-03", .cost("bank", Booked(usd(151)), purpose: "fees"))?.reason == .promised)
        #expect(file.refuses("2026-11-03", .cost("bank", Booked(usd(150)), purpose: "fees")) == nil)
    }

    @Test func aPaymentThatComesBackIsHeldAndCanBePaidAgain() throws {
        var file = try FundStory.paid()
        try file.act("2026-11-10", .returned(PaymentID("pay-c-01")))
        #expect(file.state.account?.held == 1_215_000 && file.state.isBalanced)
        #expect(file.refuses("2026-11-10", .returned(PaymentID("pay-c-01")))?.reason == .alreadySo)
        #expect(
            file.refuses("2026-11-11", .pay(PaymentID("pay-c-01"), ClaimID("c-01"), usd(12_000)))?.reason == .usedTwice
        )
        try file.act("2026-11-11", .pay(PaymentID("again"), ClaimID("c-01"), usd(12_000)))
        #expect(file.state.account?.held == 15_000)
    }

    @Test func whatIsLeftGoesOnOnlyWhenNobodyWaits() throws {
        let file = try FundStory.paid()
        let refused = file.refuses("2026-12-01", .passOn("t", usd(150), .treasury))
        #expect(refused?.reason == .promised && refused?.detail == ["h-01", "h-02", "k-01", "s-01"])
    }
}
