public import Vocabulary

/// A published price of a mineral for a day or a period.
public struct ReferencePrice: Hashable, Sendable {
    /// What the price is for.
    public enum Basis: String, Hashable, Sendable {
        /// The contained element.
        case element
        /// The goods as weighed.
        case gross
    }

    /// Identifier, as the source gives it.
    public let id: String
    /// The mineral.
    public let mineral: String
    /// What the price is for.
    public let basis: Basis
    /// First day of the period.
    public let firstDay: CalendarDay
    /// Last day of the period, where the source says it.
    public let lastDay: CalendarDay?
    /// Price in minor units of the currency.
    public let amountMinor: Int
    /// For how much mineral, in nanograms (1 t = 10^15, 1 troy ounce = 31,103,476,800).
    public let perNanograms: Int
    /// ISO 4217 code of the currency.
    public let currency: String
    /// Half-width of the price band, parts per million of the price.
    public let uncertaintyPPM: Int

    /// Makes a price; nil if a number cannot be that of a price.
    public init?(
        id: String,
        mineral: String,
        basis: Basis,
        firstDay: CalendarDay,
        lastDay: CalendarDay? = nil,
        amountMinor: Int,
        perNanograms: Int,
        currency: String,
        uncertaintyPPM: Int
    ) {
        guard amountMinor > 0, perNanograms > 0, (0...1_000_000).contains(uncertaintyPPM) else { return nil }
        if let lastDay, lastDay < firstDay { return nil }
        self.id = id
        self.mineral = mineral
        self.basis = basis
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.amountMinor = amountMinor
        self.perNanograms = perNanograms
        self.currency = currency
        self.uncertaintyPPM = uncertaintyPPM
    }
}
