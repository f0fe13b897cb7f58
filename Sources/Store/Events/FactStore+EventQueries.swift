import Crypto
import Formats
import Foundation
import GRDB

/// A query that an agency has given a name.
public struct NamedEventQuery: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The query as a JSON object, as it was handed in.
    public let query: String

    init(row: Row) {
        name = row["name"]
        query = row["query"]
    }
}

extension FactStore {
    /// Gives a query a name among those of the reader's agency.
    ///
    /// - Returns: Whether the name was free.
    public func nameQuery(_ name: String, _ query: String, by reader: Reader) async throws -> Bool {
        let time = Self.timestamp(now())
        return try await write { db in
            try self.require(.readOriginals, of: reader, to: "queries", in: db)
            try db.execute(
                sql: """
                    INSERT INTO main.event_query (owner, name, query, at, by) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (owner, name) DO NOTHING
                    """,
                arguments: [reader.agency.rawValue, name, query, time, reader.name]
            )
            return db.changesCount == 1
        }
    }

    /// Takes a name away; false if there is none of that name.
    public func removeQuery(_ name: String, by reader: Reader) async throws -> Bool {
        try await write { db in
            try self.require(.readOriginals, of: reader, to: "queries", in: db)
            try db.execute(
                sql: "DELETE FROM main.event_query WHERE owner = ? AND name = ?",
                arguments: [reader.agency.rawValue, name]
            )
            return db.changesCount == 1
        }
    }

    /// The query of that name; nil if the reader's agency has none.
    public func query(named name: String, as reader: Reader) async throws -> NamedEventQuery? {
        try await read(as: reader) { db in
            try Row.fetchOne(
                db,
                sql: "SELECT name, query FROM event_query WHERE name = ? AND owner = ?",
                arguments: [name, reader.agency.rawValue]
            ).map { NamedEventQuery(row: $0) }
        }
    }

    /// The queries of the reader's agency by name, behind one of them.
    public func queries(as reader: Reader, after name: String?, limit: Int) async throws -> [NamedEventQuery] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT name, query FROM event_query WHERE owner = ? AND name > ? ORDER BY name LIMIT ?",
                arguments: [reader.agency.rawValue, name ?? "", limit]
            ).map { NamedEventQuery(row: $0) }
        }
    }

    /// How long a token for the next page is good, in seconds.
    public static let pageTokenLife: Double = 3600

    /// Makes a token for the next page of an answer.
    ///
    /// - Parameter place: Where the page begins, and of what answer.
    public func makePageToken(_ place: String, for reader: Reader) async throws -> (token: String, expires: String) {
        let token = SymmetricKey(size: .bits128).withUnsafeBytes { Hexadecimal.text($0) }
        let expires = Self.timestamp(now().addingTimeInterval(Self.pageTokenLife))
        let time = Self.timestamp(now())
        try await write { db in
            try db.execute(sql: "DELETE FROM main.page_token WHERE expires_at < ?", arguments: [time])
            try db.execute(
                sql: "INSERT INTO main.page_token (digest, owner, place, expires_at) VALUES (?, ?, ?, ?)",
                arguments: [Self.digest(of: token), reader.agency.rawValue, place, expires]
            )
        }
        return (token, expires)
    }

    /// Where the page of a token begins; nil if the reader's agency has no such token, or it has run out.
    public func place(ofPageToken token: String, for reader: Reader) async throws -> String? {
        let time = Self.timestamp(now())
        return try await readTables { db in
            try String.fetchOne(
                db,
                sql: "SELECT place FROM main.page_token WHERE digest = ? AND owner = ? AND expires_at >= ?",
                arguments: [Self.digest(of: token), reader.agency.rawValue, time]
            )
        }
    }

    /// Ends a token.
    public func removePageToken(_ token: String, for reader: Reader) async throws {
        try await write { db in
            try db.execute(
                sql: "DELETE FROM main.page_token WHERE digest = ? AND owner = ?",
                arguments: [Self.digest(of: token), reader.agency.rawValue]
            )
        }
    }

    private static func digest(of token: String) -> Data {
        Data(SHA256.hash(data: Data(token.utf8)))
    }
}
