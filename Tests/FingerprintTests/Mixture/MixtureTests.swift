import Fingerprint
import Foundation
import KernelSamples
import Testing

@Suite("Mixtures")
struct MixtureTests {
    private static let seeds: [UInt64] = [9, 91]

    private struct Scene {
        var made: MadeCountry
        let own: [Double]
        let foreign: [Double]
        let estimator: MixtureEstimator

        init(_ seed: UInt64, apart: Double = 1.2) throws {
            made = MadeCountry(seed: seed, variables: 4)
            own = made.centre()
            foreign = own.map { $0 + apart }
            estimator = try MixtureEstimator(
                declared: .init("A", bags: made.bags(own, bags: 5, grains: 40)),
                others: [.init("B", bags: made.bags(foreign, bags: 5, grains: 40))],
                variables: made.variables,
                seed: seed
            )
        }

        mutating func lot(_ foreignGrains: Int, of count: Int) -> [[Double]] {
            made.bags(foreign, bags: 1, grains: foreignGrains)[0]
                + made.bags(own, bags: 1, grains: count - foreignGrains)[0]
        }
    }

    @Test(arguments: seeds)
    func plantedSharesAreFound(_ seed: UInt64) throws {
        var scene = try Scene(seed)
        for planted in [0, 30, 50, 100] {
            var (sum, covered) = (0.0, 0)
            for round in 0..<12 {
                var chance = MixtureEstimator.Chance(seed: seed + UInt64(round))
                chance.rounds = 199
                let found = try scene.estimator.share(of: [scene.lot(planted, of: 100)], chance)
                sum += found.share
                if found.interval.contains(Double(planted) / 100) { covered += 1 }
                #expect(found.interval.contains(found.share))
                if planted >= 30 { #expect(found.probability < 0.05, "seed \(seed), \(planted)") }
            }
            #expect(abs(sum / 12 - Double(planted) / 100) < 0.06, "seed \(seed), planted \(planted): \(sum / 12)")
            #expect(covered >= 9, "seed \(seed), planted \(planted): \(covered) of 12 intervals")
        }
    }

    @Test(arguments: seeds)
    func falseAlarmsAreAsRareAsTheySay(_ seed: UInt64) throws {
        var scene = try Scene(seed)
        var alarms = 0
        for round in 0..<60 {
            var chance = MixtureEstimator.Chance(seed: UInt64(round))
            chance.rounds = 99
            if try scene.estimator.share(of: [scene.lot(0, of: 50)], chance).probability <= 0.05 { alarms += 1 }
        }
        // Three are expected; more than nine happen once in a thousand.
        #expect(alarms <= 9, "seed \(seed): \(alarms) of 60")
    }

    @Test(arguments: seeds)
    func powerGrowsWithTheShare(_ seed: UInt64) throws {
        let scene = try Scene(seed)
        let chance = MixtureEstimator.Chance(seed: seed)
        let powers = try [0.0, 0.1, 0.3, 1].map { try scene.estimator.power(share: $0, grains: 50, chance).power }
        #expect(powers[0] < 0.08 && powers[3] > 0.99, "seed \(seed): \(powers)")
        #expect(zip(powers, powers.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed): \(powers)")
        #expect(try scene.estimator.share(of: [[[Double]](repeating: scene.own, count: 9)], chance).share == 0)
    }

    @Test func sameSeedSameDigits() throws {
        var scene = try Scene(7)
        let lot = scene.lot(20, of: 60)
        let one = try scene.estimator.share(of: [lot], .init(seed: 5))
        #expect(try scene.estimator.share(of: [lot], .init(seed: 5)) == one)
        #expect(!scene.estimator.isSplitWithinBags)
    }

    @Test(arguments: seeds)
    func grainsOfNoKnownSourceAreFound(_ seed: UInt64) throws {
        var scene = try Scene(seed)
        let sources: [MixtureEstimator.Group] = [
            .init("A", bags: scene.made.bags(scene.own, bags: 5, grains: 40)),
            .init("B", bags: scene.made.bags(scene.foreign, bags: 5, grains: 40)),
        ]
        let known = try NoneOfTheAbove(
            scene.lot(20, of: 60),
            sources: sources,
            variables: scene.made.variables,
            seed: seed
        )
        #expect(known.probability > 0.001, "seed \(seed): \(known.outliers.count)")
        #expect(
            known.nearest[..<20].count { $0 == 1 } > 12 && known.nearest[20...].count { $0 == 0 } > 25,
            "seed \(seed)"
        )
        let strange = scene.own.enumerated().map { $1 + ($0.isMultiple(of: 2) ? 4 : -4) }
        let lot = scene.made.bags(strange, bags: 1, grains: 10)[0] + scene.lot(0, of: 50)
        let found = try NoneOfTheAbove(lot, sources: sources, variables: scene.made.variables, seed: seed)
        #expect(Set(0..<10).isSubset(of: found.outliers), "seed \(seed): \(found.outliers)")
        #expect(found.probability < 0.001, "seed \(seed)")
    }

    @Test func hostileGrainsAreRefused() throws {
        var scene = try Scene(11)
        let own = MixtureEstimator.Group("A", bags: scene.made.bags(scene.own, bags: 3, grains: 10))
        let names = scene.made.variables
        func make(_ bags: [[[Double]]]) throws -> MixtureEstimator {
            try MixtureEstimator(declared: own, others: [.init("B", bags: bags)], variables: names, seed: 1)
        }
        #expect(throws: FingerprintError.tooFew(of: "reference grains of B", least: 10, found: 2)) {
            try make([[[1, 2, 3, 4], [2, 3, 4, 5]]])
        }
        var bags = scene.made.bags(scene.foreign, bags: 3, grains: 10)
        bags[1][2][3] = .nan
        #expect(throws: FingerprintError.notPositive(analyte: "v4", place: "B")) { try make(bags) }
        #expect(throws: FingerprintError.self) {
            try MixtureEstimator(declared: own, others: [], variables: names, seed: 1)
        }
        let constant = own.bags.map { $0.map { [$0[0], $0[1], 5, $0[3]] } }
        #expect(throws: FingerprintError.singular(level: .grains, analytes: ["v3"])) {
            try MixtureEstimator(
                declared: .init("A", bags: constant),
                others: [.init("B", bags: constant)],
                variables: names,
                seed: 1
            )
        }
        #expect(throws: FingerprintError.self) { try scene.estimator.share(of: [[[1, 2, 3, 4]]], .init(seed: 1)) }
        #expect(throws: FingerprintError.self) { try scene.estimator.power(share: 2, grains: 50, .init(seed: 1)) }
        var few = MixtureEstimator.Chance(seed: 1)
        few.rounds = 3
        #expect(throws: FingerprintError.self) { try scene.estimator.share(of: [scene.lot(0, of: 20)], few) }
        #expect(throws: FingerprintError.singular(level: .grains, analytes: ["v3"])) {
            try NoneOfTheAbove(constant[0], sources: [.init("A", bags: constant)], variables: names, seed: 1)
        }
    }
}
