internal import Casework
internal import Docket
internal import Offences
internal import Store
internal import Vocabulary

/// The triage card: informal work or crime, by published criteria, one person at a time, decided by people.
struct CaseTriages {
    let parts: CaseParts

    private var words: Words { parts.words }
    private var language: Language { parts.say.language }
    private var guide: TriageGuide { parts.one.shelf.triage }

    func write(to h: inout HTML) {
        parts.panel("triage", "case.triage", to: &h) { h in
            h(.ul) { h in for principle in guide.principles { h(.li, text: principle.text[language]) } }
            for card in parts.state.triages { write(card, to: &h) }
            if parts.isOpen { form(to: &h) }
        }
    }

    private func label(_ outcome: String) -> String {
        guide.outcomes.first { $0.id.rawValue == outcome }?.label[language] ?? outcome
    }

    private func write(_ item: CaseState.Item<CaseState.Triage>, to h: inout HTML) {
        let (card, reading) = (item.content.card, parts.one.reading(of: item))
        h(.h3) { h in
            parts.say.write(card.subject, to: &h)
            h.text(" · " + label(card.decision))
        }
        h(.p) { h in
            let counts = parts.one.counts(item)
            h(
                .span,
                .class(counts ? "tag tag-active" : "tag tag-open"),
                text: words(counts ? "case.counts" : "case.waits_second")
            )
        }
        h(.p, .class("said")) { h in h(.bdi, text: card.reason) }
        parts.origin(item.origin, to: &h)
        h(.details) { h in
            h(.summary, text: words("case.answers"))
            h(.ul) { h in
                for line in reading.lines where line.answer != nil {
                    h(.li) { h in
                        h.text("\(line.criterion.question[language]) – \(words(line.says.messageKey)). ")
                        h(.bdi, text: line.answer?.words ?? "")
                        if line.isBare { h(.span, .class("tag"), text: words("case.bare")) }
                    }
                }
            }
            let outcomes = guide.outcomes.filter { reading.indicated.contains($0.id) }.map { $0.label[language] }
            h(
                .p,
                text: words(
                    "case.criteria_say",
                    ["outcomes": outcomes.isEmpty ? "–" : outcomes.joined(separator: "; ")]
                )
            )
        }
        for look in item.content.looks {
            h(.p) { h in
                h(.span, .class("tag"), text: words(look.agrees ? "case.agrees" : "case.disagrees"))
                h.text(" ")
                h(.bdi, text: look.words)
                h.text(" ")
                parts.origin(look.origin, to: &h)
            }
        }
        let me = CaseWords.number(of: parts.visit.reader)
        guard parts.isOpen, item.origin.by != me, !item.content.looks.contains(where: { $0.origin.by == me }) else {
            return
        }
        parts.folded("triage-looked-at", item: item.id, prefix: "look-\(item.id.rawValue)-", to: &h) { form, h in
            let options = [("yes", words("case.agrees")), ("no", words("case.disagrees"))]
            form.choice("agrees", label: "case.second_look", options: options, to: &h)
            form.reason(label: "case.in_words", to: &h)
        }
    }

    private func form(to h: inout HTML) {
        parts.folded("triaged", prefix: "card-", to: &h) { form, h in
            parts.thing(form, "subject", label: "case.triage_of", kinds: ["party", "party-name"], to: &h)
            for criterion in guide.criteria {
                h(.h3, text: criterion.question[language])
                h(.p, .class("hint"), text: criterion.why[language])
                if let first = criterion.first {
                    h(.p, .class("notice"), text: words("case.first_if_so", ["what": first[language]]))
                }
                let id = criterion.id.rawValue
                form.choice(
                    "criterion-\(id)",
                    label: "case.answer",
                    options: ["unknown", "yes", "no"].map { ($0, words("offences.triage.\($0)")) },
                    to: &h
                )
                form.text("words-\(id)", label: "case.in_words", to: &h)
            }
            parts.thing(form, label: "case.rests_on", kinds: CaseParts.evidence, required: false, to: &h)
            form.tick("without", label: "case.without_unknown", to: &h)
            form.tick("first_done", label: "case.first_done", to: &h)
            form.choice(
                "decision",
                label: "case.proposal",
                options: guide.outcomes.map { ($0.id.rawValue, $0.label[language]) },
                to: &h
            )
            form.reason(label: "case.reason", to: &h)
        }
    }
}
