import Formats
public import Foundation
public import Trade
import Vocabulary

/// Figures that kernels work with and that an officer may correct.
public struct AssessmentParameters: Sendable {
    /// What one worker can dig in a month at the most, by mineral.
    public let productivity: [Productivity]
    /// The radius within which a detection's true edge lies, where the source does not say, metres: half the diagonal
    /// of the 480 m patch of the detectors that we know is 340 m; the patch itself is the cautious figure.
    public var unstatedUncertaintyMetres = 480
    /// How far a licence may be from a position and still be named, metres.
    public var nearbyMetres = 1_000.0
    /// How far the nearest licence is looked for, metres.
    public var reachMetres = 50_000.0
    /// How near to a site a detection counts as one of the site, metres.
    public var siteReachMetres = 1_000.0

    /// Makes parameters.
    public init(productivity: [Productivity]) {
        self.productivity = productivity
    }

    /// Reads `parameters/productivity.csv` in the content folder: mineral, kg_per_worker_month, source.
    public static func load(from content: URL) throws(AssessmentError) -> AssessmentParameters {
        let file = content.appendingPathComponent("parameters/productivity.csv")
        let bytes: [UInt8]
        do { bytes = Array(try Data(contentsOf: file)) } catch {
            throw AssessmentError("\(file.path) cannot be read: \(error.localizedDescription)")
        }
        let scanner = CSVScanner()
        var fields: [CSVField] = []
        var place = 0
        var line = 0
        var figures: [Productivity] = []
        while true {
            let scan = scanner.next(in: bytes.span, from: place, isLast: true, fields: &fields)
            guard case .record(_, let next) = scan else { break }
            place = next
            line += 1
            if line == 1 { continue }
            var texts: [String] = []
            for field in fields { texts.append(field.text(in: bytes.span)) }
            guard texts.count == 3, let mass = try? Mass(Array(texts[1].utf8), in: .kilogram),
                let figure = Productivity(mineral: texts[0], gramsPerWorkerMonth: mass.grams, source: texts[2])
            else {
                throw AssessmentError(
                    "\(file.lastPathComponent): record \(line): expected mineral, kg_per_worker_month above 0, source"
                )
            }
            figures.append(figure)
        }
        return AssessmentParameters(productivity: figures)
    }
}
