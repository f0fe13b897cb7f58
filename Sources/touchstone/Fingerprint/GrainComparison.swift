import Fingerprint

/// The grains of a lot beside those of its declared source.
struct GrainComparison {
    let source: String
    let variables: [String]
    let grains: (questioned: Int, reference: Int)
    let distances: [KolmogorovSmirnov]
    /// The areas ratio; nil where the source has one bag alone.
    let areas: AreasRatio?

    init(_ input: FingerprintInput, _ file: String, _ source: String, _ seed: UInt64) throws {
        self.source = source
        let lot = try input.questioned(file).coordinates
        let bags = try input.bags(of: source).map(\.grains)
        let questioned = lot.bags.flatMap(\.grains)
        let reference = bags.flatMap { $0 }
        variables = lot.variables
        grains = (questioned.count, reference.count)
        distances = try FingerprintInput.explained {
            try lot.variables.indices.map { index in
                KolmogorovSmirnov(
                    try GrainSet(questioned.map { $0[index] }, of: lot.variables[index], in: file),
                    try GrainSet(reference.map { $0[index] }, of: lot.variables[index], in: source)
                )
            }
        }
        areas =
            bags.count < 2
            ? nil
            : try FingerprintInput.explained {
                try AreasRatio(questioned, references: bags, variables: lot.variables, seed: seed)
            }
    }

    /// The mean of the distances, which tells better than the largest one.
    var meanDistance: Double { distances.reduce(0) { $0 + $1.distance } / Double(distances.count) }
}
