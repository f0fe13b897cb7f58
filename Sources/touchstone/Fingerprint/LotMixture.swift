import Fingerprint

/// What share of a lot came from elsewhere, what could have been noticed, and whether grains fit no source at all.
struct LotMixture {
    let source: String
    let others: [String]
    let share: MixtureShare
    let isSplitWithinBags: Bool
    let power: [MixturePower]
    /// The test for grains of no known source; nil where a source has too few grains for it.
    let none: NoneOfTheAbove?

    /// The shares whose chance of being noticed is told.
    private static let shares = [0.1, 0.2, 0.3, 0.5, 1]

    init(
        _ input: FingerprintInput,
        _ file: String,
        _ source: String,
        _ named: [String],
        _ seed: UInt64
    ) throws {
        self.source = source
        let lot = try input.questioned(file).coordinates
        let grains = lot.bags.flatMap(\.grains)
        let declared = try input.group(source)
        let others = named.isEmpty ? input.population.sources.filter { $0 != source } : named
        guard !others.contains(source) else {
            throw CommandFailure("\(source) is the declared source; name another one.")
        }
        self.others = others
        let groups = try others.map { try input.group($0) }
        let chance = MixtureEstimator.Chance(seed: seed)
        let estimator = try FingerprintInput.explained {
            try MixtureEstimator(declared: declared, others: groups, variables: lot.variables, seed: seed)
        }
        isSplitWithinBags = estimator.isSplitWithinBags
        share = try FingerprintInput.explained { try estimator.share(of: lot.bags.map(\.grains), chance) }
        power = try FingerprintInput.explained {
            try Self.shares.map { try estimator.power(share: $0, grains: grains.count, chance) }
        }
        let all = try input.population.sources.map { try input.group($0) }
        none =
            all.contains { $0.bags.reduce(0) { $0 + $1.count } < 20 }
            ? nil
            : try FingerprintInput.explained {
                try NoneOfTheAbove(grains, sources: all, variables: lot.variables, seed: seed)
            }
    }
}
