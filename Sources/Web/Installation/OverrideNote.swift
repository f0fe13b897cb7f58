internal import Vocabulary

/// Says that a parameter of a rule is not the default here, what set it, why and where from.
struct OverrideNote {
    let visit: Visit
    let parameter: RuleView.Parameter

    func write(to h: inout HTML) {
        guard let override = parameter.override else { return }
        h(.p, .class("quiet")) { h in
            h.text(
                visit.words(
                    "rule.set_by",
                    ["pack": override.setBy[visit.language], "standard": override.standard]
                )
            )
            h.text(" " + override.reason[visit.language] + " ")
            h(.small, text: override.source)
        }
    }
}
