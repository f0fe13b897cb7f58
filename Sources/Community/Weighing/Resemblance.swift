import Geography
import Vocabulary

/// Why two reports may tell of the same matter: each reason by itself, never one number made of several.
public struct Resemblance: Sendable, Hashable {
    /// Both have the same category.
    public let isSameCategory: Bool
    /// How far apart, in metres along the sphere; nil where one of them has no position.
    public let distance: Double?
    /// The share of the words of both places that stand in either, from 0 to 1; nil where one of them names none.
    public let placeShare: Double?
    /// Whether they can have happened at the same time; nil where one of them does not say when.
    public let canBeSameTime: Bool?
    /// How many days lie between the days on which they came.
    public let daysApart: Int
    /// The share of what both texts say in the same words, to about an eighth; nil where one of them has none.
    public let textShare: Double?

    /// Reports within so many metres may be of one place.
    public static let near = 5_000.0
    /// Reports that came within so many days may be of one matter, where nobody says when it happened.
    public static let soon = 30
    /// From this share on the words of two texts, or of two places, are taken for the same.
    public static let alike = 0.5

    /// Compares two reports; the order does not matter.
    public init(_ left: ReportTraits, _ right: ReportTraits) {
        isSameCategory = left.category == right.category
        distance =
            if let one = left.position, let other = right.position { Sphere.distanceMetres(one, other) } else { nil }
        placeShare = Self.share(left.place, right.place)
        canBeSameTime = Self.overlap(left.happened, right.happened)
        daysApart = abs(left.arrived.number - right.arrived.number)
        textShare = left.sketch.share(with: right.sketch)
    }

    /// Whether both may tell of the same matter: the same words; or the same category at one place, at a time that fits.
    ///
    /// It is a proposal. An officer says whether it is so.
    public var isProposal: Bool {
        if let textShare, textShare >= Self.alike { return true }
        let isOnePlace = distance.map { $0 <= Self.near } ?? placeShare.map { $0 >= Self.alike } ?? false
        return isSameCategory && isOnePlace && (canBeSameTime ?? (daysApart <= Self.soon))
    }

    private static func share(_ left: Set<String>, _ right: Set<String>) -> Double? {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        return Double(left.intersection(right).count) / Double(left.union(right).count)
    }

    /// Of two dates, one may be less exact than the other: `2026-11` can be `2026-11-23`.
    private static func overlap(_ left: String, _ right: String) -> Bool? {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        return left.hasPrefix(right) || right.hasPrefix(left)
    }
}
