import Installation
import Intake
import Vocabulary

/// What `touchstone import` takes, in words.
enum KindList {
    /// Kinds that do not come as tables of named fields, with what they come as.
    static let others: [(name: String, form: String)] = [
        ("event", "EPCIS 2.0 JSON or XML, 1.2 XML: a document, a query document, events"),
        ("listing", "entries of a list of names: FollowTheMoney JSON lines, the OFAC CSV files, the UN XML file"),
        ("ofac-sdn", "the entries of an OFAC list (sdn.csv)"),
        ("ofac-alt", "its other names (alt.csv)"),
        ("ofac-add", "its addresses (add.csv)"),
    ]

    /// The names of all kinds.
    static var names: [String] {
        let tables = RecordKind.all.map(\.name)
        return tables + others.map(\.name).filter { !tables.contains($0) }
    }

    /// All kinds with their fields.
    static var text: String {
        let tables = RecordKind.all.map { kind in
            var table = TextTable([.words("  field"), .words("takes"), .words("")])
            for field in kind.fields {
                let need = field.isRequired ? "required" : field.standard.map { "otherwise \($0)" } ?? ""
                table.append(["  \(field.name)", words(for: field.form), need])
            }
            let summary = FactSchema.table(named: kind.name).map { ": \($0.meaning)" } ?? ""
            return "\(kind.name)\(summary)\n\(words(for: kind))\n\(table.text)"
        }
        let rest = others.filter { RecordKind.named($0.name) == nil }.map { "\($0.name): \($0.form)" }
        return (tables + [rest.joined(separator: "\n")]).joined(separator: "\n\n")
    }

    private static func words(for kind: RecordKind) -> String {
        switch kind.place {
        case .none: "  CSV with these columns."
        case .point: "  CSV with these columns, or GeoJSON points with these properties."
        case .outline: "  GeoJSON outlines with these properties."
        case .pointAndOutline: "  CSV with these columns, or GeoJSON with these properties."
        }
    }

    private static func words(for form: FieldSpec.Form) -> String {
        switch form {
        case .text: "text"
        case .identifier: "an identifier, without white space"
        case .list: "identifiers, separated by spaces, commas or semicolons"
        case .minerals: "minerals by name, separated by commas or semicolons"
        case .word(let words): words.joined(separator: ", ")
        case .flag: "true or false"
        case .whole(let range): "a whole number, \(range.lowerBound) to \(range.upperBound)"
        case .real(let range): "a number, \(range.lowerBound) to \(range.upperBound)"
        case .mass(let unit): "a mass in \(unit.rawValue)"
        case .localMass(let unit): "a mass in \(unit.symbol)"
        case .money(let currency, let rule):
            "an amount of money in the currency of \(currency)"
                + (rule.contains(.isSigned) ? "; below zero for a refund" : "")
        case .share(let unit): "a share in \(unit.rawValue)"
        case .area(let unit): "an area in \(unit.rawValue)"
        case .date: "a date, YYYY-MM-DD"
        case .partialDate: "a date, YYYY, YYYY-MM or YYYY-MM-DD"
        case .instant: "a time with its offset, YYYY-MM-DDThh:mm:ss+hh:mm"
        case .country: "a country: ISO 3166-1 code or name"
        case .currency: "an ISO 4217 currency code"
        case .harmonizedCode: "a Harmonized System code"
        case .priceQuantity: "the quantity that the price is for: kg, t, lb, toz …"
        }
    }
}
