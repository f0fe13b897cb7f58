internal import Casework
internal import Docket
internal import Offences
internal import Store

/// Hypotheses against the evidence: what speaks against each, and what tells them apart.
struct CaseHypotheses {
    let parts: CaseParts

    private var words: Words { parts.words }
    private var one: WorkCase { parts.one }

    func write(to h: inout HTML) {
        parts.panel("hypotheses", "case.hypotheses", to: &h) { h in
            h(.p, .class("hint"), text: words("case.hypotheses_hint"))
            h(.ul, .class("plain-list")) { h in
                for hypothesis in one.hypotheses { h(.li) { h in write(hypothesis, to: &h) } }
            }
            do throws(HypothesisTable.Fault) { write(try one.table(), to: &h) } catch {
                h(.p, .class("notice"), text: words(error.messageKey, ["id": ""]))
            }
            guard parts.isOpen else { return }
            parts.folded("hypothesis-stated", prefix: "hypothesis-", to: &h) { form, h in
                form.area("text", label: "case.hypothesis", required: true, rows: 2, to: &h)
                form.tick("innocent", label: "case.innocent", to: &h)
            }
            if !one.hypotheses.isEmpty { weigh(to: &h) }
        }
    }

    private func write(_ item: CaseState.Item<CaseState.Hypothesis>, to h: inout HTML) {
        h(.strong) { h in h(.bdi, text: item.content.text) }
        if item.content.isInnocent { h(.span, .class("tag"), text: words("case.innocent_tag")) }
        h.text(" ")
        parts.origin(item.origin, to: &h)
        guard parts.isOpen, item.origin.agency == parts.me || parts.state.lead == parts.me else { return }
        parts.because("hypothesis-dropped", item: item.id, prefix: "drop-\(item.id.rawValue)-", to: &h)
    }

    private func weigh(to h: inout HTML) {
        parts.form("weighed", prefix: "weigh-", to: &h) { form, h in
            form.choice(
                "item",
                label: "case.hypothesis",
                options: one.hypotheses.map { ($0.id.rawValue, $0.content.text) },
                to: &h
            )
            parts.thing(form, label: "case.evidence", kinds: CaseParts.evidence, to: &h)
            form.choice(
                "consistency",
                label: "case.consistency",
                options: HypothesisTable.Consistency.allCases.map { ($0.rawValue, words($0.messageKey)) },
                to: &h
            )
            form.reason(label: "case.why_so", to: &h)
        }
    }

    private func write(_ table: HypothesisTable, to h: inout HTML) {
        let words = self.words
        if !table.pieces.isEmpty {
            var columns: [PlainTable<HypothesisTable.Piece>.Column] = [
                .init("case.evidence") { piece, h in
                    guard let rests = piece.rests else { return h(.bdi, text: piece.text) }
                    parts.say.write(CaseReference(rests.kind.rawValue, rests.id), to: &h)
                }
            ]
            for (number, hypothesis) in table.hypotheses.enumerated() {
                columns.append(
                    .init(named: words("case.hypothesis_number", ["number": "\(number + 1)"])) { piece, h in
                        let rating = table.rating(of: piece.id, against: hypothesis.id)
                        h.text(rating.map { words($0.messageKey) } ?? words("case.not_rated"))
                    }
                )
            }
            columns.append(
                .init("case.tells") { piece, h in h.text(words(table.diagnosticity(of: piece).messageKey)) }
            )
            PlainTable(words: words, caption: words("case.hypotheses"), items: table.pieces, columns: columns)
                .write(to: &h)
        }
        h(.ul) { h in
            for against in table.against {
                let values: KeyValuePairs = [
                    "hypothesis": against.hypothesis.text, "strong": words.integer(against.strong.count),
                    "plain": words.integer(against.plain.count), "unrated": words.integer(against.unrated.count),
                ]
                h(.li, text: words("case.against", values))
            }
        }
        let least = table.leastAgainst.map(\.text).joined(separator: "; ")
        h(.p, text: words("case.least_against", ["hypotheses": least]))
        for carrying in table.carrying {
            h(.p, .class("notice"), text: words("case.carrying", ["piece": pieceName(carrying.piece)]))
        }
    }

    private func pieceName(_ piece: HypothesisTable.Piece) -> String {
        piece.rests.map { "\(parts.say.kind($0.kind.rawValue)) \($0.id)" } ?? piece.text
    }
}
