import Offences
import Testing
import Vocabulary

@Suite("Mutual legal assistance")
struct AssistanceTests {
    private static func guide() throws -> AssistanceGuide { try Shelf.assistance(Shelf.catalogue()) }

    private static let theft: [OffenceID: [Penalty?]] = [OffenceID("O01"): [Penalty(leastMonths: 12, mostMonths: 60)]]

    /// A request with every part that its kinds need.
    private static func whole(
        _ kinds: Set<String>,
        _ offences: [OffenceID: [Penalty?]] = theft
    ) throws
        -> AssistanceRequest
    {
        let parts = try guide().parts(for: kinds).map { ($0.id, "said") }
        return AssistanceRequest(
            id: "m1",
            kinds: kinds,
            offences: offences,
            parts: Dictionary(parts) { first, _ in first },
            dualCriminality: .shown(law: "Penal Code", article: "12"),
            scope: [.transnational: .yes, .group: .yes, .parties: .yes],
            restsOnUNTOC: true
        )
    }

    @Test func thePlantedGapIsFoundWhateverTheKind() throws {
        let guide = try Self.guide()
        for kind in guide.kinds {
            let whole = try Self.whole([kind.id])
            #expect(whole.missing(by: guide).isEmpty, "\(kind.id)")
            for part in guide.parts(for: [kind.id]) where part.id != "dual-criminality" && part.id != "death-penalty" {
                var request = whole
                request.parts[part.id] = " \n"
                #expect(request.missing(by: guide) == [.part(part.id)], "\(kind.id) \(part.id)")
            }
        }
    }

    @Test func theConventionsListOfContentsIsThere() throws {
        // UNTOC article 18(15)(a) to (f); (c) does not ask for the facts where documents are served.
        let guide = try Self.guide()
        let articles = guide.parts.compactMap { $0.basis.source == "untoc" ? $0.basis.article : nil }
        for letter in ["a", "b", "c", "d", "e", "f"] {
            #expect(articles.contains { $0.hasPrefix("18(15)(\(letter))") }, "\(letter)")
        }
        #expect(!guide.parts(for: ["service"]).contains { $0.id == "facts" })
        #expect(guide.parts(for: ["search"]).contains { $0.id == "facts" })
        #expect(guide.kinds.count == 12 && guide.scope.map(\.id) == ScopeTest.allCases)
    }

    @Test func dualCriminalityIsSaidWhereItIsNeeded() throws {
        let guide = try Self.guide()
        var request = try Self.whole(["search"])
        for unsaid in [
            AssistanceRequest.DualCriminality.unknown, .shown(law: "", article: "1"), .notRequired(reason: " "),
        ] {
            request.dualCriminality = unsaid
            #expect(request.missing(by: guide) == [.dualCriminality])
        }
        request.dualCriminality = .absent
        #expect(request.missing(by: guide) == [.notAnOffenceThere])
        request.dualCriminality = .notRequired(reason: "The treaty of 2009 does not ask for it")
        #expect(request.missing(by: guide).isEmpty)
        var service = try Self.whole(["service"])
        service.dualCriminality = .unknown
        #expect(service.missing(by: guide).isEmpty)
    }

    @Test func theFourTestsOfScope() throws {
        let guide = try Self.guide()
        let minor = try Self.whole(["search"], [OffenceID("O01"): [Penalty(mostMonths: 36)]])
        #expect(minor.missing(by: guide) == [.scope(.covered, .no)])
        let unknown = try Self.whole(["search"], [OffenceID("O01"): [nil]])
        #expect(unknown.missing(by: guide) == [.scope(.covered, .unknown)])
        // Laundering, bribery and participation are offences of the convention itself, whatever their penalty.
        for id in ["O04", "O05", "O12"] {
            let named = try Self.whole(["search"], [OffenceID(id): [Penalty(mostMonths: 6)]])
            #expect(named.missing(by: guide).isEmpty, "\(id)")
        }
        for test in [ScopeTest.transnational, .group, .parties] {
            var request = try Self.whole(["search"])
            request.scope[test] = .no
            #expect(request.missing(by: guide) == [.scope(test, .no)])
            request.scope[test] = nil
            #expect(request.missing(by: guide) == [.scope(test, .unknown)])
        }
    }

    @Test func theDeathPenaltyAsksForAnAssurance() throws {
        let guide = try Self.guide()
        var request = try Self.whole(["statement"], [OffenceID("O15"): [Penalty(beyond: .death)]])
        #expect(request.mayEndInDeath && request.missing(by: guide).isEmpty)
        request.parts["death-penalty"] = nil
        #expect(request.missing(by: guide) == [.part("death-penalty")])
        var other = try Self.whole(["statement"])
        other.parts["death-penalty"] = nil
        #expect(other.missing(by: guide).isEmpty)
    }

    @Test func nothingIsSentWhileSomethingIsMissingNorByWhoCheckedIt() throws {
        let guide = try Self.guide()
        let whole = try Self.whole(["bank-records"])
        var gap = whole
        gap.parts["accounts"] = nil
        var tracker = AssistanceTracker()
        func step(_ to: AssistanceTracker.State, _ by: String, _ words: String = "") -> AssistanceTracker.Step {
            .init(to, by: OfficerID(by), on: day("2026-11-02"), words: words)
        }
        #expect(throws: AssistanceTracker.Refusal.incomplete([.part("accounts")])) {
            try tracker.append(step(.checked, "ana"), of: gap, by: guide)
        }
        #expect(throws: AssistanceTracker.Refusal.notInThisState) {
            try tracker.append(step(.sent, "ana"), of: whole, by: guide)
        }
        try tracker.append(step(.checked, "ana"), of: whole, by: guide)
        #expect(throws: AssistanceTracker.Refusal.samePerson) {
            try tracker.append(step(.sent, "ana"), of: whole, by: guide)
        }
        #expect(throws: AssistanceTracker.Refusal.incomplete([.part("accounts")])) {
            try tracker.append(step(.sent, "rui"), of: gap, by: guide)
        }
        try tracker.append(step(.sent, "rui"), of: whole, by: guide)
        #expect(throws: AssistanceTracker.Refusal.wordsMissing) {
            try tracker.append(step(.refused, "rui"), of: whole, by: guide)
        }
        try tracker.append(
            step(.refused, "rui", "bank secrecy, which article 18(8) does not allow"),
            of: whole,
            by: guide
        )
        #expect(tracker.state == .refused && tracker.steps.count == 3)
    }
}
