public import Vocabulary

/// What is known of a mechanism beside its cases.
public struct Mechanism: Sendable, Hashable {
    /// A review of the mechanism together with those for whom it is there.
    public struct JointReview: Sendable, Hashable {
        /// When.
        public let day: CalendarDay
        /// How many proposals were made.
        public let proposals: Int
        /// How many of them were adopted.
        public let adopted: Int

        /// A review; nil if more was adopted than proposed, or a number lies outside 0 to 10,000.
        public init?(on day: CalendarDay, proposals: Int, adopted: Int) {
            guard (0...10_000).contains(proposals), (0...proposals).contains(adopted) else { return nil }
            self.day = day
            self.proposals = proposals
            self.adopted = adopted
        }
    }

    /// The languages in which it works, ISO 639-3.
    public let languages: Set<String>
    /// The days on which it published statistics.
    public let statistics: [CalendarDay]
    /// The joint reviews.
    public let reviews: [JointReview]

    /// A mechanism.
    public init(languages: Set<String>, statistics: [CalendarDay], reviews: [JointReview]) {
        self.languages = languages
        self.statistics = statistics
        self.reviews = reviews
    }

    /// How long ago it last published statistics, calendar days; nil where it never did.
    func statisticsAge(on day: CalendarDay) -> Int? {
        statistics.filter { $0 <= day }.max().map { day.number - $0.number }
    }

    /// For each proposal of the last 365 days whether it was adopted.
    func recentProposals(on day: CalendarDay) -> [Bool] {
        reviews.filter { (0...365).contains(day.number - $0.day.number) }.flatMap { review in
            (0..<review.proposals).map { $0 < review.adopted }
        }
    }
}
