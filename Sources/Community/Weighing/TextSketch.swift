import Vocabulary

/// A text as the smallest hashes of its runs of three words: how much two texts share can be reckoned from it, and what they
/// say cannot be read in it.
///
/// Bottom-k sketch (Broder, On the resemblance and containment of documents, 1997). With `k` hashes the share is known to
/// about 1/√k: with 64, to an eighth.
public struct TextSketch: Sendable, Hashable {
    /// How many hashes are kept.
    public static let size = 64
    /// The smallest hashes, in ascending order, without repetition.
    public let hashes: [UInt64]

    init(hashes: [UInt64]) { self.hashes = hashes }

    /// The sketch of a text.
    ///
    /// Case, accents, punctuation and spaces do not count; a text of fewer than three words is one run.
    ///
    /// - Complexity: O(n log n) in the words.
    public init(of text: String) {
        let words = Self.words(text)
        var hashes: Set<UInt64> = []
        if words.isEmpty {
            self.hashes = []
        } else {
            for start in 0...max(0, words.count - 3) {
                hashes.insert(Self.hash(words[start..<min(start + 3, words.count)]))
            }
            self.hashes = Array(hashes.sorted().prefix(Self.size))
        }
    }

    /// The share of the runs of both texts that stand in either, from 0 to 1; nil where one of them has no words.
    public func share(with other: TextSketch) -> Double? {
        guard !hashes.isEmpty, !other.hashes.isEmpty else { return nil }
        let (mine, theirs) = (Set(hashes), Set(other.hashes))
        let smallest = mine.union(theirs).sorted().prefix(Self.size)
        return Double(smallest.count { mine.contains($0) && theirs.contains($0) }) / Double(smallest.count)
    }

    static func words(_ text: String) -> [Substring] {
        WordFolding.fold(text).split { !$0.isLetter && !$0.isNumber }
    }

    /// FNV-1a of the words, each ended by a zero byte, stirred as SplitMix64 does so that the smallest are a fair choice.
    private static func hash(_ words: ArraySlice<Substring>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words {
            for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = hash &* 0x100_0000_01B3
        }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
