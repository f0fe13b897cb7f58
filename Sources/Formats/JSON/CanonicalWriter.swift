/// Writes values of a tape in canonical form.
///
/// Bytes and entries are lent to each step rather than kept: a field of the writer would be counted at each use, which
/// costs more than the work.
struct CanonicalWriter {
    let numbers: JSONNumberRule
    /// The keys of the objects that are open, each as its place on the tape.
    private var keys: [UInt32] = []
    /// Whether each number so far means the same in its canonical form.
    private(set) var isExact = true

    init(numbers: JSONNumberRule) { self.numbers = numbers }

    private typealias Entry = JSONTape.Entry

    mutating func append(
        _ index: Int,
        _ bytes: Span<UInt8>,
        _ entries: Span<JSONTape.Entry>,
        to output: inout [UInt8]
    ) throws(JSONFault) {
        let entry = entries[index]
        switch entry.kind {
        case .null, .bool: Self.copy(bytes, Int(entry.start), Int(entry.end), to: &output)
        case .number: try appendNumber(bytes, Int(entry.start), Int(entry.end), to: &output)
        case .string: Self.appendString(entry, bytes, to: &output)
        case .array:
            output.append(UInt8(ascii: "["))
            var element = index + 1
            while element < Int(entry.next) {
                if element > index + 1 { output.append(UInt8(ascii: ",")) }
                try append(element, bytes, entries, to: &output)
                element = Int(entries[element].next)
            }
            output.append(UInt8(ascii: "]"))
        case .object: try appendObject(index, bytes, entries, to: &output)
        }
    }

    private mutating func appendObject(
        _ index: Int,
        _ bytes: Span<UInt8>,
        _ entries: Span<JSONTape.Entry>,
        to output: inout [UInt8]
    ) throws(JSONFault) {
        let base = keys.count
        let behind = Int(entries[index].next)
        var isSorted = true
        var key = index + 1
        while key < behind {
            if isSorted, keys.count > base {
                isSorted = Self.precedes(keys[keys.count - 1], UInt32(truncatingIfNeeded: key), bytes, entries)
            }
            keys.append(UInt32(truncatingIfNeeded: key))
            key = Int(entries[key + 1].next)
        }
        if !isSorted { sort(from: base, bytes, entries) }
        output.append(UInt8(ascii: "{"))
        // The values of this object put their own keys behind these, and take them away again.
        let end = keys.count
        var place = base
        while place < end {
            if place > base { output.append(UInt8(ascii: ",")) }
            let key = Int(keys[place])
            Self.appendString(entries[key], bytes, to: &output)
            output.append(UInt8(ascii: ":"))
            try append(key + 1, bytes, entries, to: &output)
            place += 1
        }
        keys.removeLast(keys.count - base)
        output.append(UInt8(ascii: "}"))
    }

    private mutating func appendNumber(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        to output: inout [UInt8]
    ) throws(JSONFault) {
        // Up to fifteen digits are a number's only spelling, and exact.
        var index = start
        while index < end, bytes[index] &- UInt8(ascii: "0") < 10 { index &+= 1 }
        if index == end, end &- start <= 15 {
            Self.copy(bytes, start, end, to: &output)
            return
        }
        let text = bytes.copy(start..<end)[...]
        guard numbers.allows(text) else { throw JSONFault(.inexactNumber, at: start) }
        guard let isSame = JSONCanonical.appendNumber(text, to: &output) else {
            throw JSONFault(.badNumber, at: start)
        }
        isExact = isExact && isSame
    }

    private static func copy(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, to output: inout [UInt8]) {
        bytes.extracting(start..<end).withUnsafeBufferPointer { output.append(contentsOf: $0) }
    }

    /// A text without escapes stands in its canonical form already: what must be escaped could not stand there.
    private static func appendString(_ entry: Entry, _ bytes: Span<UInt8>, to output: inout [UInt8]) {
        if entry.flag {
            JSONCanonical.appendString(content(entry, bytes), to: &output)
        } else {
            copy(bytes, Int(entry.start) - 1, Int(entry.end) + 1, to: &output)
        }
    }

    private static func content(_ entry: Entry, _ bytes: Span<UInt8>) -> ArraySlice<UInt8> {
        let (start, end) = (Int(entry.start), Int(entry.end))
        return entry.flag ? JSONString.unescape(bytes, from: start, to: end)[...] : bytes.copy(start..<end)[...]
    }

    private static func precedes(
        _ left: UInt32,
        _ right: UInt32,
        _ bytes: Span<UInt8>,
        _ entries: Span<Entry>
    ) -> Bool {
        let (a, b) = (entries[Int(left)], entries[Int(right)])
        if a.flag || b.flag { return JSONCanonical.precedes(content(a, bytes), content(b, bytes)) }
        return JSONCanonical.precedes(
            bytes.extracting(Int(a.start)..<Int(a.end)),
            bytes.extracting(Int(b.start)..<Int(b.end))
        )
    }

    private mutating func sort(from base: Int, _ bytes: Span<UInt8>, _ entries: Span<Entry>) {
        guard keys.count - base <= 24 else {
            let sorted = keys[base...].sorted { Self.precedes($0, $1, bytes, entries) }
            keys.replaceSubrange(base..., with: sorted)
            return
        }
        var index = base + 1
        while index < keys.count {
            let key = keys[index]
            var place = index
            while place > base, Self.precedes(key, keys[place - 1], bytes, entries) {
                keys[place] = keys[place - 1]
                place -= 1
            }
            keys[place] = key
            index += 1
        }
    }
}
