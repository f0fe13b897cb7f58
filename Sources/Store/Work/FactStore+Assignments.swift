import Foundation
import GRDB

/// Whose work a finding is.
public struct Assignment: Sendable, Hashable {
    /// The finding.
    public let finding: String
    /// The person.
    public let person: PersonNumber
    /// The person's name, for colleagues.
    public let name: String?
    /// Since when.
    public let since: String
}

extension FactStore {
    /// Gives a finding to somebody, takes it for oneself, or lets it go.
    ///
    /// An assignment gives nobody a right: whoever gets the finding must see it already and be able to judge it.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the actor does not see the finding, with `invalid` if the person
    ///   could not work on it.
    public func assign(_ finding: String, to person: PersonNumber?, by actor: Reader) async throws {
        guard try await seesFinding(finding, actor) else {
            throw StoreError(.notFound, "There is no finding \(finding).")
        }
        if let person {
            guard let reader = try await noticeReader(of: person), reader.can(.judge),
                try await seesFinding(finding, reader)
            else {
                throw StoreError(.invalid, "Only somebody who sees a finding and can judge it can be given it.")
            }
        }
        try await change { [self] db, time in
            try require(.judge, of: actor, to: "finding", in: db)
            try db.execute(
                sql: "INSERT INTO main.assignment (finding_id, person_id, at, by) VALUES (?, ?, ?, ?)",
                arguments: [finding, person?.rawValue, Self.timestamp(time), actor.name]
            )
            let detail = person.map { "person \($0.rawValue)" }
            let action = person == nil ? "released" : "assigned"
            try Self.note(actor, did: action, to: "finding", finding, detail: detail, at: time, in: db)
        }
    }

    /// Whose work a finding is, as far as the reader sees it.
    public func assignment(of finding: String, as reader: Reader) async throws -> Assignment? {
        try await read(as: reader) { db in
            try Row.fetchOne(db, sql: "SELECT * FROM assignment WHERE finding_id = ?", arguments: [finding]).map {
                Assignment(
                    finding: $0["finding_id"],
                    person: PersonNumber(rawValue: $0["person_id"]),
                    name: $0["person"],
                    since: $0["at"]
                )
            }
        }
    }
}
