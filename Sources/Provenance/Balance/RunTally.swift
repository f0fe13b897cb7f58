/// What a transformation took in and gave of one mineral, in the numbers of the graph.
struct RunTally {
    /// A lot that went in.
    struct Part {
        var lot: Int
        var grams: Int?
        var gradePPM: Int?
    }

    var steps: [Int]
    var event: Int
    var mineral: UInt32
    var parts: [Part] = []
    var outputs: [Part] = []
    var inGrams: Int? = 0
    var outGrams: Int? = 0
    var inMetal: Int128? = 0
    var outMetal: Int128? = 0
    var richestInput: Int?
    var richestOutput: Int?

    init(steps: [Int], event: Int, mineral: UInt32) {
        self.steps = steps
        self.event = event
        self.mineral = mineral
    }

    mutating func take(_ part: Part) {
        parts.append(part)
        inGrams = Self.sum(inGrams, part.grams)
        inMetal = Self.sum(inMetal, part)
        if let grade = part.gradePPM { richestInput = max(richestInput ?? 0, grade) }
    }

    mutating func give(_ part: Part, isByProduct: Bool) {
        outGrams = Self.sum(outGrams, part.grams)
        if isByProduct { return }
        outputs.append(part)
        outMetal = Self.sum(outMetal, part)
        if let grade = part.gradePPM { richestOutput = max(richestOutput ?? 0, grade) }
    }

    /// Whether the grade of everything that went in is known.
    var areInputsGraded: Bool { parts.allSatisfy { $0.gradePPM != nil } }

    private static func sum(_ left: Int?, _ right: Int?) -> Int? {
        guard let left, let right else { return nil }
        let (total, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : total
    }

    /// Grams times parts per million are micrograms; 10⁷ parts of 10¹⁹ grams each fit.
    private static func sum(_ left: Int128?, _ part: Part) -> Int128? {
        guard let left, let grams = part.grams, let grade = part.gradePPM else { return nil }
        return left + Int128(grams) * Int128(grade)
    }
}
