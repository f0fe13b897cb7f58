import Fingerprint
import Formats
import Foundation
import Testing

@Suite(
    "Two-level ratios of the glass of the Netherlands Forensic Institute",
    .enabled(
        if: FingerprintVectors.folder != nil,
        "../shared/vectors/fingerprint is ABSENT: the ratios were compared with no reference"
    )
)
struct VectorTests {
    private struct Glass {
        let background: TwoLevelBackground
        let first: [[Double]]
        let second: [[Double]]

        init() throws {
            background = try TwoLevelBackground(
                FingerprintVectors.elements,
                items: FingerprintVectors.items("nfi_training.csv")
            )
            first = try FingerprintVectors.items("nfi_duplo.csv").map(Self.mean)
            second = try FingerprintVectors.items("nfi_triplo.csv").map(Self.mean)
        }

        private static func mean(_ rows: [[Double]]) -> [Double] {
            rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } / Double(rows.count) }
        }

        /// The ratios of all pairs, of one source and of two, as common logarithms.
        func ratios(_ variation: TwoLevelModel.Variation) throws -> ValidationRatios {
            let model = try TwoLevelModel(background, variation, replicates: 2, and: 3)
            var same: [Double] = []
            var different: [Double] = []
            for (i, one) in first.enumerated() {
                for (j, other) in second.enumerated() {
                    let found = try model.ratio(one, other).log10
                    if i == j { same.append(found) } else { different.append(found) }
                }
            }
            return try ValidationRatios(same: same, different: different)
        }
    }

    private static func reference() throws -> JSONNode {
        try JSONNode(parsing: FingerprintVectors.bytes("lr_python_reference.json"))
    }

    private static func number(_ node: JSONNode?) throws -> Double {
        let text = try #require(node?.numberText)
        return try #require(Double(text))
    }

    private static func near(_ found: Double, _ wanted: Double, _ tolerance: Double) {
        #expect(abs(found - wanted) < tolerance, "\(found) is not \(wanted)")
    }

    @Test func background() throws {
        let glass = try Glass().background
        let reference = try Self.reference()
        for (name, matrix) in [("U", glass.within), ("C", glass.between)] {
            let rows = try #require(reference[name]?.elements)
            for row in 0..<10 {
                for column in 0..<10 {
                    let wanted = try Self.number(rows[row].elements?[column])
                    #expect(
                        abs(matrix[row, column] - wanted) <= 1e-12 * max(1, abs(wanted)),
                        "\(name) \(row) \(column)"
                    )
                }
            }
        }
        let means = try #require(reference["mu"]?.elements)
        for (mean, wanted) in zip(glass.mean, means) {
            let wanted = try Self.number(wanted)
            #expect(abs(mean - wanted) < 1e-12)
        }
    }

    @Test func everySameAndDifferentPair() throws {
        let glass = try Glass()
        let model = try TwoLevelModel(glass.background, .normal, replicates: 2, and: 3)
        let same = try FingerprintVectors.rows("nfi_ss_llr_normal.csv")
        #expect(same.count == 160)
        for row in same {
            let item = try #require(Int(row[0])) - 1
            let found = try model.ratio(glass.first[item], glass.second[item]).log10
            let wanted = try #require(Double(row[1])) / M_LN10
            #expect(abs(found - wanted) < 1e-9, "\(row)")
        }
        let different = try FingerprintVectors.rows("nfi_ds_llr_normal_500.csv")
        #expect(different.count == 250)
        for row in different {
            let i = try #require(Int(row[0])) - 1
            let j = try #require(Int(row[1])) - 1
            let wanted = try #require(Double(row[2])) / M_LN10
            let found = try model.ratio(glass.first[i], glass.second[j]).log10
            // The file has eight places of natural logarithms.
            #expect(abs(found - wanted) < 5e-9, "\(row)")
        }
    }

    @Test(arguments: [(TwoLevelModel.Variation.normal, "nfi_10el_normal"), (.kernel, "nfi_10el_kde")])
    func measures(_ variation: TwoLevelModel.Variation, _ name: String) throws {
        let ratios = try Glass().ratios(variation)
        let measures = CalibrationMeasures(ratios)
        let all = try #require(try Self.reference()["results"]?.elements)
        let wanted = try #require(all.first { $0["model"]?.string == name })
        try Self.near(measures.cost, Self.number(wanted["cllr"]), 1e-12)
        try Self.near(measures.minimum, Self.number(wanted["cllr_min"]), 1e-12)
        try Self.near(measures.misleadingSame, Self.number(wanted["FN"]), 1e-12)
        try Self.near(measures.misleadingDifferent, Self.number(wanted["FP"]), 1e-12)
        for (prior, odds) in [("0.1", 1.0 / 9), ("0.5", 1), ("0.9", 9)] {
            let point = CrossEntropyPoint.plot(ratios, priors: [log10(odds)])[0]
            let pair = try #require(wanted["ece"]?[prior]?.elements)
            try Self.near(point.ratios, Self.number(pair[0]), 1e-12)
            try Self.near(point.calibrated, Self.number(pair[1]), 1e-12)
        }
        let ends = try #require(wanted["log10LR_ss_q"]?.elements)
        try Self.near(ratios.same[0], Self.number(ends[0]), 1e-9)
        let last = try #require(wanted["log10LR_ds_q"]?.elements)
        try Self.near(ratios.different.last ?? 0, Self.number(last[3]), 1e-9)
        if variation == .normal {
            // PyPI lir 1.3.1 on these ratios.
            let bounds = EmpiricalBounds(ratios)
            #expect(abs(bounds.lower + 2.5) < 1e-9)
            #expect(abs(bounds.upper - 3.25) < 1e-9)
        }
    }
}
