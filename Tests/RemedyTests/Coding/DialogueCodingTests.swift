import Formats
import KernelSamples
import Remedy
import Testing
import Vocabulary

/// Events of groups, meetings, mediations, findings and assessments, written and read again.
@Suite("Events of dialogue as JSON")
struct DialogueCodingTests {
    private static func number(_ dice: inout Dice) -> DecimalNumber {
        DecimalNumber(
            significand: Int64.random(in: -999_999_999_999_999_999...999_999_999_999_999_999, using: &dice),
            exponent: Int.random(in: -60...40, using: &dice)
        )
    }

    private static func groupFacts(_ dice: inout Dice) -> [GroupFact] {
        let text = pick(CodingTests.texts, &dice)
        let charter = Charter(
            groups: [
                .init("women", seats: Int.random(in: 0...99, using: &dice), quorum: 1), .init("a", seats: 2, quorum: 0),
            ],
            leastWomen: Int.random(in: 0...100, using: &dice)
        )
        let seat = Seat(
            "w1",
            group: text,
            sex: pick(Intake.Sex.allCases, &dice),
            choice: pick(Seat.Choice.allCases, &dice),
            from: day("2026-01-01"),
            until: Bool.random(using: &dice) ? day("2026-12-31") : nil,
            alternateOf: Bool.random(using: &dice) ? "w0" : nil
        )
        return [.chartered(charter), .seated(seat), .vacated("w1", until: day("2026-05-01"), reason: text)]
    }

    private static func meetingFacts(_ dice: inout Dice) -> [MeetingFact] {
        let text = pick(CodingTests.texts, &dice)
        return [
            .called(agenda: pick([[], ["b", "a", "b", text]], &dice)), .agendaAdded(text),
            .attended("s", pick(Intake.Sex.allCases, &dice)), .proposed(id: "d1", text: text),
            .voiced(id: "d1", pick([.agree, .reservations(text), .object(text)], &dice)), .decided(id: text),
            .scheduled(CalendarDay(clamping: Int.random(in: 0...20_000, using: &dice)), place: text),
            .concluded(item: Int.random(in: -1...9, using: &dice), pick(ItemOutcome.allCases, &dice), text: text),
            .minuted(text), .minutesRead(language: "vmw"), .minutesCorrected(text), .minutesApproved,
            .committed(CaseID(text)),
        ]
    }

    private static func mediationFacts(_ dice: inout Dice) -> [MediationFact] {
        let text = pick(CodingTests.texts, &dice)
        let parties: Set<Author.Part> = [
            .person, .organisation("mine"), .organisation("a mine"), .seat("mine"), .representative,
        ]
        return [
            .proposed(parties: parties, isGrave: Bool.random(using: &dice), beside: pick([nil, "court"], &dice)),
            .agreed, .declined(reason: text), .mediatorAccepted(id: text), .met(minutes: text), .termsProposed(text),
            .termsAccepted, .settled(commitments: pick([[], ["c2", "c1"]], &dice)), .failed(reason: text),
            .left(reason: text),
        ]
    }

    private static func followUpFacts(_ dice: inout Dice) -> [FollowUpFact] {
        let text = pick(CodingTests.texts, &dice)
        let measured = Measurement(number(&dice), "mg/l", method: text, on: day("2026-02-03"))
        return [
            .found(baseline: pick([nil, measured], &dice)), .sent(to: "mine"),
            .answered(text: text, accepts: Bool.random(using: &dice)),
            .followedUp(pick(FollowUpFact.Progress.allCases, &dice), now: pick([nil, measured], &dice)),
        ]
    }

    private static func impactFacts(_ dice: inout Dice) throws -> [ImpactFact] {
        let text = pick(CodingTests.texts, &dice)
        let uses = pick([[], Set(ConsentUse.allCases), [.count, .quote]], &dice)
        let interview = Interview(
            "i1",
            of: "p:1",
            set: "water",
            group: text,
            sex: pick(Intake.Sex.allCases, &dice),
            uses: uses,
            manner: pick(Interview.Manner.allCases, &dice),
            language: "vmw",
            answers: pick(
                [
                    [:],
                    [
                        "a": .yes, "b": .no, "c": .notSaid, "d é": .choice(text), "e": .words(record: text),
                        "f": .number(number(&dice)),
                    ],
                ],
                &dice
            )
        )
        let results: [Observation.Result] = [
            .below(number(&dice)), .number(number(&dice), uncertainty: nil),
            .number(number(&dice), uncertainty: number(&dice)),
        ]
        let observation = Observation(
            "m1",
            "arsenic",
            pick(results, &dice),
            "µg/l",
            method: text,
            at: "well",
            on: try noon("2026-03-01"),
            pick(Observation.Phase.allCases, &dice),
            with: "probe",
            by: "p:2",
            photos: pick([[], [String(repeating: "0f", count: 32), "x"]], &dice)
        )
        let finding = ImpactFinding(
            "f1",
            right: "water",
            what: text,
            interviews: ["i2", "i1"],
            measurements: [],
            against: text,
            againstInterviews: [],
            againstMeasurements: ["m2"],
            pick(ImpactFinding.Attribution.allCases, &dice),
            .init(scale: 1, scope: 2, irremediability: 3, likelihood: -4, confidence: 5)
        )
        return [
            .begun(project: text, place: "v", answerable: ["mine", "agency:3"]),
            .recorded(pick(ImpactRecord.allCases, &dice), record: text), .scoped(right: "water", reason: text),
            .setChosen(text), .interviewed(interview), .heard(interview: "i2", set: text, digest: text),
            .withdrew(interview: "i1", uses), .measured(observation),
            .found(finding), .put(finding: "f1", to: "mine", followUp: CaseID(text)),
            .advanced(to: pick(ImpactStage.allCases, &dice)), .closed(reason: text),
        ]
    }

    @Test("Whatever happened is the same once it was written and read", arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func roundTrip(seed: UInt64) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        for _ in 0..<12 {
            try CodingTests.check(Self.groupFacts(&dice), &dice)
            try CodingTests.check(Self.meetingFacts(&dice), &dice)
            try CodingTests.check(Self.mediationFacts(&dice), &dice)
            try CodingTests.check(Self.followUpFacts(&dice), &dice)
            try CodingTests.check(try Self.impactFacts(&dice), &dice)
        }
    }

    @Test("No two facts of a kind share a word, and the words of the rules are among them")
    func words() throws {
        var dice = Dice(seed: 1)
        let mediation = Self.mediationFacts(&dice).map(\.word)
        let lists = [
            Self.groupFacts(&dice).map(\.word), Self.meetingFacts(&dice).map(\.word), mediation,
            Self.followUpFacts(&dice).map(\.word), try Self.impactFacts(&dice).map(\.word),
        ]
        for list in lists { #expect(Set(list).count == list.count) }
        #expect(lists.map(\.count) == [3, 13, 10, 4, 12])
        let rules = MediationRules(procedure: try Content.procedure("mediation"))
        for step in rules.procedure.steps {
            for move in step.moves.keys where move != MediationMove.propose.rawValue {
                #expect(mediation.contains(move), "\(move)")
            }
        }
    }

    /// The paths of the faults of an event in which a piece was replaced.
    private static func faults<Fact: CodedFact>(_ fact: Fact, _ piece: String, _ other: String) throws -> [String] {
        let event = Event("e1", at: try noon("2026-03-02"), by: Author("c", .facilitator), fact)
        let text = String(decoding: event.bytes, as: UTF8.self)
        try #require(text.contains(piece), "\(text)")
        do throws(FileFaults) {
            _ = try Event<Fact>(reading: Array(text.replacing(piece, with: other).utf8))
            return []
        } catch {
            return error.faults.map(\.path)
        }
    }

    @Test("A fault is named by its path, once")
    func paths() throws {
        let charter = GroupFact.chartered(Charter(groups: [.init("women", seats: 2, quorum: 1)], leastWomen: 40))
        #expect(try Self.faults(charter, "\"seats\":2", "\"seats\":\"2\"") == ["fact.groups[0].seats"])
        #expect(try Self.faults(charter, "\"least-women\":40", "\"least-women\":101") == ["fact.least-women"])
        let voice = MeetingFact.voiced(id: "d", .object("too far"))
        #expect(try Self.faults(voice, "\"voice\":\"object\"", "\"voice\":\"no\"") == ["fact.voice", "fact.text"])
        #expect(try Self.faults(voice, "too far", "\\u0007") == ["fact.text"])
        #expect(try Self.faults(MeetingFact.called(agenda: ["a", "b"]), "\"b\"", "7") == ["fact.agenda[1]"])
        let talk = MediationFact.proposed(parties: [.person, .organisation("mine")], isGrave: false, beside: nil)
        #expect(try Self.faults(talk, "\"grave\":false", "\"grave\":0") == ["fact.grave"])
        #expect(
            try Self.faults(talk, "{\"part\":\"person\"}", "{\"of\":\"mine\",\"part\":\"organisation\"}") == [
                "fact.parties[1]"
            ]
        )
        let found = FollowUpFact.found(
            baseline: Measurement(
                DecimalNumber(significand: 12, exponent: -3),
                "mg/l",
                method: "m",
                on: day("2026-02-03")
            )
        )
        for wrong in ["\"0.0120\"", "\"1.2e-2\"", "\"NaN\"", "\" 0.012\"", "\"1e99999\"", "\"\""] {
            #expect(try Self.faults(found, "\"0.012\"", wrong) == ["fact.baseline.value"], "\(wrong)")
        }
        let withdrawal = ImpactFact.withdrew(interview: "i", [.count])
        #expect(try Self.faults(withdrawal, "[\"count\"]", "[\"count\",\"count\"]") == ["fact.uses[1]"])
        #expect(try Self.faults(withdrawal, "[\"count\"]", "[\"everything\"]") == ["fact.uses[0]"])
        #expect(try Self.faults(withdrawal, "\"word\":\"withdraw\"", "\"word\":\"with\"").contains("fact.word"))
    }

    @Test("A measurement that is not as it is written is refused")
    func measurements() throws {
        let observation = Observation(
            "m1",
            "arsenic",
            .number(
                DecimalNumber(significand: 12, exponent: -3),
                uncertainty: DecimalNumber(significand: 1, exponent: -3)
            ),
            "mg/l",
            method: "m",
            at: "well",
            on: try noon("2026-03-01"),
            .now,
            with: "probe",
            by: "p"
        )
        let fact = ImpactFact.measured(observation)
        #expect(try Self.faults(fact, "\"0.012\"", "\"<0.012\"") == ["fact.result"])
        #expect(try Self.faults(fact, "\"0.012\"", "0.012") == [""])
        #expect(try Self.faults(fact, "\"0.012\"", "12") == ["fact.result"])
        #expect(try Self.faults(fact, "\"0.012\"", "\"about 0.012\"") == ["fact.result"])
        #expect(
            try Self.faults(fact, "\"uncertainty\":\"0.001\"", "\"uncertainty\":\"0.0010\"") == ["fact.uncertainty"]
        )
        #expect(try Self.faults(fact, "2026-03-01T", "2026-02-30T") == ["fact.moment"])
        #expect(try Self.faults(fact, "\"phase\":\"now\"", "\"phase\":\"later\"") == ["fact.phase"])
    }
}
