/// The lengths that a sealed content can have, so that its length tells little.
///
/// A content of n bytes is preceded by its length in 8 bytes and filled with zeros up to the smallest class that holds
/// both. The classes are 4 KiB, 8 KiB and so on, doubling, up to 1 MiB; above that each doubling has eight steps, so
/// that no content grows by more than an eighth. Every text that is shorter than 4,089 bytes looks the same.
public enum SizeClass {
    /// The smallest class.
    public static let smallest = 4_096
    /// Classes double up to this one.
    static let lastDoubling = 1 << 20
    /// How many bytes say how long the content is.
    static let prefixCount = 8
    /// The longest content: 1 GiB.
    public static let longestContent = 1 << 30

    /// How many bytes a content of so many is filled up to; nil if it is too long.
    public static func count(forContentOf count: Int) -> Int? {
        guard (0...longestContent).contains(count) else { return nil }
        let total = count + prefixCount
        var power = smallest
        while power < total { power *= 2 }
        guard power > lastDoubling else { return power }
        let step = power / 16
        return (total + step - 1) / step * step
    }
}
