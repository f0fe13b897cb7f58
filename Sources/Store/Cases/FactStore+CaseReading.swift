import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// The cases that the reader sees, those first in which something was done last.
    public func cases(
        at stage: CaseCover.Stage? = nil,
        as reader: Reader
    ) async throws -> [CaseCover] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM case_file WHERE ?1 IS NULL OR stage = ?1 ORDER BY changed_at DESC, id DESC",
                arguments: [stage?.rawValue]
            ).map(CaseCover.init)
        }
    }

    /// A case; nil if there is none that the reader sees.
    public func caseCover(_ id: Int64, as reader: Reader) async throws -> CaseCover? {
        try await read(as: reader) { db in
            try Row.fetchOne(db, sql: "SELECT * FROM case_file WHERE id = ?", arguments: [id]).map(CaseCover.init)
        }
    }

    /// What is to be done in cases by the reader's agency, what is due first coming first.
    public func caseDuties(as reader: Reader) async throws -> [(file: CaseCover, duty: CaseDuty)] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT f.*, d.agency_id, d.kind, d.item, d.day, d.is_own
                    FROM case_duty d JOIN case_file f ON f.id = d.case_id
                    WHERE d.agency_id = reader_agency() ORDER BY d.day IS NULL, d.day, d.case_id, d.item
                    """
            ).map { (try CaseCover($0), try Self.duty($0)) }
        }
    }

    private static func duty(_ row: Row) throws -> CaseDuty {
        CaseDuty(
            of: AgencyNumber(rawValue: row["agency_id"]),
            try row.word("kind"),
            row["item"],
            until: (row["day"] as String?).flatMap { CalendarDay($0) },
            isOwn: row["is_own"]
        )
    }

    /// The acts of a case that the reader sees, in their order.
    package func caseEntries(of id: Int64, as reader: Reader) async throws -> [CaseEntry] {
        try await read(as: reader) { db in
            try Row.fetchAll(db, sql: "SELECT * FROM case_act WHERE case_id = ? ORDER BY id", arguments: [id])
                .map(Self.entry)
        }
    }

    /// Every act of a case that the reader sees, with what partners keep to themselves: for the kernel to work out whether
    /// another act may be kept, and for nobody's eyes.
    package func everyCaseEntry(of id: Int64, as reader: Reader) async throws -> [CaseEntry]? {
        guard try await caseCover(id, as: reader) != nil else { return nil }
        return try await readTables { db in
            try Row.fetchAll(db, sql: "SELECT * FROM main.case_act WHERE case_id = ? ORDER BY id", arguments: [id])
                .map(Self.entry)
        }
    }

    private static func entry(_ row: Row) -> CaseEntry {
        CaseEntry(
            id: row["act_id"],
            of: AgencyNumber(rawValue: row["agency_id"]),
            isOwn: row["is_own"],
            bytes: Array(row["bytes"] as Data)
        )
    }

    /// The cases that name a thing: those that the reader sees, and whom to ask about others whose lead allows that.
    ///
    /// Of a case that the reader does not see, nothing is told but that its lead can be asked; readers who do not work on cases
    /// are told nothing.
    public func casesNaming(_ subject: NamedByCase, as reader: Reader) async throws -> CasesNaming {
        guard reader.can(.workCases) else { return CasesNaming(seen: [], asked: []) }
        let seen = try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT f.* FROM case_file f JOIN case_subject s ON s.case_id = f.id
                    WHERE s.kind = ? AND s.subject_id = ? ORDER BY f.id DESC
                    """,
                arguments: [subject.kind, subject.id]
            ).map(CaseCover.init)
        }
        let ids = Set(seen.map(\.id))
        let known = try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT f.id, f.lead_id FROM main.case_file f JOIN main.case_subject s ON s.case_id = f.id
                    WHERE s.kind = ? AND s.subject_id = ? AND f.is_known = 1
                    """,
                arguments: [subject.kind, subject.id]
            ).map { (id: $0[0] as Int64, lead: AgencyNumber(rawValue: $0[1])) }
        }
        let asked = Set(known.filter { !ids.contains($0.id) }.map(\.lead)).subtracting([reader.agency])
        return CasesNaming(seen: seen, asked: asked.sorted { $0.rawValue < $1.rawValue })
    }
}

extension FactStore {
    /// Whether a reader sees a thing that a case may name: a fact, a finding, a record, a complaint.
    public func isSeen(_ thing: NamedByCase, as reader: Reader) async throws -> Bool {
        let (source, id) =
            switch thing.kind {
            case "grievance": ("remedy_file WHERE kind = 'grievance' AND id", "CAST(? AS INTEGER)")
            case "record": ("record WHERE id", "CAST(? AS INTEGER)")
            case let kind where GuardedSubject.kinds.contains(kind): ("\"\(kind)\" WHERE id", "?")
            default: ("", "")
            }
        guard !source.isEmpty else { return false }
        return try await read(as: reader) { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM \(source) = \(id))",
                arguments: [thing.id]
            ) ?? false
        }
    }
}
