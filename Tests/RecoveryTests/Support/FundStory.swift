import Recovery
import Vocabulary

/// The fund of the valley, which shares what the concentrate brought: the story of `docs/recovery.md`.
enum FundStory {
    static func claim(
        _ id: String,
        _ victims: VictimClass,
        _ asked: Int,
        people: Int = 1,
        in district: String = "Upper valley",
        of claimant: String? = nil
    ) -> Claim {
        Claim(
            ClaimID(id),
            of: ActorID(claimant ?? "claimant of \(id)"),
            victims,
            people: people,
            district: district,
            harm: "harm of \(id)",
            period: day("2025-11-01")...day("2026-03-01"),
            evidence: [paper],
            asked: usd(asked)
        )
    }

    static let claims = [
        claim("c-01", .person, 15_000), claim("c-02", .person, 8_000, in: "Lower valley"),
        claim("h-01", .household, 30_000, people: 6), claim("h-02", .household, 10_000, people: 5, in: "Lower valley"),
        claim("k-01", .community, 45_000, people: 640), claim("s-01", .state, 100_000),
        claim("w-01", .worker, 20_000),
    ]

    /// What was approved, in whole dollars, where it is less than what was asked.
    static let approved = ["c-01": 12_000]

    static func rules() throws -> RestitutionRules { RestitutionRules(try Content.restitution(), .weekdays) }

    /// The fund with its claims decided, on the day after the last appeal.
    static func decided() throws -> ActFile<RestitutionRules> {
        var file = ActFile(try rules())
        try file.act("2026-09-21", .open(dollars))
        try file.act(
            "2026-09-21",
            .receive("r1", AssetID("concentrate-7"), Booked(Money(minorUnits: 7_415_150, dollars)))
        )
        for claim in claims { try file.act("2026-09-22", .claim(claim)) }
        for claim in claims {
            let money = approved[claim.id.rawValue].map(usd) ?? claim.asked
            try file.act("2026-10-01", .decide(claim.id, .approved(money)))
        }
        return file
    }

    /// The fund with its plan adopted.
    static func adopted() throws -> ActFile<RestitutionRules> {
        var file = try decided()
        let lines = file.rules.plan(of: file.state, on: day("2026-11-02"), keeping: 15_000)
        try file.act("2026-11-02", .adopt("p1", keeping: usd(150), lines))
        return file
    }

    /// The fund with everything paid that the plan gives.
    static func paid() throws -> ActFile<RestitutionRules> {
        var file = try adopted()
        let assembly = Assembly(
            on: day("2026-11-03"),
            measure: "two wells and the repair of the bridge",
            inFavour: 211,
            against: 34,
            minutes: PaperReference("minutes of 3 November")
        )
        try file.act("2026-11-03", .assembly(ClaimID("k-01"), assembly))
        for line in file.state.plan?.lines ?? [] where line.minorUnits > 0 {
            let money = Money(minorUnits: line.minorUnits, dollars)
            try file.act("2026-11-04", .pay(PaymentID("pay-\(line.claim)"), line.claim, money))
        }
        return file
    }
}
