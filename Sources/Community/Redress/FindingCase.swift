public import Remedy
public import Store
public import Vocabulary

/// A finding that was put to somebody, as both sides see it.
public struct FindingCase: Sendable {
    /// The cover.
    public let cover: RemedyFile
    /// The procedure of the assessment.
    public let procedure: SetProcedure
    /// What happened.
    public let file: FollowUpFile
    /// What it is about.
    public let put: ImpactPut
    /// What was found.
    public let finding: ImpactFinding
    /// The measurements on which it rests.
    public let measurements: [Observation]
    /// How many interviews it rests on whose people let them be passed on, as far as that may be told: nil for fewer than
    /// the threshold.
    public let interviews: Int?
    /// The least number of people that is told.
    public let threshold: Int
    /// Today, in the place.
    public let today: CalendarDay
    let guideRules: ImpactRules

    init(
        _ bundle: RemedyBundle,
        _ put: ImpactPut,
        of one: AssessmentCase,
        _ now: UTCInstant
    ) throws {
        let rules = one.file.rules
        let state = one.file.state
        guard let finding = state.findings[put.finding] else {
            throw RemedyFault.broken("\(put.assessment): finding \(put.finding)")
        }
        cover = bundle.file
        procedure = one.procedure
        file = try RemedyOffice.file(rules.followUp, bundle.entries)
        self.put = put
        self.finding = finding
        let basis = state.basis(of: finding)
        measurements = basis.measurements.compactMap { state.observations[$0] }
        let passed = basis.interviews.count { id in
            state.interviews[id]?.uses.isSuperset(of: [.count, .company, .authority]) ?? false
        }
        threshold = one.threshold
        interviews = passed >= one.threshold ? passed : nil
        today = procedure.calendar.day(of: now)
        guideRules = rules
    }

    /// Its number.
    public var id: Int64 { cover.id }
    /// Questions, quantities and limits.
    public var guide: ImpactGuide { guideRules.guide }
    /// To whom it was put.
    public var addressee: OrganisationID { OrganisationID(put.organisation) }

    /// A measurement against all limits of what was measured.
    public func comparisons(_ observation: Observation) -> [LimitComparison] { procedure.comparisons(observation) }

    /// By when an answer is due.
    public var due: LimitClock.Due? {
        guard let sent = file.state.addressees[addressee]?.sent else { return nil }
        return LimitClock(start: sent, limit: file.rules.limit).due(in: file.rules.calendar)
    }

    /// By how many days the answer is late; 0 where it is not, or was given.
    public var overdue: Int {
        file.rules.overdueAnswers(file.state, on: today).first { $0.id == addressee }?.days ?? 0
    }

    /// Whether somebody should have looked again by now and nobody has.
    public var isLookOverdue: Bool { file.rules.isLookOverdue(file.state, on: today) }

    /// The day that a moment falls on in the place.
    public func day(of moment: UTCInstant) -> CalendarDay { procedure.calendar.day(of: moment) }
}

/// What somebody says to a finding.
public enum FindingAct: Sendable {
    /// Who has to answer says this.
    case answer(String, accepts: Bool)
    /// Somebody looked how things stand now, with a measurement of the assessment.
    case look(FollowUpFact.Progress, observation: String?)

    var word: String {
        switch self {
        case .answer: "answer"
        case .look: "follow-up"
        }
    }
}
