/// What an assessment found about a right.
public struct ImpactFinding: Sendable, Hashable {
    /// What somebody has to do with it.
    public enum Attribution: String, Sendable, Hashable, CaseIterable {
        /// Guiding Principles on Business and Human Rights 13 and 22: they cause it.
        case causes
        /// They contribute to it.
        case contributes
        /// It is linked to what they do.
        case linked
        /// Not shown.
        case notShown = "not-shown"
    }

    /// How bad it is, each from 1 to 5; not summed up.
    public struct Weight: Sendable, Hashable {
        /// How grave for one person.
        public let scale: Int
        /// How many.
        public let scope: Int
        /// How hard to undo.
        public let irremediability: Int
        /// How likely it goes on or comes.
        public let likelihood: Int
        /// How sure the team is.
        public let confidence: Int

        /// A weight.
        public init(scale: Int, scope: Int, irremediability: Int, likelihood: Int, confidence: Int) {
            self.scale = scale
            self.scope = scope
            self.irremediability = irremediability
            self.likelihood = likelihood
            self.confidence = confidence
        }

        var all: [Int] { [scale, scope, irremediability, likelihood, confidence] }
    }

    /// The id within the assessment.
    public let id: String
    /// The right; of the guide.
    public let right: String
    /// What was found; also where no harm was.
    public let what: String
    /// The interviews on which it rests.
    public let interviews: Set<String>
    /// The measurements on which it rests.
    public let measurements: Set<String>
    /// What speaks against it, or that the team looked, where, and found nothing; never empty.
    public let against: String
    /// The interviews that speak against it.
    public let againstInterviews: Set<String>
    /// The measurements that speak against it.
    public let againstMeasurements: Set<String>
    /// What those complained of have to do with it.
    public let attribution: Attribution
    /// How bad it is.
    public let weight: Weight

    /// A finding.
    public init(
        _ id: String,
        right: String,
        what: String,
        interviews: Set<String>,
        measurements: Set<String>,
        against: String,
        againstInterviews: Set<String> = [],
        againstMeasurements: Set<String> = [],
        _ attribution: Attribution,
        _ weight: Weight
    ) {
        self.id = id
        self.right = right
        self.what = what
        self.interviews = interviews
        self.measurements = measurements
        self.against = against
        self.againstInterviews = againstInterviews
        self.againstMeasurements = againstMeasurements
        self.attribution = attribution
        self.weight = weight
    }
}
