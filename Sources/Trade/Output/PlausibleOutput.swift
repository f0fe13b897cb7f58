/// The largest output a site can plausibly have with the people at work there.
///
/// Head counts and productivity are both poorly known (ln-sd about 0.56 for one month), so a site over the bound is
/// a gross-error lead: at a false-alarm rate of 1 % only an over-declaration of about 3.7 times is found half the time.
public struct PlausibleOutput: Sendable {
    /// A bound and what it rests on.
    public struct Bound: Hashable, Sendable {
        /// Grams a month.
        public let grams: Int
        /// People at work.
        public let workers: Int
        /// The figure used.
        public let productivity: Productivity
    }

    private let figures: [String: Productivity]

    /// Makes the estimator; of two figures for one mineral the larger is taken, because the result is an upper bound.
    public init(_ figures: [Productivity]) {
        self.figures = Dictionary(figures.map { ($0.mineral, $0) }) { first, second in
            (second.gramsPerWorkerMonth, first.source) > (first.gramsPerWorkerMonth, second.source) ? second : first
        }
    }

    /// The bound for a site, or nil if the mineral has no figure, or the number of workers is not known or absurd.
    public func bound(mineral: String, workers: Int) -> Bound? {
        guard workers >= 0, let productivity = figures[mineral] else { return nil }
        let (grams, overflow) = workers.multipliedReportingOverflow(by: productivity.gramsPerWorkerMonth)
        return overflow ? nil : Bound(grams: grams, workers: workers, productivity: productivity)
    }
}
