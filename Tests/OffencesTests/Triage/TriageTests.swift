import KernelSamples
import Offences
import Testing
import Vocabulary

@Suite("Informal or criminal")
struct TriageTests {
    private static let now = moment("2026-11-22T12:00:00Z")

    private static func answer(
        _ criterion: String,
        _ says: TriageCard.Says,
        rests: Bool = true,
        at: String = "2026-11-01T09:00:00Z"
    ) -> TriageCard.Answer {
        .init(
            CriterionID(criterion),
            says,
            rests: rests ? [EvidenceReference(.record, "R-1")] : [],
            words: "asked at the office",
            by: OfficerID("ana"),
            at: moment(at)
        )
    }

    private static func reading(_ answers: [TriageCard.Answer]) throws -> TriageReading {
        TriageCard(answers).reading(by: try Shelf.triage(Shelf.catalogue()), now: now)
    }

    private static func decision(
        _ outcome: TriageOutcome,
        on reading: TriageReading,
        reason: String = "seen the receipt",
        done: [String] = [],
        second: String? = nil,
        naming: Bool = true
    ) -> TriageDecision {
        TriageDecision(
            outcome,
            reason: reason,
            by: OfficerID("ana"),
            at: now,
            without: naming ? Set(reading.unknown.map(\.criterion.id)) : [],
            done: Set(done.map { CriterionID($0) }),
            second: second.map { OfficerID($0) }
        )
    }

    private static func refused(_ decision: TriageDecision, _ reading: TriageReading) -> TriageRefusal.Reason? {
        do throws(TriageRefusal) {
            try decision.check(against: reading)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func theCriteriaOfTheFrameworkAreThere() throws {
        let guide = try Shelf.triage(Shelf.catalogue())
        let ids = Set(guide.criteria.map(\.id.rawValue))
        let named = [
            "registration", "scale", "machines", "mercury", "tax", "children", "armed", "coercion", "lawful-way",
        ]
        #expect(ids.isSuperset(of: named))
        // Whatever harms the weakest is never a matter of formalisation alone, and somebody is helped first.
        for id in ["children", "coercion", "armed"] {
            let criterion = try #require(guide[CriterionID(id)])
            #expect(criterion.yes == [.criminal] && criterion.no.isEmpty && criterion.first != nil)
        }
    }

    @Test func aMinerInRegistrationIsSupported() throws {
        let reading = try Self.reading([
            Self.answer("registration", .yes), Self.answer("machines", .no), Self.answer("control", .no),
        ])
        #expect(reading.indicated == [.formalisation] && reading.offences.isEmpty && reading.first.isEmpty)
        #expect(reading.unknown.count == reading.lines.count - 3)
        #expect(Self.refused(Self.decision(.formalisation, on: reading), reading) == nil)
    }

    @Test func theSameAnswersAlwaysSayTheSame() throws {
        let seed: UInt64 = 54
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let guide = try Shelf.triage(Shelf.catalogue())
        for _ in 0..<100 {
            let answers = (0..<20).map { _ in
                Self.answer(
                    dice.pick(guide.criteria).id.rawValue,
                    dice.pick(TriageCard.Says.allCases),
                    rests: Bool.random(using: &dice),
                    at: dice.pick(["2026-11-01T09:00:00Z", "2026-11-02T09:00:00Z", "2027-01-01T00:00:00Z"])
                )
            }
            let plain = TriageCard(answers).reading(by: guide, now: Self.now)
            let other = TriageCard(answers.shuffled(using: &dice)).reading(by: guide, now: Self.now)
            #expect(plain.lines.map(\.says) == other.lines.map(\.says))
            for line in plain.lines where line.says == .unknown { #expect(line.speaksFor.isEmpty) }
        }
    }

    @Test func bareWordsIndicateNoMeasure() throws {
        let bare = try Self.reading([Self.answer("concealment", .yes, rests: false)])
        #expect(bare.indicated.isEmpty && bare.speaking(for: .criminal).map(\.isBare) == [true])
        let held = try Self.reading([Self.answer("concealment", .yes)])
        #expect(held.indicated == [.criminal])
        #expect(held.offences == ["O02", "O03", "O07"].map { OffenceID($0) })
    }

    @Test func aPersonDecidesWithAReasonAndNotAloneAgainstSomebody() throws {
        let reading = try Self.reading([Self.answer("coercion", .yes), Self.answer("control", .yes)])
        let done = ["coercion"]
        #expect(Self.refused(Self.decision(.criminal, on: reading, reason: " ", done: done), reading) == .reasonMissing)
        let silent = Self.decision(.criminal, on: reading, done: done, second: "rui", naming: false)
        #expect(Self.refused(silent, reading) == .unknownPassedOver)
        #expect(Self.refused(Self.decision(.criminal, on: reading, second: "rui"), reading) == .firstNotDone)
        #expect(Self.refused(Self.decision(.criminal, on: reading, done: done), reading) == .secondPersonMissing)
        let own = Self.decision(.criminal, on: reading, done: done, second: "ana")
        #expect(Self.refused(own, reading) == .secondPersonMissing)
        #expect(Self.refused(Self.decision(.criminal, on: reading, done: done, second: "rui"), reading) == nil)
    }

    @Test func aDecisionThatDepartsFromTheCriteriaIsPossibleAndSeen() throws {
        let reading = try Self.reading([Self.answer("coercion", .yes)])
        let alone = Self.decision(.formalisation, on: reading, done: ["coercion"])
        #expect(alone.departs(from: reading) && Self.refused(alone, reading) == .secondPersonMissing)
        let two = Self.decision(.formalisation, on: reading, done: ["coercion"], second: "rui")
        #expect(Self.refused(two, reading) == nil)
    }
}
