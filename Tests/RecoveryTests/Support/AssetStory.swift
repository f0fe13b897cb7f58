import Recovery
import Vocabulary

/// Two tonnes of tantalite concentrate, from the lorry to the victims' fund: the story of `docs/recovery.md`.
enum AssetStory {
    static let frozen: [Particular: ParticularValue] = [
        .court: .text("High Court, chamber 3"), .orderNumber: .text("HC 114/2026"), .orderDay: .day(day("2026-03-09")),
        .expiry: .day(day("2026-09-09")), .inventory: .text("40 drums, 2 041 kg wet"),
    ]

    static let confiscated: [Particular: ParticularValue] = [
        .court: .text("High Court, chamber 3"), .orderNumber: .text("HC 114/2026-C"),
        .orderDay: .day(day("2026-08-03")),
        .finalDay: .day(day("2026-08-03")), .appealEnd: .day(day("2026-09-02")),
    ]

    /// The acts, each with its day and whether it rests on a paper.
    static let deeds: [(String, AssetDeed)] = [
        (
            "2026-03-02",
            .identify(
                AssetDescription(
                    form: "concentrate",
                    what: "40 drums of tantalite concentrate",
                    holder: "driver of lorry T 318",
                    country: country("RW"),
                    basis: "case 2026-17",
                    currency: dollars
                ),
                Valuation(usd(90_000), on: day("2026-03-02"), source: "first estimate by weight")
            )
        ),
        (
            "2026-03-03",
            .move(.restraintRequested, [.authority: .text("prosecutor"), .legalBasis: .text("Act 12, s. 40")])
        ),
        ("2026-03-09", .move(.frozen, frozen)),
        ("2026-03-10", .cost("c1", Booked(usd(1_250)), purpose: "transport under guard")),
        ("2026-03-10", .care("weigh")),
        ("2026-03-10", .care("moisture")),
        ("2026-03-11", .care("duplicate-sample")),
        ("2026-03-11", .care("seal-and-photograph")),
        ("2026-03-12", .move(.managed, [.manager: .text("office for seized assets"), .place: .text("store 2")])),
        (
            "2026-03-30",
            .value(Valuation(usd(84_000), on: day("2026-03-28"), source: "assay A, reference price of the day"))
        ),
        ("2026-04-01", .thirdParty("t1", claimant: "cooperative of the valley")),
        ("2026-04-20", .answerThirdParty("t1", decision: "no licence on the day of extraction")),
        (
            "2026-05-04",
            .move(.confiscationRequested, [.court: .text("High Court"), .route: .text("conviction-based")])
        ),
        ("2026-06-30", .cost("c2", Booked(usd(3_600)), purpose: "storage for four months")),
        ("2026-08-03", .move(.confiscated, confiscated)),
        ("2026-08-20", .care("two-assays")),
        ("2026-08-20", .care("price-formula")),
        ("2026-09-07", .move(.realised, [.method: .text("sale by sealed bids")])),
        ("2026-09-07", .checkBuyer(BuyerCheck(buyer: "refinery R", licence: "EX-771", ties: []))),
        (
            "2026-09-14",
            .convert("x1", eurosToDollars)
        ),
        ("2026-09-14", .receive("r1", Booked(eurosToDollars.to, by: "x1"), buyer: "refinery R", order: nil)),
        ("2026-09-15", .cost("c3", Booked(usd(2_000)), purpose: "assays")),
        ("2026-09-21", .move(.distributed, [.plan: .text("plan p1")])),
        ("2026-09-21", .payOut("p1", Booked(Money(minorUnits: 7_415_150, dollars)), .fund("fund of the valley"))),
        ("2026-10-05", .care("reference-sample")),
        ("2026-10-05", .move(.closed, [.auditReference: .text("audit 2026/9"), .publicSummary: .text("published")])),
    ]

    /// 73 000.50 EUR at 1.109602: 81 001.50 USD.
    static let eurosToDollars: Conversion = {
        let euros = Money(minorUnits: 7_300_050, currency("EUR"))
        do {
            return try Conversion(
                euros,
                to: dollars,
                rate: DecimalNumber(significand: 1_109_602, exponent: -6),
                day: day("2026-09-14"),
                source: "central bank, daily table"
            )
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// The file after the first so many acts, all of them unless said.
    static func file(_ count: Int = deeds.count) throws -> ActFile<AssetRules> {
        var file = ActFile(AssetRules(try Content.assets()))
        for (on, deed) in deeds.prefix(count) { try file.act(on, deed) }
        return file
    }

    /// The file as it stands in a stage, before the act that leaves it.
    static func file(in stage: AssetStage) throws -> ActFile<AssetRules> {
        var file = ActFile(AssetRules(try Content.assets()))
        for (on, deed) in deeds {
            if case .move = deed, file.state.stage == stage { return file }
            try file.act(on, deed)
        }
        return file
    }
}
