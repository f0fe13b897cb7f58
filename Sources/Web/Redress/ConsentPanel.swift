internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// Everything that is missing between a consultation and consent, in words.
struct GapList {
    let say: RemedyWords
    let one: ConsultationCase

    func write(to h: inout HTML) {
        let words = say.words
        guard !one.gaps.isEmpty else {
            h(.p, text: words(one.isComplete ? "remedy.nothing_missing" : "remedy.no_decision"))
            return
        }
        h(.h3, text: words.plural("remedy.missing", one.gaps.count))
        h(.ul) { h in for gap in one.gaps { h(.li, text: text(gap)) } }
    }

    private func label(_ step: StepID) -> String {
        one.steps.first { $0.id == step }?.label[say.language] ?? step.rawValue
    }

    private func text(_ gap: ConsentGap) -> String {
        let words = say.words
        switch gap {
        case .step(let id): return words(gap.messageKey, ["step": label(id)])
        case .evidence(let id, let evidence):
            return words(
                gap.messageKey,
                ["step": label(id), "evidence": words("remedy.evidence.\(evidence.rawValue)")]
            )
        case .dueAgain(let id, let since):
            return words(gap.messageKey, ["step": label(id), "day": say.day(since)])
        case .comment(let id, let isOverdue):
            let late = isOverdue ? " · " + words("remedy.answer_late") : ""
            return words(gap.messageKey, ["comment": id]) + late
        case .pressure(let id): return words(gap.messageKey, ["what": one.file.state.pressure[id] ?? id])
        case .refused, .withdrawn, .stillOpen: return words(gap.messageKey)
        }
    }
}

/// What is known of consent on the page of a licence: complete only where nothing is missing.
struct ConsentPanel {
    let visit: Visit
    let say: RemedyWords
    let consultations: [ConsultationCase]

    /// The panel of a licence; nil where community work is switched off, and for other things.
    static func of(_ subject: Subject, _ id: String, _ visit: Visit) async throws -> ConsentPanel? {
        guard subject == .licence, visit.services.isOn(page: "/consultations") else { return nil }
        let found = try await visit.services.redress.consultations(aboutLicence: id, as: visit.reader)
        return ConsentPanel(visit: visit, say: try await RemedyWords.of(visit), consultations: found)
    }

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("consent"), .ariaLabelledBy("consent-title")) { h in
            h(.h2, .id("consent-title"), text: words("remedy.consent_of_people"))
            if consultations.isEmpty { h(.p, text: words("remedy.no_consent_known")) }
            for one in consultations {
                h(.h3) { h in
                    h(.a, .href(visit.path("/consultations/\(one.id)"))) { h in h(.bdi, text: one.cover.title) }
                }
                h(.p) { h in ConsentTag(words: words, one: one).write(to: &h) }
                if !one.gaps.isEmpty {
                    h(.p, .class("quiet"), text: words.plural("remedy.missing", one.gaps.count))
                }
            }
        }
    }
}
