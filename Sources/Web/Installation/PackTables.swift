internal import Installation
internal import Vocabulary

/// The facts of a pack as tables, in the words of a reader.
struct PackTables {
    struct Row {
        let cells: [String]
        let basis: Basis
    }

    struct Table {
        /// The key of its title.
        let title: String
        /// The keys of its headings.
        let columns: [String]
        let rows: [Row]
    }

    let pack: CountryPack
    let words: Words
    let lexicon: Lexicon

    private var language: Language { words.language }

    var all: [Table] { [licenceKinds, agencies, thresholds, units, tariff, laws, regions] }

    private var licenceKinds: Table {
        Table(
            title: "country.licence_kinds",
            columns: [
                "country.terms", "country.meaning", "column.activity", "country.authority", "country.largest_area",
                "country.longest_term",
            ],
            rows: pack.licenceKinds.map { kind in
                let note = kind.note.map { " (\($0[language]))" } ?? ""
                return Row(
                    cells: [
                        kind.terms.joined(separator: " · "), kind.label[language] + note,
                        words.token("licence.activity", kind.activity.rawValue),
                        kind.authority.flatMap(pack.agency)?.name ?? "",
                        kind.largestHectares.map { "\(words.integer($0)) ha" } ?? "",
                        kind.longestMonths.map { words.plural("country.months", $0) } ?? "",
                    ],
                    basis: kind.basis
                )
            }
        )
    }

    private var agencies: Table {
        Table(
            title: "country.agencies",
            columns: ["column.name", "country.agency_kind", "country.role", "country.contact"],
            rows: pack.agencies.map { agency in
                Row(
                    cells: [
                        agency.name, words.token("agency.kind", agency.kind.rawValue), agency.role[language],
                        agency.contact ?? words("country.contact_unknown"),
                    ],
                    basis: agency.basis
                )
            }
        )
    }

    private var thresholds: Table {
        Table(
            title: "country.thresholds",
            columns: ["column.rule", "country.parameter", "country.value", "country.reason"],
            rows: pack.thresholds.map { threshold in
                Row(
                    cells: [
                        threshold.rule, threshold.parameter, "\(threshold.value) \(threshold.unit)",
                        threshold.reason[language],
                    ],
                    basis: threshold.basis
                )
            }
        )
    }

    private var units: Table {
        Table(
            title: "country.units",
            columns: ["country.symbol", "country.meaning", "country.grams"],
            rows: pack.units.map { unit in
                let grams =
                    unit.divisor == 1
                    ? words.integer(unit.multiplier)
                    : "\(words.integer(unit.multiplier)) / \(words.integer(unit.divisor))"
                return Row(cells: [unit.symbol, unit.label[language], grams], basis: unit.basis)
            }
        )
    }

    private var tariff: Table {
        Table(
            title: "country.tariff",
            columns: ["country.code", "country.remark"],
            rows: pack.tariff.map { Row(cells: [$0.code, $0.remark[language]], basis: $0.basis) }
        )
    }

    private var laws: Table {
        Table(
            title: "country.laws",
            columns: ["country.law", "column.date", "country.gazette"],
            rows: pack.laws.map {
                Row(cells: [$0.title, words.date($0.date.description), $0.gazette ?? ""], basis: $0.basis)
            }
        )
    }

    private var regions: Table {
        Table(
            title: "country.regions",
            columns: ["country.code", "column.name"],
            rows: pack.regions.map { Row(cells: [$0.code, $0.name], basis: $0.basis) }
        )
    }
}
