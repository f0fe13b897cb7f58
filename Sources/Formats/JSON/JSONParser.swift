/// Turns the bytes of one JSON text into tape entries; not recursive, so that depth costs no stack.
struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    let numbers: JSONNumberRule
    var entries: [JSONTape.Entry] = []
    private var index = 0
    /// The containers that are open.
    private var open: [Container] = []

    private struct Container {
        /// Its index on the tape.
        let entry: Int
        /// How many keys it has so far.
        var keys = 0
        /// Its keys, unescaped, once there are more than a few.
        var seen: Set<ArraySlice<UInt8>> = []
    }

    init(bytes: [UInt8], depthLimit: Int, numbers: JSONNumberRule) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        self.numbers = numbers
        entries.reserveCapacity(bytes.count / 8)
    }

    private enum Expecting {
        case value, firstElement, firstKey, separator
    }

    mutating func run() throws(JSONFault) {
        guard bytes.count < Int(UInt32.max) else { throw JSONFault(.tooLong, at: 0) }
        if let fault = UTF8Validation.firstFault(in: bytes.span) { throw JSONFault(.notUTF8, at: fault) }
        var expecting = Expecting.value
        repeat {
            skipSpace()
            guard index < bytes.count else { throw JSONFault(.unexpectedEnd, at: index) }
            guard entries.count < Self.entryLimit else { throw JSONFault(.tooLong, at: index) }
            let byte = bytes[index]
            switch expecting {
            case .firstElement where byte == UInt8(ascii: "]"), .firstKey where byte == UInt8(ascii: "}"):
                close()
                expecting = .separator
            case .firstKey:
                try key()
                expecting = .value
            case .value, .firstElement:
                expecting = try value(byte)
            case .separator:
                expecting = try separator(byte)
            }
        } while !(open.isEmpty && expecting == .separator)
        skipSpace()
        guard index == bytes.count else { throw JSONFault(.trailingBytes, at: index) }
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index &+= 1
            default: return
            }
        }
    }

    private mutating func value(_ byte: UInt8) throws(JSONFault) -> Expecting {
        switch byte {
        case UInt8(ascii: "{"):
            try push(.object)
            return .firstKey
        case UInt8(ascii: "["):
            try push(.array)
            return .firstElement
        case UInt8(ascii: "\""):
            try string()
        case UInt8(ascii: "t"):
            try word("true", kind: .bool, flag: true)
        case UInt8(ascii: "f"):
            try word("false", kind: .bool, flag: false)
        case UInt8(ascii: "n"):
            try word("null", kind: .null, flag: false)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try number()
        default:
            throw JSONFault(.unexpectedByte, at: index)
        }
        return .separator
    }

    private mutating func separator(_ byte: UInt8) throws(JSONFault) -> Expecting {
        guard let container = open.indices.last else { throw JSONFault(.trailingBytes, at: index) }
        let isObject = entries[open[container].entry].kind == .object
        switch byte {
        case UInt8(ascii: ","):
            index &+= 1
            guard isObject else { return .value }
            skipSpace()
            try key()
            return .value
        case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
            close()
            return .separator
        default:
            throw JSONFault(.unexpectedByte, at: index)
        }
    }

    private mutating func push(_ kind: JSONTape.Kind) throws(JSONFault) {
        guard open.count < depthLimit else { throw JSONFault(.tooDeep, at: index) }
        open.append(Container(entry: entries.count))
        append(kind, flag: false, start: index, end: index)
        index &+= 1
    }

    private mutating func close() {
        index &+= 1
        guard let container = open.popLast() else { return }
        entries[container.entry].end = UInt32(truncatingIfNeeded: index)
        entries[container.entry].next = UInt32(truncatingIfNeeded: entries.count)
    }

    /// As many values as a record may hold: each costs 16 bytes here, however few it has in the text.
    static let entryLimit = 1 << 21

    private mutating func append(_ kind: JSONTape.Kind, flag: Bool, start: Int, end: Int) {
        entries.append(
            JSONTape.Entry(
                kind: kind,
                flag: flag,
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: entries.count + 1)
            )
        )
    }

    private mutating func key() throws(JSONFault) {
        guard index < bytes.count else { throw JSONFault(.unexpectedEnd, at: index) }
        guard bytes[index] == UInt8(ascii: "\"") else { throw JSONFault(.unexpectedByte, at: index) }
        let place = index
        let entry = entries.count
        try string()
        try refuseDuplicate(of: entry, at: place)
        skipSpace()
        guard index < bytes.count else { throw JSONFault(.unexpectedEnd, at: index) }
        guard bytes[index] == UInt8(ascii: ":") else { throw JSONFault(.unexpectedByte, at: index) }
        index &+= 1
    }

    /// Compares the newest key with the earlier ones of its object, as unescaped bytes.
    ///
    /// Few keys are compared one by one, which costs no memory; more are kept in a set, so that a hostile object of
    /// many keys costs no more than its length. The hashes are seeded anew in each process: nobody can choose keys
    /// that collide.
    private mutating func refuseDuplicate(of newest: Int, at place: Int) throws(JSONFault) {
        guard let container = open.indices.last else { return }
        let count = open[container].keys
        open[container].keys += 1
        if count <= Self.fewKeys {
            var earlier = open[container].entry + 1
            while earlier < newest {
                if count < Self.fewKeys {
                    guard !hasEqualText(earlier, newest) else { throw JSONFault(.duplicateKey, at: place) }
                } else {
                    open[container].seen.insert(keyText(earlier))
                }
                earlier = Int(entries[earlier + 1].next)
            }
        }
        guard count < Self.fewKeys || open[container].seen.insert(keyText(newest)).inserted else {
            throw JSONFault(.duplicateKey, at: place)
        }
    }

    private static let fewKeys = 16

    private func hasEqualText(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (entries[left], entries[right])
        if a.flag || b.flag { return keyText(left) == keyText(right) }
        let count = Int(a.end &- a.start)
        guard count == Int(b.end &- b.start) else { return false }
        let bytes = bytes.span
        var step = 0
        while step < count, bytes[Int(a.start) &+ step] == bytes[Int(b.start) &+ step] { step &+= 1 }
        return step == count
    }

    private func keyText(_ index: Int) -> ArraySlice<UInt8> {
        let key = entries[index]
        let range = Int(key.start)..<Int(key.end)
        return key.flag
            ? JSONString.unescape(bytes.span, from: range.lowerBound, to: range.upperBound)[...] : bytes[range]
    }

    private mutating func string() throws(JSONFault) {
        let start = index &+ 1
        let (end, hasEscapes) = try JSONString.end(in: bytes.span, from: start)
        append(.string, flag: hasEscapes, start: start, end: end)
        index = end &+ 1
    }

    private mutating func word(_ word: StaticString, kind: JSONTape.Kind, flag: Bool) throws(JSONFault) {
        let start = index
        let matches = word.withUTF8Buffer { expected in
            start &+ expected.count <= bytes.count
                && bytes[start..<(start &+ expected.count)].elementsEqual(expected)
        }
        guard matches else { throw JSONFault(.unexpectedByte, at: start) }
        index &+= word.utf8CodeUnitCount
        append(kind, flag: flag, start: start, end: index)
    }

    private mutating func number() throws(JSONFault) {
        guard let end = JSONNumber.end(in: bytes.span, from: index) else { throw JSONFault(.badNumber, at: index) }
        guard numbers == .any || numbers.allows(bytes[index..<end]) else { throw JSONFault(.inexactNumber, at: index) }
        append(.number, flag: false, start: index, end: end)
        index = end
    }
}
