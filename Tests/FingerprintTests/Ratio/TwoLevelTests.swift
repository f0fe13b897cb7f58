import Fingerprint
import Foundation
import KernelSamples
import Testing

@Suite("Two-level ratios")
struct TwoLevelTests {
    private static let seeds: [UInt64] = [3, 41, 977]

    private func model(
        _ items: [[[Double]]],
        _ variation: TwoLevelModel.Variation,
        _ names: [String]
    ) throws -> TwoLevelModel {
        try TwoLevelModel(try TwoLevelBackground(names, items: items), variation, replicates: 2, and: 3)
    }

    /// Lindley's (1977) formula in one variable, written out.
    @Test(arguments: seeds)
    func oneVariableIsLindley(_ seed: UInt64) throws {
        var made = MadeCountry(seed: seed, variables: 1)
        let background = try TwoLevelBackground(["v"], items: made.items(30, replicates: 3))
        let model = try TwoLevelModel(background, .normal, replicates: 4, and: 2)
        let (u, c, mu) = (background.within[0, 0], background.between[0, 0], background.mean[0])
        func normal(_ x: Double, _ variance: Double) -> Double { -0.5 * (x * x / variance + log(variance)) }
        for _ in 0..<50 {
            let (x, y) = (made.dice.normal(), made.dice.normal())
            let joint = (4 * x + 2 * y) / 6
            let wanted =
                normal(x - y, u / 4 + u / 2) + normal(joint - mu, u / 6 + c)
                - normal(x - mu, u / 4 + c) - normal(y - mu, u / 2 + c)
            #expect(abs(try model.ratio([x], [y]).naturalLog - wanted) < 1e-10, "seed \(seed)")
        }
    }

    @Test(arguments: seeds, TwoLevelModel.Variation.allCases)
    func identicalMeansSupportOneSourceMoreOnAverage(_ seed: UInt64, _ variation: TwoLevelModel.Variation) throws {
        var made = MadeCountry(seed: seed)
        let model = try model(made.items(40, replicates: 3), variation, made.variables)
        var (same, different) = (0.0, 0.0)
        for _ in 0..<200 {
            let (one, other) = (made.centre(), made.centre())
            same += try model.ratio(one, one).naturalLog
            different += try model.ratio(one, other).naturalLog
        }
        #expect(same > 0 && different < 0 && same > different, "seed \(seed)")
    }

    @Test(arguments: seeds, TwoLevelModel.Variation.allCases)
    func theOrderOfElementsAndTheScaleChangeNothing(_ seed: UInt64, _ variation: TwoLevelModel.Variation) throws {
        var made = MadeCountry(seed: seed)
        let items = made.items(25, replicates: 2)
        let (one, other) = (made.centre(), made.centre())
        let wanted = try model(items, variation, made.variables).ratio(one, other).naturalLog
        func turned(_ row: [Double]) -> [Double] { [row[2] * 40 + 7, row[0] * 0.01, row[1] - 3] }
        let found = try model(items.map { $0.map(turned) }, variation, made.variables)
            .ratio(turned(one), turned(other)).naturalLog
        #expect(abs(found - wanted) < 1e-7 * max(1, abs(wanted)), "seed \(seed)")
    }

    /// Additive and isometric log-ratios are linear maps of each other, and masses cancel.
    @Test(arguments: seeds)
    func additiveAndIsometricAgreeAtAnyScale(_ seed: UInt64) throws {
        var made = MadeCountry(seed: seed, variables: 4)
        let items = made.items(25, replicates: 3).map { $0.map { $0.map(exp) } }
        let (one, other) = (made.centre().map(exp), made.centre().map(exp))
        func ratio(_ scale: LogRatio, times factor: Double) throws -> Double {
            let rows = try items.map { try $0.map { try scale.coordinates(of: $0) } }
            return try model(rows, .normal, ["a", "b", "c"])
                .ratio(scale.coordinates(of: one.map { $0 * factor }), scale.coordinates(of: other)).naturalLog
        }
        let wanted = try ratio(.isometric, times: 1)
        #expect(abs(try ratio(.additive(reference: 1), times: 1) - wanted) < 1e-8, "seed \(seed)")
        #expect(abs(try ratio(.isometric, times: 1_000) - wanted) < 1e-8, "seed \(seed)")
    }

    @Test func swappingTheSetsWithTheirCountsChangesNothing() throws {
        var made = MadeCountry(seed: 5)
        let background = try TwoLevelBackground(made.variables, items: made.items(20, replicates: 2))
        let (one, other) = (made.centre(), made.centre())
        for variation in TwoLevelModel.Variation.allCases {
            let there = try TwoLevelModel(background, variation, replicates: 2, and: 5).ratio(one, other).naturalLog
            let back = try TwoLevelModel(background, variation, replicates: 5, and: 2).ratio(other, one).naturalLog
            #expect(abs(there - back) < 1e-10)
        }
    }

    @Test func farBeyondTheRangeOfADouble() throws {
        var made = MadeCountry(seed: 8)
        for variation in TwoLevelModel.Variation.allCases {
            let model = try model(made.items(20, replicates: 2), variation, made.variables)
            let ratio = try model.ratio([0, 0, 0], [1e4, -1e4, 1e4])
            #expect(ratio.naturalLog.isFinite && ratio.log10 < -1e6)
        }
    }

    @Test func singularCovariancesNameTheElements() throws {
        var made = MadeCountry(seed: 13)
        let constant = made.items(20, replicates: 3).map { $0.map { [$0[0], 2, $0[2]] } }
        #expect(throws: FingerprintError.singular(level: .within, analytes: ["v2"])) {
            try TwoLevelBackground(["v1", "v2", "v3"], items: constant)
        }
        let summed = made.items(20, replicates: 3).map { $0.map { [$0[0], $0[1], $0[0] + $0[1]] } }
        #expect(throws: FingerprintError.singular(level: .within, analytes: ["v3"])) {
            try TwoLevelBackground(["v1", "v2", "v3"], items: summed)
        }
        let centred = made.items(20, replicates: 3).map {
            $0.map { row in row.map { $0 - (row[0] + row[1] + row[2]) / 3 } }
        }
        #expect(throws: FingerprintError.self) { try TwoLevelBackground(["v1", "v2", "v3"], items: centred) }
    }

    @Test func hostileNumbersAreRefused() throws {
        var made = MadeCountry(seed: 21)
        let items = made.items(10, replicates: 2)
        for value in [Double.nan, .infinity, -.infinity] {
            var broken = items
            broken[4][1][2] = value
            #expect(throws: FingerprintError.notPositive(analyte: "v3", place: "item 5")) {
                try TwoLevelBackground(made.variables, items: broken)
            }
            let model = try model(items, .normal, made.variables)
            #expect(throws: FingerprintError.self) { try model.ratio([0, 0, 0], [0, value, 0]) }
        }
        #expect(throws: FingerprintError.tooFew(of: "items", least: 2, found: 1)) {
            try TwoLevelBackground(made.variables, items: Array(items.prefix(1)))
        }
        #expect(throws: FingerprintError.tooFew(of: "replicates beyond the first of each item", least: 3, found: 0)) {
            try TwoLevelBackground(made.variables, items: items.map { Array($0.prefix(1)) })
        }
        #expect(throws: FingerprintError.self) { try TwoLevelBackground([], items: items) }
        let background = try TwoLevelBackground(made.variables, items: items)
        #expect(throws: FingerprintError.self) { try TwoLevelModel(background, .kernel, replicates: 0, and: 1) }
        let model = try model(items, .normal, made.variables)
        #expect(throws: FingerprintError.wrongCount(of: "values", expected: 3, found: 2)) {
            try model.ratio([1, 2], [1, 2, 3])
        }
    }
}
