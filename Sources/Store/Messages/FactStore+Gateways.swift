import Foundation
import GRDB

/// The gateways of text messages: made and changed by who has `manage_messages`.
extension FactStore {
    /// Every gateway, by name; for the parts of the server that speak with them.
    public func messageGateways() async throws -> [MessageGateway] {
        try await readTables { db in
            try Row.fetchAll(db, sql: "SELECT * FROM main.message_gateway ORDER BY name").map(MessageGateway.init)
        }
    }

    /// The gateway of a name; nil if there is none.
    public func messageGateway(_ name: String) async throws -> MessageGateway? {
        try await readTables { db in
            try Row.fetchOne(db, sql: "SELECT * FROM main.message_gateway WHERE name = ?", arguments: [name])
                .map(MessageGateway.init)
        }
    }

    /// How every gateway is doing.
    public func messageGatewayStates(as actor: Reader) async throws -> [MessageGatewayState] {
        let since = Self.day(now().addingTimeInterval(-30 * 86_400))
        return try await readTables { [self] db in
            try require(.manageMessages, of: actor, to: "message_gateway", in: db)
            return try Row.fetchAll(db, sql: "SELECT * FROM main.message_gateway ORDER BY name").map { row in
                try Self.state(try MessageGateway(row), since: since, in: db)
            }
        }
    }

    private static func state(_ gateway: MessageGateway, since: String, in db: Database) throws -> MessageGatewayState {
        func counts(_ sql: String, _ arguments: StatementArguments) throws -> [String: Int] {
            Dictionary(
                try Row.fetchAll(db, sql: sql, arguments: arguments).map { ($0[0] as String, $0[1] as Int) },
                uniquingKeysWith: +
            )
        }
        let waiting = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*), min(written_at) FROM main.message_out
                WHERE gateway = ? AND state IN ('waiting', 'sending')
                """,
            arguments: [gateway.name]
        )
        return MessageGatewayState(
            gateway: gateway,
            open: waiting?[0] ?? 0,
            oldest: waiting?[1],
            ends: try counts(
                """
                SELECT coalesce(ending, state), count(*) FROM main.message_out
                WHERE gateway = ? AND settled_on >= ? GROUP BY 1
                """,
                [gateway.name, since]
            ),
            troubles: try counts(
                "SELECT reason, sum(count) FROM main.message_trouble WHERE gateway = ? AND day >= ? GROUP BY 1",
                [gateway.name, since]
            ),
            lastArrival: try String.fetchOne(
                db,
                sql: "SELECT max(day) FROM main.message_arrival WHERE gateway = ?",
                arguments: [gateway.name]
            )
        )
    }

    /// Makes a gateway.
    ///
    /// - Throws: ``StoreError`` with `conflict` if there is one of that name.
    public func addMessageGateway(_ gateway: MessageGateway, by actor: Reader) async throws {
        try await change { [self] db, time in
            try require(.manageMessages, of: actor, to: "message_gateway", in: db)
            try db.execute(
                sql: """
                    INSERT INTO main.message_gateway (name, shape, push_address, account, calling_code, trunk_prefix,
                        shortest, longest, language, sealed_secret, sealed_authorization, is_on, made_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    gateway.name, gateway.shape, gateway.pushAddress, gateway.account, gateway.callingCode,
                    gateway.trunkPrefix, gateway.nationalDigits.lowerBound, gateway.nationalDigits.upperBound,
                    gateway.language, Data(gateway.sealedSecret), gateway.sealedAuthorization.map { Data($0) },
                    gateway.isOn, Self.timestamp(time),
                ]
            )
            try Self.note(actor, did: "gateway-made", to: "message_gateway", gateway.name, at: time, in: db)
        }
    }

    /// Gives a gateway another secret; the one before stays good until the next change.
    public func setMessageSecret(_ sealed: [UInt8], of name: String, by actor: Reader) async throws {
        try await change { [self] db, time in
            try require(.manageMessages, of: actor, to: "message_gateway", in: db)
            try db.execute(
                sql: "UPDATE main.message_gateway SET sealed_earlier = sealed_secret, sealed_secret = ? WHERE name = ?",
                arguments: [Data(sealed), name]
            )
            guard db.changesCount == 1 else { throw StoreError(.notFound, "There is no gateway \(name).") }
            try Self.note(actor, did: "gateway-secret", to: "message_gateway", name, at: time, in: db)
        }
    }

    /// Switches a gateway on or off; switched off, the secret before its present one is forgotten.
    public func setMessageGateway(_ name: String, isOn: Bool, by actor: Reader) async throws {
        try await change { [self] db, time in
            try require(.manageMessages, of: actor, to: "message_gateway", in: db)
            try db.execute(
                sql: """
                    UPDATE main.message_gateway SET is_on = ?1,
                        sealed_earlier = CASE WHEN ?1 THEN sealed_earlier END WHERE name = ?2
                    """,
                arguments: [isOn, name]
            )
            guard db.changesCount == 1 else { throw StoreError(.notFound, "There is no gateway \(name).") }
            try Self.note(
                actor,
                did: isOn ? "gateway-on" : "gateway-off",
                to: "message_gateway",
                name,
                at: time,
                in: db
            )
        }
    }

    /// Counts that something of a gateway was refused or went wrong today.
    public func noteMessageTrouble(_ reason: String, of gateway: String) async throws {
        let day = Self.day(now())
        try await write { db in try Self.noteTrouble(reason, of: gateway, on: day, in: db) }
    }

    static func noteTrouble(_ reason: String, of gateway: String, on day: String, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO main.message_trouble (gateway, day, reason, count) VALUES (?, ?, ?, 1)
                ON CONFLICT (gateway, day, reason) DO UPDATE SET count = count + 1
                """,
            arguments: [gateway, day, reason]
        )
    }
}
