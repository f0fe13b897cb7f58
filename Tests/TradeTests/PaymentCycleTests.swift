import Testing
import Trade

@Suite("Money that comes back")
struct PaymentCycleTests {
    private static func payments(_ seed: Int) -> [PaymentCycles.Payment] {
        var dice = Dice(seed: UInt64(seed))
        return (0..<18).map { id in
            PaymentCycles.Payment(
                id: id,
                payer: Int.random(in: 0..<6, using: &dice),
                payee: Int.random(in: 0..<6, using: &dice),
                day: Int.random(in: 0...60, using: &dice),
                amountMinor: Int.random(in: 600...1300, using: &dice),
                currency: Int.random(in: 0...1, using: &dice)
            )
        }
    }

    private static func isTrip(_ trip: [PaymentCycles.Payment], _ finder: PaymentCycles) -> Bool {
        guard let first = trip.first, let last = trip.last, finder.lengths.contains(trip.count) else { return false }
        let amounts = trip.allSatisfy { payment in
            let ppm = Double(payment.amountMinor) / Double(first.amountMinor) * 1_000_000
            return payment.currency == first.currency && ppm >= Double(finder.amountBandPPM.lowerBound)
                && ppm <= Double(finder.amountBandPPM.upperBound)
        }
        let chained = zip(trip, trip.dropFirst()).allSatisfy { before, after in
            before.payee == after.payer && (before.day, before.id) < (after.day, after.id)
        }
        return amounts && chained && last.payee == first.payer && last.day - first.day <= finder.spanDays
            && Set(trip.map(\.payer)).count == trip.count
    }

    /// Whether any round trip can be made of these payments: every chain is tried.
    private static func hasTrip(_ payments: [PaymentCycles.Payment], _ finder: PaymentCycles) -> Bool {
        func extend(_ path: [PaymentCycles.Payment]) -> Bool {
            if isTrip(path, finder) { return true }
            guard let last = path.last, path.count < finder.lengths.upperBound else { return false }
            return payments.contains {
                $0.payer == last.payee && ($0.day, $0.id) > (last.day, last.id) && extend(path + [$0])
            }
        }
        return payments.contains { extend([$0]) }
    }

    private static func payment(_ id: Int, _ payer: Int, _ payee: Int, day: Int, _ amount: Int) -> PaymentCycles.Payment
    {
        PaymentCycles.Payment(id: id, payer: payer, payee: payee, day: day, amountMinor: amount, currency: 0)
    }

    @Test("A refund is no step of a trip, and what it takes back in full is none either")
    func refunds() {
        let trip = [
            Self.payment(0, 1, 2, day: 1, 1000), Self.payment(1, 2, 3, day: 5, 1000),
            Self.payment(2, 3, 1, day: 9, 1000),
        ]
        func trips(_ more: PaymentCycles.Payment...) -> [[Int]] {
            PaymentCycles().cycles(in: trip + more).map { $0.map(\.id) }
        }
        #expect(trips() == [[0, 1, 2]])
        #expect(trips(Self.payment(3, 2, 3, day: 6, -1000)) == [])
        #expect(trips(Self.payment(3, 2, 3, day: 5, -1000)) == [], "on the same day")
        // Not taken back: by a refund before it, of a part, of another pair or direction.
        #expect(trips(Self.payment(3, 2, 3, day: 4, -1000)) == [[0, 1, 2]])
        #expect(trips(Self.payment(3, 2, 3, day: 6, -999)) == [[0, 1, 2]])
        #expect(trips(Self.payment(3, 3, 2, day: 6, -1000)) == [[0, 1, 2]])
        // Of two alike, the later one is taken back, and the trip has the other.
        let twin = Self.payment(4, 2, 3, day: 6, 1000)
        #expect(trips(twin, Self.payment(3, 2, 3, day: 7, -1000)) == [[0, 1, 2]])
        #expect(trips(twin, Self.payment(3, 2, 3, day: 7, -1000), Self.payment(5, 2, 3, day: 8, -1000)) == [])
        // A refund alone does not close a trip, and the largest number does not trap.
        let open = Array(trip.prefix(2))
        #expect(PaymentCycles().cycles(in: open + [Self.payment(3, 3, 1, day: 9, -1000)]) == [])
        #expect(PaymentCycles().cycles(in: open + [Self.payment(3, 1, 3, day: 9, .min)]) == [])
    }

    @Test("Each trip is one, none shares a payment, and none is left over", arguments: 1...80)
    func againstEveryChain(seed: Int) {
        let payments = Self.payments(seed)
        let finder = PaymentCycles()
        let trips = finder.cycles(in: payments)
        for trip in trips { #expect(Self.isTrip(trip, finder), "seed \(seed)") }
        let used = trips.flatMap { $0.map(\.id) }
        #expect(Set(used).count == used.count, "seed \(seed)")
        let rest = payments.filter { !used.contains($0.id) && $0.payer != $0.payee }
        #expect(!Self.hasTrip(rest, finder), "seed \(seed)")
        var dice = Dice(seed: UInt64(seed) + 1000)
        #expect(finder.cycles(in: payments.shuffled(using: &dice)) == trips, "seed \(seed)")
    }
}
