/// Turns the bytes of one JSON text into tape entries; not recursive, so that depth costs no stack.
struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    var entries: [JSONTape.Entry] = []
    private var index = 0
    /// Tape indices of the containers that are open.
    private var open: [Int] = []

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
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
        guard let container = open.last else { throw JSONFault(.trailingBytes, at: index) }
        let isObject = entries[container].kind == .object
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
        open.append(entries.count)
        append(kind, flag: false, start: index, end: index)
        index &+= 1
    }

    private mutating func close() {
        index &+= 1
        guard let container = open.popLast() else { return }
        entries[container].end = UInt32(truncatingIfNeeded: index)
        entries[container].next = UInt32(truncatingIfNeeded: entries.count)
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
    /// Linear in the number of keys, which is small in every format that we read; a hostile object is bounded by
    /// ``keyLimit``.
    private func refuseDuplicate(of newest: Int, at place: Int) throws(JSONFault) {
        guard let container = open.last else { return }
        var earlier = container + 1
        var seen = 0
        while earlier < newest {
            if hasEqualText(earlier, newest) { throw JSONFault(.duplicateKey, at: place) }
            seen &+= 1
            guard seen <= Self.keyLimit else { throw JSONFault(.tooLong, at: place) }
            earlier = Int(entries[earlier + 1].next)
        }
    }

    private static let keyLimit = 4096

    private func hasEqualText(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (entries[left], entries[right])
        if !a.flag, !b.flag {
            guard a.end &- a.start == b.end &- b.start else { return false }
            return bytes[Int(a.start)..<Int(a.end)].elementsEqual(bytes[Int(b.start)..<Int(b.end)])
        }
        return JSONString.unescape(bytes.span, from: Int(a.start), to: Int(a.end))
            == JSONString.unescape(bytes.span, from: Int(b.start), to: Int(b.end))
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

    /// RFC 8259 section 6: `-? int frac? exp?`.
    private mutating func number() throws(JSONFault) {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index &+= 1 }
        let leading = index
        let whole = skipDigits()
        guard whole > 0, whole == 1 || bytes[leading] != UInt8(ascii: "0") else {
            throw JSONFault(.badNumber, at: start)
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index &+= 1
            guard skipDigits() > 0 else { throw JSONFault(.badNumber, at: start) }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index &+= 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index &+= 1
            }
            guard skipDigits() > 0 else { throw JSONFault(.badNumber, at: start) }
        }
        append(.number, flag: false, start: start, end: index)
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 {
            index &+= 1
        }
        return index &- start
    }
}
