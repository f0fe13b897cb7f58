/// A declared value against the reference value of the metal that the goods contain.
///
/// Unit values of an HS6 code are mixtures of grades, so peers say little; contained metal at a dated price says much.
/// Everything is exact whole-number arithmetic, rounded once, half up. What it says is an observation: penalties,
/// treatment charges, moisture, a quotation period or a long contract can each explain a gap.
public struct PriceScore: Hashable, Sendable {
    /// Where the declared value lies.
    public enum Standing: String, Hashable, Sendable {
        /// Under the reference band.
        case below
        /// In the band.
        case within
        /// Over the band.
        case above
    }

    /// Why no score can be given.
    public enum Failure: String, Error, Hashable, Sendable {
        /// A mass or a value is negative.
        case negative
        /// The goods hold nothing of value by the grade given, so there is nothing to compare with.
        case nothingContained
        /// The numbers are too large to be those of a shipment.
        case outOfRange
    }

    /// The price that was used.
    public let price: ReferencePrice
    /// The grade that was used.
    public let grade: GradeRange
    /// The declared value, minor units.
    public let declaredMinor: Int
    /// Contained element, grams.
    public let containedGrams: Int
    /// Value at the reference price, minor units.
    public let referenceMinor: Int
    /// Lower end of the band: lowest grade at the lowest price.
    public let lowMinor: Int
    /// Upper end of the band: highest grade at the highest price.
    public let highMinor: Int
    /// Declared value divided by the reference value, parts per million.
    public let ratioPPM: Int

    /// The same ratio as a number, for the fact table.
    public var ratio: Double { Double(ratioPPM) / 1_000_000 }

    /// Where the declared value lies.
    public var standing: Standing {
        declaredMinor < lowMinor ? .below : declaredMinor > highMinor ? .above : .within
    }

    /// How far outside the band, parts per million of the band's nearer end; 0 inside.
    public var outsidePPM: Int {
        switch standing {
        case .within: 0
        case .below: Self.share(lowMinor - declaredMinor, of: lowMinor)
        case .above: Self.share(declaredMinor - highMinor, of: highMinor)
        }
    }

    /// Scores a declared value, which must be in the currency of the price.
    public init(
        netMassGrams: Int,
        grade: GradeRange,
        declaredMinor: Int,
        price: ReferencePrice
    ) throws(Failure) {
        guard netMassGrams >= 0, declaredMinor >= 0 else { throw .negative }
        self.price = price
        self.grade = grade
        self.declaredMinor = declaredMinor
        let mass = Int128(netMassGrams)
        containedGrams = try Self.divide(mass * Int128(grade.bestPPM), 1_000_000)

        // minor units = grams × ppm ÷ 10^6 × amount ÷ (nanograms ÷ 10^9); a gross price takes the whole mass.
        func share(_ ppm: Int) -> Int128 { price.basis == .element ? Int128(ppm) : 1_000_000 }
        let uncertainty = Int128(price.uncertaintyPPM)
        let perNanograms = Int128(price.perNanograms)
        func value(_ ppm: Int, _ factorPPM: Int128) throws(Failure) -> Int {
            let numerator = try Self.product([mass, share(ppm), Int128(price.amountMinor), 1000, factorPPM])
            return try Self.divide(numerator, try Self.product([perNanograms, 1_000_000]))
        }
        referenceMinor = try value(grade.bestPPM, 1_000_000)
        lowMinor = try value(grade.lowPPM, 1_000_000 - uncertainty)
        highMinor = try value(grade.highPPM, 1_000_000 + uncertainty)

        // The ratio uses the reference value before rounding.
        let reference = try Self.product([mass, share(grade.bestPPM), Int128(price.amountMinor), 1000])
        guard reference > 0, referenceMinor > 0 else { throw .nothingContained }
        let declared = try Self.product([Int128(declaredMinor), perNanograms, 1_000_000])
        ratioPPM = try Self.divide(declared, reference)
    }

    private static func product(_ factors: [Int128]) throws(Failure) -> Int128 {
        var result: Int128 = 1
        for factor in factors {
            let (next, overflow) = result.multipliedReportingOverflow(by: factor)
            guard !overflow else { throw .outOfRange }
            result = next
        }
        return result
    }

    /// The quotient of numbers that are not negative, rounded half up.
    private static func divide(_ numerator: Int128, _ denominator: Int128) throws(Failure) -> Int {
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard let whole = Int(exactly: quotient), whole < Int.max else { throw .outOfRange }
        return rest >= denominator - rest ? whole + 1 : whole
    }

    private static func share(_ part: Int, of whole: Int) -> Int {
        guard whole > 0 else { return 0 }
        return Int(clamping: (Int128(part) * 1_000_000 + Int128(whole) / 2) / Int128(whole))
    }
}
