/// Compares quantities across units of one dimension, exactly (EPCIS 2.0 section 8.2.7.1: `EQ_value_uom`).
///
/// Thirty kilograms are 30,000 grams and 0.03 tonnes; 25 °C are 298.15 K and 77 °F. A unit is a fraction: a value is
/// (value × numerator + addend) ÷ denominator base units.
struct QueryUnit {
    let dimension: UnitOfMeasure.Dimension
    let numerator: QueryNumber
    let addend: QueryNumber
    let denominator: QueryNumber

    /// The unit of a code; nil if it is not in the table.
    init?(code: String) {
        guard let unit = UnitOfMeasure(code: code) else { return nil }
        dimension = unit.dimension
        let parts: (numerator: Int, addend: Int, denominator: Int)
        // Factors that no decimal number holds, as fractions.
        switch code {
        case "FAH": parts = (100, 45_967, 180)
        case "KMH": parts = (10, 0, 36)
        case "KNT": parts = (1_852, 0, 3_600)
        case "P70": parts = (1, 0, 3_600)
        case "P71": parts = (1, 0, 3_600_000)
        case "P72": parts = (1, 0, 3_600_000_000)
        default:
            // The shortest decimal of a float that was written as a decimal is that decimal.
            guard let factor = QueryNumber("\(unit.factor)"), let offset = QueryNumber("\(unit.offset)") else {
                return nil
            }
            (numerator, addend, denominator) = (factor, offset, QueryNumber(1))
            return
        }
        numerator = QueryNumber(parts.numerator)
        addend = QueryNumber(parts.addend)
        denominator = QueryNumber(parts.denominator)
    }

    /// Whether a comparison holds between a value in this unit and one in another.
    ///
    /// - Parameter isDifference: Whether the values are differences, such as standard deviations: then ten degrees
    ///   Celsius are ten kelvins.
    func holds(
        _ comparison: QueryComparison,
        _ found: QueryNumber,
        _ wanted: QueryNumber,
        in other: QueryUnit,
        isDifference: Bool
    ) -> Bool {
        guard dimension == other.dimension else { return false }
        if let left = base(found, isDifference)?.times(other.denominator),
            let right = other.base(wanted, isDifference)?.times(denominator)
        {
            return comparison.holds(left, right)
        }
        // Too many digits to be exact: equal where floats can tell no difference.
        let left = approximate(found, isDifference)
        let right = other.approximate(wanted, isDifference)
        let isEqual = (left - right).magnitude <= 1e-12 * max(left.magnitude, right.magnitude)
        return isEqual ? comparison.holds(0, 0) : comparison.holds(left, right)
    }

    private func base(_ value: QueryNumber, _ isDifference: Bool) -> QueryNumber? {
        let scaled = value.times(numerator)
        return isDifference ? scaled : scaled?.plus(addend)
    }

    private func approximate(_ value: QueryNumber, _ isDifference: Bool) -> Double {
        (value.double * numerator.double + (isDifference ? 0 : addend.double)) / denominator.double
    }
}
