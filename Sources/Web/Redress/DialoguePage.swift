internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// What was promised, by whom, until when, and what became of it: for everybody, as far as it was promised in public.
struct DialoguePage {
    let visit: Visit
    let say: RemedyWords
    let commitments: [CommitmentCase]
    let agencies: [(value: String, text: String)]
    let isSetUp: Bool
    var faults: [String] = []

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    private static func page(_ visit: Visit) async throws -> DialoguePage {
        let office = visit.services.redress
        let all = try await office.commitments(as: visit.reader)
        let site = visit.query["site"]
        let agencies = try await visit.services.store.agencies().filter { $0.number != visit.reader.agency }
        return DialoguePage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            commitments: all.filter { site == nil || $0.cover.site == site },
            agencies: agencies.map { ("\($0.number.rawValue)", $0.name) },
            isSetUp: try await office.inForce()["commitment"] != nil
        )
    }

    static func make(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let reading = RemedyForm(visit: visit, form: form)
        do {
            guard let owner = form["owner"].flatMap({ Int64($0) }) else { throw SiteError(.badRequest) }
            let site = try reading.said("site")
            let draft = CommitmentDraft(
                what: try reading.said("what"),
                owner: AgencyNumber(rawValue: owner),
                due: try reading.day("due"),
                proof: try reading.said("proof"),
                confirmer: try reading.said("confirmer"),
                isPublic: reading.has("public"),
                site: site.isEmpty ? nil : site
            )
            let id = try await visit.services.redress.make(
                draft,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.promised", at: "/dialogue/commitments/\(id)")
        } catch {
            var page = try await page(visit)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private var mayMake: Bool { visit.reader.can(.leadDialogue) }

    private var response: Response {
        let words = visit.words
        let title = words("nav.dialogue")
        let frame = PageFrame(visit: visit, title: title, section: "/dialogue", hasForm: mayMake)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("lead"), text: words("remedy.dialogue_about"))
            counts(to: &h)
            if commitments.isEmpty {
                EmptyState(title: words("remedy.no_promise.title"), advice: words("remedy.no_promise.advice"))
                    .write(to: &h)
            } else {
                h(.section, .class("panel"), .ariaLabelledBy("promises")) { h in
                    h(.h2, .id("promises"), text: words("remedy.promises"))
                    table(to: &h)
                }
            }
            if mayMake { form(token: token, to: &h) }
        }
    }

    private func counts(to h: inout HTML) {
        let words = visit.words
        guard !commitments.isEmpty else { return }
        h(.p) { h in
            for state in CommitmentState.Public.allCases {
                let count = commitments.count { $0.state == state }
                guard count > 0 else { continue }
                h(.span, .class("tag \(Self.css(state))"), text: "\(words(Self.key(state))): \(words.integer(count))")
                h.text(" ")
            }
        }
    }

    static func key(_ state: CommitmentState.Public) -> String { "remedy.promise.\(state.rawValue)" }

    static func css(_ state: CommitmentState.Public) -> String {
        switch state {
        case .kept, .keptLate: "tag-active"
        case .late, .reported, .disputed: "tag-open"
        case .broken: "tag-failed"
        case .open, .withdrawn: "tag-left"
        }
    }

    private func table(to h: inout HTML) {
        let (words, say, visit) = (visit.words, self.say, self.visit)
        PlainTable<CommitmentCase>(
            words: words,
            caption: words("remedy.promises"),
            items: commitments,
            columns: [
                .init("remedy.promise") { one, h in
                    h(.a, .href(visit.path("/dialogue/commitments/\(one.id)"))) { h in h(.bdi, text: one.cover.title) }
                },
                .init("remedy.standing") { one, h in
                    if let state = one.state {
                        h(.span, .class("tag \(Self.css(state))"), text: words(Self.key(state)))
                    }
                },
                .text("remedy.owner") { say.name($0.owner) },
                .text("remedy.due") { one in
                    let earlier = one.file.state.earlier.first.map {
                        words("remedy.first_due", ["day": say.day($0.due)])
                    }
                    return say.day(one.file.state.due) + (earlier.map { " · \($0)" } ?? "")
                },
                .text("remedy.site") { $0.cover.site ?? "" },
            ]
        )
        .write(to: &h)
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("promise"), .ariaLabelledBy("promise-title")) { h in
            h(.h2, .id("promise-title"), text: words("remedy.new_promise"))
            if !isSetUp { h(.p, .class("notice"), text: words("remedy.not_set_up")) }
            PostForm(visit: visit, action: "/dialogue", token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                let parts = FormParts(words: words, prefix: "promise-")
                parts.area("what", label: "remedy.promise", required: true, to: &h)
                parts.choice("owner", label: "remedy.owner", options: agencies, to: &h)
                parts.text("due", label: "remedy.due", type: "date", required: true, to: &h)
                parts.text("proof", label: "remedy.proof", required: true, hint: "remedy.proof_hint", to: &h)
                parts.text(
                    "confirmer",
                    label: "remedy.confirmer",
                    required: true,
                    hint: "remedy.confirmer_hint",
                    to: &h
                )
                parts.text("site", label: "remedy.site", hint: "remedy.site_hint", to: &h)
                parts.tick("public", label: "remedy.is_public", isOn: true, to: &h)
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }
}
