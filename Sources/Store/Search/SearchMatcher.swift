import Screening

/// Compares what a reader sees of a row with the question.
///
/// The index only proposes rows. What counts is what the reader's own view of the row holds: a word in a field that
/// the view leaves out, or an index that is a moment late, makes no hit.
struct SearchMatcher: Sendable {
    /// A text of a row with its words.
    struct Text: Sendable {
        let field: String
        let role: SearchTable.Role
        let text: String
        let words: [FoldedWord]

        init(field: String, role: SearchTable.Role, text: String) {
            self.field = field
            self.role = role
            self.text = text
            words = FoldedWord.words(of: text, limit: 600)
        }
    }

    /// A row that matches.
    struct Match {
        var distance = 0
        /// For each text, its words that match with how they do.
        var marks: [[(range: Range<Int>, grade: SearchPlan.Grade)]]
        /// For each word of the question, the closest word of the row.
        var best: [(text: Int, range: Range<Int>, grade: SearchPlan.Grade)?]
        var missing = 0
    }

    let plan: SearchPlan
    /// Whether slips and other spellings count.
    let isForgiving: Bool
    /// Whether some of the words are enough.
    let takesSome: Bool

    func match(_ texts: [Text]) -> Match? {
        var match = Match(
            marks: texts.map { _ in [] },
            best: plan.words.map { _ in nil }
        )
        var costs = plan.words.map { _ in Int.max }
        var bonus = 0
        for (place, text) in texts.enumerated() {
            var found = false
            for word in text.words {
                var closest: SearchPlan.Grade?
                for (number, asked) in plan.words.enumerated() {
                    guard let grade = grade(of: word, as: asked) else { continue }
                    closest = min(closest ?? grade, grade)
                    let cost = Self.cost(grade) + Self.cost(text.role) + (place == 0 ? 0 : 5)
                    if cost < costs[number] {
                        costs[number] = cost
                        match.best[number] = (place, word.source, grade)
                    }
                }
                if let closest {
                    match.marks[place].append((word.source, closest))
                    found = true
                }
            }
            if let grade = wholeGrade(of: text) {
                let cost = Self.cost(grade) + Self.cost(text.role) + (place == 0 ? 0 : 5)
                let range = (text.words.first?.source.lowerBound ?? 0)..<(text.words.last?.source.upperBound ?? 0)
                for number in costs.indices where cost < costs[number] {
                    costs[number] = cost
                    match.best[number] = (place, range, grade)
                }
                if !found { match.marks[place] = [(range, grade)] }
                if text.role == .name || text.role == .identifier { bonus = max(bonus, grade == .exact ? 60 : 15) }
            }
        }
        match.missing = costs.count { $0 == .max }
        guard match.missing == 0 || (takesSome && match.missing < costs.count) else { return nil }
        // Of two names that have the words, the shorter one says less else.
        match.distance = costs.reduce(0) { $0 + ($1 == .max ? 200 : $1) } - bonus
        match.distance += min(texts.first?.words.count ?? 0, 9)
        return match
    }

    private func grade(of word: FoldedWord, as asked: SearchPlan.Word) -> SearchPlan.Grade? {
        let wanted = asked.folded
        if word.joined == wanted.joined || word.parts.contains(wanted.joined) { return .exact }
        if !wanted.parts.isEmpty {
            // "Kor-Ingalls" is "Kor Ingalls" too: each of the two words is marked.
            if wanted.parts.contains(word.joined) || wanted.parts.allSatisfy({ word.parts.contains($0) }) {
                return .exact
            }
        }
        if wanted.joined.count > 1 {
            if word.joined.starts(with: wanted.joined) { return .beginning }
            if word.parts.contains(where: { $0.starts(with: wanted.joined) }) { return .beginning }
        }
        guard isForgiving else { return nil }
        if let grade = slips(in: word.joined, asked) { return grade }
        for part in word.parts {
            if let grade = slips(in: part, asked) { return grade }
        }
        return nil
    }

    private func slips(in term: [UInt8], _ asked: SearchPlan.Word) -> SearchPlan.Grade? {
        if let grade = asked.near[term] { return grade }
        let limit = asked.slipsAllowed
        guard limit > 0, let slips = WordLikeness.slips(asked.folded.joined, term, atMost: limit) else { return nil }
        return slips <= 1 && term.first == asked.folded.joined.first ? .oneSlip : .twoSlips
    }

    /// Whether the text as a whole is the question, or begins with it, whatever stands between the words.
    private func wholeGrade(of text: Text) -> SearchPlan.Grade? {
        guard text.role == .name || text.role == .identifier, plan.whole.count > 1, !text.words.isEmpty else {
            return nil
        }
        var rest = plan.whole[...]
        for word in text.words {
            if rest.count <= word.joined.count {
                guard word.joined.starts(with: rest) else { return nil }
                let isAll = rest.count == word.joined.count && word.source == text.words.last?.source
                return isAll ? .exact : .beginning
            }
            guard rest.starts(with: word.joined) else { return nil }
            rest = rest.dropFirst(word.joined.count)
        }
        return nil
    }

    private static func cost(_ grade: SearchPlan.Grade) -> Int {
        switch grade {
        case .exact: 0
        case .beginning: 20
        case .oneSlip: 60
        case .sound: 80
        case .twoSlips: 100
        }
    }

    private static func cost(_ role: SearchTable.Role) -> Int {
        switch role {
        case .name, .identifier: 0
        case .reference: 10
        case .text: 15
        }
    }
}

extension SearchPlan.Grade {
    var likeness: SearchLikeness {
        switch self {
        case .exact: .exact
        case .beginning: .beginning
        case .oneSlip, .twoSlips: .slip
        case .sound: .sound
        }
    }
}
