/// Writes values of a tape in canonical form.
struct CanonicalWriter {
    private let bytes: [UInt8]
    private let entries: [JSONTape.Entry]
    private let numbers: JSONNumberRule
    /// The keys of the objects that are open, each as its place on the tape.
    private var keys: [UInt32] = []
    /// Whether each number so far means the same in its canonical form.
    private(set) var isExact = true

    init(tape: JSONTape, numbers: JSONNumberRule) {
        bytes = tape.bytes
        entries = tape.entries
        self.numbers = numbers
    }

    mutating func append(_ index: Int, to output: inout [UInt8]) throws(JSONFault) {
        let entry = entries[index]
        let (start, end) = (Int(entry.start), Int(entry.end))
        switch entry.kind {
        case .null, .bool: output.append(contentsOf: bytes[start..<end])
        case .number:
            let text = bytes[start..<end]
            guard numbers.allows(text) else { throw JSONFault(.inexactNumber, at: start) }
            guard let isSame = JSONCanonical.appendNumber(text, to: &output) else {
                throw JSONFault(.badNumber, at: start)
            }
            isExact = isExact && isSame
        case .string: appendString(entry, to: &output)
        case .array:
            output.append(UInt8(ascii: "["))
            var element = index + 1
            while element < Int(entry.next) {
                if element > index + 1 { output.append(UInt8(ascii: ",")) }
                try append(element, to: &output)
                element = Int(entries[element].next)
            }
            output.append(UInt8(ascii: "]"))
        case .object: try appendObject(index, behind: Int(entry.next), to: &output)
        }
    }

    private mutating func appendObject(_ index: Int, behind: Int, to output: inout [UInt8]) throws(JSONFault) {
        let base = keys.count
        var isSorted = true
        var key = index + 1
        while key < behind {
            if let last = keys.last, keys.count > base, isSorted { isSorted = precedes(last, UInt32(key)) }
            keys.append(UInt32(truncatingIfNeeded: key))
            key = Int(entries[key + 1].next)
        }
        if !isSorted { sort(from: base) }
        output.append(UInt8(ascii: "{"))
        // The values of this object put their own keys behind these, and take them away again.
        let end = keys.count
        var place = base
        while place < end {
            if place > base { output.append(UInt8(ascii: ",")) }
            let key = Int(keys[place])
            appendString(entries[key], to: &output)
            output.append(UInt8(ascii: ":"))
            try append(key + 1, to: &output)
            place += 1
        }
        keys.removeSubrange(base...)
        output.append(UInt8(ascii: "}"))
    }

    /// A text without escapes stands in its canonical form already: what must be escaped could not stand there.
    private func appendString(_ entry: JSONTape.Entry, to output: inout [UInt8]) {
        let (start, end) = (Int(entry.start), Int(entry.end))
        if entry.flag {
            JSONCanonical.appendString(JSONString.unescape(bytes.span, from: start, to: end)[...], to: &output)
        } else {
            output.append(contentsOf: bytes[(start - 1)...end])
        }
    }

    private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        let (a, b) = (entries[Int(left)], entries[Int(right)])
        if a.flag || b.flag { return JSONCanonical.precedes(content(a), content(b)) }
        let span = bytes.span
        return JSONCanonical.precedes(
            span.extracting(Int(a.start)..<Int(a.end)),
            span.extracting(Int(b.start)..<Int(b.end))
        )
    }

    private func content(_ entry: JSONTape.Entry) -> ArraySlice<UInt8> {
        let (start, end) = (Int(entry.start), Int(entry.end))
        return entry.flag ? JSONString.unescape(bytes.span, from: start, to: end)[...] : bytes[start..<end]
    }

    private mutating func sort(from base: Int) {
        guard keys.count - base <= 24 else {
            let sorted = keys[base...].sorted(by: precedes)
            keys.replaceSubrange(base..., with: sorted)
            return
        }
        var index = base + 1
        while index < keys.count {
            let key = keys[index]
            var place = index
            while place > base, precedes(key, keys[place - 1]) {
                keys[place] = keys[place - 1]
                place -= 1
            }
            keys[place] = key
            index += 1
        }
    }
}
