public import Vocabulary

/// Dated reference prices, looked up by mineral, currency and day.
public struct ReferencePrices: Sendable {
    /// How old the nearest earlier price may be, in days: two months, so that one missing month of a monthly series
    /// is bridged and no more.
    public static let reachDays = 62

    private struct Key: Hashable {
        var mineral: String
        var currency: String
    }

    private let series: [Key: [ReferencePrice]]

    /// Makes the table; prices may come in any order.
    public init(_ prices: [ReferencePrice]) {
        series = Dictionary(grouping: prices) { Key(mineral: $0.mineral, currency: $0.currency) }
            .mapValues { $0.sorted { ($0.firstDay, $1.id) < ($1.firstDay, $0.id) } }
    }

    /// The price for a day: of the period that contains it, else the nearest earlier one within 62 days, else nil.
    ///
    /// Where periods overlap, the one that began last is taken; where two began on the same day, the smaller id.
    /// Prices are not converted between currencies.
    public func price(of mineral: String, in currency: String, on day: CalendarDay) -> ReferencePrice? {
        guard let prices = series[Key(mineral: mineral, currency: currency)] else { return nil }
        var low = 0
        var high = prices.count
        while low < high {
            let middle = (low + high) / 2
            if prices[middle].firstDay <= day { low = middle + 1 } else { high = middle }
        }
        let earlier = prices[..<low]
        // Equal days are kept in descending order of id, so that the last one has the smallest.
        if let containing = earlier.last(where: { price in price.lastDay.map { $0 >= day } ?? false }) {
            return containing
        }
        guard let nearest = earlier.last, day.number - nearest.firstDay.number <= Self.reachDays else { return nil }
        return nearest
    }
}
