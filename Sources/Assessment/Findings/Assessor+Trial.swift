import Foundation
import GRDB
import Rules
import Store

/// What would change if a rule were put in force, or taken out: numbers, never the findings themselves.
public struct RuleTrial: Sendable, Hashable {
    /// The rule.
    public let rule: String
    /// How many findings of it there are now.
    public let present: Int
    /// How many of them somebody has judged.
    public let judged: Int
    /// How many findings it gives over the store as it is now.
    public let found: Int
    /// How many of those are not there yet.
    public let appearing: Int
    /// How many of the present ones it no longer gives.
    public let disappearing: Int
}

extension Assessor {
    /// Runs one rule over the store as it is, and changes nothing.
    ///
    /// - Throws: ``AssessmentError`` if there is no such rule, or it cannot be run.
    public func trial(of id: String) async throws -> RuleTrial {
        guard let rule = rules.rules.first(where: { $0.id == id }) else {
            throw AssessmentError("There is no rule \(id).")
        }
        let found: Set<String>
        do throws(RuleSandboxError) {
            let sandbox = try RuleSandbox(factsAt: FactStore.databaseURL(in: store.folder).path)
            found = Set(Self.drafts(of: rule, try sandbox.findings(of: rule)).map(\.id))
        } catch {
            throw AssessmentError("\(rule.id) cannot be run: \(error.description)")
        }
        let (present, judged) = try await store.read(as: .system) { db in
            let rows = try Row.fetchAll(db, sql: "SELECT id, verdict FROM finding WHERE rule_id = ?", arguments: [id])
            let judged = rows.count { ($0["verdict"] as String?) != nil }
            return (Set(rows.map { $0["id"] as String }), judged)
        }
        return RuleTrial(
            rule: id,
            present: present.count,
            judged: judged,
            found: found.count,
            appearing: found.subtracting(present).count,
            disappearing: present.subtracting(found).count
        )
    }
}
