import Foundation
import GRDB

/// Officers' own keys, and the sharing out of an organisation's key among them.
extension FactStore {
    /// The roles with which somebody may open the reports of their organisation, as a list in SQL.
    private static let officerRoles = Role.allCases
        .filter { Capabilities.of($0).contains(.receiveReports) }
        .map { "'\($0.rawValue)'" }
        .joined(separator: ",")

    /// Whether a person, `p` in the query, is an officer now.
    private static let isOfficerSQL = """
        p.state = 'active' AND EXISTS (SELECT 1 FROM main.person_role o WHERE o.person_id = p.id
            AND o.role IN (\(officerRoles)))
        """

    /// An officer of an organisation, who is a person and not a program nor the machine.
    func officer(_ actor: Reader, to subject: String, _ db: Database) throws -> (person: PersonNumber, agency: Int64) {
        let own = try require(.receiveReports, of: actor, to: subject, in: db).agency
        guard let person = actor.person, actor.session != nil else {
            throw Denial(.signIn, capability: .receiveReports, subject: subject, ask: try Agency.fetch(db, own))
        }
        return (person, own)
    }

    /// The actor's own keys for shares, the present one first.
    public func officerKeys(by actor: Reader) async throws -> [OfficerKey] {
        try await readTables { [self] db in
            let (person, _) = try officer(actor, to: "officer_key", db)
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.officer_key WHERE person_id = ? ORDER BY id DESC",
                arguments: [person.rawValue]
            ).map(OfficerKey.init)
        }
    }

    /// Puts a key for shares in the place of the actor's present one, which goes on opening what was sealed to it.
    public func setOfficerKey(publicKey: [UInt8], sealedKey: [UInt8], by actor: Reader) async throws {
        try await change { [self] db, time in
            let (person, own) = try officer(actor, to: "officer_key", db)
            try db.execute(
                sql: "UPDATE main.officer_key SET retired_at = ? WHERE person_id = ? AND retired_at IS NULL",
                arguments: [Self.timestamp(time), person.rawValue]
            )
            try db.execute(
                sql: "INSERT INTO main.officer_key (person_id, public_key, sealed_key, made_at) VALUES (?, ?, ?, ?)",
                arguments: [person.rawValue, Data(publicKey), Data(sealedKey), Self.timestamp(time)]
            )
            try Self.note(
                actor,
                did: "share-key-made",
                to: "person",
                "\(person.rawValue)",
                owner: (own, 2),
                at: time,
                in: db
            )
        }
    }

    /// Everybody of the actor's organisation who may open its reports, by name.
    public func escrowOfficers(by actor: Reader) async throws -> [EscrowOfficer] {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "officer_key", in: db).agency
            return try Self.officers(of: own, db)
        }
    }

    private static func officers(of agency: Int64, _ db: Database) throws -> [EscrowOfficer] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.id, p.name, k.public_key FROM main.person p
                LEFT JOIN main.officer_key k ON k.person_id = p.id AND k.retired_at IS NULL
                WHERE p.agency_id = ? AND \(isOfficerSQL) ORDER BY p.name, p.id
                """,
            arguments: [agency]
        ).map { row in
            EscrowOfficer(
                person: PersonNumber(rawValue: row["id"]),
                name: row["name"],
                shareKey: (row["public_key"] as Data?).map { Array($0) }
            )
        }
    }

    /// Keeps a sharing of a key of the actor's organisation, in the place of the one before: what was sealed for that one goes,
    /// and its requests end.
    ///
    /// - Throws: ``StoreError`` with `conflict` if somebody is no officer any more or has made another key meanwhile, with
    ///   `notFound` if the organisation has no such key.
    public func shareKey(_ draft: KeySharingDraft, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (_, own) = try officer(actor, to: "key_sharing", db)
            let isOwn = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM main.reporting_key WHERE agency_id = ? AND public_key = ?)",
                arguments: [own, Data(draft.publicKey)]
            )
            guard isOwn == true else { throw StoreError(.notFound, "The organisation has no such key.") }
            let present = Set(try Self.officers(of: own, db))
            guard draft.shares.allSatisfy({ present.contains($0.officer) && $0.officer.shareKey != nil }) else {
                throw StoreError(.conflict, "Somebody is no officer any more, or has made another key.")
            }
            try Self.withdraw("s.public_key = ?", [Data(draft.publicKey)], by: actor, at: time, db)
            try db.execute(
                sql: """
                    INSERT INTO main.key_sharing (agency_id, record, public_key, needed, made_at, made_by)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    own, Data(draft.record), Data(draft.publicKey), draft.needed, Self.timestamp(time), actor.name,
                ]
            )
            let id = db.lastInsertedRowID
            for share in draft.shares {
                try db.execute(
                    sql: """
                        INSERT INTO main.key_share (sharing_id, number, person_id, officer, officer_key, envelope)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        id, share.number, share.officer.person.rawValue, share.officer.name,
                        share.officer.shareKey.map { Data($0) }, Data(share.envelope),
                    ]
                )
            }
            let names = draft.shares.map(\.officer.name).joined(separator: ", ")
            try Self.note(
                actor,
                did: "key-shared",
                to: "key_sharing",
                "\(id)",
                owner: (own, 2),
                detail: "\(draft.needed) of \(draft.shares.count): \(names)",
                at: time,
                in: db
            )
        }
    }

    /// Withdraws a sharing: what was sealed for it goes, and its requests end.
    public func withdrawSharing(_ id: Int64, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (_, own) = try officer(actor, to: "key_sharing", db)
            let count = try Self.withdraw("s.id = ? AND s.agency_id = ?", [id, own], by: actor, at: time, db)
            guard count > 0 else { throw StoreError(.notFound, "There is no sharing \(id).") }
        }
    }

    @discardableResult
    private static func withdraw(
        _ condition: String,
        _ arguments: StatementArguments,
        by actor: Reader,
        at time: Date,
        _ db: Database
    ) throws -> Int {
        let found = try Row.fetchAll(
            db,
            sql: "SELECT s.id, s.agency_id FROM main.key_sharing s WHERE s.withdrawn_at IS NULL AND \(condition)",
            arguments: arguments
        )
        for row in found {
            let (id, agency): (Int64, Int64) = (row[0], row[1])
            let openings = try Int64.fetchAll(
                db,
                sql: "SELECT id FROM main.key_opening WHERE sharing_id = ? AND state IN ('asked', 'opened')",
                arguments: [id]
            )
            for opening in openings { try end(opening, as: .cancelled, by: actor.name, because: nil, at: time, db) }
            try erasing(db) {
                try db.execute(sql: "UPDATE main.key_share SET envelope = NULL WHERE sharing_id = ?", arguments: [id])
            }
            try db.execute(
                sql: "UPDATE main.key_sharing SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?",
                arguments: [timestamp(time), actor.name, id]
            )
            try note(
                actor,
                did: "key-sharing-withdrawn",
                to: "key_sharing",
                "\(id)",
                owner: (agency, 2),
                at: time,
                in: db
            )
        }
        return found.count
    }

    /// The sharings in force: those of the actor's organisation, or all for those who read the whole trail.
    public func keySharings(by actor: Reader) async throws -> [KeySharing] {
        try await readTables { [self] db in
            let standing = try require(.receiveReports, of: actor, to: "key_sharing", in: db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.key_sharing WHERE withdrawn_at IS NULL AND (agency_id = ?1 OR ?2)
                    ORDER BY agency_id, id DESC
                    """,
                arguments: [standing.agency, standing.capabilities.contains(.readWholeTrail)]
            ).map { try KeySharing($0, shares: Self.shares(of: $0["id"], db)) }
        }
    }

    static func shares(of sharing: Int64, _ db: Database) throws -> [KeySharing.Share] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT s.*, s.envelope IS NOT NULL AND p.agency_id = g.agency_id AND \(isOfficerSQL) AS is_officer
                FROM main.key_share s JOIN main.key_sharing g ON g.id = s.sharing_id
                JOIN main.person p ON p.id = s.person_id WHERE s.sharing_id = ? ORDER BY s.number
                """,
            arguments: [sharing]
        ).map(KeySharing.Share.init)
    }

    /// What the actor's share of a sharing is sealed to and in.
    ///
    /// - Throws: ``StoreError`` with `notFound` if they have none.
    public func ownShare(
        of sharing: Int64,
        by actor: Reader
    ) async throws -> (number: UInt8, envelope: [UInt8], sealedKey: [UInt8]) {
        try await readTables { [self] db in
            let (person, own) = try officer(actor, to: "key_share", db)
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT s.number, s.envelope, k.sealed_key FROM main.key_share s
                    JOIN main.key_sharing g ON g.id = s.sharing_id AND g.agency_id = ? AND g.withdrawn_at IS NULL
                    JOIN main.officer_key k ON k.public_key = s.officer_key
                    WHERE s.sharing_id = ? AND s.person_id = ? AND s.envelope IS NOT NULL
                    """,
                arguments: [own, sharing, person.rawValue]
            )
            guard let row else { throw StoreError(.notFound, "There is no such share.") }
            return (row["number"], Array(row["envelope"] as Data), Array(row["sealed_key"] as Data))
        }
    }

    /// Notes that the actor found their share right, or that it is lost or wrong.
    public func noteShare(of sharing: Int64, isRight: Bool, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (person, own) = try officer(actor, to: "key_share", db)
            let number = try UInt8.fetchOne(
                db,
                sql: """
                    SELECT s.number FROM main.key_share s JOIN main.key_sharing g ON g.id = s.sharing_id
                    WHERE s.sharing_id = ? AND s.person_id = ? AND g.agency_id = ?
                    """,
                arguments: [sharing, person.rawValue, own]
            )
            guard let number else { throw StoreError(.notFound, "There is no such share.") }
            try db.execute(
                sql: """
                    UPDATE main.key_share SET checked_at = CASE WHEN ?1 THEN ?2 ELSE checked_at END,
                        lost_at = CASE WHEN ?1 THEN NULL ELSE COALESCE(lost_at, ?2) END
                    WHERE sharing_id = ?3 AND number = ?4
                    """,
                arguments: [isRight, Self.timestamp(time), sharing, number]
            )
            try Self.note(
                actor,
                did: isRight ? "key-share-checked" : "key-share-lost",
                to: "key_sharing",
                "\(sharing)",
                owner: (own, 2),
                detail: "share \(number)",
                at: time,
                in: db
            )
        }
    }
}

extension OfficerKey {
    init(_ row: Row) {
        self.init(
            publicKey: Array(row["public_key"] as Data),
            sealedKey: Array(row["sealed_key"] as Data),
            madeAt: row["made_at"],
            retiredAt: row["retired_at"]
        )
    }
}

extension KeySharing {
    init(_ row: Row, shares: [Share]) {
        self.init(
            id: row["id"],
            agency: AgencyNumber(rawValue: row["agency_id"]),
            record: Array(row["record"] as Data),
            publicKey: Array(row["public_key"] as Data),
            needed: row["needed"],
            madeAt: row["made_at"],
            madeBy: row["made_by"],
            shares: shares
        )
    }
}

extension KeySharing.Share {
    init(_ row: Row) {
        self.init(
            number: row["number"],
            person: PersonNumber(rawValue: row["person_id"]),
            officer: row["officer"],
            officerKey: Array(row["officer_key"] as Data),
            isOfficer: row["is_officer"],
            checkedAt: row["checked_at"],
            lostAt: row["lost_at"]
        )
    }
}
