import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// Opens a case with its first acts.
    ///
    /// - Parameter consequences: What the acts come to.
    /// - Returns: The number of the case: the same one where the very same was sent before.
    /// - Throws: ``Denial`` for who does not lead cases.
    package func openCase(
        _ entries: [CaseEntry],
        _ consequences: CaseConsequences,
        by actor: Reader
    ) async throws -> Int64 {
        try await change { [self] db, time in
            let standing = try require(.leadCases, of: actor, to: "case", in: db)
            guard let first = entries.first else { throw StoreError(.invalid, "A case begins with an act.") }
            let known = try Int64.fetchOne(
                db,
                sql: """
                    SELECT a.case_id FROM main.case_act a WHERE a.act_id = ? AND a.agency_id = ?
                      AND a.id = (SELECT min(b.id) FROM main.case_act b WHERE b.case_id = a.case_id)
                    """,
                arguments: [first.id, standing.agency]
            )
            // Sent twice: whatever moment the second time has, the case is there.
            if let known { return known }
            try db.execute(
                sql: """
                    INSERT INTO main.case_file (opened_at, title, stage, marking, lead_id, is_known, changed_at)
                    VALUES (?1, '', 'open', ?2, ?3, 0, ?1)
                    """,
                arguments: [Self.timestamp(time), consequences.marking.rawValue, standing.agency]
            )
            let id = db.lastInsertedRowID
            for entry in entries { try Self.insert(entry, ofCase: id, by: actor, at: time, in: db) }
            try Self.replace(consequences, ofCase: id, at: time, in: db)
            try Self.note(
                actor,
                did: "case-opened",
                to: "case",
                "\(id)",
                owner: (standing.agency, consequences.marking.rawValue),
                at: time,
                in: db
            )
            return id
        }
    }

    /// Keeps an act of a case, if nothing else came in meanwhile.
    ///
    /// - Parameters:
    ///   - count: How many acts the case had when the consequences were worked out.
    ///   - capability: What the act needs: ``Capability/workCases`` or ``Capability/leadCases``.
    ///   - word: What kind of act it is, for the trail.
    /// - Throws: ``StoreError`` with `notFound` if the actor does not see the case, `conflict` if the name stands for another
    ///   act; ``Denial`` if the actor's roles do not let them do it.
    package func appendToCase(
        _ id: Int64,
        _ entry: CaseEntry,
        after count: Int,
        _ consequences: CaseConsequences,
        needs capability: Capability,
        saying word: String,
        by actor: Reader
    ) async throws -> CaseWriting {
        try await change { [self] db, time in
            let cover = try requireCase(id, of: actor, db)
            try require(capability, of: actor, to: "case", in: db)
            let present = try Row.fetchOne(
                db,
                sql: "SELECT bytes, agency_id FROM main.case_act WHERE case_id = ? AND act_id = ?",
                arguments: [id, entry.id]
            )
            if let present {
                guard Array(present[0] as Data) == entry.bytes, present[1] == entry.agency.rawValue else {
                    throw StoreError(.conflict, "The act \(entry.id) is there, and says something else.")
                }
                return .known
            }
            let acts = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM main.case_act WHERE case_id = ?",
                arguments: [id]
            )
            guard acts == count else { return .stale }
            try Self.insert(entry, ofCase: id, by: actor, at: time, in: db)
            try Self.replace(consequences, ofCase: id, at: time, in: db)
            try Self.note(actor, did: "case-act", to: "case", "\(id)", owner: cover, detail: word, at: time, in: db)
            return .kept
        }
    }

    /// Notes that somebody opened a case.
    package func noteCaseRead(_ cover: CaseCover, by reader: Reader) async throws {
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "case-read",
                to: "case",
                "\(cover.id)",
                owner: (cover.lead.rawValue, cover.marking.rawValue),
                at: time,
                in: db
            )
        }
    }

    // MARK: Pieces

    /// Refuses who does not see a case; the view of cases asks the same question.
    func requireCase(
        _ id: Int64,
        of actor: Reader,
        _ db: Database
    ) throws -> (agency: Int64, marking: Int) {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT lead_id, marking FROM main.case_file WHERE id = ?",
            arguments: [id]
        )
        let missing = StoreError(.notFound, "There is no case \(id).")
        guard let row else { throw missing }
        let cover: (agency: Int64, marking: Int) = (row[0], row[1])
        let standing = try standing(of: actor, in: db)
        if standing.base >= HandlingMarking.red.rawValue { return cover }
        let isMember = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM main.case_member WHERE case_id = ? AND agency_id = ?)",
            arguments: [id, standing.agency]
        )
        guard isMember == true, cover.marking <= standing.own else { throw missing }
        return cover
    }

    private static func insert(
        _ entry: CaseEntry,
        ofCase id: Int64,
        by actor: Reader,
        at time: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO main.case_act (case_id, act_id, agency_id, is_own, bytes, at, by)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, entry.id, entry.agency.rawValue, entry.isOwn, Data(entry.bytes), timestamp(time), actor.name,
            ]
        )
    }

    private static func replace(
        _ consequences: CaseConsequences,
        ofCase id: Int64,
        at time: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                UPDATE main.case_file SET title = ?, stage = ?, marking = ?, lead_id = ?, is_known = ?, changed_at = ?
                WHERE id = ?
                """,
            arguments: [
                consequences.title, consequences.stage.rawValue, consequences.marking.rawValue,
                consequences.lead.rawValue, consequences.isKnown, timestamp(time), id,
            ]
        )
        for table in ["case_member", "case_subject", "case_duty"] {
            try db.execute(sql: "DELETE FROM main.\(table) WHERE case_id = ?", arguments: [id])
        }
        for agency in consequences.members {
            try db.execute(
                sql: "INSERT INTO main.case_member (case_id, agency_id) VALUES (?, ?)",
                arguments: [id, agency.rawValue]
            )
        }
        for subject in consequences.subjects {
            try db.execute(
                sql: "INSERT INTO main.case_subject (case_id, kind, subject_id) VALUES (?, ?, ?)",
                arguments: [id, subject.kind, subject.id]
            )
        }
        for duty in consequences.duties {
            try db.execute(
                sql: """
                    INSERT INTO main.case_duty (agency_id, case_id, kind, item, day, is_own) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    duty.agency.rawValue, id, duty.kind.rawValue, duty.item, duty.day?.text, duty.isOwn,
                ]
            )
        }
    }
}
