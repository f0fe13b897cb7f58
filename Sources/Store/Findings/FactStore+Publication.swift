import Foundation
import GRDB

/// What people decided about showing a finding to everybody.
public struct FindingPublication: Sendable, Hashable {
    /// Whether everybody sees the finding.
    public let isPublic: Bool
    /// Why it was published or taken back; nil if neither was ever done.
    public let reason: String?
    /// Who did it.
    public let by: String?
    /// When: UTC, ISO 8601.
    public let at: String?
    /// Whether it may be published: it rests on nothing but records that everybody may see.
    public let isPossible: Bool
}

extension FactStore {
    /// Shows a finding to everybody.
    ///
    /// That records are public does not make what is concluded from them public: a finding names somebody, and a person
    /// must have looked at it first. Published it stays as long as it rests on the same records and the same version of its
    /// rule; where an assessment changes either, it is for those who are signed in again, until somebody has looked anew.
    ///
    /// - Throws: ``Denial`` without `publish` in an agency whose records it rests on; ``StoreError`` with `notFound` if the
    ///   reader does not see the finding, with `invalid` without a reason or if it rests on records that not everybody may
    ///   see.
    public func publishFinding(_ id: String, because reason: String, by actor: Reader) async throws {
        try await setPublic(true, id, reason, actor)
    }

    /// Takes a finding back: from then on it is for those who are signed in.
    ///
    /// - Throws: as ``publishFinding(_:because:by:)``.
    public func takeBackFinding(_ id: String, because reason: String, by actor: Reader) async throws {
        try await setPublic(false, id, reason, actor)
    }

    /// How a finding stands with the public; nil if the reader does not see it, or is the public.
    public func publication(of id: String, as reader: Reader) async throws -> FindingPublication? {
        guard reader.isKnown, try await seesFinding(id, reader) else { return nil }
        return try await readTables { db in
            guard let row = try FindingBasis(db, id) else { return nil }
            let newest = try Row.fetchOne(
                db,
                sql: """
                    SELECT reason, by, at FROM main.finding_publication WHERE finding_id = ? ORDER BY id DESC LIMIT 1
                    """,
                arguments: [id]
            )
            return FindingPublication(
                isPublic: row.marking == 0,
                reason: newest?["reason"],
                by: newest?["by"],
                at: newest?["at"],
                isPossible: try RecordHandling(db).strictest(of: row.records).marking == 0
            )
        }
    }

    /// Whether a reader may see a finding, as every list of theirs does.
    func seesFinding(_ id: String, _ reader: Reader) async throws -> Bool {
        try await read(as: reader) { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM finding WHERE id = ?)", arguments: [id]) ?? false
        }
    }

    private func setPublic(_ isPublic: Bool, _ id: String, _ reason: String, _ actor: Reader) async throws {
        guard try await seesFinding(id, actor) else { throw StoreError(.notFound, "There is no finding \(id).") }
        try await change { [self] db, time in
            guard let basis = try FindingBasis(db, id) else {
                throw StoreError(.notFound, "There is no finding \(id).")
            }
            let owners = try Int64.fetchAll(
                db,
                sql: "SELECT agency_id FROM main.joint_owner WHERE joint_id = ? UNION ALL SELECT ?",
                arguments: [basis.owner, basis.owner]
            )
            let own = actor.agency.rawValue
            try require(.publish, of: actor, over: owners.contains(own) ? own : basis.owner, to: "finding", in: db)
            try Self.requireReason(reason)
            guard try !isPublic || RecordHandling(db).strictest(of: basis.records).marking == 0 else {
                throw StoreError(.invalid, "It rests on records that not everybody may see.")
            }
            try db.execute(
                sql: """
                    INSERT INTO main.finding_publication (finding_id, is_public, rule_version, record_ids, reason, by, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, isPublic, basis.ruleVersion, FindingDraft.text(of: basis.records), reason, actor.name,
                    Self.timestamp(time),
                ]
            )
            try db.execute(
                sql: "UPDATE main.finding SET marking = ? WHERE id = ?",
                arguments: [isPublic ? 0 : PublishedFindings.otherwise, id]
            )
            let action = isPublic ? "published" : "taken-back"
            try Self.note(actor, did: action, to: "finding", id, detail: reason, at: time, in: db)
        }
    }
}

/// What a finding rests on, as it stands.
private struct FindingBasis {
    let ruleVersion: Int
    let records: [Int64]
    let marking: Int
    let owner: Int64

    init?(_ db: Database, _ id: String) throws {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT rule_version, record_ids, marking, owner FROM main.finding WHERE id = ?",
            arguments: [id]
        )
        guard let row else { return nil }
        (ruleVersion, marking, owner) = (row["rule_version"], row["marking"], row["owner"])
        records = (row["record_ids"] as String).split(separator: " ").compactMap { Int64($0) }
    }
}

/// Which findings of a rule may be shown to everybody, as people decided.
struct PublishedFindings {
    /// The marking of a finding that rests on public records and that nobody has published: TLP:GREEN.
    static let otherwise = 1

    /// The records that a published finding rested on then, by its identifier.
    private let records: [String: String]

    init(_ db: Database, ruleVersion: Int) throws {
        var records: [String: String] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT finding_id, is_public, rule_version, record_ids FROM main.finding_publication
                WHERE id IN (SELECT max(id) FROM main.finding_publication GROUP BY finding_id)
                """
        )
        while let row = try rows.next() {
            guard row["is_public"], row["rule_version"] == ruleVersion else { continue }
            records[row["finding_id"]] = row["record_ids"]
        }
        self.records = records
    }

    /// The marking of a finding, given that of what it rests on.
    func marking(of draft: FindingDraft, restingOn marking: Int) -> Int {
        marking > 0 || records[draft.id] == FindingDraft.text(of: draft.records) ? marking : Self.otherwise
    }
}

/// The table of what people decided about showing findings to everybody.
enum PublicationTable {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Findings published and taken back; never changed, the newest row of a finding counts.
                CREATE TABLE finding_publication (
                    id INTEGER PRIMARY KEY,
                    finding_id TEXT NOT NULL,
                    is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
                    -- What it rested on then: it stays public as long as that is the same.
                    rule_version INTEGER NOT NULL,
                    record_ids TEXT NOT NULL,
                    reason TEXT NOT NULL,
                    by TEXT NOT NULL,
                    at TEXT NOT NULL
                ) STRICT;
                CREATE INDEX finding_publication_finding ON finding_publication (finding_id, id);
                -- Until now a finding was public as soon as its records were.
                UPDATE finding SET marking = 1 WHERE marking = 0;
                """
        )
    }
}
