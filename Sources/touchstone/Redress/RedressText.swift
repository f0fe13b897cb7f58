import Community
import Remedy
import Store
import Vocabulary
import Web

/// Complaints and commitments as text and JSON.
struct RedressText {
    let store: FactStore
    let office: RemedyOffice
    let words: Words

    init(_ store: FactStore, _ language: LanguageOption) throws {
        let home = try Home.find()
        self.store = store
        office = try RemedyOffice(store, content: home.content)
        words = try home.words(in: language.language)
    }

    private func name(_ organisation: OrganisationID?) async throws -> String {
        guard let organisation else { return words("remedy.nobody") }
        guard let agency = organisation.agency else { return organisation.rawValue }
        return try await store.agencies().first { $0.number == agency }?.name ?? organisation.rawValue
    }

    private func due(_ due: LimitClock.Due?) -> String {
        switch due {
        case .on(let day): day.text
        case .stopped: "stopped"
        case nil: ""
        }
    }

    func row(_ one: GrievanceCase) async throws -> [String] {
        let about = one.glimpse.categories.map { one.table[$0]?.label[words.language] ?? $0.rawValue }
        return [
            "\(one.id)", one.glimpse.step?.label[words.language] ?? "", try await name(one.glimpse.acting),
            due(one.glimpse.due), "\(one.glimpse.overdue)", one.glimpse.isUrgent ? words("yes_no.1") : "",
            about.joined(separator: ", "),
        ]
    }

    func text(_ one: GrievanceCase, _ file: GrievanceFile) async throws -> String {
        var history = TextTable([.words("day"), .words("what"), .words("by")])
        for entry in file.entries {
            history.append([
                one.procedure.calendarDay(of: entry.at).text, words.token("remedy.act", entry.fact.word),
                try await by(entry.author),
            ])
        }
        let allowed = one.allowed.map { "  \(words.token("remedy.act", $0.act)) (\(words.token("remedy.by", $0.by)))" }
        let head = TextTable([
            .words("number"), .words("step"), .words("body"), .words("due"), .number("days late"), .words("urgent"),
            .words("about"),
        ])
        var cover = head
        cover.append(try await row(one))
        return ([cover.text, "", history.text, "", words("remedy.next")] + allowed).joined(separator: "\n")
    }

    private func by(_ author: Author) async throws -> String {
        switch author.part {
        case .person: words("remedy.by.person")
        case .representative: words("remedy.by.representative")
        case .facilitator: words("remedy.by.facilitator")
        case .organisation(let id): try await name(id)
        case .seat(let id): id.rawValue
        }
    }

    // MARK: JSON

    private func members(_ one: GrievanceCase) -> [(String, String)] {
        let glimpse = one.glimpse
        return [
            ("number", "\(one.id)"), ("procedure", JSONText.string(one.procedure.name)),
            ("step", JSONText.string(glimpse.step?.id.rawValue)), ("body", JSONText.string(glimpse.acting?.rawValue)),
            ("due", JSONText.string(due(glimpse.due))), ("days_late", "\(glimpse.overdue)"),
            ("urgent", "\(glimpse.isUrgent)"), ("categories", JSONText.array(glimpse.categories.map(\.rawValue))),
            ("lodged", JSONText.string(glimpse.lodged?.text)), ("ended", JSONText.string(glimpse.ended?.text)),
            ("closure", JSONText.string(glimpse.closure?.rawValue)),
        ]
    }

    func json(_ one: GrievanceCase) -> String { JSONText.object(members(one)) }

    func json(_ one: GrievanceCase, history file: GrievanceFile) -> String {
        let events = file.entries.map { entry in
            JSONText.object([
                ("at", JSONText.string(entry.at.text)), ("act", JSONText.string(entry.fact.word)),
                ("corrected", "\(entry.correctedBy != nil)"),
            ])
        }
        let allowed = one.allowed.map {
            JSONText.object([("act", JSONText.string($0.act)), ("by", JSONText.string($0.by))])
        }
        return JSONText.object(
            members(one) + [
                ("history", "[" + events.joined(separator: ",") + "]"),
                ("allowed", "[" + allowed.joined(separator: ",") + "]"),
            ]
        )
    }

    func json(_ measure: Measure) -> String {
        var members = [
            ("measure", JSONText.string(measure.kind.rawValue)),
            ("criterion", JSONText.string(measure.kind.criterion.rawValue)),
            ("unit", JSONText.string(measure.unit.rawValue)),
        ]
        switch measure.value {
        case .share(let part, let whole): members += [("counted", "\(part)"), ("of", "\(whole)")]
        case .median(let median, let count):
            members += [("median", JSONText.string(median.description)), ("of", "\(count)")]
        case .days(let days): members.append(("days", "\(days)"))
        case .notKnown, .suppressed: members.append(("known", "false"))
        }
        members += [
            ("numerator", JSONText.array(measure.counted.map(\.rawValue))),
            ("denominator", JSONText.array(measure.cases.map(\.rawValue))),
        ]
        return JSONText.object(members)
    }

    func value(_ value: Measure.Value) -> String {
        switch value {
        case .share(let part, let whole):
            words("remedy.value.share", ["part": words.integer(part), "whole": words.integer(whole)])
        case .median(let median, let count):
            words("remedy.value.median", ["days": median.description, "count": words.integer(count)])
        case .days(let days): words.plural("remedy.value.days", days)
        case .notKnown: words("remedy.value.unknown")
        case .suppressed(let below): words("remedy.value.few", ["number": words.integer(below)])
        }
    }

    // MARK: Commitments

    func row(_ one: CommitmentCase) async throws -> [String] {
        [
            "\(one.id)", one.state.map { words("remedy.promise.\($0.rawValue)") } ?? "",
            one.file.state.due?.text ?? "", one.file.state.earlier.first?.due.text ?? "",
            try await name(one.owner.map { OrganisationID($0) }), one.cover.title,
        ]
    }

    func json(_ one: CommitmentCase) async throws -> String {
        let state = one.file.state
        return JSONText.object([
            ("number", "\(one.id)"), ("promise", JSONText.string(one.cover.title)),
            ("state", JSONText.string(one.state?.rawValue)),
            ("owner", JSONText.string(try await name(one.owner.map { OrganisationID($0) }))),
            ("made", JSONText.string(state.made?.text)), ("due", JSONText.string(state.due?.text)),
            ("earlier_due", JSONText.array(state.earlier.map(\.due.text))),
            ("reported", JSONText.string(state.reported?.text)), ("confirmed", JSONText.string(state.confirmed?.text)),
            ("site", JSONText.string(one.cover.site)), ("public", "\(one.cover.marking == .clear)"),
        ])
    }
}
