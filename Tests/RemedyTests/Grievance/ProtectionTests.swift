import Remedy
import Testing
import Vocabulary

@Suite("What protects who complains")
struct ProtectionTests {
    @Test func noBodyHearsAComplaintAboutItself() throws {
        // The secretariat belongs to the mine: whatever it is called, it is the mine's.
        var bench = Bench(try Bench.rules(control: Control([Bench.mine: [Bench.guards, Bench.secretariat]])))
        try bench.lodge("2026-03-02")
        #expect(bench.state.acting == Bench.panel)
        #expect(
            refusal { try bench.body(Bench.secretariat, "2026-03-03", .acknowledged(routes: bench.routes)) }
                == .bodyComplainedOf
        )
        try bench.acting("2026-03-03", .acknowledged(routes: bench.routes))
        #expect(refusal { try bench.acting("2026-03-03", .assigned(Bench.secretariat)) } == .bodyComplainedOf)
    }

    @Test func whoIsNamedLaterLosesTheFileAtOnce() throws {
        var bench = Bench(try Bench.rules())
        try bench.toInquiry()
        #expect(bench.state.acting == Bench.facts)
        try bench.person("2026-03-10", .respondentsNamed([Bench.mine, Bench.facts]))
        #expect(bench.state.acting == Bench.panel)
        #expect(bench.state.stays.map(\.isDone) == [true, true, false, false])
        // The clock does not begin anew for it.
        #expect(bench.state.clock?.start == day("2026-03-06"))
        #expect(refusal { try bench.acting("2026-03-11", .respondentsNamed([Bench.mine])) } == .notTheirs)
    }

    @Test func whereNobodyIsCleanSomebodyIsFoundOutside() throws {
        let all = Set(Bench.bound.values)
        var bench = Bench(try Bench.rules(control: Control([Bench.mine: all])))
        try bench.lodge("2026-03-02")
        #expect(bench.state.acting == nil)
        #expect(bench.file.rules.allowed(in: bench.state).contains(.init("assign", by: "body")))
        #expect(refusal { try bench.body(Bench.panel, "2026-03-03", .assigned("ombudsman")) } == .bodyComplainedOf)
        try bench.say("2026-03-03", Author("keeper", .facilitator), .assigned("ombudsman"))
        #expect(bench.state.acting == "ombudsman")
        try bench.acting("2026-03-04", .acknowledged(routes: bench.routes))
        #expect(bench.state.acting == nil && bench.state.step == "screening")
    }

    @Test func anInterestOfOnesOwnPutsABodyOut() throws {
        var bench = Bench(try Bench.rules())
        try bench.toInquiry()
        try bench.acting("2026-03-09", .interestDeclared(hasConflict: true))
        #expect(bench.state.acting == Bench.panel && bench.state.conflicted == [Bench.facts])
        let finding = GrievanceFact.found(Finding("water", .notEstablished, by: .plausible))
        #expect(refusal { try bench.body(Bench.facts, "2026-03-10", finding) } == .conflictOfInterest)
    }

    @Test func waysOutsideAreToldBeforeAnythingElse() throws {
        var bench = Bench(try Bench.rules())
        try bench.lodge("2026-03-02")
        #expect(refusal { try bench.acting("2026-03-03", .acknowledged(routes: ["court"])) } == .routesNotOffered)
        #expect(
            refusal { try bench.acting("2026-03-03", .acknowledged(routes: bench.routes.union(["moon"]))) }
                == .unknownWord
        )
        try bench.acting("2026-03-03", .acknowledged(routes: bench.routes.subtracting(["icoca"])))
        // Going there ends nothing here.
        try bench.person("2026-03-04", .referred("court", receipt: nil))
        #expect(bench.state.step == "screening")
        #expect(bench.state.referrals.map(\.receipt) == [nil])
    }

    @Test func dangerTakesTheFastLaneAndStaysThere() throws {
        var bench = Bench(try Bench.rules())
        try bench.lodge("2026-03-02", isDangerous: true)
        let calendar = bench.file.rules.calendar
        #expect(bench.state.clock?.due(in: calendar) == .on(day("2026-03-03")))
        try bench.acting("2026-03-03", .categorised(["water"], isDangerous: false))
        #expect(bench.state.isUrgent)

        var later = Bench(try Bench.rules())
        try later.toInquiry()
        try later.person("2026-03-20", .categorised(["water", "threat"], isDangerous: false))
        #expect(later.state.isUrgent)
        #expect(later.state.clock?.due(in: calendar) == .on(day("2026-03-30")))
    }

    @Test func graveComplaintsNeverGoToMediationAlone() throws {
        var bench = Bench(try Bench.rules())
        try bench.toInquiry(["sexual-violence"])
        #expect(refusal { try bench.person("2026-03-09", .mediationOpened) } == .mediationAlone)
        // No body talks it down to something lighter.
        #expect(refusal { try bench.acting("2026-03-09", .categorised(["labour"], isDangerous: false)) } == .notTheirs)
        try bench.acting("2026-03-10", .found(Finding("sexual-violence", .established, by: .plausible)))
        let offer = Offer(id: "o1", items: [.init(id: "a", form: .rehabilitation, what: "care")], hasWaiver: true)
        #expect(refusal { try bench.acting("2026-03-11", .offered(offer)) } == .waiverInGraveCase)
        #expect(refusal { try bench.acting("2026-03-11", .mediationOpened) } == .notTheirs)
        try bench.person("2026-03-11", .mediationOpened)
        #expect(bench.state.acting == Bench.mediators)
        try bench.person("2026-03-12", .mediationEnded(agreed: false))
        #expect(bench.state.step == "proposal")
    }

    @Test func nobodySignsARightAwayWithoutAdvice() throws {
        var bench = Bench(try Bench.rules())
        let item = Offer.Item(
            id: "a",
            form: .compensation,
            what: "money",
            money: Money(minorUnits: 1, try #require(Currency("MZN")))
        )
        try bench.toOffer(Offer(id: "o1", items: [item], hasWaiver: true))
        #expect(refusal { try bench.person("2026-04-02", .accepted(offer: "o1")) } == .adviceMissing)
        try bench.acting("2026-04-02", .adviserOffered(taken: false))
        try bench.person("2026-04-03", .accepted(offer: "o1"))
        #expect(bench.state.waivers.count == 1)
    }

    @Test func retaliationKeepsAFileOpen() throws {
        var bench = Bench(try Bench.rules())
        try bench.toInquiry()
        try bench.acting("2026-03-20", .found(Finding("water", .notEstablished, by: .plausible)))
        try bench.person("2026-03-21", .retaliationReported("they cut my contract"))
        let closing = GrievanceFact.closed(Closure(.notEstablished, askedSatisfaction: true))
        #expect(refusal { try bench.acting("2026-06-01", closing) } == .retaliationOpen)
        try bench.acting("2026-06-02", .retaliationChecked(found: true))
        #expect(refusal { try bench.acting("2026-06-02", closing) } == .retaliationOpen)
        try bench.acting("2026-06-20", .retaliationChecked(found: false))
        #expect(
            refusal { try bench.acting("2026-06-21", .closed(Closure(.notEstablished, askedSatisfaction: false))) }
                == .satisfactionNotAsked
        )
        try bench.acting("2026-06-21", closing)
    }

    @Test func whoSpeaksForAnotherHasTheirConsent() throws {
        let speaker = Author("r1", .representative)
        var bench = Bench(try Bench.rules())
        try bench.lodge("2026-03-02")
        #expect(refusal { try bench.say("2026-03-03", speaker, .withdrawn(reason: "x")) } == .consentMissing)
        #expect(refusal { try bench.say("2026-03-03", speaker, .represented(.impossible(.child))) } == .consentMissing)
        try bench.person("2026-03-03", .represented(.given(day("2026-03-03"), how: "thumbprint")))
        try bench.say("2026-03-04", speaker, .retaliationReported("x"))

        var dead = Bench(try Bench.rules())
        #expect(
            refusal {
                try dead.lodge("2026-03-02", by: .representative(.given(day("2026-03-05"), how: "signed")))
            } == .consentMissing
        )
        #expect(refusal { try dead.lodge("2026-03-02", by: .group(1)) } == .notANumber)
        #expect(refusal { try dead.lodge("2026-03-02", []) } == .nothingThere)
        #expect(refusal { try dead.lodge("2026-03-02", ["gossip"]) } == .unknownWord)
        try dead.lodge("2026-03-02", ["killing"], by: .representative(.impossible(.dead)))
        try dead.say("2026-03-03", speaker, .retaliationReported("x"))
    }

    @Test func onlyWhoSaidAThingMayCorrectIt() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        try bench.person("2026-04-10", .accepted(offer: "o1"))
        let accepted = try #require(bench.file.entries.last?.id)
        let now = try noon("2026-05-01")
        let mine = Author("manager", .organisation(Bench.mine))
        let undo = Event<GrievanceFact>.Content.correction(of: accepted, nil, because: "not meant", at: nil)
        #expect(
            refusal { try bench.file.append(Event("c1", at: now, by: mine, content: undo), now: now) }
                == .correctsAnother
        )
        let silent = Event<GrievanceFact>.Content.correction(of: accepted, nil, because: " ", at: nil)
        #expect(
            refusal { try bench.file.append(Event("c1", at: now, by: Bench.person, content: silent), now: now) }
                == .reasonMissing
        )
        let nothing = Event<GrievanceFact>.Content.correction(of: "e99", nil, because: "x", at: nil)
        #expect(
            refusal { try bench.file.append(Event("c1", at: now, by: Bench.person, content: nothing), now: now) }
                == .correctsNothing
        )
        try bench.file.append(Event("c1", at: now, by: Bench.person, content: undo), now: now)
        #expect(bench.state.step == "answer" && bench.file.history.count == 7)
        let refused = GrievanceFact.refused(offer: "o1", reason: "too little")
        let instead = Event<GrievanceFact>.Content.correction(of: accepted, refused, because: "read wrongly", at: nil)
        try bench.file.append(Event("c2", at: now, rank: 1, by: Bench.person, content: instead), now: now)
        #expect(bench.state.step == "refused")
        #expect(bench.file.entries.last?.correctedBy == "c2")
    }

    @Test func nothingIsUndoneBehindAnybodysBack() throws {
        var bench = Bench(try Bench.rules())
        try bench.toOffer()
        let early = Event("x", at: try noon("2026-03-05"), by: Bench.person, GrievanceFact.withdrawn(reason: "tired"))
        #expect(refusal { try bench.file.append(early, now: early.at) } == .wouldUndo)
        #expect(bench.state.step == "answer")
        // What a phone brings late is kept all the same, and what it makes impossible is set aside and shown.
        bench.file.receive(early)
        #expect(bench.state.step == "withdrawn")
        #expect(bench.file.setAside.values.map(\.reason) == [.notInThisStep, .notInThisStep, .notInThisStep])
        #expect(bench.file.history.count == 6)
        let future = Event("y", at: try noon("2026-03-08"), by: Bench.person, GrievanceFact.reopened(reason: "x"))
        #expect(refusal { try bench.file.append(future, now: noon("2026-03-07")) } == .inFuture)
    }
}
