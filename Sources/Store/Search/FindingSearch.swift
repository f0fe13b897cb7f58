import GRDB

/// Finds findings by what they are about and by their rule: both are found already.
struct FindingSearch {
    let db: Database
    let hits: [SearchHit]
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
        let closest = hits.sorted { $0.distance < $1.distance }
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

/// The question as the closest hit would spell it.
struct SearchCorrection {
    let plan: SearchPlan
    let question: String

    /// Only a hit that the reader sees can correct: the dictionary itself would tell what is hidden.
    func text(by hit: SearchHit?) -> String? {
        guard let hit, hit.kind != .finding else { return nil }
        let matcher = SearchMatcher(plan: plan, isForgiving: true, takesSome: true)
        let texts = ([hit.title] + hit.passages).map {
            SearchMatcher.Text(field: $0.field, role: .text, text: $0.text)
        }
        guard let match = matcher.match(texts) else { return nil }
        var isOther = false
        let bytes = Array(question.utf8.prefix(SearchPlan.lengthLimit))
        let words: [String] = plan.words.indices.compactMap { place in
            let source = plan.words[place].folded.source
            let asked = String(decoding: bytes[source.clamped(to: bytes.indices)], as: UTF8.self)
            guard let best = match.best[place] else {
                isOther = true
                return nil
            }
            guard best.grade > .beginning else { return asked }
            isOther = true
            return String(decoding: Array(texts[best.text].text.utf8)[best.range], as: UTF8.self)
        }
        return isOther && !words.isEmpty ? words.joined(separator: " ") : nil
    }
}
