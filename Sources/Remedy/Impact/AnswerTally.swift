import Vocabulary

/// What the interviews that count say to one question.
public struct AnswerTally: Sendable, Hashable {
    /// Interviews with this set of questions that count.
    public let interviews: [String]
    /// How many of them were not asked this question.
    public let notAsked: Int
    /// How many would not say, or did not know.
    public let notSaid: Int
    /// How many gave each answer: `yes`, `no`, or the id of a choice; those that nobody gave are there with 0.
    public let counts: [String: Int]
    /// How many answered in words.
    public let words: Int
    /// The numbers; nil without any.
    public let numbers: NumberSummary?

    /// How many answered.
    public var answered: Int { interviews.count - notAsked - notSaid }

    /// Counts the answers to a question.
    public init(of question: ImpactGuide.Question, in set: String, _ state: ImpactState) {
        let counting = state.counting.filter { $0.set == set }
        interviews = counting.map(\.id).sorted()
        var counts: [String: Int] = [:]
        switch question.kind {
        case .yesNo: counts = ["yes": 0, "no": 0]
        case .choice: for choice in question.choices { counts[choice.id] = 0 }
        case .number, .words: break
        }
        var (notAsked, notSaid, words) = (0, 0, 0)
        var numbers: [DecimalNumber] = []
        for interview in counting {
            switch interview.answers[question.id] {
            case nil: notAsked += 1
            case .notSaid: notSaid += 1
            case .yes: counts["yes", default: 0] += 1
            case .no: counts["no", default: 0] += 1
            case .choice(let id): counts[id, default: 0] += 1
            case .number(let number): numbers.append(number)
            case .words: words += 1
            }
        }
        (self.counts, self.notAsked, self.notSaid, self.words) = (counts, notAsked, notSaid, words)
        self.numbers = NumberSummary(of: numbers)
    }
}
