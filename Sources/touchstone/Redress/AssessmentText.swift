import Community
import Remedy
import Store
import Vocabulary
import Web

/// Assessments as text, JSON and CSV: stages, measurements, findings and answers; of interviews how many.
struct AssessmentText {
    let store: FactStore
    let office: RemedyOffice
    let words: Words
    private let names: [AgencyNumber: String]

    init(_ store: FactStore, _ language: LanguageOption) async throws {
        let home = try Home.find()
        self.store = store
        office = try RemedyOffice(store, content: home.content)
        words = try home.words(in: language.language)
        names = try await store.agencies().namesByNumber
    }

    private func name(_ organisation: OrganisationID) -> String {
        organisation.agency.flatMap { names[$0] } ?? organisation.party ?? organisation.name ?? organisation.rawValue
    }

    private func label(_ id: String, _ named: [ImpactGuide.Named]) -> String {
        named.first { $0.id == id }?.label[words.language] ?? id
    }

    private func standing(_ one: AssessmentCase) -> String {
        one.file.state.closedBecause != nil ? "closed" : one.file.state.stage?.rawValue ?? ""
    }

    func row(_ one: AssessmentCase) -> [String] {
        let state = one.file.state
        return [
            "\(one.id)", standing(one), "\(state.counting.count)", "\(state.observations.count)",
            "\(state.findings.count)", "\(one.gaps.count)", one.cover.title,
        ]
    }

    func text(_ one: AssessmentCase) -> String {
        let state = one.file.state
        var lines = ["\(one.id)  \(one.cover.title)  (\(standing(one)))", ""]
        lines += one.gaps.map { "  missing: \($0)" }
        var measured = TextTable([
            .words("measurement"), .words("what"), .words("result"), .words("where"), .words("day"), .words("limits"),
        ])
        for each in observations(one) {
            let limits = one.comparisons(each).map { "\($0.limit) \(Self.verdict($0))" }.joined(separator: "; ")
            measured.append([
                each.id, each.quantity, "\(each.result.text) \(each.unit)", each.place,
                one.day(of: each.moment).text, limits,
            ])
        }
        if !state.observations.isEmpty { lines += ["", measured.text] }
        for finding in state.findings.values.sorted(by: { $0.id < $1.id }) {
            lines += ["", "\(finding.id)  \(label(finding.right, one.guide.rights)): \(finding.what)"]
            for put in one.puts where put.finding == finding.id {
                let answer = one.followUps[put.followUp].map { answered($0.state) } ?? ""
                lines.append("  \(name(OrganisationID(rawValue: put.organisation))): \(answer)")
            }
        }
        return lines.joined(separator: "\n")
    }

    private func answered(_ state: FollowUpState) -> String {
        let answers = state.addressees.values.compactMap { addressee -> String? in
            addressee.accepts.map { $0 ? "accepts" : "does not accept" }
        }
        let look = state.progress.map { ", looked at again: \($0.rawValue)" } ?? ""
        return (answers.first ?? "no answer") + look
    }

    private func observations(_ one: AssessmentCase) -> [Observation] {
        one.file.state.observations.values.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
    }

    /// A verdict with its caveats: `above (limit-unchecked)`.
    private static func verdict(_ comparison: LimitComparison) -> String {
        let caveats = comparison.caveats.sorted().map(\.rawValue).joined(separator: ", ")
        return comparison.verdict.word + (caveats.isEmpty ? "" : " (\(caveats))")
    }

    // MARK: CSV

    /// One line for each measurement and limit, after a line of names.
    func csv(_ one: AssessmentCase) -> [String] {
        let names = [
            "measurement", "quantity", "result", "uncertainty", "unit", "method", "place", "moment", "phase",
            "instrument",
            "photos_sha256", "limit", "verdict", "caveats",
        ]
        return [CSVText.line(names)]
            + observations(one).flatMap { each in
                let plain = [
                    each.id, each.quantity, each.result.text, each.result.uncertainty?.description ?? "", each.unit,
                    each.method, each.place, each.moment.text, each.phase.rawValue, each.instrument,
                    each.photos.sorted().joined(separator: " "),
                ]
                let limits = one.comparisons(each).map {
                    [$0.limit, $0.verdict.word, $0.caveats.sorted().map(\.rawValue).joined(separator: " ")]
                }
                return (limits.isEmpty ? [["", "", ""]] : limits).map { CSVText.line(plain + $0) }
            }
    }

    // MARK: JSON

    func json(_ one: AssessmentCase) -> String {
        let state = one.file.state
        return JSONText.object([
            ("number", "\(one.id)"), ("title", JSONText.string(one.cover.title)),
            ("stage", JSONText.string(state.stage?.rawValue)), ("closed", JSONText.string(state.closedBecause)),
            ("project", JSONText.string(state.project)), ("place", JSONText.string(state.place)),
            ("answerable", JSONText.array(state.answerable.sorted().map(name))),
            ("rights", JSONText.array(state.rights.keys.sorted())), ("sets", JSONText.array(state.sets.sorted())),
            ("interviews_held", "\(state.held.count)"), ("interviews_counting", "\(state.counting.count)"),
            ("missing", JSONText.array(one.gaps.map(\.description))),
            ("measurements", "[" + observations(one).map { json($0, one) }.joined(separator: ",") + "]"),
            (
                "findings",
                "["
                    + state.findings.values.sorted { $0.id < $1.id }.map { json($0, one) }.joined(separator: ",") + "]"
            ),
        ])
    }

    private func json(_ each: Observation, _ one: AssessmentCase) -> String {
        let limits = one.comparisons(each).map { comparison in
            JSONText.object([
                ("limit", JSONText.string(comparison.limit)), ("verdict", JSONText.string(comparison.verdict.word)),
                ("caveats", JSONText.array(comparison.caveats.sorted().map(\.rawValue))),
            ])
        }
        return JSONText.object([
            ("id", JSONText.string(each.id)), ("quantity", JSONText.string(each.quantity)),
            ("result", JSONText.string(each.result.text)),
            ("uncertainty", JSONText.string(each.result.uncertainty?.description)),
            ("unit", JSONText.string(each.unit)), ("method", JSONText.string(each.method)),
            ("place", JSONText.string(each.place)), ("moment", JSONText.string(each.moment.text)),
            ("phase", JSONText.string(each.phase.rawValue)), ("photos", JSONText.array(each.photos.sorted())),
            ("limits", "[" + limits.joined(separator: ",") + "]"),
        ])
    }

    private func json(_ finding: ImpactFinding, _ one: AssessmentCase) -> String {
        let basis = one.file.state.basis(of: finding)
        let puts = one.puts.filter { $0.finding == finding.id }.map { put in
            let organisation = OrganisationID(rawValue: put.organisation)
            let state = one.followUps[put.followUp]?.state
            let addressee = state?.addressees[organisation]
            return JSONText.object([
                ("to", JSONText.string(name(organisation))), ("sent", JSONText.string(addressee?.sent.text)),
                ("answer", JSONText.string(addressee?.answer)),
                ("accepts", addressee?.accepts.map { "\($0)" } ?? "null"),
                ("progress", JSONText.string(state?.progress?.rawValue)),
                ("looked", JSONText.string(state?.lastLook?.text)),
            ])
        }
        return JSONText.object([
            ("id", JSONText.string(finding.id)), ("right", JSONText.string(finding.right)),
            ("what", JSONText.string(finding.what)), ("against", JSONText.string(finding.against)),
            ("attribution", JSONText.string(finding.attribution.rawValue)),
            ("interviews", "\(basis.interviews.count)"), ("measurements", JSONText.array(basis.measurements)),
            ("put", "[" + puts.joined(separator: ",") + "]"),
        ])
    }
}
