/// What the law allows a court to impose.
///
/// Terms are counted in months, because laws say eighteen months as often as four years.
public struct Penalty: Sendable, Hashable {
    /// What goes beyond a term of years.
    public enum Beyond: String, Sendable, Hashable, CaseIterable {
        case life, death
    }

    /// The least term, months; nil where the law sets none.
    public let leastMonths: Int?
    /// The longest term, months; nil where there is no prison, or where ``beyond`` says more.
    public let mostMonths: Int?
    /// A penalty beyond a term of years.
    public let beyond: Beyond?

    /// What a term may be, months: up to a hundred years.
    public static let range = 0...1_200
    /// Four years, from which UNTOC article 2(b) calls a crime serious.
    public static let seriousMonths = 48

    /// A penalty; nil where the least term is above the longest or a term is outside ``range``.
    public init?(leastMonths: Int? = nil, mostMonths: Int? = nil, beyond: Beyond? = nil) {
        for months in [leastMonths, mostMonths] {
            if let months, !Self.range.contains(months) { return nil }
        }
        if let leastMonths, let mostMonths, leastMonths > mostMonths { return nil }
        self.leastMonths = leastMonths
        self.mostMonths = mostMonths
        self.beyond = beyond
    }

    /// Whether the longest penalty is at least four years of prison “or a more serious penalty”: UNTOC article 2(b).
    ///
    /// The longest penalty counts, not the one that a court is likely to impose.
    public var isSerious: Bool { beyond != nil || (mostMonths ?? 0) >= Self.seriousMonths }
}

/// Whether an offence is a “serious crime” of UNTOC article 2(b).
public enum SeriousCrime: String, Sendable, Hashable, CaseIterable {
    /// The longest penalty is four years or more.
    case yes
    /// Every penalty is known, and none reaches four years.
    case no
    /// No provision, or no penalty, is known.
    case unknown

    /// The answer for penalties that apply; nil stands for one that nobody has entered.
    public init(_ penalties: [Penalty?]) {
        let known = penalties.compactMap(\.self)
        if known.contains(where: \.isSerious) {
            self = .yes
        } else {
            self = known.isEmpty || known.count < penalties.count ? .unknown : .no
        }
    }

    /// The key of its sentence in the catalogue of messages.
    public var messageKey: String { "offences.serious.\(rawValue)" }
}
