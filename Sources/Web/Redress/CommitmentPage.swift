internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// One commitment: what, who, until when, the days that were given up, what its owner showed, who confirmed.
struct CommitmentPage {
    let visit: Visit
    let say: RemedyWords
    let one: CommitmentCase
    /// The meeting in which it was made, if the visitor sees it.
    let meeting: MeetingCase?
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    private static func page(_ visit: Visit, _ id: Int64) async throws -> CommitmentPage {
        let office = visit.services.redress
        guard let one = try await office.commitment(id, as: visit.reader) else { throw SiteError(.notFound) }
        var meeting: MeetingCase?
        if let parent = one.cover.parent { meeting = try await office.meeting(parent, as: visit.reader) }
        return CommitmentPage(visit: visit, say: try await RemedyWords.of(visit), one: one, meeting: meeting)
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let number = try RedressRoutes.number(id)
        let reading = RemedyForm(visit: visit, form: form)
        guard try await visit.services.redress.commitment(number, as: visit.reader) != nil else {
            throw SiteError(.notFound)
        }
        do {
            let (fact, part) = try fact(reading)
            try await visit.services.redress.say(
                fact,
                as: part,
                inCommitment: number,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.said", at: "/dialogue/commitments/\(number)")
        } catch {
            var page = try await page(visit, number)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private static func fact(_ form: RemedyForm) throws -> (CommitmentFact, RemedyPart) {
        switch form.form["act"] {
        case "report-done": (.reportedDone(proof: try form.said("proof")), .debtor)
        case "admit-broken": (.admittedBroken(reason: try form.said("reason")), .debtor)
        case "confirm": (.confirmed, .chair)
        case "dispute": (.disputed(reason: try form.said("reason")), .chair)
        case "withdraw": (.withdrawn(reason: try form.said("reason")), .chair)
        case "reschedule": (.rescheduled(to: try form.day("to"), reason: try form.said("reason")), .chair)
        case "settle-kept": (.settled(isKept: true), .chair)
        case "settle-broken": (.settled(isKept: false), .chair)
        default: throw SiteError(.badRequest)
        }
    }

    /// What the visitor may say now.
    private var acts: [String] {
        let allowed = one.allowed.map(\.act)
        var acts: [String] = []
        if one.cover.parts.contains(.debtor) || visit.reader.person == nil {
            acts += ["report-done", "admit-broken"].filter(allowed.contains)
        }
        if one.cover.parts.contains(.chair) {
            acts += ["confirm", "dispute", "withdraw", "settle-kept", "settle-broken"].filter(allowed.contains)
            if !allowed.isEmpty { acts.append("reschedule") }
        }
        return acts
    }

    private var parts: RemedyParts { RemedyParts(visit: visit, say: say) }

    private var response: Response {
        let words = visit.words
        let acts = acts
        let frame = PageFrame(
            visit: visit,
            title: one.cover.title,
            section: "/dialogue",
            hasForm: !acts.isEmpty,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/dialogue")), text: words("nav.dialogue")) }
            h(.h1) { h in h(.bdi, text: one.cover.title) }
            FormFault(sentences: faults).write(to: &h)
            particulars(to: &h)
            if !acts.isEmpty {
                parts.panel("next", "remedy.next", to: &h) { h in
                    for act in acts { form(act, token: token, to: &h) }
                }
            }
            parts.history(one.file.entries, one.procedure, to: &h)
        }
    }

    private func particulars(to h: inout HTML) {
        let (words, state) = (visit.words, one.file.state)
        parts.panel("standing", "remedy.standing", to: &h) { h in
            if let state = one.state {
                h(.p) { h in
                    h(.span, .class("tag \(CommitmentTable.css(state))"), text: words(CommitmentTable.key(state)))
                    h.text(" " + words("remedy.promise_about.\(state.rawValue)"))
                }
            }
            h(.dl, .class("particulars")) { h in
                parts.pair("remedy.owner", say.name(one.owner), to: &h)
                parts.pair("remedy.made", say.day(state.made), to: &h)
                parts.pair("remedy.due", say.day(state.due), to: &h)
                for earlier in state.earlier {
                    parts.pair("remedy.given_up", "\(say.day(earlier.due)): \(earlier.reason)", to: &h)
                }
                parts.pair("remedy.proof", state.commitment?.proof ?? "", to: &h)
                parts.pair("remedy.shown", state.proof ?? "", to: &h)
                if case .seat(let seat)? = state.commitment?.confirmer {
                    parts.pair("remedy.confirmer", seat.rawValue, to: &h)
                }
                parts.pair("remedy.site", one.cover.site ?? "", to: &h)
            }
            // Of a mediation nothing is told but to those who have a part in it: a meeting alone is named.
            if let meeting {
                h(.p) { h in
                    h.text(words("dialogue.made_in") + " ")
                    h(.a, .href(visit.path("/dialogue/meetings/\(meeting.id)"))) { h in
                        h(.bdi, text: meeting.cover.title)
                    }
                }
            }
        }
    }

    private func form(_ act: String, token: String, to h: inout HTML) {
        let place = "/dialogue/commitments/\(one.id)"
        parts.act(act, at: place, prefix: "\(act)-", token: token, to: &h) { parts, h in
            switch act {
            case "report-done": parts.area("proof", label: "remedy.shown", required: true, to: &h)
            case "reschedule":
                parts.text("to", label: "remedy.due", type: "date", required: true, to: &h)
                parts.area("reason", label: "remedy.reason", required: true, to: &h)
            case "dispute", "withdraw", "admit-broken":
                parts.area("reason", label: "remedy.reason", required: true, to: &h)
            default: break
            }
        }
    }
}
