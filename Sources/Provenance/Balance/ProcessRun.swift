/// What one transformation took in and gave of one mineral: its mass and its contained metal.
public struct ProcessRun: Sendable, Hashable {
    /// The steps that it consists of; several where an identifier joins them.
    public let steps: [StepNumber]
    /// When the last of them happened.
    public let time: Int
    /// Where.
    public let site: String?
    /// What was done, in the words of the source.
    public let process: String?
    /// The mineral; nil if none is stated.
    public let mineral: String?
    /// The mass that went in, grams; nil where one is not stated.
    public internal(set) var inGrams: Int?
    /// The mass that came out.
    public internal(set) var outGrams: Int?
    /// The metal that went in, micrograms; nil where a mass or a grade is not stated.
    public internal(set) var inMetal: Int128?
    /// The metal that came out.
    public internal(set) var outMetal: Int128?
    /// The grade of the richest input, parts per million, where all are known.
    public internal(set) var richestInput: Int?
    /// The grade of the richest output, where one is known.
    public internal(set) var richestOutput: Int?

    /// The part of the metal that came out, parts per million, rounded down; nil where it is not known.
    public var recoveryPPM: Int? {
        guard let inMetal, let outMetal, inMetal > 0 else { return nil }
        let (product, overflow) = outMetal.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? nil : Int(exactly: product / inMetal)
    }
}
