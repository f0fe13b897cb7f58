public import Vocabulary

/// The criteria of UNGP 31 as measures from the records of one mechanism.
///
/// There is no score that sums them up: a mechanism that is quick and not trusted is not half good.
public struct UNGPMeasures: Sendable, Hashable {
    /// The measures, in the order of the criteria.
    public let measures: [Measure]

    /// How long nobody may be left without news, calendar days.
    public static let longestSilence = 30

    /// The measures of these grievances, these commitments and what else is known of the mechanism, on a day.
    public init(
        grievances: [FiledGrievance],
        commitments: [(id: CaseID, file: CommitmentFile)] = [],
        mechanism: Mechanism? = nil,
        on day: CalendarDay
    ) {
        let lodged = grievances.filter { $0.state.intake != nil }.sorted { $0.id < $1.id }
        measures =
            Self.legitimate(lodged) + Self.accessible(lodged, mechanism) + Self.predictable(lodged)
            + Self.equitable(lodged) + Self.transparent(lodged, mechanism, day) + Self.rightsCompatible(lodged)
            + Self.learning(lodged) + Self.dialogue(lodged, commitments, mechanism, day)
    }

    /// The measures of one criterion.
    public subscript(criterion: Criterion) -> [Measure] { measures.filter { $0.kind.criterion == criterion } }

    /// The measures as the public may see them; see ``Measure/published(threshold:)``.
    public func published(threshold: Int) -> [Measure] { measures.map { $0.published(threshold: threshold) } }

    private static func share(
        _ kind: Measure.Kind,
        of files: [FiledGrievance],
        _ isCounted: (FiledGrievance) -> Bool
    ) -> Measure {
        Measure(kind, .cases, files.map { ([$0.id], isCounted($0)) })
    }

    /// Who answered yes, of those who answered; who did not answer stands in no denominator.
    private static func asked(
        _ kind: Measure.Kind,
        _ question: SurveyQuestion,
        of files: [FiledGrievance]
    ) -> Measure {
        share(kind, of: files.filter { $0.state.survey[question] != nil }) { $0.state.survey[question] ?? false }
    }

    private static func legitimate(_ files: [FiledGrievance]) -> [Measure] {
        let decided = files.filter { !$0.state.decidedBy.isEmpty }
        return [
            share(.communityDecision, of: decided) { $0.isDecidedWithCommunity },
            share(.interestDeclared, of: decided) { Set($0.state.decidedBy).isSubset(of: $0.state.declared) },
        ]
    }

    private static func accessible(_ files: [FiledGrievance], _ mechanism: Mechanism?) -> [Measure] {
        // Who did not say their sex is not guessed at, and stands in no denominator of it.
        let said = files.filter { $0.state.intake?.sex != .notSaid }
        return [
            share(.women, of: said) { $0.state.intake?.sex == .woman },
            share(.anonymous, of: files) { $0.state.intake?.bringer == .anonymous },
            share(.assisted, of: files) { $0.state.intake?.wasAssisted ?? false },
            share(.languageServed, of: mechanism == nil ? [] : files) {
                mechanism?.languages.contains($0.state.intake?.language ?? "") ?? false
            },
        ]
    }

    private static func predictable(_ files: [FiledGrievance]) -> [Measure] {
        let steps = files.flatMap { file in file.finishedSteps.map { (cases: [file.id], isCounted: $0) } }
        let days = files.compactMap { file -> (id: CaseID, days: Int)? in
            guard let from = file.state.lodged, let to = file.state.acknowledged else { return nil }
            return (file.id, to.number - from.number)
        }
        return [
            Measure(.stepsInTime, .steps, steps), Measure(.daysToAcknowledge, days: days),
            asked(.knewNext, .knewNext, of: files),
        ]
    }

    private static func equitable(_ files: [FiledGrievance]) -> [Measure] {
        [
            share(.adviserOffered, of: files) { $0.state.adviserTaken != nil },
            share(.documentsShared, of: files.filter { !$0.state.decidedBy.isEmpty }) { $0.state.hasSharedDocuments },
            asked(.feltHeard, .feltHeard, of: files),
        ]
    }

    private static func transparent(_ files: [FiledGrievance], _ mechanism: Mechanism?, _ day: CalendarDay) -> [Measure]
    {
        let long = files.filter { $0.daysOpen(on: day) > longestSilence }
        let closed = files.filter { $0.state.closure != nil }
        return [
            share(.keptInformed, of: long) { $0.longestSilence(on: day) <= longestSilence },
            share(.outcomePublished, of: closed) { $0.state.isPublished },
            Measure(.statisticsAge, age: mechanism?.statisticsAge(on: day)),
            asked(.understood, .understood, of: files),
        ]
    }

    private static func rightsCompatible(_ files: [FiledGrievance]) -> [Measure] {
        let accepted = files.flatMap { file in
            file.state.offers.filter { $0.answer == .accepted }.map { (file.id, $0) }
        }
        let items = accepted.flatMap { id, offer in
            offer.delivery.values.map { (cases: [id], isCounted: $0 == .confirmed) }
        }
        return [
            Measure(.itemsConfirmed, .items, items),
            Measure(.withoutWaiver, .offers, accepted.map { ([$0], !$1.offer.hasWaiver) }),
            share(.retaliationChecked, of: files.filter { $0.state.ended != nil }) { $0.state.retaliationChecks > 0 },
            asked(.outcomeAdequate, .outcomeAdequate, of: files),
        ]
    }

    private static func learning(_ files: [FiledGrievance]) -> [Measure] {
        var byCause: [String: [FiledGrievance]] = [:]
        for file in files {
            for cause in file.state.causes { byCause[cause, default: []].append(file) }
        }
        let causes = byCause.sorted { $0.key < $1.key }
        return [
            share(.causeNamed, of: files.filter { $0.state.ended != nil }) { !$0.state.causes.isEmpty },
            Measure(.causeRepeated, .causes, causes.map { ($1.map(\.id), $1.count > 1) }),
            Measure(
                .causeActedOn,
                .causes,
                causes.map { cause, files in
                    (files.map(\.id), files.contains { $0.state.lessons.contains(cause) })
                }
            ),
        ]
    }

    private static func dialogue(
        _ files: [FiledGrievance],
        _ commitments: [(id: CaseID, file: CommitmentFile)],
        _ mechanism: Mechanism?,
        _ day: CalendarDay
    ) -> [Measure] {
        let ended = files.filter { $0.state.ended != nil }
        let due = commitments.sorted { $0.id < $1.id }.compactMap { id, file -> (cases: [CaseID], isCounted: Bool)? in
            switch file.rules.publicState(of: file.state, on: day) {
            case .kept, .keptLate: ([id], true)
            case .late, .broken: ([id], false)
            // What is disputed or only reported counts as not kept once its day has passed.
            case .reported, .disputed: file.state.due.map { $0 < day } ?? false ? ([id], false) : nil
            case .open, .withdrawn, nil: nil
            }
        }
        return [
            share(.remedyConfirmed, of: ended) { $0.state.closure?.reason == .delivered },
            Measure(.commitmentsKept, .commitments, due),
            Measure(.proposalsAdopted, .proposals, mechanism?.recentProposals(on: day).map { ([], $0) } ?? []),
        ]
    }
}
