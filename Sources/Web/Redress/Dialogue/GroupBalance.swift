internal import Community
internal import Remedy
internal import Vocabulary

/// How the seats of a group are shared out, in numbers: nobody is named.
struct GroupBalance {
    let say: RemedyWords
    let balance: Balance

    /// Those who may have seats together; a charter may name others.
    static let sectors = ["women", "youth", "community", "miners", "company", "state", "security", "civil-society"]

    static func label(_ group: String, _ words: Words) -> String { words.token("dialogue.sector", group) }

    func write(to h: inout HTML) {
        let words = say.words
        PlainTable<Balance.Row>(
            words: words,
            caption: words("dialogue.balance"),
            items: balance.rows,
            columns: [
                .text("dialogue.sector") { Self.label($0.group, words) },
                .init("dialogue.seats_held", isNumeric: true) { row, h in h.text(words.integer(row.held)) },
                .init("dialogue.seats_due", isNumeric: true) { row, h in h.text(words.integer(row.due)) },
                .init("remedy.women", isNumeric: true) { row, h in h.text(words.integer(row.women)) },
            ]
        )
        .write(to: &h)
        let share = ["women": words.integer(balance.women), "held": words.integer(balance.held)] as KeyValuePairs
        let wanted = words(
            balance.hasEnoughWomen ? "dialogue.enough_women" : "dialogue.too_few_women",
            ["percent": words.integer(balance.leastWomen)]
        )
        h(.p, text: "\(words("dialogue.women_share", share)) \(wanted).")
        for row in balance.unbalanced {
            let values: KeyValuePairs = [
                "sector": Self.label(row.group, words), "held": words.integer(row.held), "due": words.integer(row.due),
            ]
            h(.p, .class("quiet"), text: words("dialogue.unbalanced", values))
        }
    }
}

/// The fields of a charter: for each of those who may sit together, how many seats and how many of them decide.
struct CharterFields {
    let words: Words
    var charter: Charter?

    func write(_ parts: FormParts, to h: inout HTML) {
        h(.p, .class("hint"), text: words("dialogue.charter_hint"))
        let known = charter?.groups.map(\.id) ?? []
        for sector in known + GroupBalance.sectors.filter({ !known.contains($0) }) {
            let group = charter?.groups.first { $0.id == sector }
            h(.fieldset, .class("pair")) { h in
                h(.legend, text: GroupBalance.label(sector, words))
                h(.input, .type("hidden"), .name("sector"), .value(sector))
                parts.number("seats_\(sector)", label: "dialogue.seats_due", value: group?.seats ?? 0, to: &h)
                parts.number("quorum_\(sector)", label: "dialogue.quorum", value: group?.quorum ?? 0, to: &h)
            }
        }
        parts.number("least_women", label: "dialogue.least_women", value: charter?.leastWomen ?? 30, to: &h)
    }

    /// The charter that a form names.
    static func read(_ form: RemedyForm) throws -> Charter {
        var groups: [Charter.Group] = []
        for sector in form.form.all("sector").prefix(50) {
            let (seats, quorum) = (try form.number("seats_\(sector)"), try form.number("quorum_\(sector)"))
            guard seats > 0 else { continue }
            groups.append(Charter.Group(try RemedyOffice.cleaned(sector), seats: seats, quorum: quorum))
        }
        return Charter(groups: groups, leastWomen: try form.number("least_women"))
    }
}

extension FormParts {
    /// A field for a whole number from nought on.
    func number(_ name: String, label: String, value: Int, to h: inout HTML) {
        let id = prefix + name
        h(.label, .for(id), text: words(label))
        h(
            .input,
            .type("number"),
            .id(id),
            .name(name),
            .value("\(value)"),
            .required,
            Attribute("min", "0"),
            Attribute("max", "100"),
            Attribute("inputmode", "numeric")
        )
    }
}
