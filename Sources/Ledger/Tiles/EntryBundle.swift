/// A bundle of up to 256 entries of a log: each behind its length in two bytes, the greater first.
public struct EntryBundle: Sendable, Hashable {
    /// The longest entry that the format can hold.
    public static let longestEntry = 65_535

    /// The entries, in order.
    public private(set) var entries: [[UInt8]]

    /// Makes a bundle.
    public init(_ entries: [[UInt8]]) throws(TileFault) {
        guard entries.allSatisfy({ $0.count <= Self.longestEntry }) else { throw .entryTooLong }
        self.entries = entries
    }

    /// Reads a bundle of a known width; the last entry ends where the bytes end.
    public init(_ bytes: [UInt8], width: Int) throws(TileFault) {
        entries = []
        entries.reserveCapacity(width)
        var index = 0
        while index < bytes.count {
            guard index + 2 <= bytes.count, entries.count < width else { throw .wrongLength }
            let end = index + 2 + (Int(bytes[index]) << 8 | Int(bytes[index + 1]))
            guard end <= bytes.count else { throw .wrongLength }
            entries.append(Array(bytes[(index + 2)..<end]))
            index = end
        }
        guard entries.count == width else { throw .wrongLength }
    }

    /// The bundle as it is stored and served.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
        for entry in entries { Self.append(entry, to: &output) }
        return output
    }

    /// Appends one entry behind its length.
    ///
    /// - Precondition: It is not longer than ``longestEntry``.
    public static func append(_ entry: [UInt8], to output: inout [UInt8]) {
        precondition(entry.count <= longestEntry, "an entry has at most 65,535 bytes")
        output.append(UInt8(entry.count >> 8))
        output.append(UInt8(entry.count & 0xFF))
        output.append(contentsOf: entry)
    }

    /// Checks that each entry hashes to what its tile of level 0 holds.
    ///
    /// - Parameter first: The place in the log of the first entry.
    public func check(against tile: HashTile, first: UInt64) throws(TileFault) {
        guard tile.hashes.count == entries.count else { throw .wrongLength }
        for (place, entry) in entries.enumerated() where TreeHash.leaf(entry) != tile.hashes[place] {
            throw .wrongEntry(first + UInt64(place))
        }
    }
}
