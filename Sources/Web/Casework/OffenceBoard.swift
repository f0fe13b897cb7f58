internal import Casework
internal import Docket
internal import Offences
internal import Store
internal import Vocabulary

/// One offence: each element with the law that fills it, what carries it, what speaks against it, and who can get the rest.
struct OffenceBoard {
    let parts: CaseParts
    let board: ElementBoard

    private var words: Words { parts.words }
    private var language: Language { parts.say.language }
    private var catalogue: OffenceCatalogue { parts.one.shelf.catalogue }
    private var id: String { board.offence.id.rawValue }

    func write(to h: inout HTML) {
        h(.section, .class("panel"), .id("offence-\(id)"), .ariaLabelledBy("offence-\(id)-heading")) { h in
            h(.h2, .id("offence-\(id)-heading"), text: "\(id) \(board.offence.title[language])")
            h(.p, text: words(board.seriousCrime.messageKey))
            for element in board.elements { write(element, to: &h) }
            explanations(to: &h)
            withdrawn(to: &h)
        }
    }

    private func write(_ element: BoardElement, to h: inout HTML) {
        h(.h3, text: "\(element.element.id.rawValue) \(element.element.text[language])")
        h(.p) { h in
            h(.span, .class("tag \(Self.css(element.standing))"), text: words(element.standing.messageKey))
            if element.isContested { h(.span, .class("tag tag-failed"), text: words("offences.open.contested")) }
        }
        law(element.law, to: &h)
        for proof in element.proofs { write(proof, to: &h) }
        let points = board.open.filter { $0.element == element.element.id }
        if !points.isEmpty {
            h(.details) { h in
                h(.summary, text: words.plural("case.open_points", points.count))
                h(.ul) { h in for point in points { h(.li, text: sentence(point)) } }
            }
        }
        if parts.isOpen, parts.state.stage == .open { offer(element, to: &h) }
    }

    private static func css(_ standing: Standing) -> String {
        switch standing {
        case .open: "tag-failed"
        case .lead, .partial: "tag-open"
        case .supported: "tag-active"
        }
    }

    private func law(_ law: ElementLaw, to h: inout HTML) {
        for applying in law.applying {
            h(.p, .class("quiet")) { h in
                h(.bdi, text: "\(applying.version.law), \(applying.version.article)")
            }
        }
        if let gap = law.gap {
            h(.p, .class("quiet"), text: words("offences.open.law", ["gap": words(gap.messageKey)]))
        }
    }

    private func sentence(_ point: OpenPoint) -> String {
        switch point {
        case .essential(_, let proof):
            words(point.messageKey, ["proof": proof.rawValue])
        case .law(_, let gap): words(point.messageKey, ["gap": words(gap.messageKey)])
        case .unreviewed(_, let entry), .disputed(_, let entry), .withdrawal(_, let entry):
            words(point.messageKey, ["entry": name(of: entry)])
        default: words(point.messageKey)
        }
    }

    /// An entry by its evidence: its own name says nothing to anybody.
    private func name(of entry: BoardEntryID) -> String {
        let proof = parts.state.proofs.first { $0.id.rawValue == entry.rawValue }
        return proof.map { "\(parts.say.kind($0.content.offer.rests.kind)) \($0.content.offer.rests.id)" } ?? ""
    }

    // MARK: Proofs

    private func write(_ proof: BoardProof, to h: inout HTML) {
        h(.div, .class("proof")) { h in
            h(.p) { h in
                h(.strong, text: proof.proof.id.rawValue)
                h.text(" " + proof.proof.text[language])
                if proof.proof.isEssential { h(.span, .class("tag"), text: words("case.essential")) }
            }
            let entries = proof.supporting + proof.contradicting + proof.unclear
            if entries.isEmpty { missing(proof.proof, to: &h) }
            h(.ul, .class("plain-list")) { h in for entry in entries { h(.li) { h in write(entry, to: &h) } } }
        }
    }

    /// Who can get a proof, and with what.
    private func missing(_ proof: OffenceChecklist.Proof, to h: inout HTML) {
        let agencies = proof.agencies.compactMap { catalogue.agency($0)?.label[language] }
        let tools = proof.technologies.compactMap { catalogue.technology($0)?.name[language] }
        h(.p, .class("quiet"), text: words("case.can_get", ["agencies": agencies.joined(separator: ", ")]))
        if !tools.isEmpty {
            h(.p, .class("quiet"), text: words("case.with_tools", ["tools": tools.joined(separator: ", ")]))
        }
    }

    private func write(_ entry: BoardEntry, to h: inout HTML) {
        let css =
            switch entry.says {
            case .supports: "tag tag-active"
            case .contradicts: "tag tag-failed"
            case .unclear: "tag"
            }
        h(.span, .class(css), text: words(entry.says.messageKey))
        h(.span, .class("tag"), text: words(entry.countsAs.messageKey))
        h.text(" ")
        parts.say.write(CaseReference(entry.rests.kind.rawValue, entry.rests.id), to: &h)
        h(.p, .class("said")) { h in h(.bdi, text: entry.words) }
        guard let item = parts.state.proofs.first(where: { $0.id.rawValue == entry.id.rawValue }) else { return }
        parts.origin(item.origin, to: &h)
        for look in item.content.looks {
            h(.p) { h in
                h(.span, .class("tag"), text: words(look.agrees ? "case.agrees" : "case.disagrees"))
                h.text(" ")
                h(.bdi, text: look.words)
                h.text(" ")
                parts.origin(look.origin, to: &h)
            }
        }
        parts.end(item.end, to: &h)
        guard parts.isOpen else { return }
        acts(on: item, to: &h)
    }

    private func acts(on item: CaseState.Item<CaseState.Proof>, to h: inout HTML) {
        let (me, id) = (CaseWords.number(of: parts.visit.reader), item.id.rawValue)
        if item.end == nil {
            if item.origin.by != me, !item.content.looks.contains(where: { $0.origin.by == me }) {
                parts.folded("proof-looked-at", item: item.id, prefix: "look-\(id)-", to: &h) { form, h in
                    agrees(form, to: &h)
                    form.reason(label: "case.in_words", to: &h)
                }
            }
            if item.origin.agency == parts.me || parts.state.lead == parts.me {
                parts.because("proof-withdrawn", item: item.id, prefix: "withdraw-\(id)-", to: &h)
            }
        } else if item.content.agreed == nil, item.end?.origin.by != me {
            parts.because("proof-withdrawal-agreed", item: item.id, prefix: "agree-\(id)-", to: &h)
        }
    }

    private func agrees(_ form: FormParts, to h: inout HTML) {
        let options = [("yes", words("case.agrees")), ("no", words("case.disagrees"))]
        form.choice("agrees", label: "case.second_look", options: options, to: &h)
    }

    private func offer(_ element: BoardElement, to h: inout HTML) {
        let prefix = "offer-\(element.element.id.rawValue)-"
        parts.folded("proof-offered", prefix: prefix, to: &h) { form, h in
            form.choice(
                "proof",
                label: "case.proof",
                options: element.element.proofs.map { ($0.id.rawValue, "\($0.id.rawValue) \($0.text[language])") },
                to: &h
            )
            parts.thing(form, label: "case.rests_on", kinds: CaseParts.evidence, to: &h)
            form.choice(
                "says",
                label: "case.says",
                options: Bearing.allCases.map { ($0.rawValue, words($0.messageKey)) },
                to: &h
            )
            form.choice(
                "weight",
                label: "case.weight",
                options: EvidenceWeight.allCases.map { ($0.rawValue, words($0.messageKey)) },
                to: &h
            )
            form.reason(label: "case.why_so", to: &h)
        }
    }

    // MARK: What else

    private func explanations(to h: inout HTML) {
        guard !board.offence.explanations.isEmpty else { return }
        h(.details) { h in
            h(.summary, text: words("case.explanations"))
            h(.ul) { h in for each in board.offence.explanations { h(.li, text: each.text[language]) } }
        }
    }

    private func withdrawn(to h: inout HTML) {
        guard !board.withdrawn.isEmpty else { return }
        h(.h3, text: words("case.withdrawn"))
        h(.ul, .class("plain-list")) { h in for entry in board.withdrawn { h(.li) { h in write(entry, to: &h) } } }
    }
}
