import Screening

/// The question as the closest hit would spell it.
struct SearchCorrection {
    let plan: SearchPlan
    let question: String

    /// Only a hit that the reader sees can correct: the dictionary itself would tell what is hidden.
    func text(by hit: SearchHit?) -> String? {
        guard let hit, hit.kind != .finding else { return nil }
        let matcher = SearchMatcher(plan: plan, isForgiving: true, takesSome: false)
        let texts = ([hit.title] + hit.passages).map {
            SearchMatcher.Text(field: $0.field, role: .text, text: $0.text)
        }
        guard let match = matcher.match(texts), match.missing == 0 else { return nil }
        var isOther = false
        let bytes = Array(question.utf8.prefix(SearchPlan.lengthLimit))
        let words: [String] = plan.words.indices.compactMap { place in
            let source = plan.words[place].folded.source
            let asked = String(decoding: bytes[source.clamped(to: bytes.indices)], as: UTF8.self)
            guard let best = match.best[place] else { return nil }
            guard best.grade > .beginning else { return asked }
            isOther = true
            return String(decoding: Array(texts[best.text].text.utf8)[best.range], as: UTF8.self)
        }
        return isOther && !words.isEmpty ? words.joined(separator: " ") : nil
    }
}
