/// Finds the term that bytes spell.
struct TermTable: Sendable {
    /// For each hash the term's number, or `.max`; two terms of one hash stand in neighbouring slots.
    private let slots: [UInt16]
    /// For each term where its spelling begins in `spellings`; one more for the end.
    private let starts: [UInt16]
    private let spellings: [UInt8]
    private static let mask = 511

    /// The table, for what is asked seldom.
    static let shared = TermTable()

    init() {
        var slots = [UInt16](repeating: .max, count: Self.mask + 1)
        var starts: [UInt16] = []
        var spellings: [UInt8] = []
        for term in EventTerm.allCases {
            let bytes = term.bytes
            starts.append(UInt16(spellings.count))
            spellings += bytes
            var slot = Self.hash(bytes.span, 0..<bytes.count)
            while slots[slot] != .max { slot = (slot + 1) & Self.mask }
            slots[slot] = term.rawValue
        }
        starts.append(UInt16(spellings.count))
        (self.slots, self.starts, self.spellings) = (slots, starts, spellings)
    }

    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        let count = range.count
        guard count > 0 else { return 0 }
        let first = Int(bytes[range.lowerBound])
        let middle = Int(bytes[range.lowerBound &+ count / 2])
        let late = Int(bytes[range.upperBound &- 1])
        let early = Int(bytes[range.lowerBound &+ count / 4])
        return (count &* 37 &+ first &* 7 &+ middle &* 61 &+ late &* 131 &+ early &* 17) & mask
    }

    /// The term that the bytes spell; nil if none does.
    func term(_ bytes: Span<UInt8>, _ range: Range<Int>) -> EventName? {
        var slot = Self.hash(bytes, range)
        while slots[slot] != .max {
            let number = Int(slots[slot])
            let start = Int(starts[number])
            if Int(starts[number &+ 1]) &- start == range.count {
                var step = 0
                while step < range.count, spellings[start &+ step] == bytes[range.lowerBound &+ step] { step &+= 1 }
                if step == range.count { return EventTerm(rawValue: slots[slot]).map(EventName.init) }
            }
            slot = (slot &+ 1) & Self.mask
        }
        return nil
    }
}
