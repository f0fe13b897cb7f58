import Remedy
import Store
import Vocabulary

/// An invented impact assessment: with interviews and measurements, and a finding that waits for the company's answer.
struct DemoAssessment {
    let office: RemedyOffice
    let cast: DemoCast

    /// Noon of a day so long ago.
    private func ago(_ days: Int) -> UTCInstant {
        let noon = (office.now.dayNumber - days) * 86_400_000 + 43_200_000
        return UTCInstant(milliseconds: noon) ?? office.now
    }

    /// - Returns: How many files were made.
    func play(site: String?) async throws -> Int {
        let answerable: Set<OrganisationID> = [
            OrganisationID(cast.company.agency), OrganisationID(cast.ministry.agency),
        ]
        let draft = AssessmentDraft(
            title: "Water of the lower quarter (invented)",
            project: "washing-plant",
            place: "lower-quarter",
            answerable: answerable,
            site: site
        )
        let file = try await office.begin(draft, event: "demo-impact", at: ago(150), by: cast.liaison)
        try await prepare(file)
        let measured = try await gather(file)
        try await conclude(file, measured)
        return 2
    }

    private func say(_ act: AssessmentAct, _ days: Int, _ name: String, _ file: Int64) async throws {
        try await office.say(
            act,
            inAssessment: file,
            event: "demo-impact-\(name)",
            at: ago(days),
            by: cast.liaison
        )
    }

    private func records(_ stage: ImpactStage, _ days: Int, _ file: Int64) async throws {
        for what in ImpactRecord.allCases where what.stage == stage {
            try await say(.record(what, record: "folder-3"), days, what.rawValue, file)
        }
    }

    private func prepare(_ file: Int64) async throws {
        try await records(.prepare, 148, file)
        try await say(.advance(.frame), 147, "frame", file)
        try await records(.frame, 140, file)
        try await say(.scope(right: "water", reason: "The wells have given brown water"), 140, "scope", file)
        try await say(.advance(.questions), 139, "questions", file)
        try await records(.questions, 130, file)
        try await say(.chooseSet("water"), 130, "set", file)
        try await say(.advance(.gather), 129, "gather", file)
    }

    private static let answers: [(source: String, changed: InterviewDraft.Said, minutes: Int64)] = [
        ("well", .yes, 20), ("well", .yes, 35), ("river", .yes, 45), ("well", .no, 15), ("river", .yes, 60),
        ("well", .notSaid, 25), ("well", .yes, 30),
    ]

    /// - Returns: The ids of the measurements.
    private func gather(_ file: Int64) async throws -> Set<String> {
        for (number, answer) in Self.answers.enumerated() {
            let draft = InterviewDraft(
                set: "water",
                group: "lower-quarter",
                sex: number % 2 == 0 ? .woman : .man,
                uses: [.count, .company, .authority, .publish],
                manner: .spoken,
                language: "vmw",
                answers: [
                    "source": .choice(answer.source), "changed": answer.changed,
                    "minutes": .number(DecimalNumber(significand: answer.minutes, exponent: 0)),
                    "account": .words("Invented: the water smells since the plant runs."),
                ]
            )
            try await say(.interview(draft), 110, "interview-\(number)", file)
        }
        let arsenic: [(days: Int, result: String, phase: Observation.Phase)] = [
            (400, "0.004", .baseline), (390, "<0.005", .baseline), (100, "0.012", .now), (98, "0.014", .now),
        ]
        for (number, each) in arsenic.enumerated() {
            let isKnown = !each.result.hasPrefix("<")
            let uncertainty = isKnown ? DecimalNumber(significand: 1, exponent: -3) : nil
            guard let result = Observation.Result(each.result, uncertainty: uncertainty) else { continue }
            let draft = MeasurementDraft(
                "arsenic",
                result,
                "mg/l",
                method: "laboratory-total",
                at: "well-1",
                on: ago(each.days),
                each.phase,
                with: "lab-2",
                by: "team-3"
            )
            try await office.measure(
                draft,
                inAssessment: file,
                event: "demo-impact-arsenic-\(number)",
                at: ago(97),
                by: cast.liaison
            )
        }
        guard let one = try await office.assessment(file, as: cast.liaison) else { return [] }
        return Set(one.file.state.observations.keys)
    }

    private func conclude(_ file: Int64, _ measured: Set<String>) async throws {
        try await say(.advance(.analyse), 90, "analyse", file)
        try await records(.analyse, 85, file)
        guard let asked = try await office.assessment(file, as: cast.liaison)?.file.state.held.keys else { return }
        let finding = FindingDraft(
            right: "water",
            what:
                "The water of the first well holds more arsenic than before the plant, and people walk further for water.",
            interviews: Set(asked),
            measurements: measured,
            against: "No sample was taken upstream in the dry season; two families use another well.",
            attribution: .contributes,
            weight: ImpactFinding.Weight(scale: 4, scope: 3, irremediability: 3, likelihood: 5, confidence: 3)
        )
        try await say(.find(finding), 84, "find", file)
        try await say(.advance(.report), 80, "report-stage", file)
        try await records(.report, 75, file)
        try await say(.advance(.engage), 70, "engage", file)
        guard let one = try await office.assessment(file, as: cast.liaison),
            let found = one.file.state.findings.keys.first
        else { return }
        let now = one.file.state.observations.values.filter { $0.phase == .now }.map(\.id).min()
        try await office.put(
            found,
            to: OrganisationID(cast.company.agency),
            following: now,
            inAssessment: file,
            event: "demo-impact-put",
            at: ago(65),
            by: cast.liaison
        )
    }
}
