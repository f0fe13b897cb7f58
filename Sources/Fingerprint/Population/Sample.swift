/// One bag: grains that were taken together, each with its measurements.
public struct Sample: Sendable, Hashable {
    /// The source it was taken at; empty for a questioned sample.
    public let source: String
    /// Its name within the source.
    public let name: String
    /// The grains (or repeated measurements), each with a value an analyte.
    public internal(set) var grains: [[MeasuredValue]]
    /// The lines that the grains stand on.
    public internal(set) var lines: [Int]
}

extension Sample {
    /// The same bag without a source: what a lot declares is not what it is compared as.
    public init(questioned sample: Sample) {
        self.init(source: "", name: sample.name, grains: sample.grains, lines: sample.lines)
    }
}
