internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// The minutes of a meeting as sentences that follow one another: to be read out to those who were there, and printed.
///
/// Seats are named only to those who lead; what everybody may read are the decisions, once the minutes stand.
struct MinutesPage {
    let visit: Visit
    let say: RemedyWords
    let one: MeetingCase
    let promises: [CommitmentCase]

    var response: Response {
        let words = visit.words
        let title = words("dialogue.minutes_of", ["meeting": one.cover.title])
        let frame = PageFrame(visit: visit, title: title, section: "/dialogue", marking: one.cover.marking.rawValue)
        return frame.response { h, _ in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/dialogue/meetings/\(one.id)"))) { h in h(.bdi, text: one.cover.title) }
            }
            h(.h1) { h in h(.bdi, text: title) }
            if let state = one.file?.state { whole(state, to: &h) } else { extract(to: &h) }
            if !promises.isEmpty {
                h(.h2, text: words("remedy.promises"))
                h(.ol) { h in
                    for one in promises {
                        let values: KeyValuePairs = [
                            "owner": say.name(one.owner), "what": one.cover.title,
                            "day": say.day(one.file.state.due),
                        ]
                        h(.li, text: words("dialogue.promise_sentence", values))
                    }
                }
            }
        }
    }

    private func extract(to h: inout HTML) {
        guard one.isApproved else {
            h(.p, text: visit.words("dialogue.minutes_later"))
            return
        }
        h(.h2, text: visit.words("dialogue.decisions"))
        DecisionList(say: say, decisions: one.decisions).write(to: &h)
    }

    private func whole(_ state: MeetingState, to h: inout HTML) {
        let words = visit.words
        h(
            .p,
            .class("lead"),
            text: words(
                "dialogue.held_on",
                ["group": one.group.cover.title, "day": say.day(one.day), "place": state.place ?? "–"]
            )
        )
        let there = state.present.keys.sorted().map(\.rawValue).joined(separator: ", ")
        if !there.isEmpty { h(.p, text: words("dialogue.were_there", ["seats": there])) }
        h(.ol) { h in
            for (index, item) in (state.agenda ?? []).enumerated() {
                h(.li) { h in
                    h(.h2) { h in h(.bdi, text: item) }
                    let conclusion = state.conclusions[index + 1]
                    h(.p) { h in
                        h(
                            .strong,
                            text: conclusion.map { words("dialogue.outcome.\($0.outcome.rawValue)") }
                                ?? words("dialogue.not_reached")
                        )
                        if let conclusion {
                            h.text(". ")
                            h(.bdi, text: conclusion.text)
                        }
                    }
                    voices(MeetingState.proposal(ofItem: index + 1), state, to: &h)
                }
            }
        }
        for proposal in state.proposals where !proposal.id.hasPrefix("item-") {
            h(.p) { h in
                h(.strong, text: words(proposal.isDecided ? "dialogue.outcome.decided" : "dialogue.proposal"))
                h.text(". ")
                h(.bdi, text: proposal.text)
            }
            voices(proposal.id, state, to: &h)
        }
        for text in state.minutes { h(.p, .class("said")) { h in h(.bdi, text: text) } }
        let read = state.readIn.sorted().map { words.token("remedy.language", $0) }.joined(separator: ", ")
        if !read.isEmpty { h(.p, text: words("dialogue.read_in", ["languages": read])) }
        h(.p, text: words(one.isApproved ? "dialogue.minutes_stand" : "dialogue.minutes_open"))
    }

    /// Who had a reservation or objects, with their words.
    private func voices(_ id: String, _ state: MeetingState, to h: inout HTML) {
        guard let proposal = state.proposals.first(where: { $0.id == id }) else { return }
        for (seat, voice) in proposal.voices.sorted(by: { $0.key < $1.key }) {
            switch voice {
            case .agree: break
            case .reservations(let text):
                let about = visit.words("dialogue.voice.reservations")
                h(.p, .class("quiet")) { h in h(.bdi, text: "\(seat.rawValue): \(about). \(text)") }
            case .object(let text):
                let about = visit.words("dialogue.voice.object")
                h(.p, .class("quiet")) { h in h(.bdi, text: "\(seat.rawValue): \(about). \(text)") }
            }
        }
    }
}
