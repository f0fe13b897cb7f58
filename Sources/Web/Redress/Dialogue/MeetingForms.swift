internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// What who leads a meeting takes down: who is there, what becomes of each item, promises, minutes read out and approved.
///
/// The agenda is one form with a word to tap for each item: minutes are taken on a phone, while people talk.
struct MeetingForms {
    let visit: Visit
    let say: RemedyWords
    let one: MeetingCase
    let file: MeetingFile
    let token: String
    let agencies: [(value: String, text: String)]

    private var state: MeetingState { file.state }
    private var place: String { "/dialogue/meetings/\(one.id)" }
    private var parts: RemedyParts { RemedyParts(visit: visit, say: say) }
    private var present: [SeatID] { state.present.keys.sorted() }

    func write(to h: inout HTML) {
        attendance(to: &h)
        agenda(to: &h)
        next(to: &h)
    }

    private func attendance(to h: inout HTML) {
        let words = visit.words
        let absent = one.seats.filter { state.present[$0.id] == nil }
        parts.panel("attendance", "dialogue.attendance", to: &h) { h in
            if !present.isEmpty { h(.p) { h in h(.bdi, text: present.map(\.rawValue).joined(separator: ", ")) } }
            guard !absent.isEmpty else { return }
            parts.form("attend", at: place, prefix: "attend-", token: token, to: &h) { parts, h in
                parts.boxes(
                    "present",
                    legend: "dialogue.who_is_there",
                    options: absent.map { seat in
                        let sector = GroupBalance.label(seat.group, words)
                        let other = seat.alternateOf.map { words("dialogue.stands_in", ["seat": $0.rawValue]) }
                        let about = [sector, other].compactMap { $0 }.joined(separator: ", ")
                        return (seat.id.rawValue, "\(seat.id.rawValue) (\(about))")
                    },
                    chosen: [],
                    to: &h
                )
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }

    private func agenda(to h: inout HTML) {
        let words = visit.words
        parts.panel("agenda", "dialogue.agenda", to: &h) { h in
            h(.p, .class("quiet"), text: words("dialogue.minutes_about"))
            parts.form("conclude", at: place, prefix: "minutes-", token: token, to: &h) { parts, h in
                for (index, item) in (state.agenda ?? []).enumerated() { self.item(index + 1, item, parts, to: &h) }
                RemedyForm.day(parts, to: &h)
                parts.button("dialogue.take_minutes", to: &h)
            }
        }
    }

    private func item(_ number: Int, _ title: String, _ parts: FormParts, to h: inout HTML) {
        let words = visit.words
        let known = state.conclusions[number]
        h(.fieldset, .class("boxes")) { h in
            h(.legend) { h in h(.bdi, text: "\(number). \(title)") }
            if let known {
                h(.p, .class("quiet")) { h in
                    h.text(words("dialogue.outcome.\(known.outcome.rawValue)") + ": ")
                    h(.bdi, text: known.text)
                }
            }
            for outcome in ItemOutcome.allCases {
                h(.label) { h in
                    h(.input, .type("radio"), .name("outcome_\(number)"), .value(outcome.rawValue))
                    h.text(" " + words("dialogue.outcome.\(outcome.rawValue)"))
                }
            }
            h(.div) { h in
                parts.text("text_\(number)", label: "dialogue.in_a_sentence", to: &h)
                guard !present.isEmpty else { return }
                parts.choice(
                    "seat_\(number)",
                    label: "dialogue.not_quite",
                    options: present.map { ($0.rawValue, $0.rawValue) },
                    any: "remedy.nobody",
                    to: &h
                )
            }
        }
    }

    private func act(
        _ act: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void = { _, _ in }
    ) {
        parts.act(act, at: place, prefix: "\(act)-", token: token, to: &h, fields: fields)
    }

    private func next(to h: inout HTML) {
        let words = visit.words
        let seats = present.map { ($0.rawValue, $0.rawValue) }
        parts.panel("next", "remedy.next", to: &h) { h in
            act("commit", to: &h) { parts, h in
                let confirmers = one.seats.filter { $0.alternateOf == nil }.map(\.id)
                self.parts.promise(parts, confirmers: confirmers, agencies, to: &h)
                parts.tick("public", label: "remedy.is_public", isOn: one.cover.marking == .clear, to: &h)
            }
            if state.hasMinutes {
                act("read-minutes", to: &h) { parts, h in
                    parts.choice("language", label: "remedy.spoken", options: say.spoken, to: &h)
                }
            }
            if !state.readIn.isEmpty {
                act("approve-minutes", to: &h) { _, h in
                    h(.p, .class("hint"), text: words("dialogue.approve_about"))
                }
            }
            if !present.isEmpty {
                if state.hasMinutes {
                    act("correct-minutes", to: &h) { parts, h in
                        parts.choice("seat", label: "dialogue.seat", options: seats, to: &h)
                        parts.area("text", label: "dialogue.in_a_sentence", required: true, to: &h)
                    }
                }
                act("propose", to: &h) { parts, h in
                    parts.choice("seat", label: "dialogue.seat", options: seats, to: &h)
                    parts.area("text", label: "dialogue.proposal", required: true, to: &h)
                }
                proposals(seats, to: &h)
            }
            act("add-to-agenda", to: &h) { parts, h in
                parts.text("text", label: "dialogue.item", required: true, to: &h)
            }
            act("minute", to: &h) { parts, h in
                parts.area("text", label: "dialogue.in_a_sentence", required: true, to: &h)
            }
            act("schedule", to: &h) { parts, h in
                parts.text("day", label: "dialogue.meeting_day", type: "date", required: true, to: &h)
                parts.text("place", label: "remedy.place", required: true, to: &h)
            }
        }
    }

    private func proposals(_ seats: [(value: String, text: String)], to h: inout HTML) {
        let words = visit.words
        let open = state.proposals.filter { !$0.isDecided }.map { ($0.id, $0.text) }
        guard !open.isEmpty else { return }
        act("voice", to: &h) { parts, h in
            parts.choice("seat", label: "dialogue.seat", options: seats, to: &h)
            parts.choice("proposal", label: "dialogue.proposal", options: open, to: &h)
            parts.choice(
                "voice",
                label: "dialogue.voice",
                options: ["agree", "reservations", "object"].map { ($0, words("dialogue.voice.\($0)")) },
                any: "remedy.choose",
                to: &h
            )
            parts.area("text", label: "remedy.reason", to: &h)
        }
        act("decide", to: &h) { parts, h in
            parts.choice("proposal", label: "dialogue.proposal", options: open, to: &h)
        }
    }
}
