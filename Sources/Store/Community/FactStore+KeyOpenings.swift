import Foundation
import GRDB

/// Requests to open a key that officers share, and what became of them.
extension FactStore {
    /// Asks for a key to be opened.
    ///
    /// - Returns: The number of the request.
    /// - Throws: ``StoreError`` with `notFound` if there is no such sharing or report, with `invalid` without a reason.
    public func askKeyOpening(_ draft: KeyOpeningDraft, by actor: Reader) async throws -> Int64 {
        try await change { [self] db, time in
            let (person, own) = try officer(actor, to: "key_opening", db)
            try Self.requireReason(draft.reason)
            let isThere = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM main.key_sharing WHERE id = ? AND agency_id = ? AND withdrawn_at IS NULL)
                    """,
                arguments: [draft.sharing, own]
            )
            guard isThere == true else { throw StoreError(.notFound, "There is no sharing \(draft.sharing).") }
            let report = try draft.reportNumber.map { try received($0, by: actor, db).0.report }
            let end = time.addingTimeInterval(draft.lifetime)
            try db.execute(
                sql: """
                    INSERT INTO main.key_opening (sharing_id, agency_id, person_id, requested_by, kind, reason, report,
                        report_number, request_key, sealed_key, asked_at, lapses_at, state)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked')
                    """,
                arguments: [
                    draft.sharing, own, person.rawValue, actor.name, draft.kind, draft.reason,
                    report.map { Data($0) }, draft.reportNumber, Data(draft.requestKey), Data(draft.sealedKey),
                    Self.timestamp(time), Self.timestamp(end),
                ]
            )
            let id = db.lastInsertedRowID
            let what = draft.reportNumber.map { "report \($0)" } ?? "the key"
            try Self.trace(actor, "key-opening-asked", id, own, "\(what), \(draft.kind): \(draft.reason)", time, db)
            return id
        }
    }

    /// The requests of the actor's organisation, or of all for those who read the whole trail: the newest first.
    public func keyOpenings(by actor: Reader, limit: Int = 200) async throws -> [KeyOpening] {
        let time = Self.timestamp(now())
        return try await readTables { [self] db in
            let standing = try require(.receiveReports, of: actor, to: "key_opening", in: db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.key_opening WHERE agency_id = ?1 OR ?2 ORDER BY id DESC LIMIT ?3
                    """,
                arguments: [standing.agency, standing.capabilities.contains(.readWholeTrail), max(0, limit)]
            ).map { try KeyOpening($0, at: time, db) }
        }
    }

    /// One request.
    ///
    /// - Throws: ``StoreError`` with `notFound`.
    public func keyOpening(_ id: Int64, by actor: Reader) async throws -> KeyOpening {
        let time = Self.timestamp(now())
        return try await readTables { [self] db in
            let standing = try require(.receiveReports, of: actor, to: "key_opening", in: db)
            let row = try Row.fetchOne(
                db,
                sql: "SELECT * FROM main.key_opening WHERE id = ?1 AND (agency_id = ?2 OR ?3)",
                arguments: [id, standing.agency, standing.capabilities.contains(.readWholeTrail)]
            )
            guard let row else { throw Self.noOpening(id) }
            return try KeyOpening(row, at: time, db)
        }
    }

    /// Keeps an officer's answer to a request; the latest counts until the key is opened.
    ///
    /// - Parameters:
    ///   - envelope: The share, sealed to the key of the request; nil for a refusal.
    ///   - reason: Why it is refused.
    /// - Throws: ``StoreError`` with `notFound` if the actor has no share, with `conflict` if the request has ended, with
    ///   `invalid` for a refusal without a reason.
    public func answerKeyOpening(_ id: Int64, giving envelope: [UInt8]?, reason: String?, by actor: Reader) async throws
    {
        try await change { [self] db, time in
            let (person, own) = try officer(actor, to: "key_opening", db)
            let opening = try Self.standing(id, of: own, at: time, db)
            let shares = try Self.shares(of: opening.sharing, db)
            guard let share = shares.first(where: { $0.person == person && $0.isUsable }) else {
                throw StoreError(.notFound, "There is no such share.")
            }
            guard opening.state == .asked else { throw StoreError(.conflict, "The key was opened already.") }
            if envelope == nil { try Self.requireReason(reason ?? "") }
            try Self.erasing(db) {
                try db.execute(
                    sql: """
                        INSERT INTO main.key_opening_answer (opening_id, number, person_id, officer, is_given, reason, at,
                            envelope) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET is_given = excluded.is_given, reason = excluded.reason, at = excluded.at,
                            envelope = excluded.envelope
                        """,
                    arguments: [
                        id, share.number, person.rawValue, actor.name, envelope != nil, envelope == nil ? reason : nil,
                        Self.timestamp(time), envelope.map { Data($0) },
                    ]
                )
            }
            let action = envelope == nil ? "key-share-refused" : "key-share-given"
            let detail = "share \(share.number)" + (envelope == nil ? ": \(reason ?? "")" : "")
            try Self.trace(actor, action, id, own, detail, time, db)
            let refused = Set(
                try UInt8.fetchAll(
                    db,
                    sql: "SELECT number FROM main.key_opening_answer WHERE opening_id = ? AND is_given = 0",
                    arguments: [id]
                )
            )
            let needed = try Int.fetchOne(
                db,
                sql: "SELECT needed FROM main.key_sharing WHERE id = ?",
                arguments: [opening.sharing]
            )
            guard shares.count(where: { $0.isUsable && !refused.contains($0.number) }) < needed ?? 0 else { return }
            try Self.end(id, as: .refused, by: actor.name, because: nil, at: time, db)
        }
    }

    /// What was given so far, for the requester alone.
    ///
    /// - Throws: ``StoreError`` with `notFound` for anybody else, with `conflict` if the request has ended.
    public func gatheredShares(for id: Int64, by actor: Reader) async throws -> GatheredShares {
        let time = now()
        return try await readTables { [self] db in
            let (person, own) = try officer(actor, to: "key_opening", db)
            let opening = try Self.standing(id, of: own, at: time, db)
            guard opening.person == person else { throw Self.noOpening(id) }
            let sealed = try Data.fetchOne(
                db,
                sql: "SELECT sealed_key FROM main.key_opening WHERE id = ?",
                arguments: [id]
            )
            guard let sealed else { throw Self.hasEnded(id) }
            let shares = try Row.fetchAll(
                db,
                sql: """
                    SELECT number, officer, envelope FROM main.key_opening_answer
                    WHERE opening_id = ? AND is_given = 1 AND envelope IS NOT NULL ORDER BY number
                    """,
                arguments: [id]
            )
            return GatheredShares(
                sealedKey: Array(sealed),
                shares: shares.map { row in
                    GatheredShares.Share(
                        number: row["number"],
                        officer: row["officer"],
                        envelope: Array(row["envelope"] as Data)
                    )
                }
            )
        }
    }

    /// Writes the record of an opening into the trail, which the ledger commits to; only then may the key be used.
    ///
    /// - Parameter record: The record as canonical text.
    /// - Throws: ``StoreError`` with `notFound` for anybody but the requester, with `conflict` if the request has ended.
    public func recordKeyOpening(_ id: Int64, _ record: String, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (person, own) = try officer(actor, to: "key_opening", db)
            let opening = try Self.standing(id, of: own, at: time, db)
            guard opening.person == person else { throw Self.noOpening(id) }
            try Self.trace(actor, "key-opened", id, own, record, time, db)
            try db.execute(
                sql: "UPDATE main.key_opening SET state = 'opened', opened_at = COALESCE(opened_at, ?) WHERE id = ?",
                arguments: [Self.timestamp(time), id]
            )
        }
    }

    /// Ends a request: its requester takes it back, or has done what it was for.
    public func endKeyOpening(_ id: Int64, because reason: String?, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (person, own) = try officer(actor, to: "key_opening", db)
            let opening = try Self.standing(id, of: own, at: time, db)
            guard opening.person == person else { throw Self.noOpening(id) }
            let state: KeyOpening.State = opening.state == .opened ? .done : .cancelled
            try Self.end(id, as: state, by: actor.name, because: reason, at: time, db)
            try Self.trace(actor, "key-opening-ended", id, own, reason, time, db)
        }
    }

    /// Ends the requests whose time has passed: what was sealed for them goes.
    ///
    /// - Returns: How many.
    @discardableResult
    public func endLapsedKeyOpenings() async throws -> Int {
        let time = now()
        let due = try await readTables { db in try Self.lapsed(at: time, db) }
        guard !due.isEmpty else { return 0 }
        return try await write { db in
            let due = try Self.lapsed(at: time, db)
            for (id, agency, isOpened) in due {
                try Self.end(id, as: isOpened ? .done : .lapsed, by: nil, because: nil, at: time, db)
                try Self.trace(.system, "key-opening-lapsed", id, agency, nil, time, db)
            }
            return due.count
        }
    }

    /// The envelopes of a report itself, closed.
    ///
    /// By them one sees to which keys it is sealed; who opens one says so in the trail (``openReport(_:as:for:case:)``).
    package func reportEnvelopes(_ id: Int64, by actor: Reader) async throws -> [[UInt8]] {
        try await readTables { [self] db in
            _ = try received(id, by: actor, db)
            return try Self.parts(of: id, [1], in: db).map(\.envelope)
        }
    }

    // MARK: Parts

    private static func lapsed(at time: Date, _ db: Database) throws -> [(Int64, agency: Int64, isOpened: Bool)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, agency_id, state = 'opened' FROM main.key_opening
                WHERE state IN ('asked', 'opened') AND lapses_at <= ?
                """,
            arguments: [timestamp(time)]
        ).map { ($0[0], $0[1], $0[2]) }
    }

    /// A request of an organisation that has not ended.
    private static func standing(_ id: Int64, of agency: Int64, at time: Date, _ db: Database) throws -> KeyOpening {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM main.key_opening WHERE id = ? AND agency_id = ?",
            arguments: [id, agency]
        )
        guard let row else { throw noOpening(id) }
        let opening = try KeyOpening(row, at: timestamp(time), db)
        guard !opening.state.isEnd else { throw hasEnded(id) }
        return opening
    }

    /// Ends a request; the shares that were given for it and the key that they are sealed to are overwritten.
    static func end(
        _ id: Int64,
        as state: KeyOpening.State,
        by name: String?,
        because reason: String?,
        at time: Date,
        _ db: Database
    ) throws {
        try erasing(db) {
            try db.execute(
                sql: "UPDATE main.key_opening_answer SET envelope = NULL WHERE opening_id = ?",
                arguments: [id]
            )
            try db.execute(
                sql: """
                    UPDATE main.key_opening SET state = ?, ended_at = ?, ended_by = ?, end_reason = ?, sealed_key = NULL
                    WHERE id = ?
                    """,
                arguments: [state.rawValue, timestamp(time), name, reason, id]
            )
        }
    }

    private static func trace(
        _ actor: Reader,
        _ action: String,
        _ id: Int64,
        _ agency: Int64,
        _ detail: String?,
        _ time: Date,
        _ db: Database
    ) throws {
        try note(actor, did: action, to: "key_opening", "\(id)", owner: (agency, 2), detail: detail, at: time, in: db)
    }

    private static func noOpening(_ id: Int64) -> StoreError {
        StoreError(.notFound, "There is no request \(id) to open a key.")
    }

    private static func hasEnded(_ id: Int64) -> StoreError { StoreError(.conflict, "The request \(id) has ended.") }
}

extension KeyOpening {
    /// - Parameter time: The time at which its own time may have passed.
    init(_ row: Row, at time: String, _ db: Database) throws {
        let id: Int64 = row["id"]
        var state: State = try row.word("state")
        // Whose time has passed is over, whether or not somebody has looked since.
        if !state.isEnd, (row["lapses_at"] as String) <= time { state = state == .opened ? .done : .lapsed }
        self.init(
            id: id,
            sharing: row["sharing_id"],
            agency: AgencyNumber(rawValue: row["agency_id"]),
            person: PersonNumber(rawValue: row["person_id"]),
            requestedBy: row["requested_by"],
            kind: row["kind"],
            reason: row["reason"],
            report: (row["report"] as Data?).map { Array($0) },
            reportNumber: row["report_number"],
            requestKey: Array(row["request_key"] as Data),
            askedAt: row["asked_at"],
            lapsesAt: row["lapses_at"],
            state: state,
            openedAt: row["opened_at"],
            endedAt: row["ended_at"],
            endedBy: row["ended_by"],
            endReason: row["end_reason"],
            answers: try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.key_opening_answer WHERE opening_id = ? ORDER BY number",
                arguments: [id]
            ).map(Answer.init)
        )
    }
}

extension KeyOpening.Answer {
    init(_ row: Row) {
        self.init(
            number: row["number"],
            person: PersonNumber(rawValue: row["person_id"]),
            officer: row["officer"],
            isGiven: row["is_given"],
            reason: row["reason"],
            at: row["at"]
        )
    }
}
