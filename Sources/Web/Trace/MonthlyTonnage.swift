internal import GRDB

/// Mass by month, of what a site made or a party gave and received: a bar picture and the same as a table.
struct MonthlyTonnage: Sendable {
    struct Month: Sendable {
        let month: String
        /// Made at a site, or received by a party.
        let gramsIn: Int
        /// Given by a party.
        let gramsOut: Int
        let lots: Int
        let unweighed: Int
    }

    let isParty: Bool
    /// The newest first.
    let months: [Month]

    /// So many months are shown.
    static let limit = 36

    /// Reads the months of a site or a party; nil for other things, and where there is nothing to show.
    init?(_ db: Database, of subject: Subject, _ id: String) throws {
        let sql: String
        switch subject {
        case .site:
            sql = """
                SELECT substr(made, 1, 7) AS month, total(mass_g), 0, count(*), count(*) - count(mass_g) FROM lot
                WHERE site = ?1 AND made IS NOT NULL GROUP BY month ORDER BY month DESC LIMIT \(Self.limit)
                """
        case .party:
            // Sending and receiving tell one change of hands twice; between its own places a party gives nothing away.
            sql = """
                SELECT substr(e.time, 1, 7) AS month,
                       total(CASE WHEN e.destination_party = ?1 THEN l.mass_g END),
                       total(CASE WHEN e.source_party = ?1 THEN l.mass_g END),
                       count(DISTINCT l.lot_id), count(*) - count(l.mass_g)
                FROM event e JOIN event_lot l ON l.event_id = e.id AND l.role IN ('observed', 'made')
                WHERE e.id IN (SELECT id FROM event WHERE source_party = ?1
                               UNION SELECT id FROM event WHERE destination_party = ?1)
                    AND e.source_party IS NOT e.destination_party
                    AND (e.step = 'shipping' OR NOT EXISTS (
                        SELECT 1 FROM event_lot ol JOIN event o ON o.id = ol.event_id
                        WHERE ol.lot_id = l.lot_id AND o.step = 'shipping' AND o.time <= e.time
                            AND o.source_party IS e.source_party AND o.destination_party IS e.destination_party))
                GROUP BY month ORDER BY month DESC LIMIT \(Self.limit)
                """
        default: return nil
        }
        isParty = subject == .party
        months = try Row.fetchAll(db, sql: sql, arguments: [id]).map { row in
            Month(
                month: row[0],
                gramsIn: Int(exactly: (row[1] as Double).rounded()) ?? .max,
                gramsOut: Int(exactly: (row[2] as Double).rounded()) ?? .max,
                lots: row[3],
                unweighed: row[4]
            )
        }
        if months.isEmpty { return nil }
    }

    func write(_ words: Words, to h: inout HTML) {
        h(.section, .class("panel"), .ariaLabelledBy("months")) { h in
            h(.h2, .id("months"), text: words("months.title"))
            h(.p, .class("quiet"), text: words(isParty ? "months.party_about" : "months.site_about"))
            picture(words, to: &h)
            PlainTable(words: words, caption: words("months.title"), items: months, columns: columns(words)).write(
                to: &h
            )
        }
    }

    private func columns(_ words: Words) -> [PlainTable<Month>.Column] {
        func mass(_ key: String, _ grams: @escaping (Month) -> Int) -> PlainTable<Month>.Column {
            .init(key, isNumeric: true) { month, h in h.text(words.mass(grams: grams(month))) }
        }
        func count(_ key: String, _ number: @escaping (Month) -> Int) -> PlainTable<Month>.Column {
            .init(key, isNumeric: true) { month, h in h.text(words.integer(number(month))) }
        }
        let masses =
            isParty
            ? [mass("months.received", \.gramsIn), mass("months.given", \.gramsOut)] : [mass("months.made", \.gramsIn)]
        return [.text("months.month") { words.date($0.month) }] + masses + [
            count("months.lots", \.lots), count("months.unweighed", \.unweighed),
        ]
    }

    /// A bar a month, the oldest at the left; what a party gave hangs below the line.
    private func picture(_ words: Words, to h: inout HTML) {
        let most = Double(max(1, months.map { max($0.gramsIn, $0.gramsOut) }.max() ?? 1))
        let height = isParty ? 120 : 64
        h(
            .svg,
            .class("months"),
            Attribute("viewBox", "0 0 \(max(months.count, 6) * 16) \(height)"),
            Attribute("height", "\(height)"),
            .ariaHidden
        ) { h in
            for (place, month) in months.reversed().enumerated() {
                bar(place, up: true, share: Double(month.gramsIn) / most, words.date(month.month), &h)
                if isParty {
                    bar(place, up: false, share: Double(month.gramsOut) / most, words.date(month.month), &h)
                }
            }
        }
    }

    private func bar(_ place: Int, up: Bool, share: Double, _ label: String, _ h: inout HTML) {
        let length = Int((min(max(share, 0), 1) * 56).rounded(.up))
        guard length > 0 else { return }
        h(
            .rect,
            .class(up ? "bar-fill" : "bar-out"),
            Attribute("x", "\(place * 16 + 1)"),
            Attribute("y", "\(up ? 60 - length : 62)"),
            Attribute("width", "13"),
            Attribute("height", "\(length)")
        ) { h in h(.title, text: label) }
    }
}
