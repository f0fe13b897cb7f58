import Formats
public import Remedy
import Store
public import Vocabulary

/// What the public sees of an assessment: made once, when it is published, and kept as it is.
///
/// Interviews count here where people agreed to be counted and to be published. Each question is a table of its own, with
/// small numbers hidden; words are in none, and of numbers the middle alone. Places are numbered, days are months.
struct PublicAssessment {
    private let one: AssessmentCase
    private let names: [AgencyNumber: String]
    private let title: String
    private let area: String
    private let places: [String: Int]

    init(one: AssessmentCase, names: [AgencyNumber: String], _ title: String, _ area: String) {
        (self.one, self.names, self.title, self.area) = (one, names, title, area)
        var places: [String: Int] = [:]
        for observation in Self.ordered(one) where places[observation.place] == nil {
            places[observation.place] = places.count + 1
        }
        self.places = places
    }

    private var state: ImpactState { one.file.state }

    private static func ordered(_ one: AssessmentCase) -> [Observation] {
        one.file.state.observations.values.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
    }

    /// Canonical JSON.
    var bytes: [UInt8] {
        let node = object([
            ("title", .string(title)), ("area", .string(area)), ("day", .string(one.today.text)),
            ("stage", .string(state.stage?.rawValue ?? "")), ("closed", .bool(state.closedBecause != nil)),
            ("threshold", .integer(one.threshold)),
            ("rights", .array(one.guide.rights.filter { state.rights[$0.id] != nil }.map { .string($0.id) })),
            ("sets", .array(one.guide.questionSets.filter { state.sets.contains($0.id) }.map(set))),
            ("measurements", .array(Self.ordered(one).map(measurement))),
            ("baseline", .array(one.baseline.pairs.map(pair))),
            ("findings", .array(findings.map(finding))),
        ])
        return (try? JSONCanonical.bytes(of: node)) ?? []
    }

    private func object(_ members: [(String, JSONNode)]) -> JSONNode {
        .object(members.map { JSONNode.Member($0.0, $0.1) })
    }

    // MARK: Interviews

    private func set(_ set: ImpactGuide.QuestionSet) -> JSONNode {
        var told = state.counting.filter { $0.set == set.id && $0.uses.contains(.publish) }
        told.sort { $0.id < $1.id }
        let count = PublicTable([("all", told.count)], threshold: one.threshold)
        let questions = set.questions.filter { $0.kind != .words }.map { question(of: told, $0) }
        return object([("set", .string(set.id)), ("people", cell(count.total)), ("questions", .array(questions))])
    }

    private func question(of told: [Interview], _ question: ImpactGuide.Question) -> JSONNode {
        var counts: [(name: String, count: Int)] = []
        func add(_ name: String, _ isIt: (Interview.Answer?) -> Bool) {
            counts.append((name, told.count { isIt($0.answers[question.id]) }))
        }
        var numbers: [DecimalNumber] = []
        switch question.kind {
        case .yesNo:
            add("yes") { $0 == .yes }
            add("no") { $0 == .no }
        case .choice: for choice in question.choices { add(choice.id) { $0 == .choice(choice.id) } }
        case .number, .words:
            add("number") { if case .number? = $0 { true } else { false } }
            for interview in told {
                if case .number(let number)? = interview.answers[question.id] { numbers.append(number) }
            }
        }
        add("not-said") { $0 == .notSaid }
        add("not-asked") { $0 == nil }
        let table = PublicTable(counts, threshold: one.threshold)
        var members: [(String, JSONNode)] = [
            ("question", .string(question.id)),
            ("rows", .array(table.rows.map { object([("name", .string($0.name)), ("count", cell($0.cell))]) })),
        ]
        // Half of the people lie on either side of it: told only where both halves are enough.
        if table.rows.contains(where: { $0.name == "number" && $0.cell != .suppressed }),
            numbers.count >= 2 * one.threshold, let median = NumberSummary(of: numbers)?.median
        {
            members.append(("median", .string(median.description)))
        }
        return object(members)
    }

    private func cell(_ cell: PublicTable.Cell) -> JSONNode {
        switch cell {
        case .count(let count): .integer(count)
        case .suppressed: .null
        }
    }

    // MARK: Measurements

    private func measurement(_ observation: Observation) -> JSONNode {
        let limits = one.comparisons(observation).map { comparison in
            object([
                ("limit", .string(comparison.limit)), ("verdict", .string(comparison.verdict.word)),
                ("caveats", .array(comparison.caveats.sorted().map { .string($0.rawValue) })),
            ])
        }
        return object([
            ("quantity", .string(observation.quantity)), ("result", .string(observation.result.text)),
            ("uncertainty", observation.result.uncertainty.map { .string($0.description) } ?? .null),
            ("unit", .string(observation.unit)), ("method", .string(observation.method)),
            ("place", .integer(places[observation.place] ?? 0)),
            ("month", .string(String(one.day(of: observation.moment).text.prefix(7)))),
            ("phase", .string(observation.phase.rawValue)), ("limits", .array(limits)),
        ])
    }

    private func pair(_ pair: BaselineComparison) -> JSONNode {
        object([
            ("quantity", .string(pair.series.quantity)), ("place", .integer(places[pair.series.place] ?? 0)),
            ("method", .string(pair.series.method)), ("unit", .string(pair.unit)),
            ("baseline", .string(pair.baseline.median?.description ?? "")),
            ("baseline_count", .integer(pair.baseline.count)), ("now", .string(pair.now.median?.description ?? "")),
            ("now_count", .integer(pair.now.count)),
            ("difference", pair.difference.map { .string($0.description) } ?? .null),
            ("position", .string(pair.position.rawValue)),
        ])
    }

    // MARK: Findings

    private var findings: [ImpactFinding] {
        // In the order of the rights, then as they were made.
        let order = one.file.entries.compactMap { entry -> ImpactFinding? in
            if case .found(let finding) = entry.fact { finding } else { nil }
        }
        return one.guide.rights.flatMap { right in order.filter { $0.right == right.id } }
    }

    private func finding(_ finding: ImpactFinding) -> JSONNode {
        let weight = finding.weight
        let answers = one.puts.filter { $0.finding == finding.id }.map(answer)
        return object([
            ("right", .string(finding.right)), ("what", .string(finding.what)), ("against", .string(finding.against)),
            ("attribution", .string(finding.attribution.rawValue)), ("scale", .integer(weight.scale)),
            ("scope", .integer(weight.scope)), ("irremediability", .integer(weight.irremediability)),
            ("likelihood", .integer(weight.likelihood)), ("confidence", .integer(weight.confidence)),
            ("answers", .array(answers)),
        ])
    }

    private func answer(_ put: ImpactPut) -> JSONNode {
        let organisation = OrganisationID(put.organisation)
        let name = organisation.agency.flatMap { names[$0] } ?? organisation.party ?? organisation.name ?? ""
        let state = one.followUps[put.followUp]?.state
        let addressee = state?.addressees[organisation]
        return object([
            ("to", .string(name)), ("sent", .string(addressee?.sent.text ?? "")),
            ("answer", addressee?.answer.map { .string($0) } ?? .null),
            ("accepts", addressee?.accepts.map { .bool($0) } ?? .null),
            ("progress", state?.progress.map { .string($0.rawValue) } ?? .null),
        ])
    }
}

extension LimitComparison.Verdict {
    /// The word for it: `above`, `under`, `within`, or why nothing can be said.
    public var word: String {
        switch self {
        case .above: "above"
        case .under: "under"
        case .within: "within"
        case .cannotBeSaid(let reason): reason.rawValue
        }
    }
}

extension Observation.Result {
    /// How far the truth may lie to either side; nil where nobody said, and where nothing was detected.
    public var uncertainty: DecimalNumber? {
        if case .number(_, let uncertainty) = self { uncertainty } else { nil }
    }
}
