public import Vocabulary

/// An inquiry as everybody may see it.
///
/// No witness, no restricted evidence, no closed hearing, and before the report no finding.
public struct InquiryView: Sendable, Hashable {
    /// A recommendation as everybody may see it.
    public struct Line: Sendable, Hashable {
        /// The recommendation.
        public let recommendation: Recommendation
        /// How far it is.
        public let status: FollowUpStatus
        /// By how many days it is or was late.
        public let daysLate: Int
        /// The reasons of an answer that does not take it whole.
        public let reasons: String?
        /// Who verified it.
        public let verifier: String?
    }

    /// An office that has not answered in time.
    public struct Late: Sendable, Hashable {
        /// The office.
        public let office: String
        /// The day by which it should have answered.
        public let due: CalendarDay
        /// By how many days it is or was late.
        public let days: Int
        /// Whether it has answered since.
        public let isAnswered: Bool
    }

    /// The body and what it inquires.
    public let body: String
    /// What it is for.
    public let mandate: String
    /// The stage.
    public let stage: InquiryStage
    /// The terms.
    public let terms: InquiryTerms?
    /// The days on which the stages began.
    public let days: [InquiryStage: CalendarDay]
    /// The open hearings: id and day.
    public let hearings: [String: CalendarDay]
    /// The evidence that is not restricted: id and title.
    public let evidence: [String: String]
    /// The title of the report; nil before it is published.
    public let report: String?
    /// The findings of the report.
    public let findings: [InquiryFinding]
    /// The replies that are printed in it.
    public let replies: [ReplyID: String]
    /// The recommendations in the order of their ids.
    public let recommendations: [Line]
    /// The offices that are or were late, the latest first.
    public let late: [Late]
}

extension InquiryState {
    /// What everybody may see on a day; nil before the inquiry is proposed.
    public func view(on day: CalendarDay) -> InquiryView? {
        guard let body, let stage else { return nil }
        let told = published ?? []
        let lines = published == nil ? [] : recommendations.values.map { $0.line(on: day) }
        let lateOnes = requests.values.filter { $0.daysLate(on: day) > 0 }.map { request in
            InquiryView.Late(
                office: request.to,
                due: request.due,
                days: request.daysLate(on: day),
                isAnswered: request.answered != nil
            )
        }
        let printed = replies.filter { told.contains($0.key.finding) }.compactMapValues(\.text)
        // A finding shows the evidence that everybody may know of, and no more.
        let findings = told.compactMap { self.findings[$0] }.map { finding in
            InquiryFinding(
                finding.id,
                finding.text,
                finding.standard,
                evidence: finding.evidence.filter { evidence[$0]?.isRestricted == false },
                adverseTo: finding.adverseTo,
                dissent: finding.dissent
            )
        }
        return InquiryView(
            body: body,
            mandate: mandate,
            stage: stage,
            terms: terms,
            days: days,
            hearings: hearings.filter(\.value.isOpen).mapValues(\.day),
            evidence: evidence.filter { !$0.value.isRestricted }.mapValues(\.title),
            report: reportTitle,
            findings: findings,
            replies: printed,
            recommendations: lines.sorted { $0.recommendation.id < $1.recommendation.id },
            late: lateOnes.sorted { ($1.days, $0.office) < ($0.days, $1.office) }
        )
    }
}

extension InquiryState.Followed {
    func line(on day: CalendarDay) -> InquiryView.Line {
        let reasons: String? =
            switch answer {
            case .partly(let reasons), .rejected(let reasons): reasons
            case .accepted, nil: nil
            }
        return .init(
            recommendation: recommendation,
            status: status,
            daysLate: daysLate(on: day),
            reasons: reasons,
            verifier: verifier
        )
    }
}
