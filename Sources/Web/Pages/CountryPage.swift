internal import Hummingbird
internal import Installation
internal import Vocabulary

/// What the country packs in force say: licence kinds, agencies, thresholds, units, laws, each with its source.
struct CountryPage {
    static func respond(_ visit: Visit) -> Response {
        CountryPage(visit: visit).response
    }

    let visit: Visit

    private var response: Response {
        let words = visit.words
        return PageFrame(visit: visit, title: words("nav.country"), isWide: true).response { h, _ in
            h(.h1, text: words("nav.country"))
            h(.p, .class("lead"), text: words("country.about"))
            let packs = visit.services.packs.packs
            if packs.isEmpty {
                EmptyState(title: words("country.none.title"), advice: words("country.none.advice")).write(to: &h)
            }
            for pack in packs {
                h(.h2) { h in
                    h.text(pack.name[visit.language] + " ")
                    h(.small, .class("quiet"), text: "\(pack.id) v\(pack.version)")
                }
                basics(pack, to: &h)
                for table in PackTables(pack: pack, words: words, lexicon: visit.services.lexicon).all {
                    FactTableView(table: table, words: words).write(to: &h)
                }
                sources(pack, to: &h)
            }
            modules(to: &h)
        }
    }

    private func basics(_ pack: CountryPack, to h: inout HTML) {
        let words = visit.words
        let lexicon = visit.services.lexicon
        let minerals = pack.minerals.compactMap { lexicon.mineral($0)?.name[visit.language] }
        h(.section, .class("panel")) { h in
            h(.dl, .class("particulars")) { h in
                for (key, value) in [
                    ("country.countries", pack.countries.joined(separator: ", ")),
                    ("country.languages", pack.languages.map(\.ownName).joined(separator: ", ")),
                    ("country.currency", pack.currency.code), ("country.time_zone", pack.timeZone),
                    ("country.minerals", minerals.joined(separator: ", ")),
                ] {
                    h(.div) { h in
                        h(.dt, text: words(key))
                        h(.dd, text: value)
                    }
                }
            }
            if pack.uncheckedCount > 0 {
                h(.p, .class("notice"), text: words.plural("country.unchecked_count", pack.uncheckedCount))
            }
        }
    }

    private func sources(_ pack: CountryPack, to h: inout HTML) {
        h(.section, .class("panel")) { h in
            h(.h3, text: visit.words("country.sources"))
            h(.ul) { h in
                for source in pack.sources {
                    h(.li) { h in
                        h(.code, text: source.id)
                        h.text(" \(source.title): \(source.reference)")
                    }
                }
            }
        }
    }

    private func modules(to h: inout HTML) {
        let words = visit.words
        let off = Module.allCases.filter { !visit.services.modules.contains($0) }
        h(.section, .class("panel")) { h in
            h(.h2, text: words("country.modules"))
            h(.ul) { h in
                for module in Module.allCases where !off.contains(module) {
                    h(.li, text: words.token("modules", module.rawValue))
                }
            }
            if !off.isEmpty {
                h(
                    .p,
                    .class("quiet"),
                    text: words(
                        "country.modules_off",
                        ["names": off.map { words.token("modules", $0.rawValue) }.joined(separator: ", ")]
                    )
                )
            }
        }
    }
}

/// One table of facts of a pack.
struct FactTableView {
    let table: PackTables.Table
    let words: Words

    func write(to h: inout HTML) {
        guard !table.rows.isEmpty else { return }
        let headings = table.columns + ["country.source", "country.checked"]
        h(.section, .class("panel")) { h in
            h(.h3, text: words(table.title))
            h(.div, .class("scroll"), .role("region"), .ariaLabel(words(table.title)), .focusable) { h in
                h(.table, .class("data"), .role("table")) { h in
                    h(.caption, .class("unseen"), text: words(table.title))
                    h(.thead, .role("rowgroup")) { h in
                        h(.tr, .role("row")) { h in
                            for key in headings { h(.th, .role("columnheader"), .scope("col"), text: words(key)) }
                        }
                    }
                    h(.tbody, .role("rowgroup")) { h in
                        for row in table.rows { write(row, headings, to: &h) }
                    }
                }
            }
        }
    }

    private func write(_ row: PackTables.Row, _ headings: [String], to h: inout HTML) {
        let checked = words(row.basis.isChecked ? "country.is_checked" : "country.is_unchecked")
        h(.tr, .role("row")) { h in
            for (key, text) in zip(headings, row.cells + [row.basis.source, checked]) {
                h(.td, .role("cell"), Attribute("data-label", words(key))) { h in
                    h(.span, .class("value")) { h in
                        h(.bdi, text: text.isEmpty ? "–" : text)
                    }
                }
            }
        }
    }
}
