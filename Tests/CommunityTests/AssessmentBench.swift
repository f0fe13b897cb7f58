import Community
import Foundation
import Remedy
import Store
import StoreSamples
import Testing
import Vocabulary

/// An office with a team that assesses, a mine and an authority that answer, and strangers.
struct AssessmentBench {
    let bench: RedressBench
    let team: Reader
    let mine: Reader
    let stranger: Reader
    let ministry: Reader

    var office: RemedyOffice { bench.office }
    var store: FactStore { bench.shelf.store }

    init() async throws {
        bench = try await RedressBench()
        let staff = bench.staff
        team = bench.liaison
        mine = bench.mine
        stranger = try await staff.person(.communityLiaison, of: staff.agency())
        ministry = try await staff.person(.supervisor, of: staff.agency())
        try await office.setUp("impact", MechanismSettings(calendar: "mz"), by: .local)
    }

    static let words = "The xylographer of Quissanga carries water from the old ford"

    func say(
        _ act: AssessmentAct,
        in file: Int64,
        event: String = UUID().uuidString,
        on day: String = "2026-03-02",
        by reader: Reader? = nil
    ) async throws {
        let moment = try RedressBench.noon(day)
        try await office.say(act, inAssessment: file, event: event, at: moment, by: reader ?? team)
    }

    func begin(event: String = UUID().uuidString, by reader: Reader? = nil) async throws -> Int64 {
        let draft = AssessmentDraft(
            title: "Water below the plant",
            project: "plant-1",
            place: "village-1",
            answerable: [OrganisationID(mine.agency), OrganisationID(ministry.agency)]
        )
        return try await office.begin(draft, event: event, at: RedressBench.noon("2026-03-01"), by: reader ?? team)
    }

    func record(_ stage: ImpactStage, in file: Int64, on day: String = "2026-03-02") async throws {
        for what in ImpactRecord.allCases where what.stage == stage {
            try await say(.record(what, record: "folder-1"), in: file, on: day)
        }
    }

    /// From nothing to interviews about water.
    func toGathering() async throws -> Int64 {
        let file = try await begin()
        try await record(.prepare, in: file)
        try await say(.advance(.frame), in: file)
        try await record(.frame, in: file)
        try await say(.scope(right: "water", reason: "the river turned brown"), in: file)
        try await say(.advance(.questions), in: file)
        try await record(.questions, in: file)
        try await say(.chooseSet("water"), in: file)
        try await say(.advance(.gather), in: file)
        return file
    }

    static func interview(
        _ words: String = words,
        uses: Set<ConsentUse> = [.count, .company, .authority, .publish],
        changed: InterviewDraft.Said = .yes
    ) -> InterviewDraft {
        InterviewDraft(
            set: "water",
            group: "downstream",
            sex: .woman,
            uses: uses,
            manner: .spoken,
            language: "vmw",
            answers: ["changed": changed, "account": .words(words)]
        )
    }

    static func measurement(_ result: String, on day: String = "2026-03-03") throws -> MeasurementDraft {
        MeasurementDraft(
            "arsenic",
            try #require(Observation.Result(result)),
            "mg/l",
            method: "laboratory-total",
            at: "well-1",
            on: try RedressBench.noon(day),
            .now,
            with: "lab-1",
            by: "team-2"
        )
    }

    /// On to findings put to the mine, on a day.
    func toPut(people: Int = 4, on day: String = "2026-03-20") async throws -> (file: Int64, finding: Int64) {
        let file = try await toGathering()
        for number in 0..<people {
            try await say(.interview(Self.interview("\(Self.words) \(number)")), in: file)
        }
        try await office.measure(
            Self.measurement("0.012"),
            inAssessment: file,
            event: "m",
            at: RedressBench.noon("2026-03-04"),
            by: team
        )
        try await say(.advance(.analyse), in: file, on: "2026-03-05")
        try await record(.analyse, in: file, on: "2026-03-06")
        let one = try #require(try await office.assessment(file, as: team))
        let draft = FindingDraft(
            right: "water",
            what: "The well gives water with arsenic.",
            interviews: Set(one.file.state.held.keys),
            measurements: Set(one.file.state.observations.keys),
            against: "No sample upstream.",
            attribution: .contributes,
            weight: ImpactFinding.Weight(scale: 4, scope: 3, irremediability: 2, likelihood: 5, confidence: 3)
        )
        try await say(.find(draft), in: file, event: "find", on: "2026-03-07")
        try await say(.advance(.report), in: file, on: "2026-03-08")
        try await record(.report, in: file, on: "2026-03-09")
        try await say(.advance(.engage), in: file, on: "2026-03-10")
        let found = try #require(try await office.assessment(file, as: team)?.file.state.findings.keys.first)
        try await office.put(
            found,
            to: OrganisationID(mine.agency),
            following: one.file.state.observations.keys.first,
            inAssessment: file,
            event: "put",
            at: RedressBench.noon(day),
            by: team
        )
        let put = try #require(try await office.assessment(file, as: team)?.puts.first)
        return (file, put.followUp)
    }
}
