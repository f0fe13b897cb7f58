import Installation
import Vocabulary

/// A country pack as text for a terminal: each fact with its source, and whether somebody has checked it.
struct PackText {
    let pack: CountryPack
    let language: Language

    var text: String {
        var parts = [
            """
            \(pack.name[language]) (\(pack.id), version \(pack.version))
            countries \(pack.countries.joined(separator: " ")), languages \
            \(pack.languages.map(\.rawValue).joined(separator: " ")), currency \(pack.currency.code), \
            time zone \(pack.timeZone)
            minerals \(pack.minerals.map(\.rawValue).joined(separator: " "))
            """
        ]
        parts += tables.map { title, table in "\(title)\n\(table.text)" }
        let sources = pack.sources.map { "  \($0.id): \($0.title): \($0.reference)" }.joined(separator: "\n")
        parts.append("Sources\n\(sources)")
        parts.append("\(pack.bases.count) facts, \(pack.uncheckedCount) of them from memory and not checked.")
        return parts.joined(separator: "\n\n")
    }

    private var tables: [(String, TextTable)] {
        [
            (
                "Licence kinds",
                table(["terms", "label", "activity", "authority", "ha", "months"], pack.licenceKinds) { kind in
                    (
                        [
                            kind.terms.joined(separator: "; "), kind.label[language], kind.activity.rawValue,
                            kind.authority ?? "", kind.largestHectares.map { "\($0)" } ?? "",
                            kind.longestMonths.map { "\($0)" } ?? "",
                        ], kind.basis
                    )
                }
            ),
            (
                "Agencies",
                table(["id", "name", "kind", "contact", "role"], pack.agencies) { agency in
                    (
                        [
                            agency.id, agency.name, agency.kind.rawValue, agency.contact ?? "not known",
                            agency.role[language],
                        ], agency.basis
                    )
                }
            ),
            (
                "Units",
                table(["symbol", "label", "grams"], pack.units) { unit in
                    let grams = unit.divisor == 1 ? "\(unit.multiplier)" : "\(unit.multiplier)/\(unit.divisor)"
                    return ([unit.symbol, unit.label[language], grams], unit.basis)
                }
            ),
            (
                "Thresholds",
                table(["rule", "parameter", "value", "unit", "reason"], pack.thresholds) { threshold in
                    (
                        [
                            threshold.rule, threshold.parameter, threshold.value.description, threshold.unit,
                            threshold.reason[language],
                        ], threshold.basis
                    )
                }
            ),
            (
                "Tariff",
                table(["code", "remark"], pack.tariff) { ([$0.code, $0.remark[language]], $0.basis) }
            ),
            ("Regions", table(["code", "name"], pack.regions) { ([$0.code, $0.name], $0.basis) }),
            (
                "Laws",
                table(["title", "date", "gazette"], pack.laws) {
                    ([$0.title, $0.date.description, $0.gazette ?? ""], $0.basis)
                }
            ),
        ]
    }

    private func table<Fact>(
        _ titles: [String],
        _ facts: [Fact],
        _ row: (Fact) -> (cells: [String], basis: Basis)
    ) -> TextTable {
        var table = TextTable(titles.map { .words($0) } + [.words("source"), .words("checked")])
        for fact in facts {
            let (cells, basis) = row(fact)
            table.append(cells + [basis.source, basis.isChecked ? "yes" : "no"])
        }
        return table
    }
}
