import Vocabulary

/// Interviews, measurements and findings.
extension ImpactRules {
    func hear(_ interview: Interview, _ state: inout ImpactState) throws(Refusal) {
        for id in [interview.id, interview.respondent, interview.group] { try check(id: id) }
        guard state.held[interview.id] == nil else { throw Refusal(.idUsedTwice, [interview.id]) }
        guard state.sets.contains(interview.set), let set = guide.questionSet(interview.set) else {
            throw Refusal(.nothingThere, [interview.set])
        }
        guard !interview.uses.isEmpty, !interview.language.allSatisfy(\.isWhitespace) else {
            throw Refusal(.consentMissing, [interview.id])
        }
        for (id, answer) in interview.answers.sorted(by: { $0.key < $1.key }) {
            guard let question = set.question(id) else { throw Refusal(.unknownWord, [id]) }
            try check(answer, to: question)
        }
        state.held[interview.id] = interview.set
        keep(interview, &state)
    }

    /// Somebody was asked; what was told is sealed elsewhere and not known here, or forgotten.
    func hear(_ id: String, _ set: String, _ digest: String, _ state: inout ImpactState) throws(Refusal) {
        try check(id: id)
        guard state.held[id] == nil else { throw Refusal(.idUsedTwice, [id]) }
        guard state.sets.contains(set) else { throw Refusal(.nothingThere, [set]) }
        guard Self.isDigest(digest) else { throw Refusal(.unknownWord, [digest]) }
        state.held[id] = set
    }

    /// Refuses corrections that would bring back what somebody took back.
    ///
    /// A withdrawal stays as it was said; more is taken back by another one. An interview stays that of its id and its
    /// person, for withdrawals hold on to both; what was forgotten comes back by no correction, and neither does an
    /// interview in the place of something else.
    public func check(correctionOf said: ImpactFact, to right: ImpactFact?) throws(Refusal) {
        let isSound =
            switch (said, right) {
            case (.withdrew, _): false
            case (.interviewed, nil), (.heard, nil): true
            case (.interviewed(let before), .interviewed(let after)):
                before.id == after.id && before.respondent == after.respondent
            case (.interviewed(let before), .heard(let id, _, _)): before.id == id
            case (.heard(let before, _, _), .heard(let after, _, _)): before == after
            case (.interviewed, _), (.heard, _), (_, .interviewed), (_, .heard): false
            default: true
            }
        guard isSound else { throw Refusal(.withdrawalStands) }
    }

    private func check(_ answer: Interview.Answer, to question: ImpactGuide.Question) throws(Refusal) {
        let fits =
            switch answer {
            case .notSaid: true
            case .yes, .no: question.kind == .yesNo
            case .choice(let id): question.kind == .choice && question.choices.contains { $0.id == id }
            case .number(let number): question.kind == .number && isReckonable(number)
            case .words: question.kind == .words
            }
        guard fits else { throw Refusal(.unknownWord, [question.id]) }
        if case .words(let record) = answer { try check(id: record) }
    }

    /// Keeps an interview for the uses that nobody has taken back.
    private func keep(_ interview: Interview, _ state: inout ImpactState) {
        let withdrawn = (state.withdrawals[interview.id] ?? []).filter { Self.may($0.author, withdraw: interview) }
            .reduce(into: Set<ConsentUse>()) { $0.formUnion($1.uses) }
        let rest = interview.without(withdrawn)
        // Without being counted it is in no number, and without any use it is not there.
        let isGone = withdrawn.contains(.count) || rest.uses.isEmpty
        state.interviews[interview.id] = isGone ? nil : rest
    }

    private static func may(_ author: Author, withdraw interview: Interview) -> Bool {
        switch author.part {
        case .person: author.id == interview.respondent
        case .representative, .facilitator: true
        case .organisation, .seat: false
        }
    }

    func withdraw(
        _ uses: Set<ConsentUse>,
        from id: String,
        _ author: Author,
        _ state: inout ImpactState
    ) throws(Refusal) {
        switch author.part {
        case .person, .representative, .facilitator: break
        case .organisation, .seat: throw Refusal(.notTheirs)
        }
        try check(id: id)
        guard !uses.isEmpty else { throw Refusal(.nothingThere, [id]) }
        if let interview = state.interviews[id], !Self.may(author, withdraw: interview) {
            throw Refusal(.notTheirs, [id])
        }
        state.withdrawals[id, default: []].append(ImpactState.Withdrawal(author: author, uses: uses))
        if let interview = state.interviews[id] { keep(interview, &state) }
    }

    func measure(_ observation: Observation, _ at: UTCInstant, _ state: inout ImpactState) throws(Refusal) {
        for id in [observation.id, observation.place, observation.instrument, observation.measurer] {
            try check(id: id)
        }
        guard state.observations[observation.id] == nil else { throw Refusal(.idUsedTwice, [observation.id]) }
        guard let quantity = guide.quantity(observation.quantity) else {
            throw Refusal(.unknownWord, [observation.quantity])
        }
        guard let unit = guide.unit(observation.unit), unit.dimension == quantity.dimension else {
            throw Refusal(.unknownWord, [observation.unit])
        }
        guard quantity.methods.contains(observation.method) else { throw Refusal(.unknownWord, [observation.method]) }
        guard observation.moment.milliseconds <= at.milliseconds else {
            throw Refusal(.inFuture, [observation.moment.text])
        }
        let numbers: [DecimalNumber]
        switch observation.result {
        case .below(let limit):
            guard limit.significand > 0 else { throw Refusal(.notANumber, [observation.id]) }
            numbers = [limit]
        case .number(let number, let uncertainty):
            guard !(uncertainty?.isNegative ?? false) else { throw Refusal(.notANumber, [observation.id]) }
            numbers = [number] + (uncertainty.map { [$0] } ?? [])
        }
        guard numbers.allSatisfy(isReckonable) else { throw Refusal(.notANumber, [observation.id]) }
        for photo in observation.photos where !Self.isDigest(photo) { throw Refusal(.unknownWord, [photo]) }
        state.observations[observation.id] = observation
    }

    func find(_ finding: ImpactFinding, _ state: inout ImpactState) throws(Refusal) {
        try check(id: finding.id)
        guard state.findings[finding.id] == nil else { throw Refusal(.idUsedTwice, [finding.id]) }
        guard state.rights[finding.right] != nil else { throw Refusal(.nothingThere, [finding.right]) }
        try check(finding.what)
        try check(finding.against)
        guard finding.weight.all.allSatisfy((1...5).contains) else { throw Refusal(.notANumber, [finding.id]) }
        // It rests on what was held, not on what still counts: else who withdraws would undo what others did.
        let interviews = finding.interviews.union(finding.againstInterviews)
        let missing =
            interviews.filter { state.held[$0] == nil }
            + finding.measurements.union(finding.againstMeasurements).filter { state.observations[$0] == nil }
        guard missing.isEmpty else { throw Refusal(.nothingThere, missing.sorted()) }
        guard !finding.interviews.isEmpty || !finding.measurements.isEmpty else {
            throw Refusal(.notEstablished, [finding.id])
        }
        state.findings[finding.id] = finding
    }

    /// Whether a number has so few digits and zeros that it can be converted and compared exactly.
    private func isReckonable(_ number: DecimalNumber) -> Bool { (-12...12).contains(number.exponent) }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
