import Offences
import Testing
import Vocabulary

@Suite("Prompts")
struct PromptTests {
    @Test func whatIsBeingLookedAtIsNotSuggested() throws {
        let catalogue = try Shelf.catalogue()
        let prompts = ConvergencePrompts(for: [OffenceID("O01"), OffenceID("O04")], in: catalogue).prompts
        #expect(!prompts.map(\.offence).contains(OffenceID("O04")))
        #expect(prompts.map(\.offence) == prompts.map(\.offence).sorted())
        let all = Set(catalogue.offences.map(\.id))
        #expect(ConvergencePrompts(for: all, in: catalogue).prompts.isEmpty)
        let answered = ConvergencePrompts(for: [OffenceID("O01")], answered: [OffenceID("O10")], in: catalogue)
        #expect(!answered.prompts.map(\.offence).contains(OffenceID("O10")))
        // Whoever looks at mining and at corruption hears both reasons to look at laundering.
        let two = ConvergencePrompts(for: [OffenceID("O01"), OffenceID("O05")], in: catalogue)
        let laundering = try #require(two.prompts.first { $0.offence == OffenceID("O04") })
        #expect(laundering.links.map(\.from) == [OffenceID("O01"), OffenceID("O05")])
    }

    @Test func theFinancialStepsRunFromTheOpeningOfTheCase() throws {
        let catalogue = try Shelf.catalogue()
        let offences = [try Shelf.offence("O01"), try Shelf.offence("O03")]
        func prompts(_ answers: [FinancialAnswer], now: String) -> FinancialPrompts {
            FinancialPrompts(
                for: offences,
                in: catalogue,
                opened: moment("2026-11-02T10:00:00Z"),
                answers: answers,
                now: moment(now)
            )
        }
        func answer(_ outcome: FinancialAnswer.Outcome, _ words: String, at: String) -> FinancialAnswer {
            .init(step: GuidanceID("freeze-72h"), outcome: outcome, words: words, by: OfficerID("ana"), at: moment(at))
        }
        func freeze(_ answers: [FinancialAnswer], now: String) throws -> FinancialPrompts.Prompt {
            try #require(prompts(answers, now: now).prompts.first { $0.step.id == GuidanceID("freeze-72h") })
        }
        let early = try freeze([], now: "2026-11-05T10:00:00Z")
        #expect(early.due == moment("2026-11-05T10:00:00Z") && !early.isOverdue)
        #expect(early.offences == [OffenceID("O01"), OffenceID("O03")])
        #expect(try freeze([], now: "2026-11-05T10:00:01Z").isOverdue)
        let bare = answer(.notApplicable, " ", at: "2026-11-03T10:00:00Z")
        #expect(try freeze([bare], now: "2026-11-06T10:00:00Z").isOverdue)
        let reasoned = answer(.notApplicable, "nothing of value was found", at: "2026-11-03T10:00:00Z")
        let answered = try freeze([bare, reasoned], now: "2026-11-06T10:00:00Z")
        #expect(!answered.isOverdue && answered.answer == reasoned)
        #expect(try freeze([reasoned], now: "2026-11-02T11:00:00Z").answer == nil)
        #expect(
            prompts([], now: "2026-11-02T11:00:00Z").open.count == prompts([reasoned], now: "2026-11-06T10:00:00Z").open
                .count + 1
        )
    }
}
