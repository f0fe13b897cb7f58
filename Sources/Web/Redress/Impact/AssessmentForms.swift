internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// The forms of an assessment: one for each thing that may happen now.
struct AssessmentForms {
    let visit: Visit
    let say: RemedyWords
    let one: AssessmentCase
    let token: String

    private var words: Words { visit.words }
    private var state: ImpactState { one.file.state }
    private var impact: ImpactWords { ImpactWords(say: say, guide: one.guide) }

    func write(to h: inout HTML) {
        let acts = Set(one.allowed.map(\.act))
        h(.section, .class("panel"), .ariaLabelledBy("next")) { h in
            h(.h2, .id("next"), text: words("remedy.next"))
            if acts.contains("record") { record(to: &h) }
            if acts.contains("scope") { scope(to: &h) }
            if acts.contains("choose-set") { chooseSet(to: &h) }
            if acts.contains("measure") { measure(to: &h) }
            if !state.held.isEmpty { withdraw(to: &h) }
            if acts.contains("find") { find(to: &h) }
            if acts.contains("put"), !state.findings.isEmpty { put(to: &h) }
            if state.closedBecause == nil { strike(to: &h) }
            if let next = state.stage?.next, state.closedBecause == nil {
                form("advance", to: &h) { _, h in
                    h(.input, .type("hidden"), .name("stage"), .value(next.rawValue))
                    h(.p, text: words("impact.advance_to", ["stage": impact.stage(next)]))
                }
            }
            publish(to: &h)
            if acts.contains("close") {
                form("close", to: &h) { parts, h in
                    parts.area("reason", label: "remedy.reason", required: true, to: &h)
                }
            }
        }
    }

    /// A form of one thing that may be said, folded away under its name.
    private func form(
        _ act: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void
    ) {
        h(.details, .id("act-\(act)")) { h in
            h(.summary, text: impact.act(act))
            PostForm(visit: visit, action: "/assessments/\(one.id)", token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                h(.input, .type("hidden"), .name("act"), .value(act))
                let parts = FormParts(words: words, prefix: "\(act)-")
                fields(parts, &h)
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }

    private func record(to h: inout HTML) {
        form("record", to: &h) { parts, h in
            let open = ImpactRecord.allCases.filter { $0.stage <= (state.stage ?? .prepare) }
            parts.choice("what", label: "impact.record", options: open.map { ($0.rawValue, impact.record($0)) }, to: &h)
            parts.text("record", label: "remedy.record", required: true, hint: "impact.record_hint", to: &h)
        }
    }

    private func scope(to h: inout HTML) {
        let open = one.guide.rights.filter { state.rights[$0.id] == nil }
        guard !open.isEmpty else { return }
        form("scope", to: &h) { parts, h in
            parts.choice("right", label: "impact.right", options: open.map { ($0.id, impact.right($0.id)) }, to: &h)
            parts.area("reason", label: "remedy.reason", required: true, to: &h)
        }
    }

    private func chooseSet(to h: inout HTML) {
        let open = one.guide.questionSets.filter { !state.sets.contains($0.id) && state.rights[$0.right] != nil }
        guard !open.isEmpty else { return }
        form("choose-set", to: &h) { parts, h in
            parts.choice("set", label: "impact.set", options: open.map { ($0.id, impact.set($0.id)) }, to: &h)
        }
    }

    /// With photos: a form of its own address, because files come in another way.
    private func measure(to h: inout HTML) {
        let impact = self.impact
        h(.details, .id("act-measure")) { h in
            h(.summary, text: impact.act("measure"))
            h(
                .form,
                .class("stack"),
                Attribute("method", "post"),
                Attribute("enctype", "multipart/form-data"),
                Attribute("action", visit.path("/assessments/\(one.id)/measurements"))
            ) { h in
                FormToken(token: token).write(to: &h)
                RemedyForm.event(to: &h)
                let parts = FormParts(words: words, prefix: "measure-")
                let guide = one.guide
                let quantities = guide.quantities.map { ($0.id, impact.quantity($0.id)) }
                parts.choice("quantity", label: "impact.quantity", options: quantities, to: &h)
                parts.text("result", label: "impact.result", required: true, hint: "impact.result_hint", to: &h)
                parts.text("uncertainty", label: "impact.uncertainty", hint: "impact.uncertainty_hint", to: &h)
                parts.choice("unit", label: "impact.unit", options: guide.units.map { ($0.id, $0.id) }, to: &h)
                let methods = guide.methods.map { ($0.id, impact.method($0.id)) }
                parts.choice("method", label: "impact.method", options: methods, to: &h)
                let phases = say.options("impact.phase", Observation.Phase.self)
                parts.choice("phase", label: "impact.phase", options: phases, chosen: "now", to: &h)
                parts.text("place", label: "impact.measured_where", required: true, hint: "impact.code_hint", to: &h)
                parts.text("day", label: "impact.measured_when", type: "date", required: true, to: &h)
                parts.text("instrument", label: "impact.instrument", required: true, hint: "impact.code_hint", to: &h)
                parts.text("measurer", label: "impact.measurer", required: true, hint: "impact.person_hint", to: &h)
                let id = "measure-photos"
                h(.label, .for(id), text: words("impact.photos"))
                h(
                    .input,
                    .type("file"),
                    .id(id),
                    .name("photos"),
                    Attribute("accept", "image/*"),
                    Attribute("multiple"),
                    .ariaDescribedBy("\(id)-hint")
                )
                h(.p, .class("hint"), .id("\(id)-hint"), text: words("impact.photos_hint"))
                parts.button("remedy.write_down", to: &h)
            }
        }
    }

    private func withdraw(to h: inout HTML) {
        form("withdraw", to: &h) { parts, h in
            h(.p, text: words("impact.withdraw_about"))
            let held = state.held.keys.sorted().map { ($0, $0) }
            parts.choice("interview", label: "impact.interview", options: held, any: "remedy.choose", to: &h)
            parts.boxes(
                "uses",
                legend: "impact.taken_back_for",
                options: say.options("impact.use", ConsentUse.self),
                chosen: [],
                to: &h
            )
        }
    }

    private func find(to h: inout HTML) {
        let rights = one.guide.rights.filter { state.rights[$0.id] != nil }
        form("find", to: &h) { parts, h in
            h(.p, .class("quiet"), text: words("impact.find_about"))
            parts.choice("right", label: "impact.right", options: rights.map { ($0.id, impact.right($0.id)) }, to: &h)
            parts.area("what", label: "impact.what", required: true, hint: "impact.what_hint", to: &h)
            let interviews = state.counting.map { ($0.id, "\($0.id) · \(impact.set($0.set))") }
            let measurements = state.observations.values.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
                .map { ($0.id, impact.line($0)) }
            for (interviewName, interviewLegend, measurementName, measurementLegend) in [
                ("interviews", "impact.basis_interviews", "measurements", "impact.basis_measurements"),
                (
                    "against_interviews", "impact.against_basis_interviews", "against_measurements",
                    "impact.against_basis_measurements"
                ),
            ] {
                if !interviews.isEmpty {
                    parts.boxes(interviewName, legend: interviewLegend, options: interviews, chosen: [], to: &h)
                }
                if !measurements.isEmpty {
                    parts.boxes(
                        measurementName,
                        legend: measurementLegend,
                        options: measurements,
                        chosen: [],
                        to: &h
                    )
                }
            }
            parts.area("against", label: "impact.against", required: true, hint: "impact.against_hint", to: &h)
            let attributions = say.options("impact.attribution", ImpactFinding.Attribution.self)
            parts.choice("attribution", label: "impact.attribution", options: attributions, to: &h)
            for name in ["scale", "scope", "irremediability", "likelihood", "confidence"] {
                let grades = (1...5).map { ("\($0)", "\($0)") }
                parts.choice(name, label: "impact.weight.\(name)", options: grades, chosen: "3", to: &h)
            }
        }
    }

    private func put(to h: inout HTML) {
        form("put", to: &h) { parts, h in
            h(.p, .class("quiet"), text: words("impact.put_about"))
            let findings = state.findings.values.sorted { $0.id < $1.id }
                .map { ($0.id, "\(impact.right($0.right)) · \($0.id)") }
            parts.choice("finding", label: "impact.finding", options: findings, to: &h)
            let answerable = state.answerable.sorted().map { ($0.rawValue, say.name($0)) }
            parts.choice("to", label: "impact.put_to", options: answerable, to: &h)
            let based = state.findings.values.reduce(into: Set<String>()) { $0.formUnion($1.measurements) }
            let measured = based.sorted().compactMap { state.observations[$0] }
                .filter { if case .number = $0.result { true } else { false } }
            if !measured.isEmpty {
                parts.choice(
                    "measurement",
                    label: "impact.followed_measurement",
                    options: measured.map { ($0.id, impact.line($0)) },
                    any: "remedy.none_of_these",
                    to: &h
                )
            }
        }
    }

    /// What was written down wrongly: it stays in the history, and counts no more.
    private func strike(to h: inout HTML) {
        let entries = one.file.entries.compactMap { entry -> (value: String, text: String)? in
            switch entry.fact {
            case .measured(let one): (entry.id.rawValue, impact.line(one))
            case .found(let finding): (entry.id.rawValue, "\(impact.right(finding.right)) · \(finding.id)")
            case .recorded(let what, let record): (entry.id.rawValue, "\(impact.record(what)): \(record)")
            default: nil
            }
        }
        guard !entries.isEmpty else { return }
        form("strike", to: &h) { parts, h in
            h(.p, .class("quiet"), text: words("impact.strike_about"))
            parts.choice("target", label: "impact.written_down", options: entries, any: "remedy.choose", to: &h)
            parts.area("reason", label: "remedy.reason", required: true, to: &h)
        }
    }

    private func publish(to h: inout HTML) {
        let records = state.records
        guard [ImpactRecord.report, .validation, .summary].allSatisfy({ records[$0] != nil }) else { return }
        h(.details, .id("act-publish")) { h in
            h(.summary, text: words("impact.publish"))
            h(.p, .class("quiet"), text: words("impact.publish_about", ["number": words.integer(one.threshold)]))
            PostForm(visit: visit, action: "/assessments/\(one.id)/report", token: token).write(to: &h) { h in
                let parts = FormParts(words: words, prefix: "publish-")
                parts.text("title", label: "impact.public_title", required: true, to: &h)
                parts.text("area", label: "impact.area", required: true, hint: "impact.area_hint", to: &h)
                parts.button("impact.publish", to: &h)
            }
        }
    }
}
