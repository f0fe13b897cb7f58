/// Who sees exhibits: those who see their case.
extension PolicyViews {
    /// The names of the tables that have a view here.
    static let evidenceNames: Set<String> = ["exhibit", "evidence_file", "custody_entry"]

    static let evidence: [String] = [
        """
        CREATE TEMP VIEW exhibit AS SELECT e.* FROM main.exhibit e
        WHERE EXISTS (SELECT 1 FROM case_file f WHERE f.id = e.case_id)
        """,
        """
        CREATE TEMP VIEW evidence_file AS SELECT x.* FROM main.evidence_file x
        WHERE EXISTS (SELECT 1 FROM exhibit e WHERE e.id = x.exhibit_id)
        """,
        """
        CREATE TEMP VIEW custody_entry AS SELECT c.* FROM main.custody_entry c
        WHERE EXISTS (SELECT 1 FROM exhibit e WHERE e.id = c.exhibit_id)
        """,
    ]
}
