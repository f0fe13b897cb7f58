import GRDB
import Vocabulary

/// How much of everything a store holds.
struct StoreCounts: Sendable {
    /// A name and its count.
    typealias Count = (name: String, count: Int)

    /// Numbers that stand alone.
    private let totals: [Count]
    /// Numbers by name, group after group.
    private let groups: [(key: String, title: String, counts: [Count])]
    /// The newest assessment: when it began, its seconds.
    private let assessment: (startedAt: String, seconds: Double)?

    init(_ db: Database) throws {
        func one(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
        func many(_ sql: String) throws -> [Count] {
            try Row.fetchAll(db, sql: sql + " GROUP BY 1 ORDER BY 1").map { ($0[0] ?? "", $0[1]) }
        }
        totals = [
            ("files", try one("SELECT count(*) FROM receipt")),
            ("bytes_received", try one("SELECT coalesce(sum(byte_count), 0) FROM receipt")),
            ("replaced_records", try one("SELECT count(*) FROM record WHERE superseded_by IS NOT NULL")),
            ("put_right", try one("SELECT count(*) FROM quarantine WHERE state = 'resolved'")),
        ]
        let facts = try (FactSchema.baseTables + FactSchema.derivedTables).map { table in
            (name: table.name, count: try one("SELECT count(*) FROM \"\(table.name)\""))
        }
        groups = [
            ("records", "records of kind", try many("SELECT kind, count(*) FROM record")),
            ("facts", "facts in force", facts.filter { $0.count > 0 }),
            (
                "quarantined", "set aside because",
                try many("SELECT code, count(*) FROM quarantine WHERE state = 'open'")
            ),
            ("findings", "findings of rule", try many("SELECT rule_id, count(*) FROM finding")),
            (
                "verdicts", "verdicts",
                try many("SELECT verdict, count(*) FROM finding WHERE verdict IS NOT NULL")
            ),
        ]
        assessment = try Row.fetchOne(db, sql: "SELECT started_at, seconds FROM assessment ORDER BY id DESC LIMIT 1")
            .map { ($0[0], $0[1]) }
    }

    /// The counts as one JSON object.
    var json: String {
        var members = totals.map { ($0.name, "\($0.count)") }
        members += groups.map { group in (group.key, JSONText.object(group.counts.map { ($0.name, "\($0.count)") })) }
        members.append(
            (
                "assessment",
                assessment.map { newest in
                    JSONText.object([
                        ("started_at", JSONText.string(newest.startedAt)),
                        ("seconds", JSONText.number(newest.seconds)),
                    ])
                } ?? "null"
            )
        )
        return JSONText.object(members)
    }

    /// The counts as a table.
    var text: String {
        var table = TextTable([.words(""), .words(""), .number("count")])
        for total in totals {
            table.append([total.name.replacing("_", with: " "), "", NumberText.grouped(total.count)])
        }
        for group in groups {
            for (number, count) in group.counts.enumerated() {
                table.append([number == 0 ? group.title : "", count.name, NumberText.grouped(count.count)])
            }
            guard group.counts.count != 1 else { continue }
            let sum = group.counts.reduce(0) { $0 + $1.count }
            table.append([group.counts.isEmpty ? group.title : "", "all", NumberText.grouped(sum)])
        }
        let newest =
            assessment.map { "Last assessed \($0.startedAt), in \(NumberText.seconds($0.seconds)) s." }
            ?? "Not assessed yet: `touchstone assess`."
        return table.text + "\n\n" + newest
    }
}
