public import Vocabulary

/// A provision of national law, with every version that was in force.
public struct Provision: Sendable, Hashable {
    /// The provision as it stood for a time.
    public struct Version: Sendable, Hashable {
        /// The first day on which it was in force.
        public let from: CalendarDay
        /// The last day; nil while it is in force.
        public let until: CalendarDay?
        /// The law, as it is cited.
        public let law: String
        /// The article.
        public let article: String
        /// The language of the text, such as `pt`.
        public let language: String
        /// The text as published, in that language; nil where nobody has entered it.
        public let text: String?
        /// What it allows a court to impose; nil where nobody has entered it.
        public let penalty: Penalty?
        /// The id of the source.
        public let source: String
        /// Who compared it with the source, and when; nil while nobody has.
        public let check: Check?
        /// What is to be known about it; nil where nothing is.
        public let note: LocalisedText?

        /// Whether it was in force on a day.
        public func isInForce(on day: CalendarDay) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }

        /// Whether this is the same law as another version: its end and its check may have been added since.
        func keeps(_ earlier: Version) -> Bool {
            from == earlier.from && law == earlier.law && article == earlier.article && source == earlier.source
                && language == earlier.language && (earlier.text == nil || text == earlier.text)
                && (earlier.penalty == nil || penalty == earlier.penalty)
                && (earlier.until == nil || until == earlier.until)
                && (earlier.check == nil || check == earlier.check)
        }
    }

    /// Who compared a version with its source, and when.
    public struct Check: Sendable, Hashable {
        /// Who: name or office.
        public let by: String
        /// When.
        public let on: CalendarDay
    }

    /// The id within the country.
    public let id: String
    /// The elements that it fills.
    public let covers: Set<ElementID>
    /// Its versions, the earliest first; they do not overlap.
    public let versions: [Version]

    /// The version in force on a day.
    public func version(on day: CalendarDay) -> Version? { versions.first { $0.isInForce(on: day) } }
}
