/// Samples in the coordinates in which they are compared.
public struct CoordinateTable: Sendable, Hashable {
    /// One bag.
    public struct Bag: Sendable, Hashable {
        /// The source.
        public let source: String
        /// The name of the sample.
        public let name: String
        /// Its grains.
        public let grains: [[Double]]
        /// The mean of its grains: one replicate, however many grains there are.
        public let mean: [Double]
    }

    /// How samples become coordinates.
    public struct Recipe: Sendable, Hashable {
        /// The analytes used, by name; all if empty.
        public var analytes: [String] = []
        /// The coordinates.
        public var logRatio = LogRatio.isometric
        /// What is done with values below their limit.
        public var censored = CensoredRule.refuse

        /// All analytes, isometric log-ratios, values below their limit refused.
        public init() {}
    }

    /// The names of the coordinates.
    public let variables: [String]
    /// The bags.
    public let bags: [Bag]
    /// How many values of each analyte stand for one below its limit.
    public let replaced: [String: Int]

    /// Works coordinates out.
    ///
    /// - Throws: ``FingerprintError`` for an analyte that is not there, and with sample and line for a value that is missing,
    ///   refused or of no logarithm.
    public init(_ samples: [Sample], of analytes: [Analyte], _ recipe: Recipe) throws(FingerprintError) {
        var columns: [Int] = []
        for name in recipe.analytes {
            guard let column = analytes.firstIndex(where: { $0.name == name }) else {
                throw .unknown(what: "analyte", name: name)
            }
            guard !columns.contains(column) else { throw .parameter(name: "analytes", range: "each of them once") }
            columns.append(column)
        }
        if columns.isEmpty { columns = Array(analytes.indices) }
        let used = columns.map { analytes[$0] }
        try recipe.logRatio.check(used)
        variables = recipe.logRatio.names(of: used.map(\.name))
        var replaced: [String: Int] = [:]
        var bags: [Bag] = []
        for sample in samples {
            var grains: [[Double]] = []
            for (grain, line) in zip(sample.grains, sample.lines) {
                let place = sample.source.isEmpty ? sample.name : "\(sample.source) \(sample.name)"
                let found = try recipe.censored.replaced(
                    columns.map { grain[$0] },
                    of: used,
                    place: "\(place), line \(line)"
                )
                for index in found.replaced { replaced[used[index].name, default: 0] += 1 }
                // One unit for all shares: log-ratios compare masses.
                let values = zip(found.values, used).map { $0 * ($1.unit.partsPerMillion ?? 1) }
                grains.append(try recipe.logRatio.coordinates(of: recipe.logRatio == .log10 ? found.values : values))
            }
            bags.append(
                Bag(source: sample.source, name: sample.name, grains: grains, mean: TwoLevelBackground.mean(of: grains))
            )
        }
        self.bags = bags
        self.replaced = replaced
    }

    /// The bags by source, in the order of the file.
    public var sources: [(name: String, bags: [Bag])] {
        var order: [String] = []
        var found: [String: [Bag]] = [:]
        for bag in bags {
            if found[bag.source] == nil { order.append(bag.source) }
            found[bag.source, default: []].append(bag)
        }
        return order.map { ($0, found[$0] ?? []) }
    }
}
