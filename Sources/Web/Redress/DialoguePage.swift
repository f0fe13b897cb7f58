internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// The dialogue about a site, or all of them: balance of its groups, decisions, promises and what became of them.
///
/// For everybody, as far as it is public; mediations are for those who have a part in them.
struct DialoguePage {
    let visit: Visit
    let say: RemedyWords
    let commitments: [CommitmentCase]
    let groups: [GroupCase]
    let meetings: [MeetingCase]
    let mediations: [MediationCase]
    let agencies: [(value: String, text: String)]
    let isSetUp: Bool
    var faults: [String] = []

    /// How many of the latest meetings are gone through for decisions.
    private static let mostMeetings = 20

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    /// The page after a form of it was refused.
    static func again(_ visit: Visit, _ error: any Error) async throws -> Response {
        var page = try await page(visit)
        page.faults = try page.say.sentences(error)
        return page.response
    }

    private static func page(_ visit: Visit) async throws -> DialoguePage {
        let office = visit.services.redress
        let site = visit.query["site"]
        func isHere(_ cover: RemedyFile) -> Bool { site == nil || cover.site == site }
        return DialoguePage(
            visit: visit,
            say: try await RemedyWords.ofDialogue(visit),
            commitments: try await office.commitments(as: visit.reader).filter { isHere($0.cover) },
            groups: try await office.groups(as: visit.reader).filter { isHere($0.cover) },
            meetings: try await office.meetings(as: visit.reader).filter { isHere($0.cover) },
            mediations: try await office.mediations(as: visit.reader).filter { isHere($0.cover) },
            agencies: try await RemedyForm.agencies(visit),
            isSetUp: try await office.inForce()["commitment"] != nil
        )
    }

    static func make(_ visit: Visit, request: Request) async throws -> Response {
        let form = RemedyForm(visit: visit, form: try await visit.form(request))
        do {
            let id = try await visit.services.redress.make(
                try form.promise(),
                event: try form.event,
                at: try form.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.promised", at: "/dialogue/commitments/\(id)")
        } catch { return try await again(visit, error) }
    }

    private var mayMake: Bool { visit.reader.can(.leadDialogue) }
    private var parts: RemedyParts { RemedyParts(visit: visit, say: say) }

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
                parts.panel("promises", "remedy.promises", to: &h) { h in
                    CommitmentTable(visit: visit, say: say, commitments: commitments).write(to: &h)
                }
            }
            if !groups.isEmpty { groups(to: &h) }
            decisions(to: &h)
            if !mediations.isEmpty { mediations(to: &h) }
            if mayMake { forms(token: token, to: &h) }
        }
    }

    private func counts(to h: inout HTML) {
        let words = visit.words
        guard !commitments.isEmpty else { return }
        h(.p) { h in
            for state in CommitmentState.Public.allCases {
                let count = commitments.count { $0.state == state }
                guard count > 0 else { continue }
                h(
                    .span,
                    .class("tag \(CommitmentTable.css(state))"),
                    text: "\(words(CommitmentTable.key(state))): \(words.integer(count))"
                )
                h.text(" ")
            }
        }
    }

    private func groups(to h: inout HTML) {
        parts.panel("groups", "dialogue.groups", to: &h) { h in
            for group in groups {
                h(.h3) { h in
                    h(.a, .href(visit.path("/dialogue/groups/\(group.id)"))) { h in h(.bdi, text: group.cover.title) }
                }
                if let balance = group.balance { GroupBalance(say: say, balance: balance).write(to: &h) }
            }
        }
    }

    private func decisions(to h: inout HTML) {
        let decisions = meetings.prefix(Self.mostMeetings).flatMap(\.decisions)
        guard !decisions.isEmpty else { return }
        parts.panel("decisions", "dialogue.decisions", to: &h) { h in
            DecisionList(say: say, decisions: decisions).write(to: &h)
        }
    }

    private func mediations(to h: inout HTML) {
        let (words, say, visit) = (visit.words, self.say, self.visit)
        parts.panel("mediations", "dialogue.mediations", to: &h) { h in
            h(.p, .class("quiet"), text: words("dialogue.confidential"))
            PlainTable<MediationCase>(
                words: words,
                caption: words("dialogue.mediations"),
                items: mediations,
                columns: [
                    .init("dialogue.mediation") { one, h in
                        h(.a, .href(visit.path("/dialogue/mediations/\(one.id)"))) { h in
                            h(.bdi, text: one.cover.title)
                        }
                    },
                    .text("remedy.step") { $0.step?.label[say.language] ?? "" },
                    .text("remedy.due") { $0.step?.isEnd == true ? "" : say.due($0.due, overdue: $0.overdue) },
                ]
            )
            .write(to: &h)
        }
    }

    // MARK: Forms

    private func forms(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("promise"), .ariaLabelledBy("promise-title")) { h in
            h(.h2, .id("promise-title"), text: words("remedy.new_promise"))
            if !isSetUp { h(.p, .class("notice"), text: words("remedy.not_set_up")) }
            parts.form("make", at: "/dialogue", prefix: "promise-", token: token, to: &h) { parts, h in
                self.parts.promise(parts, confirmers: [], agencies, to: &h)
                parts.text("site", label: "remedy.site", hint: "remedy.site_hint", to: &h)
                parts.tick("public", label: "remedy.is_public", isOn: true, to: &h)
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
        h(.section, .class("panel"), .id("more"), .ariaLabelledBy("more-title")) { h in
            h(.h2, .id("more-title"), text: words("remedy.next"))
            parts.act("found", at: "/dialogue/groups", prefix: "group-", token: token, to: &h) { parts, h in
                parts.text("name", label: "dialogue.group_name", required: true, to: &h)
                parts.text("site", label: "remedy.site", hint: "remedy.site_hint", to: &h)
                CharterFields(words: words).write(parts, to: &h)
                parts.tick("public", label: "dialogue.is_public", isOn: true, to: &h)
            }
            parts.act("propose", at: "/dialogue/mediations", prefix: "mediation-", token: token, to: &h) { parts, h in
                h(.p, .class("hint"), text: words("dialogue.confidential"))
                parts.text("title", label: "remedy.consultation_about", required: true, to: &h)
                parts.boxes("agencies", legend: "dialogue.parties", options: agencies, chosen: [], to: &h)
                parts.area("others", label: "dialogue.other_parties", hint: "dialogue.other_parties_hint", to: &h)
                parts.text("site", label: "remedy.site", hint: "remedy.site_hint", to: &h)
                parts.tick("grave", label: "dialogue.grave", to: &h)
                parts.text("beside", label: "dialogue.beside", hint: "dialogue.beside_hint", to: &h)
            }
        }
    }
}
