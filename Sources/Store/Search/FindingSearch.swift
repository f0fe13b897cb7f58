import GRDB

/// Finds findings by what they are about and by their rule: both are found already.
struct FindingSearch {
    let db: Database
    /// What was found otherwise.
    let other: [SearchHit]
    let documents: [SearchDocument]
    /// Whether the hits have only some of the words; then they say too little about findings.
    let isPartial: Bool

    /// So many things that were found are asked for their findings.
    private static let subjectLimit = 40
    private static let findingLimit = 200
    private static let subjects: Set<SearchKind> = [.site, .party, .declaration, .detection, .licence, .lot]

    func hits() throws -> [SearchHit] {
        guard !isPartial else { return [] }
        var found: [SearchHit] = []
        var seen: Set<String> = []
        let closest = other.sorted { $0.distance < $1.distance }
        for hit in closest.filter({ Self.subjects.contains($0.kind) }).prefix(Self.subjectLimit) {
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, rule_id, subject_kind, subject_id, time FROM finding
                        WHERE subject_kind = ? AND subject_id = ? ORDER BY severity DESC, time DESC, id LIMIT 20
                        """
                ),
                arguments: [hit.kind.rawValue, hit.id]
            )
            for row in rows where seen.insert(row[0]).inserted && found.count < Self.findingLimit {
                found.append(finding(row, passage: hit.title, field: "subject", distance: hit.distance + 30))
            }
        }
        for hit in closest where hit.kind == .rule {
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, rule_id, subject_kind, subject_id, time FROM finding
                        WHERE rule_id = ? ORDER BY severity DESC, time DESC, id LIMIT \(Self.findingLimit)
                        """
                ),
                arguments: [hit.id]
            )
            for row in rows where seen.insert(row[0]).inserted && found.count < Self.findingLimit {
                let subject: String = row[3]
                found.append(
                    finding(
                        row,
                        passage: SearchHit.Passage(field: "subject", text: subject, marks: [], likeness: nil),
                        field: "subject",
                        distance: hit.distance + 35
                    )
                )
            }
        }
        return found
    }

    private func finding(_ row: Row, passage: SearchHit.Passage, field: String, distance: Int) -> SearchHit {
        let rule: String = row[1]
        let title = documents.first { $0.kind == .rule && $0.id == rule }?.texts.first?.text ?? rule
        return SearchHit(
            kind: .finding,
            id: row[0],
            record: nil,
            title: SearchHit.Passage(field: "rule", text: title, marks: [], likeness: nil),
            passages: [
                SearchHit.Passage(
                    field: field,
                    text: passage.text,
                    marks: passage.marks,
                    likeness: passage.likeness
                )
            ],
            shown: ["rule": rule, "date": row[4], "subject_kind": row[2]],
            distance: distance
        )
    }
}
