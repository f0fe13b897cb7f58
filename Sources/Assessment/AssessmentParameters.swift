import Formats
public import Foundation
public import Provenance
public import Trade
import Vocabulary

/// Figures that kernels work with and that an officer may correct.
public struct AssessmentParameters: Sendable {
    /// What one worker can dig in a month at the most, by mineral.
    public let productivity: [Productivity]
    /// How much of the contained metal processes give back.
    public let recovery: ProcessRanges
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
    public init(productivity: [Productivity], recovery: ProcessRanges = ProcessRanges()) {
        self.productivity = productivity
        self.recovery = recovery
    }

    /// Reads `parameters/productivity.csv` and `parameters/recovery.csv` in the content folder.
    public static func load(from content: URL) throws(AssessmentError) -> AssessmentParameters {
        let folder = content.appending(path: "parameters")
        let figures = try records(of: folder.appending(path: "productivity.csv")) { texts -> Productivity? in
            guard texts.count == 3, let mass = try? Mass(Array(texts[1].utf8), in: .kilogram) else { return nil }
            return Productivity(mineral: texts[0], gramsPerWorkerMonth: mass.grams, source: texts[2])
        } expected: {
            "mineral, kg_per_worker_month above 0, source"
        }
        let ranges = try records(of: folder.appending(path: "recovery.csv")) {
            range($0)
        } expected: {
            "process, mineral or nothing, low_percent and high_percent from 0 to 100, can_enrich and checked as yes, no,"
                + " true or false, source"
        }
        return AssessmentParameters(productivity: figures, recovery: ProcessRanges(ranges))
    }

    private static func range(_ texts: [String]) -> ProcessRanges.Range? {
        guard texts.count == 7, !texts[0].isEmpty, !texts[6].isEmpty, ["true", "false"].contains(texts[5]),
            ["yes", "no"].contains(texts[4]), let low = try? Grade(Array(texts[2].utf8), in: .percent),
            let high = try? Grade(Array(texts[3].utf8), in: .percent)
        else { return nil }
        return ProcessRanges.Range(
            process: texts[0],
            mineral: texts[1].isEmpty ? nil : texts[1],
            lowPPM: low.partsPerMillion,
            highPPM: high.partsPerMillion,
            canEnrich: texts[4] == "yes"
        )
    }

    private static func records<Figure>(
        of file: URL,
        _ make: ([String]) -> Figure?,
        expected: () -> String
    ) throws(AssessmentError) -> [Figure] {
        let bytes: [UInt8]
        do { bytes = Array(try Data(contentsOf: file)) } catch {
            throw AssessmentError("\(file.path) cannot be read: \(error.localizedDescription)")
        }
        let scanner = CSVScanner()
        var fields: [CSVField] = []
        var place = 0
        var line = 0
        var figures: [Figure] = []
        while true {
            let scan = scanner.next(in: bytes.span, from: place, isLast: true, fields: &fields)
            guard case .record(_, let next) = scan else { break }
            place = next
            line += 1
            if line == 1 { continue }
            var texts: [String] = []
            for field in fields { texts.append(field.text(in: bytes.span)) }
            guard let figure = make(texts) else {
                throw AssessmentError("\(file.lastPathComponent): record \(line): expected \(expected())")
            }
            figures.append(figure)
        }
        return figures
    }
}
