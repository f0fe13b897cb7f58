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
        keys += impact
        let gaps: [ConsentGap] = [
            .step(StepID("plan")), .evidence(StepID("plan"), .women), .comment("1", isOverdue: true), .pressure("1"),
            .refused, .withdrawn,
        ]
        return keys + gaps.map(\.messageKey) + ["remedy.gap.due-again"]
    }()

    private static let impact: [String] = {
        var keys = ImpactRecord.allCases.map { "impact.record.\($0.rawValue)" }
        keys += [ImpactGap.Kind.recordMissing, .noRight, .rightWithoutQuestions, .setNotAsked, .rightWithoutFinding]
            .map { "impact.gap.\($0.rawValue)" }
        keys += [ImpactGap.Kind.findingNotPut, .findingWithoutBasis, .followUpMissing, .answerOverdue, .lookOverdue]
            .map { "impact.gap.\($0.rawValue)" }
        keys += ConsentUse.allCases.map { "impact.use.\($0.rawValue)" }
        keys += Interview.Manner.allCases.map { "impact.manner.\($0.rawValue)" }
        keys += Observation.Phase.allCases.map { "impact.phase.\($0.rawValue)" }
        keys += ImpactFinding.Attribution.allCases.map { "impact.attribution.\($0.rawValue)" }
        keys += BaselineComparison.Position.allCases.map { "impact.position.\($0.rawValue)" }
        keys += LimitComparison.Caveat.allCases.map { "impact.caveat.\($0.rawValue)" }
        keys += LimitComparison.Reason.allCases.map { "impact.verdict.\($0.rawValue)" }
        keys += ["above", "under", "within"].map { "impact.verdict.\($0)" }
        keys += FollowUpFact.Progress.allCases.map { "impact.progress.\($0.rawValue)" }
        keys += ImpactGuide.QuestionSet.Asked.allCases.map { "impact.asked.\($0.rawValue)" }
        keys += [
            "begin", "record", "scope", "choose-set", "interview", "interview-sealed", "withdraw", "measure", "find",
        ]
        .map { "impact.act.\($0)" }
        keys += ["put", "advance", "strike", "close"].map { "impact.act.\($0)" }
        keys += ["company", "state", "icoca", "commitment", "fpic", "impact"].map { "remedy.procedure.\($0)" }
        return keys + ["not_read_out", "reported_recently"].map { "impact.fault.\($0)" }
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
