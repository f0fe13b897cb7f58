import GRDB

extension FactStore {
    /// The sites that a person runs, not a company: what they make is that person's income.
    package func sitesOfOnePerson() async throws -> Set<String> {
        try await readTables { db in
            try Set(
                String.fetchAll(
                    db,
                    sql: """
                        SELECT s.id FROM main.site s JOIN main.party p ON p.id = s.operator AND p.superseded_by IS NULL
                        WHERE s.superseded_by IS NULL AND p.kind NOT IN \(RedactedField.companies)
                        """
                )
            )
        }
    }
}
