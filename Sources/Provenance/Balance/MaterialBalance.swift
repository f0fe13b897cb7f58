/// The metal that the processing at a place took in and gave over a period, and what is unaccounted for.
///
/// Material unaccounted for is what there was at the beginning and came in, less what went out and is left: MUF = BI + R
/// − P − W − EI (IAEA Safeguards Glossary, material unaccounted for). Lots that were not worked on stand on both sides
/// with the same figure, so that it is what went into the processes less what came out of them. Its standard deviation
/// is propagated from those of the single measurements; errors that all of one side share do not average out, and grow
/// with the cumulated sum (J. L. Jaech, Statistical Methods in Nuclear Material Control, 1973).
public struct MaterialBalance: Sendable, Hashable {
    /// The place: a site, or what the caller makes of several.
    public let unit: String
    /// The mineral; nil if none is stated.
    public let mineral: String?
    /// The first month of the period, counted from January of the year 0.
    public let month: Int
    /// How many transformations count.
    public internal(set) var runs = 0
    /// How many do not, because a mass or a grade is missing.
    public internal(set) var undecided = 0
    /// Contained metal that went in, grams.
    public internal(set) var inGrams = 0
    /// Contained metal that came out, grams.
    public internal(set) var outGrams = 0
    /// The least that the processes are known to lose, grams.
    public internal(set) var leastLoss = 0
    /// The most that they are known to lose; all, where nothing is known of a process.
    public internal(set) var mostLoss = 0
    /// The standard deviation of what is unaccounted for, grams, rounded up.
    public internal(set) var sigma = 0
    /// What is unaccounted for since the first period of the place and mineral.
    public internal(set) var cumulated = 0
    /// The part of it that no process is known to lose or to give.
    public internal(set) var cumulatedBeyond = 0
    /// The standard deviation of the cumulated sum, grams, rounded up.
    public internal(set) var cumulatedSigma = 0
    /// The records, ascending, each once.
    public internal(set) var records: [Int] = []

    /// What is unaccounted for, grams; below zero if more came out than went in.
    public var unaccounted: Int { inGrams - outGrams }

    /// The part of it that no process is known to lose (above zero) or to give (below zero).
    public var beyond: Int { Self.beyond(unaccounted, leastLoss, mostLoss) }

    /// The first month in letters, such as `2024-03`.
    public var period: String {
        let year = String(month / 12)
        let month = String(month % 12 + 1)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + (month.count < 2 ? "0" : "") + month
    }

    static func beyond(_ loss: Int, _ least: Int, _ most: Int) -> Int {
        loss > most ? loss - most : min(loss - least, 0)
    }
}

/// What a material balance is drawn up for.
public struct MaterialBalanceQuery: Sendable {
    /// What it rests on.
    public var base: BalanceQuery
    /// Puts sites together to one place, such as those of a party; a site that is not named stands for itself.
    public var unitOfSite: [String: String]
    /// How many months a period has: 1, 3 or 12.
    public var months: Int
    /// The standard deviation of one measurement of metal, scales and assay, parts per million of it.
    public var randomPPM: Int
    /// The standard deviation of the error that all measurements of one side share.
    public var sharedPPM: Int

    /// Makes a question.
    public init(
        _ base: BalanceQuery = BalanceQuery(),
        unitOfSite: [String: String] = [:],
        months: Int = 1,
        randomPPM: Int = 20_000,
        sharedPPM: Int = 5_000
    ) {
        self.base = base
        self.unitOfSite = unitOfSite
        self.months = min(max(months, 1), 12)
        self.randomPPM = min(max(randomPPM, 0), 1_000_000)
        self.sharedPPM = min(max(sharedPPM, 0), 1_000_000)
    }
}
