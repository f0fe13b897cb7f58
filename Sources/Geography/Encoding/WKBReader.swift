/// Reads well-known binary from bytes that nobody vouches for.
struct WKBReader {
    private let bytes: [UInt8]
    private(set) var offset = 0
    private var isBigEndian = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads a geometry; `expecting` is the type that a multi-geometry demands of its members.
    mutating func geometry(depth: Int, expecting: UInt32?) throws(WKBError) -> Geometry {
        guard depth <= WKB.depthLimit else { throw WKBError(.tooDeep, at: offset) }
        let start = offset
        let order = try byte()
        guard order <= 1 else { throw WKBError(.byteOrder, at: start) }
        isBigEndian = order == 0
        let (type, extra) = try head()
        if let expecting, type != expecting { throw WKBError(.unexpectedMember, at: start) }
        switch type {
        case 1:
            let position = try position(extra)
            // An empty point is written as two NaN (OGC 12-128r18, GeoPackage, clause 2.1.3).
            return position.lon.isNaN && position.lat.isNaN ? .multiPoint([]) : .point(position)
        case 2: return .lineString(try positions(extra))
        case 3: return .polygon(try rings(extra))
        case 4...6: return try multi(type, depth: depth)
        case 7:
            return .collection(try members(depth: depth, expecting: nil))
        default: throw WKBError(.unknownType, at: start + 1)
        }
    }

    /// The type without its dimension flags, and how many numbers follow lon and lat in each position.
    private mutating func head() throws(WKBError) -> (type: UInt32, extra: Int) {
        var code = try integer()
        var extra = 0
        if code & 0x8000_0000 != 0 { extra += 1 }
        if code & 0x4000_0000 != 0 { extra += 1 }
        let hasReferenceSystem = code & 0x2000_0000 != 0
        code &= 0x1FFF_FFFF
        if hasReferenceSystem { _ = try integer() }
        switch code / 1000 {
        case 0: break
        case 1, 2: extra += 1
        case 3: extra += 2
        default: throw WKBError(.unknownType, at: offset)
        }
        return (code % 1000, extra)
    }

    private mutating func multi(_ type: UInt32, depth: Int) throws(WKBError) -> Geometry {
        let members = try members(depth: depth, expecting: type - 3)
        switch type {
        case 4:
            return .multiPoint(
                members.compactMap { if case .point(let position) = $0 { position } else { nil } }
            )
        case 5:
            return .multiLineString(members.compactMap { if case .lineString(let line) = $0 { line } else { nil } })
        default:
            return .multiPolygon(members.compactMap { if case .polygon(let rings) = $0 { rings } else { nil } })
        }
    }

    private mutating func members(depth: Int, expecting: UInt32?) throws(WKBError) -> [Geometry] {
        // The smallest member is an empty line or collection: order, type, count.
        let count = try count(ofAtLeast: 9)
        var members: [Geometry] = []
        members.reserveCapacity(count)
        for _ in 0..<count { members.append(try geometry(depth: depth + 1, expecting: expecting)) }
        return members
    }

    private mutating func rings(_ extra: Int) throws(WKBError) -> [[Position]] {
        let count = try count(ofAtLeast: 4)
        var rings: [[Position]] = []
        rings.reserveCapacity(count)
        for _ in 0..<count { rings.append(try positions(extra)) }
        return rings
    }

    private mutating func positions(_ extra: Int) throws(WKBError) -> [Position] {
        let count = try count(ofAtLeast: 16 + 8 * extra)
        var positions: [Position] = []
        positions.reserveCapacity(count)
        for _ in 0..<count { positions.append(try position(extra)) }
        return positions
    }

    private mutating func position(_ extra: Int) throws(WKBError) -> Position {
        let position = Position(lon: try number(), lat: try number())
        for _ in 0..<extra { _ = try number() }
        return position
    }

    /// Reads a count and refuses one that the bytes left cannot hold, before anything is reserved for it.
    private mutating func count(ofAtLeast size: Int) throws(WKBError) -> Int {
        let start = offset
        let count = Int(try integer())
        guard count <= (bytes.count - offset) / size else { throw WKBError(.hugeCount, at: start) }
        return count
    }

    private mutating func byte() throws(WKBError) -> UInt8 {
        guard offset < bytes.count else { throw WKBError(.truncated, at: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func integer() throws(WKBError) -> UInt32 {
        try fixed(UInt32.self)
    }

    private mutating func number() throws(WKBError) -> Double {
        Double(bitPattern: try fixed(UInt64.self))
    }

    private mutating func fixed<Value: FixedWidthInteger>(_ type: Value.Type) throws(WKBError) -> Value {
        let size = MemoryLayout<Value>.size
        guard bytes.count - offset >= size else { throw WKBError(.truncated, at: offset) }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
        offset += size
        return isBigEndian ? Value(bigEndian: value) : Value(littleEndian: value)
    }
}
