/// How much of the element the goods hold, as a best figure between two bounds, in parts per million.
public struct GradeRange: Hashable, Sendable {
    /// The lowest plausible grade.
    public let lowPPM: Int
    /// The best figure.
    public let bestPPM: Int
    /// The highest plausible grade.
    public let highPPM: Int

    /// Makes a grade; nil unless 0 ≤ low ≤ best ≤ high ≤ 1,000,000.
    public init?(lowPPM: Int, bestPPM: Int, highPPM: Int) {
        guard lowPPM >= 0, lowPPM <= bestPPM, bestPPM <= highPPM, highPPM <= 1_000_000 else { return nil }
        self.lowPPM = lowPPM
        self.bestPPM = bestPPM
        self.highPPM = highPPM
    }

    /// Makes a grade that is uncertain by a share of itself, say 30,000 ppm for an assay good to 3 %.
    public init?(ppm: Int, relativeUncertaintyPPM: Int) {
        guard (0...1_000_000).contains(ppm), (0...1_000_000).contains(relativeUncertaintyPPM) else { return nil }
        let half = ppm * relativeUncertaintyPPM / 1_000_000
        self.init(lowPPM: ppm - half, bestPPM: ppm, highPPM: min(ppm + half, 1_000_000))
    }
}
