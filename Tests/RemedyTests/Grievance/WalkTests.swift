import KernelSamples
import Remedy
import Testing
import Vocabulary

/// Files that go their way by chance.
@Suite("Whatever happens")
struct WalkTests {
    /// Something that somebody might say, allowed or not.
    private static func anything(
        _ rules: GrievanceRules,
        _ state: GrievanceState,
        _ dice: inout Dice
    ) -> (Author, GrievanceFact) {
        let categories = rules.table.categories.map(\.id)
        let some = Set((0..<Int.random(in: 1...2, using: &dice)).map { _ in pick(categories, &dice) })
        let routes = Set(rules.table.routes.map(\.id))
        let offer = state.currentOffer?.offer.id ?? "o0"
        let item = pick(["a", "b"], &dice)
        let organisations =
            [Bench.mine, Bench.guards] + Bench.bound.values.sorted() + [state.acting].compactMap(\.self)
        let open = state.categories.sorted().randomElement(using: &dice) ?? "water"
        let standard = rules.table[open]?.standard ?? .plausible
        let facts: [GrievanceFact] = [
            .lodged(
                Intake(
                    bringer: .person,
                    channel: .web,
                    language: "por",
                    categories: some,
                    isDangerous: Int.random(in: 0..<5, using: &dice) == 0,
                    respondents: [Bench.mine]
                )
            ),
            .acknowledged(routes: routes), .acknowledged(routes: []), .admitted, .rejected(ground: "elsewhere"),
            .categorised(some, isDangerous: false),
            .respondentsNamed([Bench.mine, pick(organisations, &dice)]),
            .assigned(pick(["outside", Bench.panel, Bench.appeals, Bench.mine], &dice)),
            .interestDeclared(hasConflict: Int.random(in: 0..<6, using: &dice) == 0),
            .found(Finding(open, pick(Finding.Outcome.allCases, &dice), by: standard)),
            .offered(
                Offer(
                    id: "o\(state.offers.count)",
                    items: [.init(id: "a", form: .apology, what: "x"), .init(id: "b", form: .other, what: "y")],
                    hasWaiver: Bool.random(using: &dice)
                )
            ),
            .accepted(offer: offer), .refused(offer: offer, reason: "no"), .countered(offer: offer, demand: "more"),
            .deliveryReported(offer: offer, item: item), .deliveryConfirmed(offer: offer, item: item),
            .deliveryDenied(offer: offer, item: item, reason: "not there"), .appealed(ground: "wrong"),
            .appealDecided(upheld: Bool.random(using: &dice)), .mediationOpened,
            .mediationEnded(agreed: Bool.random(using: &dice)),
            .closed(Closure(pick(Closure.Reason.allCases, &dice), askedSatisfaction: true)),
            .reopened(reason: "new"), .withdrawn(reason: "tired"), .referred("court", receipt: "R-1"),
            .informationAsked("where?"), .informationGiven, .extended(days: 5, reason: "rain"),
            .retaliationChecked(found: Bool.random(using: &dice)), .retaliationReported("threat"),
            .contactTried(.phone),
            .adviserOffered(taken: true), .updateSent, .causeNamed("guards"), .lessonActedOn("guards"),
            .outcomePublished,
            .rated(Int.random(in: 0...6, using: &dice)), .surveyed([.feltHeard: true]),
        ]
        let parts: [Author.Part] = [.person, .person, .representative, .facilitator]
        let part: Author.Part =
            Bool.random(using: &dice)
            ? pick(parts, &dice) : .organisation(pick(organisations, &dice))
        let fact = pick(facts, &dice)
        // Mostly what could be next, by who could do it; sometimes anything by anybody.
        if Int.random(in: 0..<10, using: &dice) > 2 {
            let allowed = rules.allowed(in: state).filter { $0.act != "withdraw" && $0.act != "refer" }
            guard let next = allowed.randomElement(using: &dice), let chosen = fitting(next.act, facts, &dice) else {
                return (Author("x", part), fact)
            }
            return (author(next.by, state), chosen)
        }
        // Withdrawing is always allowed: taken at its full chance it would end nearly every walk early.
        if case .withdrawn = fact, Int.random(in: 0..<6, using: &dice) > 0 { return (Author("x", part), .updateSent) }
        return (Author("x", part), fact)
    }

    /// A fact that may make a move: one on the findings may be said as often as there are categories.
    private static func fitting(_ move: String, _ facts: [GrievanceFact], _ dice: inout Dice) -> GrievanceFact? {
        let words = [
            "establish": "find", "not-establish": "find", "uphold": "decide-appeal", "dismiss": "decide-appeal",
            "settle": "end-mediation", "fail-mediation": "end-mediation",
        ]
        return facts.filter { $0.word == words[move] ?? move }.randomElement(using: &dice)
    }

    private static func author(_ by: String, _ state: GrievanceState) -> Author {
        switch by {
        case "person": Author("x", .person)
        case "respondent": Author("x", .organisation(Bench.mine))
        case "facilitator": Author("x", .facilitator)
        default: Author("x", .organisation(state.acting ?? Bench.panel))
        }
    }

    private static func check(_ file: GrievanceFile) {
        let (rules, state) = (file.rules, file.state)
        if let acting = state.acting {
            #expect(!rules.excluded(from: state).contains(acting))
            let step = state.step.flatMap(rules.procedure.step)
            if step?.stage == .appeal { #expect(!state.deciders.contains(acting)) }
        }
        for (stay, next) in zip(state.stays, state.stays.dropFirst()) { #expect(stay.until == next.from) }
        if let step = state.step { #expect(state.stays.last?.step == step && state.stays.last?.until == nil) }
        #expect((state.ended != nil) == (state.step.flatMap(rules.procedure.step)?.isEnd ?? false))
        #expect(state.closure == nil || state.ended != nil)
        if let reason = state.closure?.reason, reason != .unreachable { #expect(state.owed == nil) }
        #expect(state.offers.count { $0.answer == .accepted && !$0.isDelivered } <= 1)
        if state.closure?.reason == .delivered { #expect(state.isRemedied && state.retaliationChecks > 0) }
        // Each confirmation has the person's own word behind it.
        let words = file.entries.filter { entry in
            if case .deliveryConfirmed = entry.fact { entry.author.part == .person } else { false }
        }
        let confirmed = state.offers.reduce(0) { $0 + $1.delivery.values.count { $0 == .confirmed } }
        #expect(words.count >= confirmed)
        for (id, finding) in state.findings { #expect(finding.standard == rules.table[id]?.standard) }
    }

    /// What may never have been taken, whoever said it.
    private static func check(_ fact: GrievanceFact, after before: GrievanceState, _ rules: GrievanceRules) {
        let grave = before.categories.filter { rules.table[$0]?.isGrave ?? false }
        let isGrave = !grave.isEmpty
        switch fact {
        case .offered(let offer): #expect(!isGrave || !offer.hasWaiver)
        case .mediationOpened:
            let isFound = grave.isSubset(of: before.findings.keys)
            #expect(isFound || before.appealsUpheld > 0 || !before.referrals.isEmpty)
        case .closed:
            #expect(!before.isRetaliationOpen)
            #expect(before.routesOffered.count >= 5)
        default: break
        }
    }

    /// Whether somebody can do something that ends the file or leads on.
    private static func hasWayOn(_ file: GrievanceFile, _ now: UTCInstant) -> Bool {
        if file.state.ended != nil { return true }
        var copy = file
        let event = Event("way-on", at: now, rank: 1_000_000, by: Bench.person, GrievanceFact.withdrawn(reason: "x"))
        return (try? copy.append(event, now: now)) != nil && copy.state.ended != nil
    }

    @Test(arguments: ["company", "state", "icoca"])
    func noWalkReachesAnImpossibleState(_ name: String) throws {
        let seed: UInt64 = 31
        print("seed \(seed) for \(name)")
        var dice = Dice(seed: seed)
        let procedure = try Content.procedure(name)
        let organisations = [Bench.secretariat, Bench.facts, Bench.panel, Bench.appeals, Bench.mediators]
        let bindings = Dictionary(uniqueKeysWithValues: zip(procedure.bodies.map(\.id), organisations))
        let rules = try Bench.rules(procedure: name, bindings: bindings)
        var seen: Set<StepID> = []
        for walk in 0..<30 {
            var file = GrievanceFile(rules)
            var day = 20_600
            for step in 0..<70 {
                day += Int.random(in: 0...9, using: &dice)
                let moment = try #require(UTCInstant(milliseconds: day * 86_400_000 + 43_200_000))
                let (author, fact) = Self.anything(rules, file.state, &dice)
                let event = Event(EventID("w\(walk)-\(step)"), at: moment, rank: step, by: author, fact)
                let before = file.state
                if (try? file.append(event, now: moment)) == nil {
                    #expect(file.state == before)
                } else {
                    Self.check(fact, after: before, rules)
                }
                Self.check(file)
                #expect(file.setAside.isEmpty)
                if file.state.step != nil { #expect(Self.hasWayOn(file, moment)) }
                if let step = file.state.step { seen.insert(step) }
            }
        }
        // The walks are worth something only if they get everywhere.
        let missed = Set(procedure.steps.map(\.id)).subtracting(seen).sorted()
        print("\(name): not reached by chance: \(missed)")
        #expect(missed.count <= 3)
    }

    @Test func theOrderOfArrivalChangesNothing() throws {
        let seed: UInt64 = 47
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let rules = try Bench.rules()
        for walk in 0..<25 {
            var guide = GrievanceFile(rules)
            var events: [GrievanceFile.Happening] = []
            var day = 20_600
            for step in 0..<40 {
                day += Int.random(in: 0...4, using: &dice)
                let moment = try #require(UTCInstant(milliseconds: day * 86_400_000))
                let (author, fact) = Self.anything(rules, guide.state, &dice)
                var event = Event(EventID("w\(walk)-\(step)"), at: moment, by: author, fact)
                // Some correct what was said before, some use an id again, some are not allowed at all.
                if step > 3, Int.random(in: 0..<6, using: &dice) == 0 {
                    let other = pick(events, &dice)
                    let right = Bool.random(using: &dice) ? fact : nil
                    let content = GrievanceFile.Happening.Content.correction(of: other.id, right, because: "x", at: nil)
                    event = Event(event.id, at: moment, by: other.author, content: content)
                } else if step > 3, Int.random(in: 0..<25, using: &dice) == 0 {
                    event = Event(pick(events, &dice).id, at: moment, by: author, fact)
                }
                events.append(event)
                guide.receive(event)
            }
            for _ in 0..<4 {
                var other = GrievanceFile(rules)
                for event in events.shuffled(using: &dice) { other.receive(event) }
                other.receive(events[0])
                #expect(other.state == guide.state)
                #expect(other.entries == guide.entries)
                #expect(other.setAside == guide.setAside)
                #expect(other.history == guide.history)
            }
            #expect(GrievanceFile(rules, events: events).state == guide.state)
        }
    }
}
