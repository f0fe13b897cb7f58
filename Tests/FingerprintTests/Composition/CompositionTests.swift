import Fingerprint
import Foundation
import KernelSamples
import Testing

@Suite("Compositions")
struct CompositionTests {
    @Test func coordinatesByHand() throws {
        let parts = [1.0, 10, 100]
        #expect(try LogRatio.log10.coordinates(of: parts) == [0, 1, 2])
        let centred = try LogRatio.centred.coordinates(of: parts)
        #expect(zip(centred, [-log(10), 0, log(10)]).allSatisfy { abs($0 - $1) < 1e-14 })
        let additive = try LogRatio.additive(reference: 2).coordinates(of: parts)
        #expect(zip(additive, [-2 * log(10), -log(10)]).allSatisfy { abs($0 - $1) < 1e-14 })
        let isometric = try LogRatio.isometric.coordinates(of: parts)
        let wanted = [(2.0 / 3).squareRoot() * log(1 / 1_000.0.squareRoot()), 0.5.squareRoot() * log(0.1)]
        #expect(zip(isometric, wanted).allSatisfy { abs($0 - $1) < 1e-14 })
        #expect(try LogRatio.closed([1, 1, 2], to: 100) == [25, 25, 50])
        #expect(LogRatio.isometric.names(of: ["Ta", "Nb", "Sn"]) == ["ilr Ta/rest", "ilr Nb/rest"])
    }

    @Test(arguments: [UInt64(2), 19, 300])
    func distancesAndScale(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<100 {
            let one = dice.normals(6).map(exp)
            let other = dice.normals(6).map(exp)
            func distance(_ scale: LogRatio, _ factor: Double) throws -> Double {
                let (a, b) = (try scale.coordinates(of: one.map { $0 * factor }), try scale.coordinates(of: other))
                return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
            let wanted = try distance(.centred, 1)
            // Isometric: the distance of Aitchison, whatever the total.
            #expect(abs(try distance(.isometric, 1) - wanted) < 1e-9, "seed \(seed)")
            #expect(abs(try distance(.isometric, 1e6) - wanted) < 1e-9, "seed \(seed)")
            #expect(abs(try LogRatio.centred.coordinates(of: one).reduce(0, +)) < 1e-12, "seed \(seed)")
        }
    }

    @Test func valuesBelowTheLimitAreNeverSilent() throws {
        let analytes = [
            Analyte("Ta", unit: .percent), Analyte("U", unit: .milligramsPerKilogram),
            Analyte("Pb", unit: .milligramsPerKilogram),
        ]
        let row: [MeasuredValue] = [.value(0.01), .below(limit: 2), .value(300)]
        #expect(throws: FingerprintError.belowDetection(analyte: "U", place: "bag")) {
            try CensoredRule.refuse.replaced(row, of: analytes, place: "bag")
        }
        let half = try CensoredRule.halfLimit.replaced(row, of: analytes, place: "bag")
        #expect(half.values == [0.01, 1, 300] && half.replaced == [1])
        let shrunk = try CensoredRule.multiplicative(share: 0.65).replaced(row, of: analytes, place: "bag")
        #expect(shrunk.replaced == [1] && shrunk.values[1] == 1.3)
        // 0.01 % is 100 mg/kg: the sum of 400 stays, and so does the ratio of the others.
        let sum = shrunk.values[0] * 10_000 + shrunk.values[1] + shrunk.values[2]
        #expect(abs(sum - 400) < 1e-9)
        #expect(abs(shrunk.values[2] / shrunk.values[0] - 30_000) < 1e-6)
        let hostile: [MeasuredValue] = [
            .value(0), .value(-1), .value(.nan), .value(.infinity), .below(limit: 0), .below(limit: .nan),
        ]
        for bad in hostile {
            #expect(throws: FingerprintError.notPositive(analyte: "Ta", place: "bag")) {
                try CensoredRule.halfLimit.replaced([bad, row[1], row[2]], of: analytes, place: "bag")
            }
        }
        #expect(throws: FingerprintError.missing(analyte: "Ta", place: "bag")) {
            try CensoredRule.halfLimit.replaced([.missing, row[1], row[2]], of: analytes, place: "bag")
        }
        #expect(throws: FingerprintError.self) {
            try CensoredRule.multiplicative(share: 2).replaced(row, of: analytes, place: "bag")
        }
        #expect(throws: FingerprintError.self) { try CensoredRule.halfLimit.replaced([], of: analytes, place: "bag") }
    }

    @Test func whatIsNoShareIsRefused() throws {
        #expect(throws: FingerprintError.unit(analyte: "206Pb/204Pb", unit: "ratio")) {
            try LogRatio.isometric.check([Analyte("206Pb/204Pb", unit: .ratio)])
        }
        try LogRatio.log10.check([Analyte("206Pb/204Pb", unit: .ratio)])
        for scale in [LogRatio.log10, .centred, .isometric, .additive(reference: 0)] {
            #expect(throws: FingerprintError.self) { try scale.coordinates(of: [1, 0]) }
            #expect(throws: FingerprintError.self) { try scale.coordinates(of: [.nan, 1]) }
        }
        #expect(throws: FingerprintError.self) { try LogRatio.isometric.coordinates(of: [1]) }
        #expect(throws: FingerprintError.self) { try LogRatio.additive(reference: 5).coordinates(of: [1, 2]) }
        #expect(throws: FingerprintError.self) { try LogRatio.closed([1, -1]) }
    }
}
