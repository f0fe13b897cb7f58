import Foundation
import Remedy
import Store
import Testing
import Vocabulary
import Web

@Suite("Words of complaints, promises and consultations")
struct RemedyMessageTests {
    private static let keys: [String] = {
        var keys = RefusalReason.allCases.map(\.messageKey)
        keys += Measure.Kind.allCases.map(\.messageKey)
        keys += Criterion.allCases.map { "remedy.criterion.\($0.rawValue)" }
        keys += GrievanceMove.allCases.map { "remedy.act.\($0.rawValue)" }
        keys += CommitmentMove.allCases.map { "remedy.act.\($0.rawValue)" }
        keys += Closure.Reason.allCases.flatMap { ["remedy.closure.\($0.rawValue)", "remedy.state.\($0.rawValue)"] }
        keys += ComplaintCategory.Standard.allCases.map { "remedy.standard.\($0.rawValue)" }
        keys += ComplaintCategory.Against.allCases.map { "remedy.against.\($0.rawValue)" }
        keys += Intake.Channel.allCases.map { "remedy.channel.\($0.rawValue)" }
        keys += Intake.Sex.allCases.map { "remedy.sex.\($0.rawValue)" }
        keys += Consent.Cause.allCases.map { "remedy.consent.\($0.rawValue)" }
        keys += Finding.Outcome.allCases.map { "remedy.finding.\($0.rawValue)" }
        keys += RemedyForm.allCases.map { "remedy.form.\($0.rawValue)" }
        keys += OfferProgress.Answer.allCases.map { "remedy.answer.\($0.rawValue)" }
        keys += OfferProgress.Delivery.allCases.map { "remedy.delivery.\($0.rawValue)" }
        keys += Procedure.WaitsFor.allCases.map { "remedy.waits.\($0.rawValue)" }
        keys += ConsentProtocol.Evidence.allCases.map { "remedy.evidence.\($0.rawValue)" }
        keys += RemedyPart.allCases.map { "remedy.as.\($0.rawValue)" }
        keys += CommitmentState.Public.allCases.flatMap {
            ["remedy.promise.\($0.rawValue)", "remedy.promise_about.\($0.rawValue)"]
        }
        let gaps: [ConsentGap] = [
            .step(StepID("plan")), .evidence(StepID("plan"), .women), .comment("1", isOverdue: true), .pressure("1"),
            .refused, .withdrawn,
        ]
        return keys + gaps.map(\.messageKey) + ["remedy.gap.due-again"]
    }()

    @Test("Whatever the kernel can say has words in every language", arguments: Language.allCases)
    func words(language: Language) throws {
        let catalogue = try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
        for key in Self.keys {
            #expect(catalogue.messages[language]?[key] != nil, "\(key)")
        }
        #expect(Self.keys.count > 150)
    }
}
