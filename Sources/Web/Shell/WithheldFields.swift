internal import Store

/// The fields of one row that its reader does not get, with the reason for each.
struct WithheldFields: Sendable {
    /// The columns, as the row's `withheld` names them, by why they are held back.
    let reasons: [(denial: Denial, columns: [String])]
    /// Every withheld column.
    let columns: Set<String>

    static let none = WithheldFields(reasons: [], columns: [])

    private init(reasons: [(denial: Denial, columns: [String])], columns: Set<String>) {
        self.reasons = reasons
        self.columns = columns
    }

    /// Whether rows of a table have columns that can be withheld.
    static func has(_ table: String) -> Bool {
        RedactedField.all.contains { $0.table == table }
    }

    /// Finds out why columns are withheld.
    ///
    /// - Parameters:
    ///   - withheld: The column `withheld` of the row.
    ///   - owner: Whose row it is.
    init(_ withheld: String?, of table: String, owner: Int?, _ visit: Visit) async throws {
        let columns = (withheld ?? "").split(separator: " ").map(String.init)
        var reasons: [(denial: Denial, columns: [String])] = []
        for column in columns {
            let denial = try await visit.services.store.denial(
                ofField: "\(table).\(column)",
                of: AgencyNumber(rawValue: Int64(owner ?? 0)),
                to: visit.reader
            )
            guard let denial else { continue }
            let isSame = { (other: Denial) in other.reason == denial.reason && other.capability == denial.capability }
            if let place = reasons.firstIndex(where: { isSame($0.denial) }) {
                reasons[place].columns.append(column)
            } else {
                reasons.append((denial, [column]))
            }
        }
        self.init(reasons: reasons, columns: Set(columns))
    }

    /// Says what is withheld, why and whom to ask, with the form that gives a purpose and a case.
    func write(_ visit: Visit, to h: inout HTML) {
        let words = visit.words
        if let reason = visit.reader.reason {
            h(.p, .class("reading")) { h in
                let purpose = words("reason.purpose.\(reason.purpose.rawValue)")
                h.text(words("withheld.reading", ["purpose": purpose, "case": reason.caseReference]) + " ")
                let without = visit.query.setting(ReadingReason.purpose, to: nil).setting(
                    ReadingReason.reference,
                    to: nil
                )
                h(.a, .href(visit.path(visit.place) + without.encoded), text: words("withheld.stop"))
            }
        }
        guard !reasons.isEmpty else { return }
        h(.div, .class("withheld"), .id("withheld")) { h in
            for (denial, columns) in reasons {
                let names = columns.map { words("column.\($0)") }.joined(separator: ", ")
                h(.p) { h in
                    h(.strong, text: words("withheld.fields", ["fields": names]))
                    h.text(" " + denial.sentence(in: words))
                    if let ask = denial.ask, denial.reason != .purpose { h.text(" " + DenialWords.ask(ask, in: words)) }
                }
                if denial.reason == .purpose {
                    h(.details, .class("give-reason")) { h in
                        h(.summary, text: words("withheld.give_reason"))
                        ReasonForm(visit: visit).write(to: &h)
                    }
                }
            }
        }
    }
}
