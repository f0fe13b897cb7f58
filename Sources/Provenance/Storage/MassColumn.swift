/// Masses in four bytes each: grams plus one, 0 where none is stated, all ones where the mass stands in a list of its own.
///
/// A bulk carrier holds more grams than four bytes can say, but few steps move as much.
struct MassColumn: ~Copyable {
    static let isLarge = UInt32.max

    var codes = Column<UInt32>()
    /// The places of large masses, ascending, and the masses.
    var largePlaces = Column<UInt32>()
    var largeGrams = Column<Int64>()

    init() {}

    var count: Int { codes.count }

    @inline(__always)
    subscript(place: Int) -> Int? {
        let code = codes[place]
        if code == 0 { return nil }
        return code == Self.isLarge ? large(place) : Int(code) - 1
    }

    mutating func append(_ grams: Int?) {
        guard let grams else { return codes.append(0) }
        guard grams >= Int(Self.isLarge) - 1 else { return codes.append(UInt32(grams + 1)) }
        largePlaces.append(UInt32(codes.count))
        largeGrams.append(Int64(grams))
        codes.append(Self.isLarge)
    }

    private func large(_ place: Int) -> Int? {
        var low = 0
        var high = largePlaces.count
        while low < high {
            let middle = (low + high) / 2
            if Int(largePlaces.base[middle]) < place { low = middle + 1 } else { high = middle }
        }
        return low < largePlaces.count && Int(largePlaces.base[low]) == place ? Int(largeGrams.base[low]) : nil
    }
}
