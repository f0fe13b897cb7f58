extension LotGraph {
    /// What is unaccounted for at every place that worked on minerals, by place, mineral and period.
    ///
    /// Complexity: O(steps + inputs), and the sorting of the balances.
    public func materialBalances(_ query: MaterialBalanceQuery = MaterialBalanceQuery()) -> [MaterialBalance] {
        var sums: [Key: Sums] = [:]
        forEachRun(lens(asOf: query.base.asOf, query.base.mayRead)) { tally in
            guard let site = word(tables.eventSite[tally.event]) else { return }
            let latest = tally.steps.map { time(ofStep: $0) }.max() ?? 0
            let month = Self.month(of: latest)
            let key = Key(
                unit: query.unitOfSite[site] ?? site,
                mineral: word(tally.mineral),
                month: month - month % query.months
            )
            let process = word(tables.eventProcess[tally.event])
            let range = query.base.ranges.range(process: process, mineral: key.mineral)
            sums[key, default: Sums()].add(tally, range)
            for step in tally.steps {
                let record = Int(tables.eventRecord.base[Int(tables.stepEvent.base[step])])
                sums[key, default: Sums()].records.insert(record)
            }
        }
        return cumulate(sums, query)
    }

    private func cumulate(_ sums: [Key: Sums], _ query: MaterialBalanceQuery) -> [MaterialBalance] {
        var balances: [MaterialBalance] = []
        var total = Sums()
        var last: Key?
        for (key, own) in sums.sorted(by: { $0.key < $1.key }) {
            if last?.unit != key.unit || last?.mineral != key.mineral { total = Sums() }
            last = key
            total.add(own)
            var balance = MaterialBalance(unit: key.unit, mineral: key.mineral, month: key.month)
            balance.runs = own.runs
            balance.undecided = own.undecided
            balance.inGrams = Int(clamping: own.into)
            balance.outGrams = Int(clamping: own.out)
            balance.leastLoss = Int(clamping: own.leastLoss)
            balance.mostLoss = Int(clamping: own.mostLoss)
            balance.sigma = own.sigma(query)
            balance.cumulated = Int(clamping: total.into) - Int(clamping: total.out)
            balance.cumulatedBeyond = MaterialBalance.beyond(
                balance.cumulated,
                Int(clamping: total.leastLoss),
                Int(clamping: total.mostLoss)
            )
            balance.cumulatedSigma = total.sigma(query)
            balance.records = own.records.sorted()
            balances.append(balance)
        }
        return balances
    }

    /// The month of a time, counted from January of the year 0.
    ///
    /// Days become civil dates as in Howard Hinnant's chrono-compatible algorithms.
    static func month(of milliseconds: Int) -> Int {
        let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let days = whole - (rest < 0 ? 1 : 0) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 2 : shifted - 10
        return max(0, (year + era * 400 + (month < 2 ? 1 : 0)) * 12 + month)
    }

    private struct Key: Hashable, Comparable {
        var unit: String
        var mineral: String?
        var month: Int

        static func < (left: Key, right: Key) -> Bool {
            if left.unit != right.unit { return left.unit.utf8.lexicographicallyPrecedes(right.unit.utf8) }
            if left.mineral != right.mineral { return (left.mineral ?? "") < (right.mineral ?? "") }
            return left.month < right.month
        }
    }

    private struct Sums {
        var runs = 0
        var undecided = 0
        /// Grams of metal.
        var into: Int128 = 0
        var out: Int128 = 0
        var leastLoss: Int128 = 0
        var mostLoss: Int128 = 0
        /// The squares of the single measurements.
        var squares: UInt128 = 0
        var records: Set<Int> = []

        mutating func add(_ tally: RunTally, _ range: ProcessRanges.Range?) {
            guard let inMetal = tally.inMetal, let outMetal = tally.outMetal else {
                undecided += 1
                return
            }
            runs += 1
            into += inMetal / 1_000_000
            out += outMetal / 1_000_000
            let (high, low) = (range?.highPPM ?? 1_000_000, range?.lowPPM ?? 0)
            leastLoss += inMetal / 1_000_000 * Int128(1_000_000 - high) / 1_000_000
            mostLoss += inMetal / 1_000_000 * Int128(1_000_000 - low) / 1_000_000
            for part in tally.parts + tally.outputs {
                let (product, _) = (part.grams ?? 0).multipliedReportingOverflow(by: part.gradePPM ?? 0)
                let grams = UInt128(product.magnitude) / 1_000_000
                squares = Self.sum(squares, Self.product(grams, grams))
            }
        }

        mutating func add(_ other: Sums) {
            into += other.into
            out += other.out
            leastLoss += other.leastLoss
            mostLoss += other.mostLoss
            squares = Self.sum(squares, other.squares)
        }

        /// σ² = r² Σ mᵢ² + s² ((Σ in)² + (Σ out)²), both in parts per million.
        func sigma(_ query: MaterialBalanceQuery) -> Int {
            let random = Self.product(squares, UInt128(query.randomPPM * query.randomPPM))
            let shared = Self.sum(Self.square(into), Self.square(out))
            let variance = Self.sum(random, Self.product(shared, UInt128(query.sharedPPM * query.sharedPPM)))
            let root = Self.root(variance)
            return Int(clamping: root / 1_000_000 + (root % 1_000_000 == 0 ? 0 : 1))
        }

        private static func square(_ grams: Int128) -> UInt128 { product(grams.magnitude, grams.magnitude) }

        private static func product(_ left: UInt128, _ right: UInt128) -> UInt128 {
            let (product, overflow) = left.multipliedReportingOverflow(by: right)
            return overflow ? .max : product
        }

        private static func sum(_ left: UInt128, _ right: UInt128) -> UInt128 {
            let (sum, overflow) = left.addingReportingOverflow(right)
            return overflow ? .max : sum
        }

        /// The whole square root, by bits.
        private static func root(_ number: UInt128) -> UInt128 {
            var root: UInt128 = 0
            for bit in stride(from: 63, through: 0, by: -1) {
                let next = root | (1 << UInt128(bit))
                if next <= number / next { root = next }
            }
            return root
        }
    }
}
