package import Foundation
import GRDB

/// A finding about to be written.
package struct FindingDraft: Sendable {
    /// Made from rule, subject and key: the same finding has the same identifier in every assessment.
    package var id: String
    /// Its subject.
    package var subject: String
    /// When the thing happened.
    package var time: String
    /// From 0 to 1.
    package var strength: Double
    /// The rule's result columns as a JSON object.
    package var details: String
    /// The records that it rests on.
    package var records: [Int64]

    /// Makes a draft.
    package init(id: String, subject: String, time: String, strength: Double, details: String, records: [Int64]) {
        self.id = id
        self.subject = subject
        self.time = time
        self.strength = strength
        self.details = details
        self.records = records
    }

    /// Numbers of records as a finding keeps them.
    static func text(of records: [Int64]) -> String { records.map(String.init).joined(separator: " ") }
}

/// What all findings of a rule have in common.
package struct FindingRule: Sendable {
    /// The rule.
    package var id: String
    /// Its version.
    package var version: Int
    /// The kind of its subjects.
    package var subjectKind: String
    /// Its weight of evidence.
    package var weight: Double
    /// Its severity.
    package var severity: Int
    /// The cells of the vulnerability matrix, separated by spaces.
    package var cells: String

    /// Makes the common part.
    package init(id: String, version: Int, subjectKind: String, weight: Double, severity: Int, cells: String) {
        self.id = id
        self.version = version
        self.subjectKind = subjectKind
        self.weight = weight
        self.severity = severity
        self.cells = cells
    }
}

extension FactStore {
    /// Replaces the findings of a rule; a finding that was there keeps the time at which it was first seen.
    ///
    /// Marking and owner are inherited: the strictest marking of the records that the finding rests on, and their
    /// agency, or all of their agencies together: such a finding is seen by those who see that marking of each of them.
    /// One that rests on public records alone is for those who are signed in, unless a person has published it.
    ///
    /// - Returns: How many findings are new, and how many no longer hold.
    package func replaceFindings(
        of rule: FindingRule,
        with drafts: [FindingDraft],
        inputs: String,
        at time: Date
    ) async throws -> (added: Int, removed: Int) {
        try await write { db in
            let old = try Row.fetchAll(
                db,
                sql: "SELECT id, first_seen FROM main.finding WHERE rule_id = ?",
                arguments: [rule.id]
            )
            var firstSeen: [String: String] = [:]
            for row in old { firstSeen[row[0]] = row[1] }
            try db.execute(sql: "DELETE FROM main.finding WHERE rule_id = ?", arguments: [rule.id])
            let insert = try db.makeStatement(
                sql: """
                    INSERT INTO main.finding (id, rule_id, rule_version, subject_kind, subject_id, time, strength, weight,
                        severity, details, record_ids, cells, lon, lat, marking, owner, first_seen)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            )
            let places = try FindingPlaces(db, kind: rule.subjectKind)
            let handling = try RecordHandling(db)
            let published = try PublishedFindings(db, ruleVersion: rule.version)
            let now = Self.timestamp(time)
            var added = 0
            for draft in drafts {
                let place = try places.place(of: draft.subject)
                let (basis, owner) = try handling.strictest(of: draft.records)
                let marking = published.marking(of: draft, restingOn: basis)
                if firstSeen[draft.id] == nil { added += 1 }
                try insert.execute(arguments: [
                    draft.id, rule.id, rule.version, rule.subjectKind, draft.subject, draft.time, draft.strength,
                    rule.weight, rule.severity, draft.details,
                    FindingDraft.text(of: draft.records), rule.cells, place?.lon, place?.lat,
                    marking, owner, firstSeen[draft.id] ?? now,
                ])
            }
            try Self.noteAssessed("rule:\(rule.id)", inputs, in: db)
            let kept = Set(drafts.map(\.id))
            return (added, firstSeen.keys.filter { !kept.contains($0) }.count)
        }
    }

    /// How many findings each rule has.
    package func findingCounts() async throws -> [String: Int] {
        try await readTables { db in
            var counts: [String: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT rule_id, COUNT(*) FROM main.finding GROUP BY rule_id") {
                counts[row[0]] = row[1]
            }
            return counts
        }
    }

    /// Drops the findings of rules that are no longer among these.
    package func dropFindings(exceptOf rules: [String]) async throws -> Int {
        try await write { db in
            let marks = rules.map { _ in "?" }.joined(separator: ", ")
            try db.execute(
                sql: "DELETE FROM main.finding WHERE rule_id NOT IN (\(marks))",
                arguments: StatementArguments(rules)
            )
            let count = db.changesCount
            try db.execute(
                sql: "DELETE FROM main.assessed WHERE name LIKE 'rule:%' AND substr(name, 6) NOT IN (\(marks))",
                arguments: StatementArguments(rules)
            )
            return count
        }
    }
}

/// Where the subjects of findings are.
private struct FindingPlaces {
    private let statement: Statement?

    init(_ db: Database, kind: String) throws {
        let sql: String? =
            switch kind {
            case "site", "detection", "report", "incident":
                "SELECT lon, lat FROM main.\(kind) WHERE id = ? AND superseded_by IS NULL"
            case "lot":
                """
                SELECT s.lon, s.lat FROM main.lot l JOIN main.site s ON s.id = l.site AND s.superseded_by IS NULL
                WHERE l.id = ? AND l.superseded_by IS NULL
                """
            case "licence":
                """
                SELECT s.lon, s.lat FROM main.licence_hit h JOIN main.site s
                    ON s.id = h.subject_id AND s.superseded_by IS NULL
                WHERE h.licence_id = ? AND h.subject_kind = 'site' AND h.is_inside = 1 ORDER BY s.id LIMIT 1
                """
            default: nil
            }
        statement = try sql.map { try db.makeStatement(sql: $0) }
    }

    func place(of subject: String) throws -> (lon: Double, lat: Double)? {
        guard let statement, let row = try Row.fetchOne(statement, arguments: [subject]),
            let lon: Double = row[0], let lat: Double = row[1]
        else { return nil }
        return (lon, lat)
    }
}

/// Marking and agency of records.
final class RecordHandling {
    private let db: Database
    private let statement: Statement
    /// The agencies that stand for several together, by these.
    private var joint: [[Int64]: Int64] = [:]

    init(_ db: Database) throws {
        self.db = db
        statement = try db.makeStatement(
            sql: """
                SELECT t.marking, t.agency_id FROM main.record r JOIN main.receipt t ON t.id = r.receipt_id
                WHERE r.id = ?
                """
        )
    }

    /// Records of several agencies make a finding that they own jointly, under the strictest marking.
    func strictest(of records: [Int64]) throws -> (marking: Int, owner: Int64) {
        var marking = 0
        var owners: Set<Int64> = []
        for record in records {
            guard let row = try Row.fetchOne(statement, arguments: [record]) else { continue }
            marking = max(marking, row[0])
            owners.insert(row[1])
        }
        // A finding that names no record says nothing of its origin: nobody but its owner may see it.
        guard let owner = owners.first else { return (4, 1) }
        return (marking, owners.count == 1 ? owner : try jointOwner(owners.sorted()))
    }

    private func jointOwner(_ owners: [Int64]) throws -> Int64 {
        if let known = joint[owners] { return known }
        // No agency can have such a name: people's names are not empty before a colon.
        let name = ":" + owners.map(String.init).joined(separator: "+")
        try db.execute(
            sql: "INSERT INTO main.agency (name, kind) VALUES (?, 'joint') ON CONFLICT (name) DO NOTHING",
            arguments: [name]
        )
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM main.agency WHERE name = ?", arguments: [name]) ?? 1
        for owner in owners {
            try db.execute(
                sql: "INSERT INTO main.joint_owner (joint_id, agency_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [id, owner]
            )
        }
        joint[owners] = id
        return id
    }
}
