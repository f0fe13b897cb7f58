/// Finds money that comes back to where it set out: chains of payments, each made by the party that the one before
/// paid, within a span of days and of about the same amount.
///
/// A payment below zero is a refund: it is no step of a round trip, and neither is the payment that it takes back in full.
public struct PaymentCycles: Sendable {
    /// A payment.
    public struct Payment: Sendable, Hashable {
        /// Its number.
        public let id: Int
        /// Who paid.
        public let payer: Int
        /// Who was paid.
        public let payee: Int
        /// The day.
        public let day: Int
        /// The amount in minor units; below zero if the payee gave it back.
        public let amountMinor: Int
        /// The currency, as a number.
        public let currency: Int

        /// Makes a payment.
        public init(id: Int, payer: Int, payee: Int, day: Int, amountMinor: Int, currency: Int) {
            self.id = id
            self.payer = payer
            self.payee = payee
            self.day = day
            self.amountMinor = amountMinor
            self.currency = currency
        }
    }

    /// How many payments a round trip has: fewer are a loan and its return, more are beyond what days of typical
    /// trade tell from chance.
    public var lengths = 3...5
    /// Days from the first to the last payment.
    public var spanDays = 45
    /// The least and the largest amount of a payment, as a share of the first one, parts per million.
    public var amountBandPPM = 700_000...1_100_000
    /// Steps after which a search from one payment is given up.
    public var stepLimit = 20_000

    /// Makes a finder with the usual bounds.
    public init() {}

    /// The round trips, each as its payments in the order of time; each set of payments once, no payment in two trips.
    ///
    /// Complexity: for each payment, the payments within reach of it; bounded by ``stepLimit`` for each.
    public func cycles(in payments: [Payment]) -> [[Payment]] {
        let undone = Self.takenBack(payments)
        let sorted = payments.filter { $0.payer != $0.payee && $0.amountMinor > 0 && !undone.contains($0.id) }
            .sorted { ($0.day, $0.id) < ($1.day, $1.id) }
        var byPayer: [Int: [Payment]] = [:]
        for payment in sorted { byPayer[payment.payer, default: []].append(payment) }
        var used: Set<Int> = []
        var result: [[Payment]] = []
        for first in sorted where !used.contains(first.id) {
            var search = Search(finder: self, first: first, byPayer: byPayer, used: used)
            if let cycle = search.run() {
                used.formUnion(cycle.map(\.id))
                result.append(cycle)
            }
        }
        return result
    }

    /// The payments that a refund took back in full: each refund, the latest one before it between the same two parties
    /// and of the same amount.
    ///
    /// A refund of a part takes nothing back: which payment it belongs to cannot be told.
    private static func takenBack(_ payments: [Payment]) -> Set<Int> {
        struct Key: Hashable {
            let payer: Int
            let payee: Int
            let currency: Int
            let amount: UInt
        }
        var standing: [Key: [Int]] = [:]
        var undone: Set<Int> = []
        // On one day, payments stand before refunds.
        let ordered = payments.sorted { left, right in
            (left.day, left.amountMinor < 0 ? 1 : 0, left.id) < (right.day, right.amountMinor < 0 ? 1 : 0, right.id)
        }
        for payment in ordered where payment.amountMinor != 0 {
            let key = Key(
                payer: payment.payer,
                payee: payment.payee,
                currency: payment.currency,
                amount: payment.amountMinor.magnitude
            )
            if payment.amountMinor > 0 {
                standing[key, default: []].append(payment.id)
            } else if let last = standing[key]?.popLast() {
                undone.insert(last)
            }
        }
        return undone
    }

    private struct Search {
        let finder: PaymentCycles
        let first: Payment
        let byPayer: [Int: [Payment]]
        let used: Set<Int>
        var path: [Payment] = []
        var steps = 0

        mutating func run() -> [Payment]? {
            path = [first]
            return extend()
        }

        private mutating func extend() -> [Payment]? {
            guard let last = path.last, path.count < finder.lengths.upperBound else { return nil }
            for next in byPayer[last.payee] ?? [] where follows(next, last) {
                steps += 1
                guard steps < finder.stepLimit else { return nil }
                if next.payee == first.payer {
                    guard path.count + 1 >= finder.lengths.lowerBound else { continue }
                    return path + [next]
                }
                guard !path.contains(where: { $0.payer == next.payee }) else { continue }
                path.append(next)
                if let cycle = extend() { return cycle }
                path.removeLast()
            }
            return nil
        }

        private func follows(_ next: Payment, _ last: Payment) -> Bool {
            guard next.currency == first.currency, !used.contains(next.id) else { return false }
            guard (next.day, next.id) > (last.day, last.id), next.day - first.day <= finder.spanDays else {
                return false
            }
            let scaled = Double(next.amountMinor) / Double(first.amountMinor) * 1_000_000
            return scaled >= Double(finder.amountBandPPM.lowerBound)
                && scaled <= Double(finder.amountBandPPM.upperBound)
        }
    }
}
