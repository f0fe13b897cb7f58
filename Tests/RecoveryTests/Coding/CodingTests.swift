import KernelSamples
import Recovery
import Testing
import Vocabulary

@Suite("Acts as bytes")
struct CodingTests {
    private static func roundTrip<Rules: ActRules>(_ file: ActFile<Rules>) throws where Rules.Deed: CodedDeed {
        for act in file.acts {
            let bytes = act.bytes
            #expect(!bytes.isEmpty)
            #expect(try Act<Rules.Deed>(reading: bytes) == act, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test func theStoriesComeBack() throws {
        try Self.roundTrip(AssetStory.file())
        try Self.roundTrip(FundStory.paid())
        try Self.roundTrip(InquiryStory.file())
    }

    /// The deeds that no story has.
    @Test func everyOtherDeedComesBack() throws {
        let assets: [AssetDeed] = [
            .renewOrder([.court: .text("c"), .expiry: .day(day("2027-01-01"))]), .reverseCost("c1"),
            .receive("r", Booked(usd(1)), buyer: "b", order: "HC 1"), .payOut("p", Booked(usd(1)), .treasury),
            .payOut("p", Booked(usd(1)), .otherState(country("CD"))), .payOut("p", Booked(usd(1)), .reuse("school")),
            .payOut("p", Booked(usd(1)), .holder), .checkBuyer(BuyerCheck(buyer: "b", licence: nil, ties: ["t"])),
            .consent(by: "holder \"A\" – ключ"),
        ]
        for deed in assets { try Self.one(deed) }
        let conversion = AssetStory.eurosToDollars
        let spoken = Claim(
            ClaimID("c"),
            of: ActorID("a"),
            .worker,
            people: 3,
            district: "d",
            harm: "h",
            period: day("2026-01-01")...day("2026-01-01"),
            evidence: [PaperReference("p", digest: String(repeating: "a", count: 64))],
            asked: usd(1),
            representative: ActorID("r"),
            consent: paper
        )
        let fund: [RestitutionDeed] = [
            .convert("k", conversion), .cost("c", Booked(conversion.to, by: "k"), purpose: "fee"), .claim(spoken),
            .decide(ClaimID("c"), .refused), .appeal(ClaimID("c")), .decideAppeal(ClaimID("c"), .approved(usd(1))),
            .withdraw(ClaimID("c")), .exclude(ActorID("x"), .ownedCompany), .returned(PaymentID("p")),
            .adopt("p", keeping: nil, [PlanLine(ClaimID("c"), Account.most, isSetAside: true)]),
            .passOn("o", Money(minorUnits: Account.most, dollars), .treasury),
        ]
        for deed in fund { try Self.one(deed) }
        let inquiry: [InquiryDeed] = [
            .extend("q", days: 3), .answer("q", .refused(ground: "secret")), .lapse(recommendation: "R"),
            .respond(recommendation: "R", .accepted), .respond(recommendation: "R", .rejected(reasons: "no")),
            .finding(
                InquiryFinding(
                    "F",
                    "t",
                    .clear,
                    evidence: ["E"],
                    adverseTo: [ActorID("b"), ActorID("a")],
                    dissent: "no"
                )
            ),
        ]
        for deed in inquiry { try Self.one(deed) }
    }

    private static func one<Deed: CodedDeed>(_ deed: Deed) throws {
        let act = Act(day("2026-03-02"), by: ActorID("clerk"), because: "as ordered\nby the court", deed)
        #expect(try Act<Deed>(reading: act.bytes) == act)
    }

    @Test func theFormIsTheOneThatIsKept() throws {
        let act = Act(
            day("2026-03-10"),
            by: ActorID("clerk"),
            because: "invoice 7",
            on: PaperReference("invoice 7"),
            AssetDeed.cost("c1", Booked(usd(1_250)), purpose: "transport under guard")
        )
        #expect(
            String(decoding: act.bytes, as: UTF8.self) == """
                {"because":"invoice 7","by":"clerk","day":"2026-03-10","deed":"cost","paper":{"title":"invoice 7"},\
                "says":{"id":"c1","purpose":"transport under guard","sum":{"money":"1250.00 USD"}}}
                """
        )
    }

    @Test(arguments: [
        (#""deed":"cost""#, #""deed":"gift""#), (#""1250.00 USD""#, #""1250 USD""#),
        (#""1250.00 USD""#, #""1250.00 XXX""#),
        (#""1250.00 USD""#, "1250.00"), (#""2026-03-10""#, #""2026-02-30""#), (#""2026-03-10""#, #""2026-3-10""#),
        (#"{"because""#, #"{"a":1,"because""#), (#""says":{"id""#, #""says":{"x":1,"id""#), (#""id":"c1","#, ""),
        (#""by":"clerk""#, #""by": "clerk""#), (#"{"title":"invoice 7"}"#, #"["invoice 7"]"#), ("}}}", "}}"),
    ])
    func anotherFormIsRefused(_ old: String, _ new: String) throws {
        let act = Act(
            day("2026-03-10"),
            by: ActorID("clerk"),
            because: "invoice 7",
            on: PaperReference("invoice 7"),
            AssetDeed.cost("c1", Booked(usd(1_250)), purpose: "transport under guard")
        )
        let text = String(decoding: act.bytes, as: UTF8.self)
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        try #require(changed != text)
        #expect(throws: CodingFault.self) { _ = try Act<AssetDeed>(reading: [UInt8](changed.utf8)) }
    }

    @Test func aConversionThatTheRateDoesNotGiveIsRefused() throws {
        let act = Act(
            day("2026-09-14"),
            by: ActorID("c"),
            because: "sale",
            AssetDeed.convert("x", AssetStory.eurosToDollars)
        )
        let text = String(decoding: act.bytes, as: UTF8.self)
        let changed = text.replacing("81001.50 USD", with: "91001.50 USD")
        try #require(changed != text)
        #expect(throws: CodingFault.self) { _ = try Act<AssetDeed>(reading: [UInt8](changed.utf8)) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func noBytesTrapTheReader(_ seed: UInt64) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let acts = try FundStory.paid().acts
        for _ in 0..<600 {
            var bytes = pick(acts, &dice).bytes
            for _ in 0..<dice.roll(1...3) { bytes[dice.roll(0...bytes.count - 1)] = UInt8(dice.roll(0...255)) }
            // What is read is what is written: nothing stands for an act in two ways.
            if let act = try? Act<RestitutionDeed>(reading: bytes) { #expect(act.bytes == bytes) }
        }
        #expect(throws: CodingFault.self) { _ = try Act<AssetDeed>(reading: []) }
        #expect(throws: CodingFault.self) { _ = try Act<AssetDeed>(reading: [UInt8](repeating: 0x5B, count: 100_000)) }
    }
}
