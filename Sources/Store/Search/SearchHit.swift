/// How a word of a hit is like a word of the question.
public enum SearchLikeness: String, Sendable, Hashable, CaseIterable {
    /// Spelt the same, but for case, accents, script and punctuation.
    case exact
    /// It begins so.
    case beginning
    /// One or two letters differ.
    case slip
    /// It sounds alike, or is the same in another script.
    case sound
}

/// One thing that was found.
public struct SearchHit: Sendable, Hashable {
    /// A text of the hit, and where it matches.
    public struct Passage: Sendable, Hashable {
        /// The column of the fact table; `name` for other names too.
        public let field: String
        /// The text.
        public let text: String
        /// The words that match, in bytes of UTF-8, in order.
        public let marks: [Range<Int>]
        /// The least alike of the words that match here.
        public let likeness: SearchLikeness?

        /// Describes a passage.
        public init(field: String, text: String, marks: [Range<Int>], likeness: SearchLikeness?) {
            self.field = field
            self.text = text
            self.marks = marks
            self.likeness = likeness
        }
    }

    /// What it is.
    public let kind: SearchKind
    /// Its identifier; a number for records and quarantine.
    public let id: String
    /// The record that it was read from, if it was read from one.
    public let record: Int64?
    /// What it is called.
    public let title: Passage
    /// Other texts of it that match, closest first.
    public let passages: [Passage]
    /// More that helps to tell it from others, by column.
    public let shown: [String: String]
    /// The lower, the closer.
    public let distance: Int
}

/// How many hits there are of a kind that the reader may see.
public struct SearchCount: Sendable, Hashable {
    /// The kind.
    public let kind: SearchKind
    /// How many were counted.
    public let count: Int
    /// Whether there may be more.
    public let isMore: Bool

    /// Describes a count.
    public init(kind: SearchKind, count: Int, isMore: Bool) {
        self.kind = kind
        self.count = count
        self.isMore = isMore
    }
}

/// What a search found.
public struct SearchAnswer: Sendable {
    /// The hits, closest first.
    public internal(set) var hits: [SearchHit] = []
    /// How many there are of each kind, most telling kind first; of the other kinds too where one was asked for.
    public internal(set) var counts: [SearchCount] = []
    /// The question as it would be spelt by the closest hit; nil if it is spelt so, or nothing was found.
    public internal(set) var correction: String?
    /// Whether nothing has all the words, so that hits have some of them.
    public internal(set) var isPartial = false
    /// False while what was handed in lately is not in the index yet.
    public internal(set) var isComplete = true

    /// An answer to nothing.
    public init() {}

    /// The same answer without the kinds that are not among these.
    public func keeping(_ kinds: Set<SearchKind>) -> SearchAnswer {
        var answer = self
        answer.hits = hits.filter { kinds.contains($0.kind) }
        answer.counts = counts.filter { kinds.contains($0.kind) }
        // A spelling may come from what was taken out.
        if answer.counts.isEmpty { answer.correction = nil }
        return answer
    }

    /// How many hits there are.
    public var total: Int { hits.count }
}

/// Something that is not in the store and can be found: a rule, or a page of the site.
public struct SearchDocument: Sendable {
    /// What it is.
    public let kind: SearchKind
    /// Its identifier.
    public let id: String
    let texts: [SearchMatcher.Text]

    /// Describes a document; the first text is its title.
    public init(kind: SearchKind, id: String, texts: [(field: String, text: String)]) {
        self.kind = kind
        self.id = id
        self.texts = texts.enumerated().map { place, text in
            SearchMatcher.Text(field: text.field, role: place == 0 ? .name : .text, text: text.text)
        }
    }
}
