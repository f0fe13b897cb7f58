import Foundation
import GRDB

/// The last time that a rule was taken out of force or put back.
public struct RuleSwitch: Sendable, Hashable {
    /// The rule.
    public let rule: String
    /// Whether it is in force since then.
    public let isOn: Bool
    /// Why.
    public let reason: String
    /// Who did it.
    public let by: String
    /// When.
    public let at: String

    init(row: Row) {
        rule = row["rule_id"]
        isOn = row["is_on"]
        reason = row["reason"]
        by = row["by"]
        at = row["at"]
    }
}

extension FactStore {
    /// The rules that somebody has taken out of force.
    public func rulesOff() async throws -> Set<String> {
        try await readTables { db in
            Set(
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT rule_id FROM main.rule_switch s WHERE is_on = 0
                          AND id = (SELECT MAX(id) FROM main.rule_switch n WHERE n.rule_id = s.rule_id)
                        """
                )
            )
        }
    }

    /// Every switching of a rule, newest first, for those who may switch.
    public func switches(of rule: String, as reader: Reader) async throws -> [RuleSwitch] {
        try await readTables { [self] db in
            try require(.manageAgencies, of: reader, to: "rule", in: db)
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.rule_switch WHERE rule_id = ? ORDER BY id DESC",
                arguments: [rule]
            ).map(RuleSwitch.init)
        }
    }

    /// Takes a rule out of force or puts it back; the next assessment drops or makes its findings.
    ///
    /// - Throws: ``StoreError`` with `invalid` without a reason, with `conflict` if the rule is so already.
    public func switchRule(_ rule: String, isOn: Bool, because reason: String, by actor: Reader) async throws {
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "rule", in: db)
            try Self.requireReason(reason)
            let wasOn =
                try Bool.fetchOne(
                    db,
                    sql: "SELECT is_on FROM main.rule_switch WHERE rule_id = ? ORDER BY id DESC LIMIT 1",
                    arguments: [rule]
                ) ?? true
            guard wasOn != isOn else { throw StoreError(.conflict, "The rule \(rule) is so already.") }
            try db.execute(
                sql: "INSERT INTO main.rule_switch (rule_id, is_on, reason, by, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [rule, isOn, reason, actor.name, Self.timestamp(time)]
            )
            let action = isOn ? "rule-on" : "rule-off"
            try Self.note(actor, did: action, to: "rule", rule, detail: reason, at: time, in: db)
        }
    }
}
