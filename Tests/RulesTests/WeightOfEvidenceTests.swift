import Rules
import Testing

/// The sum, against sums done by hand.
@Suite struct WeightOfEvidenceTests {
    private typealias Evidence = WeightOfEvidence.Evidence

    @Test func keepsThePriorWithoutFindings() {
        // Odds 10^-2 = 1 to 100, so 1 in 101.
        let combined = WeightOfEvidence(priorLogOdds: -2, evidence: [])
        #expect(abs(combined.probability - 1.0 / 101.0) < 1e-12)
        #expect(combined.parts.isEmpty)
    }

    @Test func addsGroupsAndCountsEachOnce() {
        let combined = WeightOfEvidence(
            priorLogOdds: -2,
            evidence: [
                Evidence(id: "a", group: "ground", weight: 1.0, strength: 0.9),
                Evidence(id: "b", group: "ground", weight: 1.2, strength: 1.0),
                Evidence(id: "c", group: "money", weight: 1.6, strength: 0.5),
            ]
        )
        // -2 + max(0.9, 1.2) + 0.8 = 0: even odds.
        #expect(abs(combined.logOdds) < 1e-12)
        #expect(abs(combined.probability - 0.5) < 1e-12)
        #expect(combined.parts.map(\.counted) == ["b", "c"])
        #expect(combined.parts.map(\.alsoSeen) == [["a"], []])
    }

    @Test func turnsOddsIntoAProbability() {
        // -1 + 2 = 1: odds of 10 to 1, so 10/11.
        let evidence = [Evidence(id: "a", group: "g", weight: 2, strength: 1)]
        #expect(abs(WeightOfEvidence(priorLogOdds: -1, evidence: evidence).probability - 10.0 / 11.0) < 1e-12)
    }

    @Test func doesNotDependOnTheOrder() {
        let evidence = (0..<20).map {
            Evidence(id: "f\($0)", group: "g\($0 % 4)", weight: 1, strength: Double($0 % 3) / 2)
        }
        let forward = WeightOfEvidence(priorLogOdds: -3, evidence: evidence)
        #expect(forward == WeightOfEvidence(priorLogOdds: -3, evidence: evidence.reversed()))
    }
}
