public import Vocabulary

/// What is missing, by name.
extension ImpactRules {
    /// Everything that is missing up to the present stage; empty before it was begun.
    public func gaps(_ state: ImpactState) -> [ImpactGap] {
        guard let stage = state.stage else { return [] }
        return ImpactStage.allCases.filter { $0 <= stage }.flatMap { gaps($0, state) }.sorted()
    }

    /// The same, with the answers that are owed on a day.
    ///
    /// - Parameters:
    ///   - followUps: The states of the files in which answers are followed, by id.
    ///   - day: The day of the place.
    public func gaps(
        _ state: ImpactState,
        followUps: [CaseID: FollowUpState],
        on day: CalendarDay
    ) -> [ImpactGap] {
        var gaps = Set(gaps(state))
        for (finding, addressees) in state.addressed {
            for addressed in addressees {
                guard let followed = followUps[addressed.followUp], followed.addressees[addressed.to] != nil else {
                    gaps.insert(ImpactGap(stage: .engage, kind: .followUpMissing, about: addressed.followUp.rawValue))
                    continue
                }
                if followUp.overdueAnswers(followed, on: day).contains(where: { $0.id == addressed.to }) {
                    let about = "\(finding) \(addressed.to.rawValue)"
                    gaps.insert(ImpactGap(stage: .engage, kind: .answerOverdue, about: about))
                }
                if followUp.isLookOverdue(followed, on: day) {
                    gaps.insert(ImpactGap(stage: .monitor, kind: .lookOverdue, about: finding))
                }
            }
        }
        return gaps.sorted()
    }

    /// What keeps the next stage from beginning.
    func blocking(_ state: ImpactState) -> [ImpactGap] { gaps(state).filter { !$0.isOpen } }

    private func gaps(_ stage: ImpactStage, _ state: ImpactState) -> [ImpactGap] {
        var gaps = ImpactRecord.allCases.filter { $0.stage == stage && state.records[$0] == nil }
            .map { ImpactGap(stage: stage, kind: .recordMissing, about: $0.rawValue) }
        func add(_ kind: ImpactGap.Kind, _ about: [String]) {
            gaps += about.map { ImpactGap(stage: stage, kind: kind, about: $0) }
        }
        switch stage {
        case .prepare, .report, .monitor: break
        case .frame: if state.rights.isEmpty { add(.noRight, [""]) }
        case .questions:
            let asked = Set(chosen(state).map(\.right))
            add(.rightWithoutQuestions, state.rights.keys.filter { !asked.contains($0) })
        case .gather:
            let held = Set(state.held.values)
            // A company or a ministry that does not talk holds nobody up; the record of analysis says that it was asked.
            add(.setNotAsked, chosen(state).filter { $0.asked == .community && !held.contains($0.id) }.map(\.id))
        case .analyse:
            let found = Set(state.findings.values.map(\.right))
            add(.rightWithoutFinding, state.rights.keys.filter { !found.contains($0) })
            add(
                .findingWithoutBasis,
                state.findings.values.filter { finding in
                    let basis = state.basis(of: finding)
                    return basis.interviews.isEmpty && basis.measurements.isEmpty
                }
                .map(\.id)
            )
        case .engage: add(.findingNotPut, state.findings.keys.filter { state.addressed[$0] == nil })
        }
        return gaps
    }

    private func chosen(_ state: ImpactState) -> [ImpactGuide.QuestionSet] {
        guide.questionSets.filter { state.sets.contains($0.id) }
    }
}
