import Foundation
import GRDB
public import Vocabulary

/// A seal in force, for those who may know of it.
public struct Seal: Sendable, Hashable {
    /// One request to open it.
    public struct Opening: Sendable, Hashable {
        /// Where a request stands.
        public enum State: String, Sendable, Hashable, CaseIterable {
            /// It waits for a second person.
            case waiting
            /// It stands open for the two.
            case open
            /// Its time is over, or somebody closed it.
            case over
        }

        /// Its number.
        public let number: Int64
        /// Why it was asked for.
        public let reason: String
        /// Until when.
        public let until: String
        /// Who asked.
        public let first: PersonNumber
        /// The name of who asked.
        public let firstName: String
        /// The name of who confirmed.
        public let secondName: String?
        /// Where it stands.
        public let state: State
    }

    /// Its number.
    public let number: Int64
    /// What is sealed.
    public let subject: GuardedSubject
    /// Why.
    public let reason: String
    /// Whose thing it is.
    public let owner: AgencyNumber
    /// The marking of the thing.
    public let marking: HandlingMarking
    /// Who sealed it.
    public let by: String
    /// When.
    public let at: String
    /// The requests to open it, newest first.
    public let openings: [Opening]
}

/// Somebody who was named as a reader of a TLP:RED thing.
public struct Naming: Sendable, Hashable {
    /// Its number, to take it away.
    public let number: Int64
    /// The person.
    public let person: PersonNumber
    /// The person's name.
    public let name: String
    /// Why.
    public let reason: String
    /// Who named.
    public let by: String
    /// Until when, if it runs out.
    public let until: String?
}

extension FactStore {
    /// The seals in force that the reader may know of: those of things that they would see, for people with `open_seals`
    /// or `seal`.
    public func seals(as reader: Reader) async throws -> [Seal] {
        let time = Self.timestamp(now())
        return try await readTables { [self] db in
            let standing = try standing(of: reader, in: db)
            guard !standing.capabilities.isDisjoint(with: [.openSeals, .seal]) else { return [] }
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM main.seal WHERE lifted_at IS NULL ORDER BY id DESC")
            return try rows.compactMap { row in
                let subject = GuardedSubject(stored: row["subject_kind"], row["subject_id"])
                let owner: Int64 = row["owner"]
                guard let marking = HandlingMarking(rawValue: row["marking"]),
                    standing.sees(marking, of: owner, isNamed: standing.named.contains(subject))
                else { return nil }
                return Seal(
                    number: row["id"],
                    subject: subject,
                    reason: row["reason"],
                    owner: AgencyNumber(rawValue: owner),
                    marking: marking,
                    by: row["sealed_by"],
                    at: row["sealed_at"],
                    openings: try Self.openings(of: row["id"], at: time, db)
                )
            }
        }
    }

    /// Who was named as a reader of a thing, for those who name readers of their agency's things.
    public func namings(of subject: GuardedSubject, as reader: Reader) async throws -> [Naming] {
        let time = Self.timestamp(now())
        return try await readTables { [self] db in
            let data = try owned(subject, for: reader, db)
            try require(.nameReaders, of: reader, over: data.agency, to: subject.kind, in: db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT n.*, p.name FROM main.named_reader n JOIN main.person p ON p.id = n.person_id
                    WHERE n.subject_kind = ? AND n.subject_id = ? AND n.revoked_at IS NULL
                      AND (n.until IS NULL OR n.until > ?) ORDER BY n.id
                    """,
                arguments: [subject.kind, subject.id, time]
            ).map { row in
                Naming(
                    number: row["id"],
                    person: PersonNumber(rawValue: row["person_id"]),
                    name: row["name"],
                    reason: row["reason"],
                    by: row["named_by"],
                    until: row["until"]
                )
            }
        }
    }

    /// Whose a thing is and how it is marked, if the reader sees it.
    public func handling(
        of subject: GuardedSubject,
        as reader: Reader
    ) async throws -> (owner: AgencyNumber, marking: HandlingMarking)? {
        let isSeen = try await read(as: reader) { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM \"\(subject.kind)\" WHERE id = ?)",
                arguments: [subject.id]
            )
        }
        guard isSeen == true else { return nil }
        return try await readTables { db in
            guard let data = try Self.ownership(of: subject.kind, subject.id, in: db),
                let marking = HandlingMarking(rawValue: data.marking)
            else { return nil }
            return (AgencyNumber(rawValue: data.agency), marking)
        }
    }

    private static func openings(of seal: Int64, at time: String, _ db: Database) throws -> [Seal.Opening] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT o.*, f.name AS first_name, s.name AS second_name FROM main.seal_opening o
                JOIN main.person f ON f.id = o.first_person LEFT JOIN main.person s ON s.id = o.second_person
                WHERE o.seal_id = ? ORDER BY o.id DESC
                """,
            arguments: [seal]
        ).map { row in
            let until: String = row["until"]
            let isClosed = row["closed_at"] as String? != nil
            let isOpened = row["second_at"] as String? != nil
            return Seal.Opening(
                number: row["id"],
                reason: row["reason"],
                until: until,
                first: PersonNumber(rawValue: row["first_person"]),
                firstName: row["first_name"],
                secondName: row["second_name"],
                state: isClosed || until <= time ? .over : isOpened ? .open : .waiting
            )
        }
    }
}
