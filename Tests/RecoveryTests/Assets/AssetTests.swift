import Recovery
import Testing
import Vocabulary

@Suite("An asset from tracing to payment")
struct AssetTests {
    @Test func theBooksOfTheStoryAreThoseReckonedByHand() throws {
        let file = try AssetStory.file()
        let account = try #require(file.state.account)
        // 73 000.50 EUR × 1.109602 = 81 001.5008 USD; less 1 250 + 3 600 + 2 000 = 74 151.50 to the fund.
        #expect(account.realised == 8_100_150 && account.costs == 685_000 && account.paid == 7_415_150)
        #expect(account.held == 0 && account.unmet == 0 && account.isBalanced)
        #expect(file.state.stage == .closed && file.lawful == [])
        #expect(file.acts.count == AssetStory.deeds.count)
    }

    @Test func aStepWithoutItsOrderSaysWhatIsMissing() throws {
        let file = try AssetStory.file(in: .restraintRequested)
        let refused = file.refuses(
            "2026-03-09",
            .move(.frozen, [.court: .text("High Court"), .orderNumber: .text(" ")])
        )
        #expect(refused?.reason == .missing)
        #expect(refused?.missing == ["order-number", "order-day", "expiry", "inventory"])
        #expect(refused?.lawful == ["frozen-or-seized", "released"])
        // A day where words are asked, or words where a day is, is as good as nothing.
        var told = AssetStory.frozen
        told[.orderDay] = .text("2026-03-09")
        #expect(file.refuses("2026-03-09", .move(.frozen, told))?.missing == ["order-day"])
        told[.orderDay] = .day(day("2026-03-10"))
        #expect(file.refuses("2026-03-09", .move(.frozen, told))?.reason == .wrongDay)
    }

    @Test func aStageCannotBeJumped() throws {
        let file = try AssetStory.file(in: .frozen)
        let refused = file.refuses("2026-04-01", .move(.realised, [.method: .text("sale")]))
        #expect(refused?.reason == .notLawful)
        #expect(refused?.lawful == ["managed", "confiscation-requested", "released"])
    }

    @Test func anOrderThatHasExpiredStopsEverythingButReleaseAndRenewal() throws {
        var file = try AssetStory.file(in: .managed)
        let ask = AssetDeed.move(.confiscationRequested, [.court: .text("High Court"), .route: .text("extended")])
        #expect(file.refuses("2026-09-09", ask) == nil)
        let refused = file.refuses("2026-09-10", ask)
        #expect(
            refused?.reason == .orderExpired && refused?.lawful == ["released"] && refused?.missing == ["renew-order"]
        )
        var renewal = AssetStory.frozen
        renewal[.expiry] = .day(day("2026-09-09"))
        #expect(file.refuses("2026-09-01", .renewOrder(renewal))?.reason == .wrongDay)
        renewal[.expiry] = .day(day("2027-03-09"))
        renewal[.inventory] = nil
        try file.act("2026-09-10", .renewOrder(renewal))
        #expect(file.refuses("2026-09-10", ask) == nil)
    }

    @Test func alarmsComeFourteenSevenAndOneDayBefore() throws {
        let file = try AssetStory.file(in: .managed)
        func level(_ on: String) -> Alarm.Level? {
            file.rules.alarms(of: file.state, on: day(on), .weekdays).first { $0.kind == .orderExpiry }?.deadline?.level
        }
        #expect(level("2026-08-25") == nil)
        #expect(level("2026-08-26") == .within(days: 14, left: 14))
        #expect(level("2026-09-02") == .within(days: 7, left: 7))
        #expect(level("2026-09-08") == .within(days: 1, left: 1))
        #expect(level("2026-09-09") == .within(days: 1, left: 0))
        #expect(level("2026-09-10") == .overdue(days: 1))
    }

    @Test func valueAndCostsAreWatched() throws {
        var file = try AssetStory.file(in: .frozen)
        func kinds() -> [AssetAlarm.Kind] {
            file.rules.alarms(of: file.state, on: day("2026-04-10"), .weekdays).filter { $0.deadline == nil }.map(
                \.kind
            )
        }
        // Exactly 20 % less than the 90 000 of the seizure is no alarm; one cent more is.
        try file.act("2026-04-01", .value(Valuation(usd(72_000), on: day("2026-04-01"), source: "assay")))
        #expect(!kinds().contains(.valueFell))
        try file.act(
            "2026-04-02",
            .value(Valuation(Money(minorUnits: 7_199_999, dollars), on: day("2026-04-02"), source: "assay"))
        )
        #expect(kinds().contains(.valueFell))
        // 30 % of 71 999.99 is 21 599.997; 1 250 are spent.
        try file.act("2026-04-03", .cost("more", Booked(Money(minorUnits: 2_034_999, dollars)), purpose: "guards"))
        #expect(!kinds().contains(.costsHigh))
        try file.act("2026-04-03", .cost("cent", Booked(Money(minorUnits: 1, dollars)), purpose: "stamp"))
        #expect(kinds().contains(.costsHigh))
    }

    @Test func aThirdPartyIsAnsweredBeforeItIsTaken() throws {
        var file = try AssetStory.file(in: .confiscationRequested)
        try file.act("2026-07-01", .thirdParty("t2", claimant: "bank"))
        let refused = file.refuses("2026-08-03", .move(.confiscated, AssetStory.confiscated))
        #expect(refused?.reason == .thirdPartyUnanswered && refused?.detail == ["t2"])
        let alarms = file.rules.alarms(of: file.state, on: day("2026-08-03"), .weekdays)
        #expect(alarms.contains { $0.kind == .thirdPartyAnswer && $0.deadline?.level == .overdue(days: 3) })
    }

    @Test func aMineralIsNotMovedOnWithoutItsCare() throws {
        var file = try AssetStory.file(3)
        let manage = AssetDeed.move(.managed, [.manager: .text("office"), .place: .text("store 2")])
        let refused = file.refuses("2026-03-12", manage)
        #expect(refused?.reason == .careMissing && refused?.missing == ["weigh", "duplicate-sample"])
        try file.act("2026-03-10", .care("weigh"))
        try file.act("2026-03-10", .care("duplicate-sample"))
        #expect(file.refuses("2026-03-12", manage) == nil)
        #expect(file.rules.outstandingCare(of: file.state).map(\.id) == ["moisture", "seal-and-photograph"])
        #expect(file.refuses("2026-03-12", .care("two-valuers"))?.reason == .unknown)
    }

    @Test func careIsOwedEvenWhereAStageIsPassedOver() throws {
        // From the freeze to the court without a manager: the court's steps are recorded, the sale is not made.
        var file = try AssetStory.file(3)
        try file.act(
            "2026-05-04",
            .move(.confiscationRequested, [.court: .text("High Court"), .route: .text("extended")])
        )
        try file.act("2026-08-03", .move(.confiscated, AssetStory.confiscated))
        let refused = file.refuses("2026-09-07", .move(.realised, [.method: .text("sale")]))
        #expect(refused?.reason == .careMissing && refused?.missing == ["weigh", "duplicate-sample", "two-assays"])
        #expect(file.rules.outstandingCare(of: file.state).count == 6)
    }

    @Test func nothingIsSoldOrSharedBeforeTheOrderIsFinalOrConsent() throws {
        var file = try AssetStory.file(in: .confiscated)
        let sell = AssetDeed.move(.realised, [.method: .text("sale")])
        #expect(file.refuses("2026-09-02", sell)?.reason == .noFinalOrder)
        #expect(file.refuses("2026-09-03", sell) == nil)
        #expect(file.refuses("2026-08-20", .consent(by: "holder"), paper: nil)?.missing == ["paper"])
        try file.act("2026-08-20", .consent(by: "holder"))
        #expect(file.refuses("2026-08-20", sell) == nil)
        #expect(file.refuses("2026-08-20", .payOut("p", Booked(usd(1)), .treasury))?.reason == .noFinalOrder)
    }

    @Test func aBuyerIsLicensedAndTiedToNobody() throws {
        var file = try AssetStory.file(in: .realised)
        let sale = AssetDeed.receive("r2", Booked(usd(10)), buyer: "trader", order: nil)
        #expect(file.refuses("2026-09-20", sale)?.missing == ["check of the buyer"])
        try file.act("2026-09-20", .checkBuyer(BuyerCheck(buyer: "trader", licence: nil, ties: [])))
        #expect(file.refuses("2026-09-20", sale)?.missing == ["licence of the buyer"])
        try file.act(
            "2026-09-20",
            .checkBuyer(BuyerCheck(buyer: "trader", licence: "L", ties: ["brother of the suspect"]))
        )
        #expect(file.refuses("2026-09-20", sale)?.reason == .buyerNotCleared)
        #expect(file.rules.alarms(of: file.state, on: day("2026-09-20"), .weekdays).contains { $0.kind == .buyerTied })
    }

    @Test func anEarlySaleNeedsAnOrderAndItsMoneyIsHeld() throws {
        var file = try AssetStory.file(in: .managed)
        try file.act("2026-05-01", .checkBuyer(BuyerCheck(buyer: "B", licence: "L", ties: [])))
        #expect(
            file.refuses("2026-05-01", .receive("e", Booked(usd(5_000)), buyer: "B", order: nil))?.reason == .missing
        )
        #expect(
            file.refuses("2026-09-10", .receive("e", Booked(usd(5_000)), buyer: "B", order: "HC 9"))?.reason
                == .orderExpired
        )
        let unassayed = file.refuses("2026-05-01", .receive("e", Booked(usd(5_000)), buyer: "B", order: "HC 9"))
        #expect(unassayed?.reason == .careMissing && unassayed?.missing == ["two-assays"])
        try file.act("2026-05-01", .care("two-assays"))
        try file.act("2026-05-01", .receive("e", Booked(usd(5_000)), buyer: "B", order: "HC 9"))
        let account = try #require(file.state.account)
        // Of 5 000, the 1 250 of transport are met at once.
        #expect(account.held == 375_000 && account.costs == 125_000 && account.isBalanced)
        let release: [Particular: ParticularValue] = [
            .authority: .text("High Court"), .orderNumber: .text("HC 10"), .orderDay: .day(day("2026-05-02")),
        ]
        try file.act("2026-05-02", .move(.released, release))
        #expect(
            file.rules.alarms(of: file.state, on: day("2026-05-03"), .weekdays).map(\.kind).contains(.heldAfterRelease)
        )
        #expect(file.refuses("2026-05-03", .payOut("p", Booked(usd(3_750)), .treasury))?.reason == .notLawful)
        try file.act("2026-05-03", .payOut("p", Booked(usd(3_750)), .holder))
        #expect(file.state.account?.held == 0)
    }

    @Test func moneyOfAnotherCurrencyNeedsAConversionThatIsBookedOnce() throws {
        var file = try AssetStory.file(in: .frozen)
        let euros = Money(minorUnits: 100_000, currency("EUR"))
        let refused = file.refuses("2026-04-01", .cost("x", Booked(euros), purpose: "flight"))
        #expect(refused?.reason == .otherCurrency && refused?.missing == ["conversion to USD"])
        let conversion = try Conversion(
            euros,
            to: dollars,
            rate: DecimalNumber("1.1"),
            day: day("2026-04-01"),
            source: "bank"
        )
        try file.act("2026-04-01", .convert("k", conversion))
        #expect(
            file.refuses("2026-04-01", .cost("x", Booked(usd(1_101), by: "k"), purpose: "flight"))?.reason
                == .badConversion
        )
        try file.act("2026-04-01", .cost("x", Booked(usd(1_100), by: "k"), purpose: "flight"))
        #expect(
            file.refuses("2026-04-01", .cost("y", Booked(usd(1_100), by: "k"), purpose: "flight"))?.reason == .usedTwice
        )
        #expect(file.refuses("2026-04-01", .convert("l", AssetStory.eurosToDollars))?.reason == .wrongDay)
        // Yen have no minor unit, dinars have three: 1 000 JPY × 0.0021 = 2.1 KWD.
        let dinars = try Conversion(
            Money(minorUnits: 1_000, currency("JPY")),
            to: currency("KWD"),
            rate: DecimalNumber("0.0021"),
            day: day("2026-04-01"),
            source: "bank"
        )
        #expect(dinars.to.description == "2.100 KWD")
    }

    @Test func aCostBookedByMistakeIsTakenBackAndStaysInTheFile() throws {
        var file = try AssetStory.file(in: .realised)
        let before = file.acts.count
        let held = try #require(file.state.account?.held)
        try file.act("2026-09-20", .reverseCost("c2"))
        #expect(file.state.account?.held == held + 360_000 && file.acts.count == before + 1)
        #expect(file.refuses("2026-09-20", .reverseCost("c2"))?.reason == .unknown)
        #expect(file.refuses("2026-09-20", .cost("c2", Booked(usd(1)), purpose: "again"))?.reason == .usedTwice)
    }

    @Test(arguments: [
        "", "  ", "a\u{1B}[2Jb", "x\u{202E}y", String(repeating: "a", count: 8_001), "\u{0}", "\u{FFFE}",
    ])
    func hostileReasonsAreRefused(_ reason: String) throws {
        var file = try AssetStory.file(in: .frozen)
        let act = Act(day("2026-04-01"), by: ActorID("clerk"), because: reason, AssetDeed.care("moisture"))
        let refused = refusal { try file.append(act) }
        #expect(refused?.reason == .badText || refused?.missing == ["reason"])
        let buyer = Act(
            day("2026-04-01"),
            by: ActorID("clerk"),
            because: "check",
            AssetDeed.checkBuyer(BuyerCheck(buyer: reason, licence: nil, ties: []))
        )
        if reason != "  " { #expect(refusal { try file.append(buyer) } != nil) }
        let digest = Act(
            day("2026-04-01"),
            by: ActorID("clerk"),
            because: "check",
            on: PaperReference("p", digest: reason + "zz"),
            AssetDeed.care("moisture")
        )
        #expect(refusal { try file.append(digest) }?.reason == .badText)
    }

    @Test func sumsThatCouldOverflowAreRefused() throws {
        var file = try AssetStory.file(in: .frozen)
        #expect(
            file.refuses("2026-04-01", .cost("x", Booked(Money(minorUnits: .max, dollars)), purpose: "x"))?.reason
                == .tooLarge
        )
        #expect(
            file.refuses("2026-04-01", .cost("x", Booked(Money(minorUnits: .min, dollars)), purpose: "x"))?.reason
                == .notPositive
        )
        #expect(file.refuses("2026-04-01", .cost("x", Booked(usd(0)), purpose: "x"))?.reason == .notPositive)
        try file.act(
            "2026-04-01",
            .cost("big", Booked(Money(minorUnits: Account.most - 125_000, dollars)), purpose: "x")
        )
        #expect(
            file.refuses("2026-04-01", .cost("one", Booked(Money(minorUnits: 1, dollars)), purpose: "x"))?.reason
                == .tooLarge
        )
    }

    @Test func actsDoNotGoBackInTime() throws {
        let file = try AssetStory.file(in: .frozen)
        #expect(file.refuses("2026-03-08", .care("moisture"))?.reason == .dayBeforeLast)
    }
}
