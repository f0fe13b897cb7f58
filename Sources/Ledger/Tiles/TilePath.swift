/// The name of a tile or of a bundle of entries (C2SP tlog-tiles): where it stands, and how wide it is.
///
/// ```swift
/// TilePath(kind: .hashes(level: 0), index: 1_234_067).text          // "tile/0/x001/x234/067"
/// TilePath(kind: .entries, index: 273, width: 112).text             // "tile/entries/273.p/112"
/// ```
public struct TilePath: Sendable, Hashable {
    /// What it holds.
    public enum Kind: Sendable, Hashable {
        /// Hashes of the tree, 256 to the power of the level leaves each.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    /// How many hashes or entries a full tile holds.
    public static let fullWidth = 256

    /// What it holds.
    public let kind: Kind
    /// Its place on its level, from 0.
    public let index: UInt64
    /// How many hashes or entries it holds, 1 to 256.
    public let width: Int

    /// Whether it is not full yet.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The same tile when it is full.
    public var full: TilePath { TilePath(kind: kind, index: index) }

    /// Names a tile.
    ///
    /// - Precondition: The width is 1 to 256, the level 0 to 63.
    public init(kind: Kind, index: UInt64, width: Int = TilePath.fullWidth) {
        precondition(1...Self.fullWidth ~= width, "a tile is 1 to 256 wide")
        if case .hashes(let level) = kind { precondition(0...63 ~= level, "a level is 0 to 63") }
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// The path below the log's prefix.
    public var text: String {
        var path =
            switch kind {
            case .hashes(let level): "tile/\(level)/"
            case .entries: "tile/entries/"
            }
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            groups.append(String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1000
        } while rest > 0
        path += groups.reversed().enumerated().map { $0 + 1 < groups.count ? "x\($1)" : $1 }.joined(separator: "/")
        return isPartial ? "\(path).p/\(width)" : path
    }

    /// Reads a path; only the spelling that ``text`` writes is taken.
    public init(parsing text: String) throws(TileFault) {
        var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard parts.popFirst()?.elementsEqual("tile".utf8) == true, let place = parts.popFirst() else {
            throw .badPath
        }
        if place.elementsEqual("entries".utf8) {
            kind = .entries
        } else {
            guard let level = Decimal.value(place), level < 64 else { throw .badPath }
            kind = .hashes(level: Int(level))
        }
        guard var last = parts.popLast() else { throw .badPath }
        if let group = parts.last, group.suffix(2).elementsEqual(".p".utf8) {
            guard let width = Decimal.value(last), 1..<UInt64(Self.fullWidth) ~= width else { throw .badPath }
            self.width = Int(width)
            last = group.dropLast(2)
            parts.removeLast()
        } else {
            width = Self.fullWidth
        }
        var index: UInt64 = 0
        for (place, group) in (parts + [last]).enumerated() {
            let isLast = place == parts.count
            guard isLast || group.first == UInt8(ascii: "x") else { throw .badPath }
            let digits = isLast ? group : group.dropFirst()
            guard digits.count == 3, let value = Decimal.digits(digits) else { throw .badPath }
            // A first group of zeros would be a second spelling.
            guard place > 0 || isLast || value > 0 else { throw .badPath }
            let (shifted, isTooLarge) = index.multipliedReportingOverflow(by: 1000)
            let (sum, isLarger) = shifted.addingReportingOverflow(value)
            guard !isTooLarge, !isLarger else { throw .badPath }
            index = sum
        }
        self.index = index
    }
}

extension TilePath {
    /// The tiles of hashes and the bundles that a tree of a size has and one of an earlier size did not have, in an order
    /// in which what is below comes first.
    ///
    /// A tile that only grew is among them at its new width: partial tiles are files of their own.
    public static func added(from oldSize: UInt64 = 0, to newSize: UInt64) -> [TilePath] {
        var paths: [TilePath] = []
        append(.entries, oldSize, newSize, to: &paths)
        for level in 0..<8 {
            let (old, new) = (oldSize >> (8 * level), newSize >> (8 * level))
            guard new > 0 else { break }
            append(.hashes(level: level), old, new, to: &paths)
        }
        return paths
    }

    private static func append(_ kind: Kind, _ old: UInt64, _ new: UInt64, to paths: inout [TilePath]) {
        guard new > old else { return }
        for index in (old / 256)..<(new / 256) { paths.append(TilePath(kind: kind, index: index)) }
        let width = Int(new % 256)
        if width > 0 { paths.append(TilePath(kind: kind, index: new / 256, width: width)) }
    }

    /// The tile of a tree of a size that holds an index of a level; nil if the tree does not reach so far.
    public static func holding(_ index: UInt64, kind: Kind, size: UInt64) -> TilePath? {
        let level =
            switch kind {
            case .hashes(let level): level
            case .entries: 0
            }
        let count = level < 8 ? size >> UInt64(8 * level) : 0
        guard index < count else { return nil }
        let place = index / 256
        return TilePath(kind: kind, index: place, width: place < count / 256 ? fullWidth : Int(count % 256))
    }
}
