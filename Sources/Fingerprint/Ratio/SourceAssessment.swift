/// Whether a questioned sample supports its declared source, from the bags of a population: the ratio, its validation on
/// the population itself, and the bounds that cap it.
public struct SourceAssessment: Sendable {
    /// How it is done.
    public struct Method: Sendable, Hashable {
        /// How sources vary between each other.
        public var variation = TwoLevelModel.Variation.normal
        /// Whether ratios are made honest by a logistic line before they are capped.
        public var isCalibrated = true

        /// Normal between sources, calibrated.
        public init() {}
    }

    /// The ratio as the model gives it.
    public let raw: LikelihoodRatio
    /// The line that makes ratios honest; nil where it was not asked for.
    public let calibration: LogisticCalibration?
    /// The ratio before bounds.
    public let calibrated: LikelihoodRatio
    /// The bounds that the population supports.
    public let bounds: EmpiricalBounds
    /// The ratio to report.
    public let reported: LikelihoodRatio
    /// Whether the bounds moved it.
    public let isCapped: Bool
    /// The ratios of pairs of the population, as used: calibrated if the ratio is.
    public let validation: ValidationRatios
    /// What they say of the method.
    public let measures: CalibrationMeasures
    /// Where the questioned mean lies.
    public let typicality: Typicality
    /// How many bags the declared source and the questioned sample have.
    public let replicates: Replicates
    /// How many sources the background has, the declared one left out.
    public let backgroundSources: Int

    /// How many bags were compared.
    public struct Replicates: Sendable, Hashable {
        /// Of the declared source.
        public let declared: Int
        /// Questioned.
        public let questioned: Int
    }

    /// Assesses.
    ///
    /// Validation leaves the sources of each pair out of the background: each bag against the other bags of its source, and
    /// against all bags of every other source.
    ///
    /// - Parameters:
    ///   - population: The bags of the population in coordinates.
    ///   - declared: The declared source.
    ///   - questioned: The bags of the questioned material, together one sample.
    /// - Throws: ``FingerprintError`` for a source that is not there, where there are too few sources or bags, and for
    ///   singular covariances.
    /// - Complexity: O(s²) backgrounds for s sources.
    public init(
        population: CoordinateTable,
        declared: String,
        questioned: [[Double]],
        _ method: Method
    ) throws(FingerprintError) {
        let sources = population.sources.map { (name: $0.name, bags: $0.bags.map(\.mean)) }
        guard let place = sources.firstIndex(where: { $0.name == declared }) else {
            throw .unknown(what: "source", name: declared)
        }
        guard !questioned.isEmpty else { throw .tooFew(of: "questioned samples", least: 1, found: 0) }
        guard sources.count >= 5 else { throw .tooFew(of: "sources of the population", least: 5, found: sources.count) }
        let others = sources.indices.filter { $0 != place }.map { sources[$0].bags }
        let background = try TwoLevelBackground(population.variables, items: others)
        let model = try TwoLevelModel(
            background,
            method.variation,
            replicates: sources[place].bags.count,
            and: questioned.count
        )
        let mean = TwoLevelBackground.mean(of: questioned)
        raw = try model.ratio(TwoLevelBackground.mean(of: sources[place].bags), mean)
        let pairs = try Self.validation(sources.map(\.bags), population.variables, method.variation)
        if method.isCalibrated {
            let line = try LogisticCalibration(pairs)
            calibration = line
            calibrated = line.calibrated(raw)
            validation = try pairs.mapped { line.calibrated(LikelihoodRatio(log10: $0)).log10 }
        } else {
            (calibration, calibrated, validation) = (nil, raw, pairs)
        }
        measures = CalibrationMeasures(validation)
        bounds = EmpiricalBounds(validation)
        (reported, isCapped) = bounds.capped(calibrated)
        let whole = try TwoLevelBackground(population.variables, items: sources.map(\.bags))
        typicality = try Typicality(mean, replicates: questioned.count, whole, counts: sources.map(\.bags.count))
        replicates = Replicates(declared: sources[place].bags.count, questioned: questioned.count)
        backgroundSources = others.count
    }

    private static func validation(
        _ sources: [[[Double]]],
        _ variables: [String],
        _ variation: TwoLevelModel.Variation
    ) throws(FingerprintError) -> ValidationRatios {
        var same: [Double] = []
        var different: [Double] = []
        for (number, bags) in sources.enumerated() {
            for (other, others) in sources.enumerated() where other != number {
                let rest = sources.indices.filter { $0 != number && $0 != other }.map { sources[$0] }
                let background = try TwoLevelBackground(variables, items: rest)
                let model = try TwoLevelModel(background, variation, replicates: bags.count, and: 1)
                let mean = TwoLevelBackground.mean(of: bags)
                for bag in others { different.append(try model.ratio(mean, bag).log10) }
            }
            guard bags.count >= 2 else { continue }
            let rest = sources.indices.filter { $0 != number }.map { sources[$0] }
            let background = try TwoLevelBackground(variables, items: rest)
            let model = try TwoLevelModel(background, variation, replicates: bags.count - 1, and: 1)
            for (index, bag) in bags.enumerated() {
                let left = bags.indices.filter { $0 != index }.map { bags[$0] }
                same.append(try model.ratio(TwoLevelBackground.mean(of: left), bag).log10)
            }
        }
        return try ValidationRatios(same: same, different: different)
    }
}
