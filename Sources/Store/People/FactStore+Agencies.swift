import Foundation
import GRDB
public import Vocabulary

extension FactStore {
    /// The agencies of this store; whom to ask is for everybody to know.
    public func agencies() async throws -> [Agency] {
        try await readTables { db in
            try Row.fetchAll(db, sql: "SELECT * FROM main.agency WHERE kind <> 'joint' ORDER BY id").map(Agency.init)
        }
    }

    /// Makes an agency.
    public func addAgency(_ draft: Agency.Draft, by actor: Reader) async throws -> AgencyNumber {
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "agency", in: db)
            try Self.check(draft)
            return AgencyNumber(rawValue: try Self.insert(draft, by: actor, at: time, in: db))
        }
    }

    static func insert(_ draft: Agency.Draft, by actor: Reader, at time: Date, in db: Database) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO main.agency (name, kind, country, contact, state) VALUES (?, ?, ?, ?, ?)",
            arguments: arguments(draft)
        )
        let number = db.lastInsertedRowID
        try note(actor, did: "agency-added", to: "agency", "\(number)", detail: draft.name, at: time, in: db)
        return number
    }

    /// Changes what is said about an agency.
    public func changeAgency(_ number: AgencyNumber, to draft: Agency.Draft, by actor: Reader) async throws {
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "agency", in: db)
            try Self.check(draft)
            try db.execute(
                sql: """
                    UPDATE main.agency SET name = ?, kind = ?, country = ?, contact = ?, state = ?
                    WHERE id = ? AND kind <> 'joint'
                    """,
                arguments: Self.arguments(draft) + [number.rawValue]
            )
            guard db.changesCount == 1 else { throw StoreError(.notFound, "There is no agency \(number.rawValue).") }
            let id = "\(number.rawValue)"
            try Self.note(actor, did: "agency-changed", to: "agency", id, detail: draft.name, at: time, in: db)
        }
    }

    static func check(_ draft: Agency.Draft) throws(StoreError) {
        guard draft.name.contains(where: { !$0.isWhitespace }) else {
            throw StoreError(.invalid, "An agency needs a name.")
        }
    }

    private static func arguments(_ draft: Agency.Draft) -> StatementArguments {
        [draft.name, draft.kind.rawValue, draft.country, draft.contact, draft.isActive ? "active" : "suspended"]
    }

    /// Runs a change of people, agencies or groups; what is there already is said so.
    func change<T: Sendable>(_ body: @Sendable @escaping (Database, Date) throws -> T) async throws -> T {
        let time = now()
        do {
            return try await write { db in try body(db, time) }
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
            || error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
        {
            throw StoreError(.conflict, "Something of that name is there already.")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw StoreError(.notFound, "Something that it refers to is not there.")
        }
    }
}

/// Agencies that share with one another.
public struct SharingGroup: Sendable, Hashable {
    /// Its number.
    public let number: Int64
    /// Its name.
    public let name: String
    /// What it is for.
    public let about: String
    /// Whether it is in force.
    public let isActive: Bool
    /// The strictest marking that each member sees of the others' rows.
    public let ceilings: [AgencyNumber: HandlingMarking]
}

extension FactStore {
    /// The sharing groups: all for whoever manages agencies, those of the own agency for anybody else.
    public func sharingGroups(as reader: Reader) async throws -> [SharingGroup] {
        try await readTables { [self] db in
            let standing = try standing(of: reader, in: db)
            return try Row.fetchAll(db, sql: "SELECT * FROM main.sharing_group ORDER BY id").compactMap { row in
                let number: Int64 = row["id"]
                var ceilings: [AgencyNumber: HandlingMarking] = [:]
                let members = try Row.fetchAll(
                    db,
                    sql: "SELECT agency_id, ceiling FROM main.group_member WHERE group_id = ?",
                    arguments: [number]
                )
                for member in members {
                    ceilings[AgencyNumber(rawValue: member[0])] = HandlingMarking(rawValue: member[1])
                }
                guard
                    standing.capabilities.contains(.manageAgencies)
                        || ceilings[AgencyNumber(rawValue: standing.agency)] != nil
                else { return nil }
                return SharingGroup(
                    number: number,
                    name: row["name"],
                    about: row["about"],
                    isActive: row["state"] == "active",
                    ceilings: ceilings
                )
            }
        }
    }

    /// Makes a sharing group without members.
    public func addSharingGroup(_ name: String, about: String = "", by actor: Reader) async throws -> Int64 {
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "sharing_group", in: db)
            guard name.contains(where: { !$0.isWhitespace }) else {
                throw StoreError(.invalid, "A group needs a name.")
            }
            try db.execute(
                sql: "INSERT INTO main.sharing_group (name, about) VALUES (?, ?)",
                arguments: [name, about]
            )
            let number = db.lastInsertedRowID
            try Self.note(actor, did: "group-added", to: "sharing_group", "\(number)", detail: name, at: time, in: db)
            return number
        }
    }

    /// Ends or resumes a sharing group.
    public func setSharingGroup(_ number: Int64, isActive: Bool, by actor: Reader) async throws {
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "sharing_group", in: db)
            try db.execute(
                sql: "UPDATE main.sharing_group SET state = ? WHERE id = ?",
                arguments: [isActive ? "active" : "closed", number]
            )
            guard db.changesCount == 1 else { throw StoreError(.notFound, "There is no group \(number).") }
            let action = isActive ? "group-resumed" : "group-closed"
            try Self.note(actor, did: action, to: "sharing_group", "\(number)", at: time, in: db)
        }
    }

    /// Sets the strictest marking that a member sees of the others' rows, which makes it a member; nil takes it out.
    ///
    /// - Throws: ``StoreError`` with `invalid` for TLP:RED, which is for named persons only.
    public func setCeiling(
        _ ceiling: HandlingMarking?,
        of agency: AgencyNumber,
        in group: Int64,
        by actor: Reader
    ) async throws {
        guard ceiling != .red else { throw StoreError(.invalid, "TLP:RED is shared with named persons, not groups.") }
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "sharing_group", in: db)
            if let ceiling {
                try db.execute(
                    sql: """
                        INSERT INTO main.group_member (group_id, agency_id, ceiling) VALUES (?, ?, ?)
                        ON CONFLICT (group_id, agency_id) DO UPDATE SET ceiling = excluded.ceiling
                        """,
                    arguments: [group, agency.rawValue, ceiling.rawValue]
                )
            } else {
                try db.execute(
                    sql: "DELETE FROM main.group_member WHERE group_id = ? AND agency_id = ?",
                    arguments: [group, agency.rawValue]
                )
            }
            let detail = "agency \(agency.rawValue): \(ceiling?.label ?? "out")"
            try Self.note(
                actor,
                did: "group-ceiling",
                to: "sharing_group",
                "\(group)",
                detail: detail,
                at: time,
                in: db
            )
        }
    }
}
