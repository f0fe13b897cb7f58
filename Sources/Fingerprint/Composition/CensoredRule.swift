/// What is done with values below the detection limit: said by the caller, never by itself.
public enum CensoredRule: Sendable, Hashable {
    /// Nothing: such a value stops the calculation.
    case refuse
    /// Half of the limit takes the place of the value; the others stay as they are.
    case halfLimit
    /// A share of the limit, and the others shrink so that the sum of the composition stays as it was
    /// (Martín-Fernández, Barceló-Vidal, Pawlowsky-Glahn 2003, who use 0.65).
    case multiplicative(share: Double)

    /// A composition without values below the limit, and which were replaced.
    public struct Replaced: Sendable, Hashable {
        /// The values, all above zero, in the units of the analytes.
        public let values: [Double]
        /// Which of them stand for one below its limit.
        public let replaced: [Int]
    }

    /// Replaces values below their limits.
    ///
    /// - Parameter place: What errors call the sample.
    /// - Throws: ``FingerprintError`` for a value that is missing, NaN, infinite, zero or below, and for one below its limit
    ///   where that is refused or where nothing else was measured.
    public func replaced(
        _ measurements: [MeasuredValue],
        of analytes: [Analyte],
        place: String
    ) throws(FingerprintError) -> Replaced {
        guard measurements.count == analytes.count else {
            throw .wrongCount(of: "values in \(place)", expected: analytes.count, found: measurements.count)
        }
        if case .multiplicative(let share) = self, !(share > 0 && share <= 1) {
            throw .parameter(name: "share of the detection limit", range: "0 < share ≤ 1")
        }
        var values: [Double] = []
        var replaced: [Int] = []
        for (index, measurement) in measurements.enumerated() {
            let name = analytes[index].name
            switch measurement {
            case .value(let value):
                guard value > 0, value.isFinite else { throw .notPositive(analyte: name, place: place) }
                values.append(value)
            case .below(let limit):
                guard limit > 0, limit.isFinite else { throw .notPositive(analyte: name, place: place) }
                switch self {
                case .refuse: throw .belowDetection(analyte: name, place: place)
                case .halfLimit: values.append(limit / 2)
                case .multiplicative(let share): values.append(limit * share)
                }
                replaced.append(index)
            case .missing: throw .missing(analyte: name, place: place)
            }
        }
        if case .multiplicative = self, !replaced.isEmpty { try shrink(&values, replaced, analytes, place) }
        return Replaced(values: values, replaced: replaced)
    }

    /// Takes what the replaced values add from the others, in proportion: ratios among these stay as they were.
    private func shrink(
        _ values: inout [Double],
        _ replaced: [Int],
        _ analytes: [Analyte],
        _ place: String
    ) throws(FingerprintError) {
        var added = 0.0
        var others = 0.0
        for (index, analyte) in analytes.enumerated() {
            guard let factor = analyte.unit.partsPerMillion else { continue }
            if replaced.contains(index) { added += values[index] * factor } else { others += values[index] * factor }
        }
        guard others > added else { throw .belowDetection(analyte: analytes[replaced[0]].name, place: place) }
        for (index, analyte) in analytes.enumerated()
        where analyte.unit != .ratio && !replaced.contains(index) {
            values[index] *= (others - added) / others
        }
    }
}
