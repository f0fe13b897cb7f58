internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// One meeting: for everybody what it decided, once the minutes stand; for who leads it, all that is taken down.
struct MeetingPage {
    let visit: Visit
    let say: RemedyWords
    let one: MeetingCase
    let promises: [CommitmentCase]
    let agencies: [(value: String, text: String)]
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    private static func page(_ visit: Visit, _ id: Int64) async throws -> MeetingPage {
        let office = visit.services.redress
        guard let one = try await office.meeting(id, as: visit.reader) else { throw SiteError(.notFound) }
        return MeetingPage(
            visit: visit,
            say: try await RemedyWords.ofDialogue(visit),
            one: one,
            promises: try await office.commitments(madeIn: id, as: visit.reader),
            agencies: try await RemedyForm.agencies(visit)
        )
    }

    /// The minutes alone, to be printed and read out.
    static func minutes(_ visit: Visit, id: String) async throws -> Response {
        let page = try await page(visit, RedressRoutes.number(id))
        return MinutesPage(visit: visit, say: page.say, one: page.one, promises: page.promises).response
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = RemedyForm(visit: visit, form: try await visit.form(request))
        let number = try RedressRoutes.number(id)
        let office = visit.services.redress
        guard let one = try await office.meeting(number, as: visit.reader) else { throw SiteError(.notFound) }
        do {
            let (event, moment) = (try form.event, try form.moment)
            switch form.form["act"] {
            case "commit":
                let draft = try form.promise()
                _ = try await office.make(draft, inMeeting: number, event: event, at: moment, by: visit.reader)
            case "conclude":
                let minutes = try MeetingReader(form: form, one: one).minutes()
                try await office.take(minutes, ofMeeting: number, event: event, at: moment, by: visit.reader)
            default:
                let facts = try MeetingReader(form: form, one: one).facts()
                try await office.say(facts, inMeeting: number, event: event, at: moment, by: visit.reader)
            }
            return visit.confirm("remedy.done.said", at: "/dialogue/meetings/\(number)")
        } catch {
            var page = try await page(visit, number)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    // MARK: The page

    private var leads: Bool { one.cover.parts.contains(.chair) }
    private var place: String { "/dialogue/meetings/\(one.id)" }
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
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/dialogue")), text: words("nav.dialogue"))
                h.text(" › ")
                h(.a, .href(visit.path("/dialogue/groups/\(one.group.id)"))) { h in
                    h(.bdi, text: one.group.cover.title)
                }
            }
            h(.h1) { h in h(.bdi, text: one.cover.title) }
            FormFault(sentences: faults).write(to: &h)
            standing(to: &h)
            if let file = one.file, leads, !one.isApproved {
                MeetingForms(visit: visit, say: say, one: one, file: file, token: token, agencies: agencies)
                    .write(to: &h)
            }
            if !one.decisions.isEmpty {
                parts.panel("decisions", "dialogue.decisions", to: &h) { h in
                    DecisionList(say: say, decisions: one.decisions).write(to: &h)
                }
            }
            if !promises.isEmpty {
                parts.panel("promises", "remedy.promises", to: &h) { h in
                    CommitmentTable(visit: visit, say: say, commitments: promises).write(to: &h)
                }
            }
            if let file = one.file { parts.history(file.entries, one.procedure, to: &h, detail: detail) }
        }
    }

    private func standing(to h: inout HTML) {
        let words = visit.words
        parts.panel("standing", "remedy.standing", to: &h) { h in
            h(.dl, .class("particulars")) { h in
                parts.pair("dialogue.meeting_day", say.day(one.day), to: &h)
                if let state = one.file?.state {
                    parts.pair("remedy.place", state.place ?? "", to: &h)
                    let counts = Intake.Sex.allCases.compactMap { sex in
                        state.attendance[sex].map { "\(words("remedy.sex.\(sex.rawValue)")): \(words.integer($0))" }
                    }
                    parts.pair("dialogue.attendance", counts.joined(separator: " · "), to: &h)
                }
                parts.pair(
                    "dialogue.minutes",
                    words(one.isApproved ? "dialogue.minutes_stand" : "dialogue.minutes_open"),
                    to: &h
                )
            }
            if one.file == nil, !one.isApproved { h(.p, text: words("dialogue.minutes_later")) }
            if one.file != nil {
                h(.p) { h in
                    h(.a, .class("button quiet-button"), .href(visit.path(place + "/minutes"))) { h in
                        h.text(words("dialogue.to_minutes"))
                    }
                }
            }
        }
    }

    private func detail(_ fact: MeetingFact) -> String {
        let words = visit.words
        switch fact {
        case .called(let agenda): return agenda.joined(separator: "; ")
        case .scheduled(let day, let place): return "\(say.day(day)), \(place)"
        case .agendaAdded(let text), .minuted(let text), .minutesCorrected(let text), .proposed(_, let text):
            return text
        case .attended(let seat, _): return seat.rawValue
        case .voiced(_, .agree): return words("dialogue.voice.agree")
        case .voiced(_, .reservations(let text)): return "\(words("dialogue.voice.reservations")): \(text)"
        case .voiced(_, .object(let text)): return "\(words("dialogue.voice.object")): \(text)"
        case .decided(let id): return one.file?.state.proposals.first { $0.id == id }?.text ?? ""
        case .concluded(let item, let outcome, let text):
            return "\(item): \(words("dialogue.outcome.\(outcome.rawValue)")). \(text)"
        case .minutesRead(let language): return words.token("remedy.language", language)
        case .committed(let id): return promises.first { "\($0.id)" == id.rawValue }?.cover.title ?? ""
        case .minutesApproved: return ""
        }
    }
}

/// Makes the facts that a form of a meeting says.
struct MeetingReader {
    let form: RemedyForm
    let one: MeetingCase

    /// What the minutes say of each item of the agenda that was marked; without a sentence the item itself is it.
    func minutes() throws -> [ItemMinutes] {
        let agenda = one.file?.state.agenda ?? []
        return try agenda.enumerated().compactMap { index, item in
            let number = index + 1
            guard let word = form.form["outcome_\(number)"], let outcome = ItemOutcome(rawValue: word) else {
                return nil
            }
            let text = try form.line("text_\(number)")
            let seat = try form.said("seat_\(number)")
            return ItemMinutes(
                item: number,
                outcome,
                text: text.isEmpty ? item : text,
                seat: seat.isEmpty ? nil : SeatID(seat)
            )
        }
    }

    func facts() throws -> [(fact: MeetingFact, part: Author.Part)] {
        let seat = SeatID(try form.said("seat"))
        switch form.form["act"] {
        case "attend":
            let chosen = Set(form.form.all("present"))
            let new = one.seats.filter { chosen.contains($0.id.rawValue) && one.file?.state.present[$0.id] == nil }
            guard !new.isEmpty else { throw Refusal(.nothingThere) }
            return new.map { (.attended($0.id, $0.sex), .facilitator) }
        case "schedule": return [(.scheduled(try form.day("day"), place: try form.said("place")), .facilitator)]
        case "add-to-agenda": return [(.agendaAdded(try form.said("text")), .facilitator)]
        case "propose":
            let id = "proposal-\((one.file?.state.proposals.count ?? 0) + 1)"
            return [(.proposed(id: id, text: try form.said("text")), .seat(seat))]
        case "voice": return [(.voiced(id: try form.said("proposal"), try voice()), .seat(seat))]
        case "decide": return [(.decided(id: try form.said("proposal")), .facilitator)]
        case "minute": return [(.minuted(try form.said("text")), .facilitator)]
        case "correct-minutes": return [(.minutesCorrected(try form.said("text")), .seat(seat))]
        case "read-minutes": return [(.minutesRead(language: form.form["language"] ?? "und"), .facilitator)]
        case "approve-minutes": return [(.minutesApproved, .facilitator)]
        default: throw SiteError(.badRequest)
        }
    }

    private func voice() throws -> Voice {
        switch form.form["voice"] {
        case "agree": .agree
        case "reservations": .reservations(try form.said("text"))
        case "object": .object(try form.said("text"))
        default: throw Refusal(.nothingThere)
        }
    }
}
