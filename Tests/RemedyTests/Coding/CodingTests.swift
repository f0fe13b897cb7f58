import Formats
import KernelSamples
import Remedy
import Testing
import Vocabulary

/// Events written and read again: nothing is lost, and nothing is taken for what it is not.
@Suite("Events as JSON")
struct CodingTests {
    static let texts = [
        "", "água suja", "“quoted” \\ /", "line one\nline two", "مياه", "🪣", " ", "{\"word\":1}",
    ]

    private static func consent(_ dice: inout Dice) -> Consent {
        Bool.random(using: &dice)
            ? .given(day("2026-02-03"), how: pick(texts, &dice)) : .impossible(pick(Consent.Cause.allCases, &dice))
    }

    private static func intake(_ dice: inout Dice) -> Intake {
        let bringers: [Intake.Bringer] = [.person, .anonymous, .group(12), .representative(consent(&dice))]
        return Intake(
            bringer: pick(bringers, &dice),
            channel: pick(Intake.Channel.allCases, &dice),
            language: "vmw",
            sex: pick(Intake.Sex.allCases, &dice),
            categories: pick([["water"], ["land", "killing"]], &dice),
            isDangerous: Bool.random(using: &dice),
            respondents: pick([[], ["mine"], ["mine", "party:Ä 1"]], &dice),
            wasAssisted: Bool.random(using: &dice)
        )
    }

    private static func offer(_ dice: inout Dice) throws -> Offer {
        let money = Money(
            minorUnits: Int.random(in: -5...9_007_199_254_740_991, using: &dice),
            try #require(Currency("MZN"))
        )
        let items = (0..<Int.random(in: 0...3, using: &dice)).map { number in
            Offer.Item(
                id: "i\(number)",
                form: pick(RemedyForm.allCases, &dice),
                what: pick(texts, &dice),
                money: number == 1 ? money : nil
            )
        }
        return Offer(id: pick(texts, &dice), items: items, hasWaiver: Bool.random(using: &dice))
    }

    private static func grievanceFacts(_ dice: inout Dice) throws -> [GrievanceFact] {
        let (text, flag) = (pick(texts, &dice), Bool.random(using: &dice))
        return [
            .lodged(intake(&dice)), .acknowledged(routes: ["court", "icoca"]),
            .categorised(["land"], isDangerous: flag),
            .respondentsNamed(["mine"]), .represented(consent(&dice)), .admitted, .rejected(ground: text),
            .assigned("panel"), .interestDeclared(hasConflict: flag),
            .found(
                Finding(
                    "water",
                    pick(Finding.Outcome.allCases, &dice),
                    by: pick(ComplaintCategory.Standard.allCases, &dice)
                )
            ), .offered(try offer(&dice)), .accepted(offer: text), .refused(offer: "o", reason: text),
            .countered(offer: "o", demand: text), .deliveryReported(offer: "o", item: text),
            .deliveryConfirmed(offer: text, item: "i"), .deliveryDenied(offer: "o", item: "i", reason: text),
            .appealed(ground: text), .appealDecided(upheld: flag), .mediationOpened, .mediationEnded(agreed: flag),
            .closed(Closure(pick(Closure.Reason.allCases, &dice), askedSatisfaction: flag)), .reopened(reason: text),
            .withdrawn(reason: text), .referred("court", receipt: flag ? text : nil), .routesOffered([]),
            .informationAsked(text), .informationGiven,
            .extended(days: Int.random(in: -3...99, using: &dice), reason: text),
            .retaliationChecked(found: flag), .retaliationReported(text),
            .contactTried(pick(Intake.Channel.allCases, &dice)), .adviserOffered(taken: flag), .documentsShared,
            .updateSent, .causeNamed(text), .lessonActedOn(text), .outcomePublished,
            .rated(Int.random(in: -1...9, using: &dice)),
            .surveyed([pick(SurveyQuestion.allCases, &dice): flag]),
        ]
    }

    private static func record(_ dice: inout Dice) -> StepRecord {
        StepRecord(
            language: "vmw",
            women: Int.random(in: 0...99, using: &dice),
            others: 3,
            record: Bool.random(using: &dice) ? pick(texts, &dice) : nil,
            shows: pick([[], [.advice, .writing]], &dice)
        )
    }

    static func author(_ dice: inout Dice) -> Author {
        let parts: [Author.Part] = [
            .person, .representative, .organisation("agency:3"), .facilitator, .seat("women-1"),
        ]
        return Author(pick(["p1", "clerk ü"], &dice), pick(parts, &dice))
    }

    static func check<Fact: CodedFact>(_ facts: [Fact], _ dice: inout Dice) throws {
        for fact in facts {
            let at = try #require(UTCInstant(milliseconds: Int.random(in: 0...4_000_000_000_000, using: &dice)))
            let rank = Int.random(in: -9...9, using: &dice)
            let author = author(&dice)
            let contents: [Event<Fact>.Content] = [
                .fact(fact), .correction(of: "e1", fact, because: "x", at: nil),
                .correction(of: "e1", nil, because: pick(texts, &dice), at: at),
            ]
            for content in contents {
                let event = Event<Fact>("e ß", at: at, rank: rank, by: author, content: content)
                let again = try Event<Fact>(reading: event.bytes)
                #expect(again == event)
                #expect(again.bytes == event.bytes)
            }
        }
    }

    @Test("Whatever happened is the same once it was written and read", arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func roundTrip(seed: UInt64) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        try Self.check(Self.grievanceFacts(&dice), &dice)
        let text = pick(Self.texts, &dice)
        let commitment = Commitment(
            what: text,
            owner: .organisation("mine"),
            due: day("2027-01-31"),
            proof: text,
            confirmer: .seat("s1")
        )
        try Self.check(
            [
                CommitmentFact.made(commitment), .reportedDone(proof: text), .confirmed, .disputed(reason: text),
                .rescheduled(to: day("2027-02-01"), reason: text), .withdrawn(reason: text), .settled(isKept: true),
                .settled(isKept: false), .admittedBroken(reason: text),
            ],
            &dice
        )
        let record = Self.record(&dice)
        try Self.check(
            [
                ConsultationFact.opened(people: text, languages: ["vmw", "por"]), .stepDone("plan", record),
                .commented(id: "c", text: text), .answered(comment: "c", text: text), .decided(.yes, record),
                .decided(.no, record), .decided(.yesWith(conditions: [text, "b", "a"]), record),
                .pressureReported(id: "p", what: text), .pressureSettled(id: "p", how: text), .withdrawn(reason: text),
                .closed(outcome: text, changes: [ConsultationChange(text, becauseOf: ["2", "1"])]),
                .closed(outcome: text, changes: []), .reopened(reason: text),
            ],
            &dice
        )
    }

    @Test("The words written are those by which refusals name what is allowed")
    func words() throws {
        var dice = Dice(seed: 1)
        let words = try Self.grievanceFacts(&dice).map(\.word)
        #expect(Set(words).count == words.count && words.count == 40)
    }

    /// An event, with a piece of it replaced.
    private static func replacing(_ piece: String, with other: String) throws -> [UInt8] {
        let fact = GrievanceFact.extended(days: 3, reason: "flood")
        let event = Event("e1", at: try noon("2026-03-02"), by: Author("c", .organisation("sec")), fact)
        let text = String(decoding: event.bytes, as: UTF8.self)
        try #require(text.contains(piece), "\(text)")
        return Array(text.replacing(piece, with: other).utf8)
    }

    @Test(
        "What is not as it is written is refused",
        arguments: [
            ("\"days\":3", "\"days\":\"3\""), ("\"days\":3", "\"days\":3.5"), ("\"days\":3,", ""),
            ("\"days\":3", "\"days\":3,\"more\":1"), ("\"word\":\"extend\"", "\"word\":\"exten\""),
            ("\"word\":\"extend\"", "\"word\":7"), ("\"rank\":0", "\"rank\":null"),
            ("12:00:00.000Z", "12:00:00Z"), ("2026-03-02", "2026-02-30"),
            ("\"part\":\"organisation\"", "\"part\":\"king\""), ("\"of\":\"sec\",", ""),
            ("\"reason\":\"flood\"", "\"reason\":\"fl\\u0000ood\""),
            ("\"reason\":\"flood\"", "\"reason\":\"\(String(repeating: "a", count: 8_001))\""),
            ("\"id\":\"e1\"", "\"id\":\"e1\",\"id\":\"e2\""), ("{\"at\"", "[\"at\""),
        ]
    )
    func hostile(piece: String, other: String) throws {
        let bytes = try Self.replacing(piece, with: other)
        #expect(throws: FileFaults.self) { try Event<GrievanceFact>(reading: bytes) }
    }

    @Test("An event without a fact or with an empty text is refused and no more")
    func empty() {
        for text in ["", "{}", "null", "[]", "{\"id\":\"a\"}"] {
            #expect(throws: FileFaults.self) { try Event<GrievanceFact>(reading: Array(text.utf8)) }
            #expect(throws: FileFaults.self) { try Event<CommitmentFact>(reading: Array(text.utf8)) }
        }
    }
}
