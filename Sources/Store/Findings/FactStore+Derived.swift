package import GRDB

extension FactStore {
    /// How often the rows of each of these tables have changed, as one text to compare.
    package func versions(of tables: [String]) async throws -> String {
        try await readTables { db in
            try tables.sorted().map { name in
                let version = try Int.fetchOne(
                    db,
                    sql: "SELECT version FROM main.fact_version WHERE name = ?",
                    arguments: [name]
                )
                return "\(name)=\(version ?? 0)"
            }.joined(separator: " ")
        }
    }

    /// What a step of the assessment rested on when it was last made.
    package func assessedInputs(of step: String) async throws -> String? {
        try await readTables { db in
            try String.fetchOne(db, sql: "SELECT inputs FROM main.assessed WHERE name = ?", arguments: [step])
        }
    }

    /// Replaces all rows of derived tables in one transaction and notes what they rest on.
    package func replaceDerived(
        _ tables: [(name: String, rows: [[DatabaseValue]])],
        step: String,
        inputs: String
    ) async throws {
        try await write { db in
            for table in tables {
                try db.execute(sql: "DELETE FROM main.\"\(table.name)\"")
                if let first = table.rows.first {
                    let marks = first.map { _ in "?" }.joined(separator: ", ")
                    let insert = try db.makeStatement(sql: "INSERT INTO main.\"\(table.name)\" VALUES (\(marks))")
                    for row in table.rows {
                        try insert.execute(arguments: StatementArguments(row))
                    }
                }
                try Self.bumpVersion(of: table.name, in: db)
            }
            try Self.noteAssessed(step, inputs, in: db)
        }
    }

    static func bumpVersion(of table: String, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO main.fact_version (name, version) VALUES (?, 1)
                ON CONFLICT (name) DO UPDATE SET version = version + 1
                """
        ).execute(arguments: [table])
    }

    static func noteAssessed(_ step: String, _ inputs: String, in db: Database) throws {
        try db.execute(
            sql:
                "INSERT INTO main.assessed (name, inputs) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET inputs = excluded.inputs",
            arguments: [step, inputs]
        )
    }
}
