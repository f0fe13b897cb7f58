internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// What the pages of complaints, commitments, consultations, groups, meetings and mediations have in common.
struct RemedyParts {
    let visit: Visit
    let say: RemedyWords

    /// A name and a value; nothing where there is no value.
    func pair(_ key: String, _ value: String, to h: inout HTML) {
        guard !value.isEmpty else { return }
        h(.div) { h in
            h(.dt, text: visit.words(key))
            h(.dd) { h in h(.bdi, text: value) }
        }
    }

    /// A part of a page under its heading.
    func panel(_ id: String, _ title: String, to h: inout HTML, content: (inout HTML) -> Void) {
        h(.section, .class("panel"), .ariaLabelledBy("\(id)-heading")) { h in
            h(.h2, .id("\(id)-heading"), text: visit.words(title))
            content(&h)
        }
    }

    /// A form of one thing that may be said, folded away under its name.
    func act(
        _ act: String,
        at place: String,
        prefix: String,
        token: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void
    ) {
        h(.details) { h in
            h(.summary, text: say.act(act))
            form(act, at: place, prefix: prefix, token: token, to: &h) { parts, h in
                fields(parts, &h)
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }

    /// A form of one thing that may be said.
    func form(
        _ act: String,
        at place: String,
        prefix: String,
        token: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void
    ) {
        PostForm(visit: visit, action: place, token: token).write(to: &h) { h in
            RemedyForm.event(to: &h)
            h(.input, .type("hidden"), .name("act"), .value(act))
            fields(FormParts(words: visit.words, prefix: prefix), &h)
        }
    }

    /// What happened, the oldest first.
    func history<Fact: CodedFact>(
        _ entries: [Entry<Fact>],
        _ procedure: SetProcedure,
        to h: inout HTML,
        detail: (Fact) -> String = { _ in "" }
    ) {
        panel("history", "remedy.history", to: &h) { h in
            h(.ol, .class("report-steps")) { h in
                for entry in entries {
                    let day = say.day(procedure.calendarDay(of: entry.at))
                    let detail = detail(entry.fact)
                    h(.li) { h in
                        h(.strong, text: say.act(entry.fact.word))
                        h(.small, .class("quiet"), text: " \(day) · \(say.name(entry.author))")
                        if !detail.isEmpty { h(.p, .class("said")) { h in h(.bdi, text: detail) } }
                    }
                }
            }
        }
    }

    /// What is asked of a commitment that is written down.
    func promise(
        _ parts: FormParts,
        confirmers: [SeatID],
        _ agencies: [(value: String, text: String)],
        to h: inout HTML
    ) {
        parts.area("what", label: "remedy.promise", required: true, to: &h)
        parts.choice("owner", label: "remedy.owner", options: agencies, to: &h)
        parts.text("due", label: "remedy.due", type: "date", required: true, to: &h)
        parts.text("proof", label: "remedy.proof", required: true, hint: "remedy.proof_hint", to: &h)
        if confirmers.isEmpty {
            parts.text("confirmer", label: "remedy.confirmer", required: true, hint: "remedy.confirmer_hint", to: &h)
        } else {
            let options = confirmers.map { ($0.rawValue, $0.rawValue) }
            parts.choice("confirmer", label: "remedy.confirmer", options: options, to: &h)
        }
    }
}

extension RemedyForm {
    /// The commitment that a form writes down.
    func promise() throws -> CommitmentDraft {
        guard let owner = form["owner"].flatMap({ Int64($0) }) else { throw SiteError(.badRequest) }
        let site = try said("site")
        return CommitmentDraft(
            what: try said("what"),
            owner: AgencyNumber(rawValue: owner),
            due: try day("due"),
            proof: try said("proof"),
            confirmer: try said("confirmer"),
            isPublic: has("public"),
            site: site.isEmpty ? nil : site
        )
    }

    /// The agencies of the installation but that of the visitor, as options.
    static func agencies(_ visit: Visit) async throws -> [(value: String, text: String)] {
        try await visit.services.store.agencies().filter { $0.number != visit.reader.agency }
            .map { ("\($0.number.rawValue)", $0.name) }
    }
}
