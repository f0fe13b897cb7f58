import Community
import Remedy
import Store
import Vocabulary
import Web

/// Groups and meetings as text and JSON, as a reader sees them.
struct DialogueText {
    /// A group with its meetings.
    struct Group {
        let one: GroupCase
        let meetings: [MeetingCase]

        var decisions: [MeetingCase.Decision] { meetings.flatMap(\.decisions) }
        var due: Int { one.balance?.rows.reduce(0) { $0 + $1.due } ?? 0 }
    }

    let office: RemedyOffice
    let words: Words
    let reader: Reader

    init(_ text: RedressText, _ reader: Reader) {
        office = text.office
        words = text.words
        self.reader = reader
    }

    /// The groups that the reader sees, those about a site alone where one is named.
    func groups(at site: String?) async throws -> [Group] {
        var found: [Group] = []
        for one in try await office.groups(as: reader) where site == nil || one.cover.site == site {
            found.append(Group(one: one, meetings: try await office.meetings(of: one.id, as: reader)))
        }
        return found
    }

    func row(_ group: Group) -> [String] {
        [
            "\(group.one.id)", group.one.cover.title, group.one.cover.site ?? "", "\(group.one.balance?.held ?? 0)",
            "\(group.due)", "\(group.one.balance?.women ?? 0)", "\(group.meetings.count)", "\(group.decisions.count)",
        ]
    }

    func json(_ group: Group) -> String {
        let rows = (group.one.balance?.rows ?? []).map { row in
            JSONText.object([
                ("group", JSONText.string(row.group)), ("held", "\(row.held)"), ("due", "\(row.due)"),
                ("women", "\(row.women)"),
            ])
        }
        let decisions = group.decisions.map { decision in
            JSONText.object([
                ("day", JSONText.string(decision.day.text)), ("text", JSONText.string(decision.text)),
                ("reservations", "\(decision.reservations)"),
            ])
        }
        let meetings = group.meetings.map { meeting in
            JSONText.object([
                ("number", "\(meeting.id)"), ("title", JSONText.string(meeting.cover.title)),
                ("day", JSONText.string(meeting.day.text)), ("approved", "\(meeting.isApproved)"),
            ])
        }
        return JSONText.object([
            ("number", "\(group.one.id)"), ("name", JSONText.string(group.one.cover.title)),
            ("site", JSONText.string(group.one.cover.site)), ("public", "\(group.one.cover.marking == .clear)"),
            ("balance", "[" + rows.joined(separator: ",") + "]"),
            ("least_women", "\(group.one.balance?.leastWomen ?? 0)"),
            ("enough_women", "\(group.one.balance?.hasEnoughWomen ?? false)"),
            ("meetings", "[" + meetings.joined(separator: ",") + "]"),
            ("decisions", "[" + decisions.joined(separator: ",") + "]"),
        ])
    }

    // MARK: Meetings

    func text(_ one: MeetingCase, _ file: MeetingFile) -> String {
        var agenda = TextTable([.number("item"), .words("agenda"), .words("outcome"), .words("minutes")])
        for (index, item) in (file.state.agenda ?? []).enumerated() {
            let conclusion = file.state.conclusions[index + 1]
            agenda.append([
                "\(index + 1)", item, conclusion.map { words("dialogue.outcome.\($0.outcome.rawValue)") } ?? "",
                conclusion?.text ?? "",
            ])
        }
        let head = "\(one.cover.title), \(one.day.text), \(file.state.place ?? "")"
        let there = file.state.present.keys.sorted().map(\.rawValue).joined(separator: ", ")
        let stands = words(one.isApproved ? "dialogue.minutes_stand" : "dialogue.minutes_open")
        return [head, there, stands, "", agenda.text].joined(separator: "\n")
    }

    func json(_ one: MeetingCase, _ file: MeetingFile) -> String {
        let state = file.state
        let items = (state.agenda ?? []).enumerated().map { index, item in
            JSONText.object([
                ("item", JSONText.string(item)),
                ("outcome", JSONText.string(state.conclusions[index + 1]?.outcome.rawValue)),
                ("text", JSONText.string(state.conclusions[index + 1]?.text)),
            ])
        }
        return JSONText.object([
            ("number", "\(one.id)"), ("group", "\(one.group.id)"), ("title", JSONText.string(one.cover.title)),
            ("day", JSONText.string(one.day.text)), ("place", JSONText.string(state.place)),
            ("approved", "\(one.isApproved)"),
            ("present", JSONText.array(state.present.keys.sorted().map(\.rawValue))),
            ("agenda", "[" + items.joined(separator: ",") + "]"),
            ("read_in", JSONText.array(state.readIn.sorted())),
            ("commitments", JSONText.array(state.commitments.map(\.rawValue))),
        ])
    }
}
