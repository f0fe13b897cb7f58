/// What an agency holds to be usual; beyond it an entry is flagged, not refused.
public struct CustodyLimits: Sendable, Hashable {
    /// The greatest mass that an exhibit can have: a thousand tonnes in milligrams.
    public static let mostMilligrams = 1_000_000_000_000

    /// How long an exhibit may be on its way with a carrier, milliseconds.
    public var transit: Int
    /// How long after it happened an entry may be written without being called late, milliseconds.
    public var writing: Int
    /// By how much two weighings may differ, in millionths of the heavier; ore dries and scales differ.
    public var mass: Int

    /// The usual ones unless said: three days, a day, and two in a hundred.
    public init(transit: Int = 259_200_000, writing: Int = 86_400_000, mass: Int = 20_000) {
        (self.transit, self.writing, self.mass) = (transit, writing, mass)
    }

    /// A mass within what an exhibit can have.
    static func possible(_ milligrams: Int) -> Int { min(max(milligrams, 0), mostMilligrams) }

    /// Whether two masses can be the same thing weighed twice.
    func agree(_ first: Int, _ second: Int) -> Bool {
        abs(first - second) <= max(first, second) * min(max(mass, 0), 1_000_000) / 1_000_000
    }
}
