/// Why bytes are not the tile or the bundle that they should be.
public enum TileFault: Error, Sendable, Hashable {
    /// The path is none of a tile or bundle, or not the only spelling of one.
    case badPath
    /// The bytes are more or fewer than the width asks for.
    case wrongLength
    /// An entry is longer than 65,535 bytes, the most that a bundle can hold.
    case entryTooLong
    /// An entry does not hash to what the tree says; its place in the log.
    case wrongEntry(UInt64)
}
