import Casework
import Docket
import Offences
import Store
import Testing
import Vocabulary

@Suite struct WorkCaseTests {
    private static let exhibit = CaseReference("exhibit", "X-1")

    private static func offer(_ proof: String, says: String = "supports", rests: CaseReference = exhibit) -> ProofOffer
    {
        ProofOffer(of: proof, rests: rests, says: says, weight: "probative", words: "weighed twice")
    }

    @Test func `the board of a case is that of its entries`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        let office = bureau.office
        let early = CaseDeed.proofOffered(ItemID("p"), Self.offer("O01.1a"))
        #expect(
            await bureau.fault { try await office.act(early, id: "e", in: id, by: bureau.lead) }
                == .unknownWord(field: "proof")
        )
        try await office.act(.offenceConsidered("O01"), id: "o", in: id, by: bureau.lead)
        try await office.act(early, id: "p", in: id, by: bureau.lead)
        try await office.act(
            .proofOffered(ItemID("q"), Self.offer("O01.1a", says: "contradicts")),
            id: "q",
            in: id,
            by: bureau.lead
        )
        try await office.act(
            .proofLookedAt(ItemID("p"), agrees: true, words: "I saw it"),
            id: "l",
            in: id,
            by: bureau.partner
        )
        try await office.act(.actsDated(from: "2025-01-01", to: "2025-02-01"), id: "d", in: id, by: bureau.lead)
        let one = try await office.file(id, as: bureau.partner)
        let board = one.board(of: try #require(one.offences.first))
        let element = try #require(board.elements.first { $0.element.id.rawValue == "O01.1" })
        #expect(element.isContested && element.standing >= .partial)
        #expect(element.proofs.flatMap(\.supporting).map(\.isReviewed) == [true])
        #expect(board.disclosure.map(\.id.rawValue) == ["q"], "what speaks for the accused is never hidden")
        #expect(board.open.contains(.unreviewed(element.element.id, BoardEntryID("q"))))
        // What clears somebody is not taken away by one alone.
        try await office.act(.proofWithdrawn(ItemID("q"), reason: "misread"), id: "w", in: id, by: bureau.lead)
        func contested() async throws -> Bool {
            let one = try await office.file(id, as: bureau.lead)
            return one.board(of: try #require(one.offences.first)).elements.contains(where: \.isContested)
        }
        #expect(try await contested())
        try await office.act(
            .proofWithdrawalAgreed(ItemID("q"), words: "so it is"),
            id: "wa",
            in: id,
            by: bureau.partner
        )
        #expect(try await !contested())
        #expect(one.financial.open.isEmpty == one.offences.allSatisfy(\.financial.isEmpty))
    }

    @Test func `words that stand for no choice are refused`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        try await bureau.office.act(.offenceConsidered("O01"), id: "o", in: id, by: bureau.lead)
        try await bureau.office.act(
            .hypothesisStated(ItemID("h"), text: "mined", isInnocent: false),
            id: "h",
            in: id,
            by: bureau.lead
        )
        let wrong: [(CaseDeed, String)] = [
            (.offenceConsidered("O99"), "offence"), (.proofOffered(ItemID("p"), Self.offer("O02.1a")), "proof"),
            (.proofOffered(ItemID("p"), Self.offer("O01.1a", says: "proves")), "says"),
            (.proofOffered(ItemID("p"), Self.offer("O01.1a", rests: CaseBureau.company)), "rests"),
            (.weighed(ItemID("h"), Self.exhibit, consistency: "for", words: "so"), "consistency"),
            (.stepAnswered("dance", isDone: true, words: "so"), "step"),
            (
                .triaged(
                    ItemID("t"),
                    CaseTriage(of: CaseBureau.company, answers: [], decision: "jail", because: "so")
                ), "decision"
            ),
        ]
        for (deed, field) in wrong {
            let fault = await bureau.fault { try await bureau.office.act(deed, id: "w", in: id, by: bureau.lead) }
            #expect(fault == .unknownWord(field: field), "\(deed)")
        }
    }

    @Test func `hypotheses need an innocent one, and evidence tells them apart`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        func act(_ deed: CaseDeed, _ name: String) async throws {
            try await bureau.office.act(deed, id: name, in: id, by: bureau.lead)
        }
        try await act(.hypothesisStated(ItemID("h1"), text: "mined elsewhere", isInnocent: false), "1")
        await #expect(throws: HypothesisTable.Fault.self) {
            _ = try await bureau.office.file(id, as: bureau.lead).table()
        }
        try await act(.hypothesisStated(ItemID("h2"), text: "a slip of units", isInnocent: true), "2")
        try await act(.weighed(ItemID("h1"), Self.exhibit, consistency: "strongly-inconsistent", words: "seals"), "3")
        try await act(.weighed(ItemID("h2"), Self.exhibit, consistency: "consistent", words: "seals"), "4")
        let table = try await bureau.office.file(id, as: bureau.lead).table()
        #expect(table.leastAgainst.map(\.id) == ["h2"] && table.isComplete)
        try await act(.hypothesisDropped(ItemID("h2"), reason: "the scales were right"), "5")
        #expect(try await bureau.office.file(id, as: bureau.lead).hypotheses.map(\.id.rawValue) == ["h1"])
    }

    @Test func `a card waits for its second person where two are needed`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        let unknown = bureau.office.shelf.triage.criteria.map(\.id.rawValue)
        let bold = CaseTriage(of: CaseBureau.company, answers: [], decision: "criminal", because: "a feeling")
        let fault = await bureau.fault {
            try await bureau.office.act(.triaged(ItemID("t"), bold), id: "t", in: id, by: bureau.lead)
        }
        guard case .notTriaged(let refusal)? = fault else { throw TestFailure() }
        #expect(refusal.reason == .unknownPassedOver && refusal.criteria.count == unknown.count)
        let card = CaseTriage(
            of: CaseBureau.company,
            answers: [],
            decision: "criminal",
            because: "documents",
            without: unknown
        )
        try await bureau.office.act(.triaged(ItemID("t"), card), id: "t", in: id, by: bureau.lead)
        func counts() async throws -> Bool {
            let one = try await bureau.office.file(id, as: bureau.lead)
            return one.counts(try #require(one.state.triages.first))
        }
        #expect(try await !counts())
        try await bureau.office.act(
            .triageLookedAt(ItemID("t"), agrees: true, words: "yes"),
            id: "l",
            in: id,
            by: bureau.partner
        )
        #expect(try await counts())
    }

    struct TestFailure: Error {}
}
