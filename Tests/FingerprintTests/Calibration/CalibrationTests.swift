import Fingerprint
import Foundation
import KernelSamples
import Testing

@Suite("Calibration")
struct CalibrationTests {
    private static let seeds: [UInt64] = [4, 44, 444]

    /// Scores of two normal distributions, whose ratio is known: `ln LR = d x`.
    private func made(_ seed: UInt64, _ distance: Double, _ count: Int) throws -> ValidationRatios {
        var dice = Dice(seed: seed)
        func log10(_ x: Double) -> Double { LikelihoodRatio(naturalLog: distance * x).log10 }
        return try ValidationRatios(
            same: dice.normals(count, mean: distance / 2).map(log10),
            different: dice.normals(count * 3, mean: -distance / 2).map(log10)
        )
    }

    @Test(arguments: seeds)
    func honestRatiosNeedNoCalibration(_ seed: UInt64) throws {
        let ratios = try made(seed, 2, 20_000)
        let measures = CalibrationMeasures(ratios)
        #expect(measures.calibration >= 0 && measures.calibration < 0.003, "seed \(seed): \(measures)")
        let line = try LogisticCalibration(ratios)
        #expect(abs(line.slope - 1) < 0.05 && abs(line.intercept) < 0.05, "seed \(seed): \(line)")
        // Twice as strong as they should be: the line finds it, and discrimination stays what it was.
        let loud = try ValidationRatios(
            same: ratios.same.map { $0 * 2 + 1 },
            different: ratios.different.map { $0 * 2 + 1 }
        )
        let found = try LogisticCalibration(loud)
        #expect(abs(found.slope - line.slope / 2) < 1e-5, "seed \(seed)")
        #expect(abs(CalibrationMeasures(loud).minimum - measures.minimum) < 1e-12, "seed \(seed)")
        #expect(CalibrationMeasures(loud).cost > measures.cost, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func poolingIsMonotoneAndKeepsAllPairs(_ seed: UInt64) throws {
        let ratios = try made(seed, 1, 500)
        let blocks = PoolAdjacentViolators(ratios).blocks
        for (block, next) in zip(blocks, blocks.dropFirst()) {
            #expect(block.log10 < next.log10 && block.range.upperBound < next.range.lowerBound, "seed \(seed)")
        }
        #expect(blocks.reduce(0) { $0 + $1.counts.same } == 500)
        #expect(blocks.reduce(0) { $0 + $1.counts.different } == 1_500)
    }

    @Test func ratiosWithoutEvidenceCostOneBit() throws {
        let none = CalibrationMeasures(try ValidationRatios(same: [0, 0], different: [0, 0, 0]))
        #expect(abs(none.cost - 1) < 1e-15 && abs(none.minimum - 1) < 1e-15)
        let perfect = CalibrationMeasures(try ValidationRatios(same: [.infinity], different: [-.infinity]))
        #expect(perfect.cost == 0 && perfect.minimum == 0)
        #expect(CalibrationMeasures(try ValidationRatios(same: [-.infinity], different: [0])).cost == .infinity)
        let reversed = CalibrationMeasures(try ValidationRatios(same: [-1], different: [1]))
        #expect(reversed.cost > 1 && abs(reversed.minimum - 1) < 1e-15)
    }

    @Test(arguments: seeds)
    func boundsGrowWithThePairsAndCapEveryRatio(_ seed: UInt64) throws {
        var last = 0.0
        for count in [20, 200, 2_000] {
            let bounds = EmpiricalBounds(try made(seed, 8, count))
            #expect(bounds.lower <= 0 && bounds.upper >= last - 0.3, "seed \(seed), \(count)")
            #expect(bounds.upper <= log10(Double(count) * 3 + 1) + 0.02, "seed \(seed), \(count)")
            #expect(bounds.lower >= -log10(Double(count) + 1) - 0.02, "seed \(seed), \(count)")
            last = bounds.upper
            let (capped, isCapped) = bounds.capped(LikelihoodRatio(log10: 17))
            #expect(isCapped && abs(capped.log10 - bounds.upper) < 1e-12)
            #expect(!bounds.capped(LikelihoodRatio(log10: 0)).isCapped)
        }
        let misled = EmpiricalBounds(try ValidationRatios(same: [-3, -2], different: [2, 3]))
        #expect(misled.lower == 0 && misled.upper == 0)
    }

    @Test func hostileRatiosAreRefused() {
        #expect(throws: FingerprintError.self) { try ValidationRatios(same: [], different: [1]) }
        #expect(throws: FingerprintError.self) { try ValidationRatios(same: [1], different: []) }
        #expect(throws: FingerprintError.self) { try ValidationRatios(same: [.nan], different: [1]) }
        #expect(throws: FingerprintError.self) { try EmpiricalBounds(lower: 1, upper: 2) }
        #expect(throws: Never.self) {
            let extreme = try ValidationRatios(same: [.infinity, 400], different: [-.infinity, -400])
            let bounds = EmpiricalBounds(extreme)
            #expect(bounds.upper <= 0.5)
        }
    }
}
