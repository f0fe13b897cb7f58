internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// One group: how it is balanced, its meetings and what they decided; for who leads it, its seats too.
struct GroupPage {
    let visit: Visit
    let say: RemedyWords
    let one: GroupCase
    let meetings: [MeetingCase]
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    private static func page(_ visit: Visit, _ id: Int64) async throws -> GroupPage {
        let office = visit.services.redress
        guard let one = try await office.group(id, as: visit.reader) else { throw SiteError(.notFound) }
        return GroupPage(
            visit: visit,
            say: try await RemedyWords.ofDialogue(visit),
            one: one,
            meetings: try await office.meetings(of: id, as: visit.reader)
        )
    }

    /// Founds a group.
    static func found(_ visit: Visit, request: Request) async throws -> Response {
        let form = RemedyForm(visit: visit, form: try await visit.form(request))
        do {
            let site = try form.said("site")
            let draft = GroupDraft(
                name: try form.said("name"),
                site: site.isEmpty ? nil : site,
                charter: try CharterFields.read(form),
                isPublic: form.has("public")
            )
            let id = try await visit.services.redress.found(
                draft,
                event: try form.event,
                at: try form.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.said", at: "/dialogue/groups/\(id)")
        } catch { return try await DialoguePage.again(visit, error) }
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = RemedyForm(visit: visit, form: try await visit.form(request))
        let number = try RedressRoutes.number(id)
        let office = visit.services.redress
        guard try await office.group(number, as: visit.reader) != nil else { throw SiteError(.notFound) }
        do {
            if form.form["act"] == "call" {
                let meeting = try await office.call(
                    try meeting(form, number),
                    event: try form.event,
                    by: visit.reader
                )
                return visit.confirm("remedy.done.said", at: "/dialogue/meetings/\(meeting)")
            }
            try await office.say(
                try fact(form),
                inGroup: number,
                event: try form.event,
                at: try form.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.said", at: "/dialogue/groups/\(number)")
        } catch {
            var page = try await page(visit, number)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private static func meeting(_ form: RemedyForm, _ group: Int64) throws -> MeetingDraft {
        let lines = try form.said("agenda").split(separator: "\n").map(String.init)
        return MeetingDraft(
            group: group,
            title: try form.said("title"),
            agenda: lines.filter { $0.contains { !$0.isWhitespace } },
            day: try form.day("day"),
            place: try form.said("place")
        )
    }

    private static func fact(_ form: RemedyForm) throws -> GroupFact {
        switch form.form["act"] {
        case "charter": return .chartered(try CharterFields.read(form))
        case "seat":
            let (until, alternate) = (try form.said("until"), try form.said("alternate"))
            let id = try form.line("seat")
            guard !id.isEmpty else { throw Refusal(.nothingThere) }
            return .seated(
                Remedy.Seat(
                    SeatID(id),
                    group: try form.said("group"),
                    sex: try form.word("sex", Intake.Sex.self),
                    choice: try form.word("choice", Remedy.Seat.Choice.self),
                    from: try form.day("from"),
                    until: until.isEmpty ? nil : try form.day("until"),
                    alternateOf: alternate.isEmpty ? nil : SeatID(alternate)
                )
            )
        case "vacate":
            let (seat, until) = (SeatID(try form.said("seat")), try form.day("until"))
            return .vacated(seat, until: until, reason: try form.said("reason"))
        default: throw SiteError(.badRequest)
        }
    }

    // MARK: The page

    private var leads: Bool { one.cover.parts.contains(.chair) }
    private var place: String { "/dialogue/groups/\(one.id)" }
    private var parts: RemedyParts { RemedyParts(visit: visit, say: say) }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: one.cover.title,
            section: "/dialogue",
            hasForm: leads,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/dialogue")), text: words("nav.dialogue")) }
            h(.h1) { h in h(.bdi, text: one.cover.title) }
            FormFault(sentences: faults).write(to: &h)
            if let site = one.cover.site {
                h(.p) { h in
                    h.text(words("remedy.site") + ": ")
                    h(.a, .href(visit.path(to: .site, site))) { h in h(.bdi, text: site) }
                }
            }
            parts.panel("balance", "dialogue.balance", to: &h) { h in
                if let balance = one.balance { GroupBalance(say: say, balance: balance).write(to: &h) }
            }
            MeetingList(visit: visit, say: say, meetings: meetings).write(to: &h)
            if let file = one.file {
                seats(file.state.seats, to: &h)
                if leads { forms(file, token: token, to: &h) }
                parts.history(file.entries, one.procedure, to: &h)
            }
        }
    }

    private func seats(_ seats: [Remedy.Seat], to h: inout HTML) {
        let (words, say) = (visit.words, self.say)
        parts.panel("seats", "dialogue.seats", to: &h) { h in
            h(.p, .class("quiet"), text: words("dialogue.seats_about"))
            PlainTable<Remedy.Seat>(
                words: words,
                caption: words("dialogue.seats"),
                items: seats,
                columns: [
                    .text("dialogue.seat") { $0.id.rawValue },
                    .text("dialogue.sector") { GroupBalance.label($0.group, words) },
                    .text("remedy.sex") { words("remedy.sex.\($0.sex.rawValue)") },
                    .text("dialogue.choice") { words("dialogue.choice.\($0.choice.rawValue)") },
                    .text("dialogue.from") { say.day($0.from) },
                    .text("dialogue.until") { say.day($0.until) },
                    .text("dialogue.alternate") { $0.alternateOf?.rawValue ?? "" },
                ]
            )
            .write(to: &h)
        }
    }

    private func forms(_ file: GroupFile, token: String, to h: inout HTML) {
        let seats = file.state.seats
        parts.panel("next", "remedy.next", to: &h) { h in
            parts.act("call", at: place, prefix: "call-", token: token, to: &h) { parts, h in
                parts.text("title", label: "dialogue.meeting", required: true, to: &h)
                parts.text("day", label: "dialogue.meeting_day", type: "date", required: true, to: &h)
                parts.text("place", label: "remedy.place", required: true, to: &h)
                parts.area("agenda", label: "dialogue.agenda", required: true, hint: "dialogue.agenda_hint", to: &h)
            }
            parts.act("seat", at: place, prefix: "seat-", token: token, to: &h) { parts, h in
                seat(parts, seats, to: &h)
            }
            if !seats.isEmpty {
                parts.act("vacate", at: place, prefix: "vacate-", token: token, to: &h) { parts, h in
                    let options = seats.map { ($0.id.rawValue, $0.id.rawValue) }
                    parts.choice("seat", label: "dialogue.seat", options: options, to: &h)
                    parts.text("until", label: "dialogue.last_day", type: "date", required: true, to: &h)
                    parts.area("reason", label: "remedy.reason", required: true, to: &h)
                }
            }
            parts.act("charter", at: place, prefix: "charter-", token: token, to: &h) { parts, h in
                CharterFields(words: visit.words, charter: file.state.charter).write(parts, to: &h)
            }
        }
    }

    private func seat(_ parts: FormParts, _ seats: [Remedy.Seat], to h: inout HTML) {
        let words = visit.words
        parts.text("seat", label: "dialogue.seat", required: true, hint: "dialogue.seat_hint", to: &h)
        let groups = (one.charter?.groups ?? []).map { ($0.id, GroupBalance.label($0.id, words)) }
        parts.choice("group", label: "dialogue.sector", options: groups, to: &h)
        parts.choice("sex", label: "remedy.sex", options: say.options("remedy.sex", Intake.Sex.self), to: &h)
        let choices = say.options("dialogue.choice", Remedy.Seat.Choice.self)
        parts.choice("choice", label: "dialogue.choice", options: choices, to: &h)
        parts.text("from", label: "dialogue.from", type: "date", required: true, to: &h)
        parts.text("until", label: "dialogue.until", type: "date", to: &h)
        let own = seats.filter { $0.alternateOf == nil }.map { ($0.id.rawValue, $0.id.rawValue) }
        parts.choice("alternate", label: "dialogue.alternate", options: own, any: "dialogue.own_seat", to: &h)
    }
}

/// The meetings of a group, and what they decided.
struct MeetingList {
    let visit: Visit
    let say: RemedyWords
    let meetings: [MeetingCase]

    func write(to h: inout HTML) {
        let (words, say, visit) = (visit.words, self.say, self.visit)
        let parts = RemedyParts(visit: visit, say: say)
        parts.panel("meetings", "dialogue.meetings", to: &h) { h in
            if meetings.isEmpty { h(.p, text: words("dialogue.no_meeting")) }
            if !meetings.isEmpty {
                PlainTable<MeetingCase>(
                    words: words,
                    caption: words("dialogue.meetings"),
                    items: meetings,
                    columns: [
                        .init("dialogue.meeting") { one, h in
                            h(.a, .href(visit.path("/dialogue/meetings/\(one.id)"))) { h in
                                h(.bdi, text: one.cover.title)
                            }
                        },
                        .text("dialogue.meeting_day") { say.day($0.day) },
                        .text("dialogue.minutes") {
                            words($0.isApproved ? "dialogue.minutes_stand" : "dialogue.minutes_open")
                        },
                    ]
                )
                .write(to: &h)
            }
        }
        let decisions = meetings.flatMap(\.decisions)
        guard !decisions.isEmpty else { return }
        parts.panel("decisions", "dialogue.decisions", to: &h) { h in
            DecisionList(say: say, decisions: decisions).write(to: &h)
        }
    }
}

/// What was decided: without who said what.
struct DecisionList {
    let say: RemedyWords
    let decisions: [MeetingCase.Decision]

    func write(to h: inout HTML) {
        h(.ul) { h in
            for decision in decisions {
                h(.li) { h in
                    h(.bdi, text: decision.text)
                    var about = say.day(decision.day)
                    if decision.reservations > 0 {
                        about += " · " + say.words.plural("dialogue.reservations", decision.reservations)
                    }
                    h(.small, .class("quiet"), text: " \(about)")
                }
            }
        }
    }
}
