/// A chemical formula, such as `LiOH.H2O` or `(NH4)10W12O41.5H2O`: how many atoms of each element it has.
public struct ChemicalFormula: Sendable, Hashable {
    /// The formula as written.
    public let text: String
    /// The number of atoms of each element, by symbol.
    public let atoms: [String: Int]

    /// Reads a formula; nil if it is not one, or has more than 10,000 atoms of an element.
    ///
    /// A point or a middle dot separates parts such as water of crystallisation, and a number may lead a part.
    public init?(_ text: String) {
        var total: [String: Int] = [:]
        for part in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "·" }) {
            var rest = Array(part.utf8)[...]
            guard let count = Self.count(&rest), let atoms = Self.group(&rest, depth: 0), rest.isEmpty, !atoms.isEmpty
            else { return nil }
            guard Self.add(atoms, times: count, to: &total) else { return nil }
        }
        self.text = text
        atoms = total
    }

    private static func add(_ atoms: [String: Int], times count: Int, to total: inout [String: Int]) -> Bool {
        for (symbol, number) in atoms {
            let sum = (total[symbol] ?? 0) + number * count
            guard sum <= 10_000 else { return false }
            total[symbol] = sum
        }
        return true
    }

    /// The number in front; 1 where there is none.
    private static func count(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        var hasDigits = false
        while let byte = rest.first, (0x30...0x39).contains(byte) {
            value = value * 10 + Int(byte - 0x30)
            guard value <= 1_000 else { return nil }
            hasDigits = true
            rest = rest.dropFirst()
        }
        if !hasDigits { return 1 }
        return value > 0 ? value : nil
    }

    private static func group(_ rest: inout ArraySlice<UInt8>, depth: Int) -> [String: Int]? {
        guard depth < 8 else { return nil }
        var total: [String: Int] = [:]
        while let byte = rest.first, byte != UInt8(ascii: ")") {
            rest = rest.dropFirst()
            var atoms: [String: Int]
            if byte == UInt8(ascii: "(") {
                guard let inner = group(&rest, depth: depth + 1), rest.first == UInt8(ascii: ")") else { return nil }
                rest = rest.dropFirst()
                atoms = inner
            } else {
                guard (0x41...0x5A).contains(byte) else { return nil }
                var symbol = [byte]
                if let second = rest.first, (0x61...0x7A).contains(second) {
                    symbol.append(second)
                    rest = rest.dropFirst()
                }
                atoms = [String(decoding: symbol, as: UTF8.self): 1]
            }
            guard let times = count(&rest), add(atoms, times: times, to: &total) else { return nil }
        }
        return total
    }
}

/// The standard atomic weights of the elements (IUPAC 2021, abridged), as exact decimals.
public struct AtomicWeights: Sendable, Hashable {
    /// The weight of each element in units of 0.0001, by symbol.
    let tenThousandths: [String: Int]

    /// The weight of an element; nil if it is not in the table.
    public func weight(of symbol: String) -> DecimalNumber? {
        tenThousandths[symbol].map { DecimalNumber(significand: Int64($0), exponent: -4) }
    }

    /// The mass of a formula unit in units of 0.0001; nil if an element is not in the table.
    func mass(of formula: ChemicalFormula) -> Int? {
        var sum = 0
        for (symbol, count) in formula.atoms {
            guard let weight = tenThousandths[symbol] else { return nil }
            sum += weight * count
        }
        return sum > 0 ? sum : nil
    }

    /// The share of an element in the mass of a compound, in parts per million, rounded half up.
    public func share(of symbol: String, in formula: ChemicalFormula) -> Grade? {
        guard let count = formula.atoms[symbol], let weight = tenThousandths[symbol], let mass = mass(of: formula),
            let share = Rounding.halfAwayFromZero.quotient(Int128(weight * count) * 1_000_000, Int128(mass))
        else { return nil }
        return Int(exactly: share).flatMap { Grade(partsPerMillion: $0) }
    }

    /// How much of one compound is in, or equivalent to, one part of another that has an element in common with it:
    /// rounded half up to six significant figures.
    public func factor(from: ChemicalFormula, to: ChemicalFormula, element: String) -> DecimalNumber? {
        guard let had = from.atoms[element], let needed = to.atoms[element],
            let massFrom = mass(of: from), let massTo = mass(of: to)
        else { return nil }
        let numerator = Int128(massTo * had)
        let denominator = Int128(massFrom * needed)
        var places = 6
        while places > -12, Self.scaled(numerator, places) / denominator >= 1_000_000 {
            places -= 1
        }
        while places < 12, Self.scaled(numerator, places) / denominator < 100_000 {
            places += 1
        }
        let rounded = Rounding.halfAwayFromZero.quotient(Self.scaled(numerator, places), denominator)
        return rounded.flatMap { Int64(exactly: $0) }.map { DecimalNumber(significand: $0, exponent: 0 - places) }
    }

    private static func scaled(_ number: Int128, _ places: Int) -> Int128 {
        var result = number
        for _ in 0..<abs(places) {
            result = places > 0 ? result.multipliedReportingOverflow(by: 10).partialValue : result / 10
        }
        return result
    }
}
