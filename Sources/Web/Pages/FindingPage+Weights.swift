internal import Foundation
internal import Rules
internal import Vocabulary

extension FindingPage {
    private struct Part {
        let value: Double
        /// Rules that speak of the same thing count once, the strongest for all (DESIGN section 4).
        let isCounted: Bool
    }

    /// How many subjects in a hundred are taken to deserve a look before any finding: a parameter, not measured.
    private static let prior = 0.01

    /// The probability after the findings, from ``prior``.
    private var probability: Double {
        let found = evidence.map { row in
            let ruleID = row.text("rule_id") ?? ""
            return WeightOfEvidence.Evidence(
                id: row.text("id") ?? "",
                group: visit.services.rule(ruleID)?.group ?? ruleID,
                weight: row.double("weight") ?? 0,
                strength: row.double("strength") ?? 0
            )
        }
        return WeightOfEvidence(priorLogOdds: log10(Self.prior / (1 - Self.prior)), evidence: found).probability
    }

    /// The part of each row of the evidence, which comes strongest first.
    private var parts: [Part] {
        var groups: Set<String> = []
        return evidence.map { row in
            let ruleID = row.text("rule_id") ?? ""
            let group = visit.services.rule(ruleID)?.group ?? ruleID
            let strength = min(max(row.double("strength") ?? 0, 0), 1)
            return Part(value: (row.double("weight") ?? 0) * strength, isCounted: groups.insert(group).inserted)
        }
    }

    /// Ten to the power of a weight, to two significant figures.
    private static func times(_ weight: Double, words: Words) -> String {
        let value = pow(10, min(max(weight, -6), 12))
        return value < 10 ? words.number(value, places: 1) : words.number(value.rounded(), places: 0)
    }

    func weights(to h: inout HTML) {
        let words = visit.words
        let parts = parts
        let sum = parts.reduce(0) { $0 + ($1.isCounted ? $1.value : 0) }
        let largest = max(parts.map { abs($0.value) }.max() ?? 0, 0.01)
        h(.section, .class("panel")) { h in
            h(.h2, text: words("finding.weights"))
            h(.p, text: words("finding.weights_about"))
            h(.div, .class("scroll"), .role("region"), .ariaLabel(words("finding.weights")), .focusable) { h in
                h(.table, .class("plain")) { h in
                    h(.thead) { h in
                        h(.tr) { h in
                            h(.th, .scope("col"), text: words("column.rule"))
                            h(.th, .scope("col"), .class("number"), text: words("column.weight"))
                            h(.th, .scope("col"), .class("number"), text: words("column.strength"))
                            h(.th, .scope("col"), .class("number"), text: words("column.part"))
                        }
                    }
                    h(.tbody) { h in
                        for (row, part) in zip(evidence, parts) {
                            let ruleID = row.text("rule_id") ?? ""
                            let other = row.text("id") ?? ""
                            h(.tr) { h in
                                h(.th, .scope("row")) { h in
                                    let name = visit.services.rule(ruleID)?.title[visit.language] ?? ruleID
                                    h(
                                        .a,
                                        .href(visit.path(to: .finding, other)),
                                        other == id ? .ariaCurrent("true") : nil,
                                        text: name
                                    )
                                    if !part.isCounted {
                                        h(.small, .class("quiet"), text: " (\(words("finding.not_counted")))")
                                    }
                                    Bar(share: abs(part.value) / largest).write(to: &h)
                                }
                                h(.td, .class("number"), text: words.number(row.double("weight") ?? 0, places: 2))
                                h(.td, .class("number"), text: words.number(row.double("strength") ?? 0, places: 2))
                                h(.td, .class("number"), text: words.number(part.value, places: 2))
                            }
                        }
                        h(.tr, .class("sum")) { h in
                            h(.th, .scope("row"), Attribute("colspan", "3"), text: words("finding.sum"))
                            h(.td, .class("number"), text: words.number(sum, places: 2))
                        }
                    }
                }
            }
            h(.p, .class("quiet"), text: words("finding.sum_about", ["times": Self.times(sum, words: words)]))
            // A tenth of a per cent is more than the prior bears, and no evidence makes a thing certain.
            let share = Int((min(max(probability, 0.001), 0.999) * 1000).rounded()) * 1000
            h(
                .p,
                .class("quiet"),
                text: words(
                    "finding.probability",
                    [
                        "prior": words.share(partsPerMillion: 10_000),
                        "probability": words.share(partsPerMillion: share),
                    ]
                )
            )
        }
    }
}
