internal import Community
internal import Hummingbird
internal import Remedy
internal import Vocabulary

/// Makes what a form of an assessment says.
struct AssessmentReader {
    let form: RemedyForm
    let one: AssessmentCase

    /// The act of a form.
    ///
    /// - Throws: `SiteError` for a form that is none of ours; `Refusal` for what was filled in wrongly.
    func act(_ word: String) throws -> AssessmentAct {
        switch word {
        case "record": .record(try form.word("what", ImpactRecord.self), record: try form.said("record"))
        case "scope": .scope(right: try form.said("right"), reason: try form.said("reason"))
        case "choose-set": .chooseSet(try form.said("set"))
        case "withdraw": .withdraw(interview: try form.said("interview"), try uses("uses"))
        case "find": .find(try finding())
        case "advance": .advance(try form.word("stage", ImpactStage.self))
        case "strike":
            .strike(EventID(rawValue: try form.said("target")), because: try form.said("reason"))
        case "close": .close(reason: try form.said("reason"))
        default: throw SiteError(.badRequest)
        }
    }

    private func uses(_ name: String) throws -> Set<ConsentUse> {
        let uses = Set(form.form.all(name).compactMap(ConsentUse.init(rawValue:)))
        guard uses.count == Set(form.form.all(name)).count else { throw SiteError(.badRequest) }
        return uses
    }

    private func finding() throws -> FindingDraft {
        func ids(_ name: String) -> Set<String> { Set(form.form.all(name)) }
        var draft = FindingDraft(
            right: try form.said("right"),
            what: try form.said("what"),
            interviews: ids("interviews"),
            measurements: ids("measurements"),
            against: try form.said("against"),
            attribution: try form.word("attribution", ImpactFinding.Attribution.self),
            weight: ImpactFinding.Weight(
                scale: try form.number("scale"),
                scope: try form.number("scope"),
                irremediability: try form.number("irremediability"),
                likelihood: try form.number("likelihood"),
                confidence: try form.number("confidence")
            )
        )
        draft.againstInterviews = ids("against_interviews")
        draft.againstMeasurements = ids("against_measurements")
        return draft
    }

    /// The interview of a form.
    func interview(_ set: ImpactGuide.QuestionSet) throws -> InterviewDraft {
        var answers: [String: InterviewDraft.Said] = [:]
        for question in set.questions {
            let name = InterviewFields.name(question)
            if form.form[InterviewFields.silentName(question)] != nil {
                answers[question.id] = .notSaid
                continue
            }
            let text = try form.said(name)
            guard text.contains(where: { !$0.isWhitespace }) else { continue }
            switch (question.kind, text) {
            case (.yesNo, "yes"): answers[question.id] = .yes
            case (.yesNo, "no"): answers[question.id] = .no
            case (.yesNo, "not-said"), (.choice, "not-said"): answers[question.id] = .notSaid
            case (.choice, _): answers[question.id] = .choice(text)
            case (.number, _): answers[question.id] = .number(try Self.decimal(text))
            case (.words, _): answers[question.id] = .words(text)
            case (.yesNo, _): throw SiteError(.badRequest)
            }
        }
        return InterviewDraft(
            set: set.id,
            group: try form.said("group"),
            sex: try form.word("sex", Intake.Sex.self),
            uses: try uses("uses"),
            manner: try form.word("manner", Interview.Manner.self),
            language: try form.said("language"),
            answers: answers
        )
    }

    /// The measurement of a form.
    func measurement() throws -> MeasurementDraft {
        let far = try form.said("uncertainty")
        let text = try form.said("result").filter { !$0.isWhitespace }.replacing(",", with: ".")
        let uncertainty = far.allSatisfy(\.isWhitespace) ? nil : try Self.decimal(far)
        guard let result = Observation.Result(text, uncertainty: uncertainty) else {
            throw Refusal(.notANumber, [text])
        }
        guard let moment = one.procedure.start(of: try form.day("day")) else {
            throw Refusal(.notANumber, [form.form["day"] ?? ""])
        }
        return MeasurementDraft(
            try form.said("quantity"),
            result,
            try form.said("unit"),
            method: try form.said("method"),
            at: try form.said("place"),
            on: moment,
            try form.word("phase", Observation.Phase.self),
            with: try form.said("instrument"),
            by: try form.said("measurer")
        )
    }

    /// A number as people write it, with point or comma.
    private static func decimal(_ text: String) throws -> DecimalNumber {
        let plain = text.filter { !$0.isWhitespace }.replacing(",", with: ".")
        guard let number = try? DecimalNumber(plain) else { throw Refusal(.notANumber, [text]) }
        return number
    }
}
