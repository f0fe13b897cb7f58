import Remedy
import Testing
import Vocabulary

/// An assessment under the shipped guide, and short ways to say what happens.
struct ImpactBench {
    static let team = Author("t1", .facilitator)

    var file: ImpactFile
    private var count = 0

    init() throws { file = ImpactFile(ImpactRules(guide: try Content.impact(), calendar: try Bench.plain())) }

    var state: ImpactState { file.state }

    mutating func say(_ fact: ImpactFact, on day: String = "2026-03-02", by author: Author = team) throws {
        count += 1
        let event = Event(EventID("e\(count)"), at: try noon(day), rank: count, by: author, fact)
        try file.append(event, now: UTCInstant("2199-01-01T00:00:00Z"))
    }

    mutating func advance() throws { try say(.advanced(to: try #require(state.stage?.next))) }

    mutating func record(_ stage: ImpactStage) throws {
        for what in ImpactRecord.allCases where what.stage == stage { try say(.recorded(what, record: "r:1")) }
    }

    /// From nothing to interviews about water.
    mutating func toGathering() throws {
        try say(.begun(project: "mine:1", place: "village:1", answerable: ["mine", "water-authority"]))
        try record(.prepare)
        try advance()
        try record(.frame)
        try say(.scoped(right: "water", reason: "the river turned brown"))
        try advance()
        try record(.questions)
        try say(.setChosen("water"))
        try advance()
    }

    /// On to findings.
    mutating func toAnalysis() throws {
        try toGathering()
        try say(.interviewed(Self.interview("w1")))
        try advance()
    }

    /// On to questions to the company.
    mutating func toEngaging(_ finding: ImpactFinding = ImpactBench.finding()) throws {
        try toAnalysis()
        try record(.analyse)
        try say(.found(finding))
        try advance()
        try record(.report)
        try advance()
    }

    static func interview(
        _ id: String,
        uses: Set<ConsentUse> = [.count],
        _ answers: [String: Interview.Answer] = ["changed": .yes]
    ) -> Interview {
        Interview(
            id,
            of: "p:\(id)",
            set: "water",
            group: "downstream",
            sex: .woman,
            uses: uses,
            manner: .spoken,
            language: "vmw",
            answers: answers
        )
    }

    static func observation(
        _ id: String,
        _ result: Observation.Result,
        _ unit: String = "mg/l",
        of quantity: String = "arsenic",
        method: String = "laboratory-total",
        at place: String = "well-1",
        on day: String = "2026-03-01",
        phase: Observation.Phase = .now,
        photos: Set<String> = []
    ) throws -> Observation {
        Observation(
            id,
            quantity,
            result,
            unit,
            method: method,
            at: place,
            on: try noon(day),
            phase,
            with: "lab:1",
            by: "p:9",
            photos: photos
        )
    }

    static func finding(
        _ id: String = "f1",
        interviews: Set<String> = ["w1"],
        measurements: Set<String> = [],
        against: String = "Upstream samples were not taken in the dry season.",
        confidence: Int = 3
    ) -> ImpactFinding {
        ImpactFinding(
            id,
            right: "water",
            what: "The water of the well is not fit to drink.",
            interviews: interviews,
            measurements: measurements,
            against: against,
            .contributes,
            .init(scale: 4, scope: 3, irremediability: 2, likelihood: 5, confidence: confidence)
        )
    }
}

/// An exact number.
func decimal(_ text: String) throws -> DecimalNumber { try DecimalNumber(text) }

/// A result as laboratories write it.
func result(_ text: String, _ uncertainty: String? = nil) throws -> Observation.Result {
    try #require(Observation.Result(text, uncertainty: uncertainty.map { try DecimalNumber($0) }))
}
