import Fingerprint
import Foundation

/// Lots of known mixtures as mixture_power.py writes them; for each the estimated share and its probability without
/// foreign grains.
enum MixtureTrials {
    static func run(_ file: URL) throws -> [Double] {
        let data = try Data(contentsOf: file)
        var numbers = stride(from: 0, to: data.count - 7, by: 8).map { offset in
            data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Double.self) }
        }[...]
        func next() -> Int { Int(numbers.removeFirst()) }
        let (trials, width, bags, perBag, lots, perLot) = (next(), next(), next(), next(), next(), next())
        func rows(_ count: Int) throws -> [[Double]] {
            try (0..<count).map { _ in
                defer { numbers = numbers.dropFirst(width) }
                return try LogRatio.isometric.coordinates(of: Array(numbers.prefix(width)))
            }
        }
        let names = LogRatio.isometric.names(of: (0..<width).map { "e\($0)" })
        var result: [Double] = []
        for trial in 0..<trials {
            let declared = try (0..<bags).map { _ in try rows(perBag) }
            let suspected = try (0..<bags).map { _ in try rows(perBag) }
            let estimator = try MixtureEstimator(
                declared: .init("declared", bags: declared),
                others: [.init("suspected", bags: suspected)],
                variables: names,
                seed: UInt64(trial)
            )
            for lot in 0..<lots {
                var chance = MixtureEstimator.Chance(seed: UInt64(trial * lots + lot))
                chance.rounds = 199
                let found = try estimator.share(of: [rows(perLot)], chance)
                result += [found.share, found.interval.lowerBound, found.interval.upperBound, found.probability]
            }
        }
        return result
    }
}
