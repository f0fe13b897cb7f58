import Formats

/// Character data: references resolved, line ends made one, forbidden characters refused (XML 1.0 sections 2.2, 2.11,
/// 3.3.3 and 4.1).
enum XMLCharacters {
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    static func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for step in 0..<expected.count where bytes[range.lowerBound &+ step] != expected[step] { return false }
            return true
        }
    }

    /// Appends character data up to the next `<`, whose offset it returns.
    static func append(
        _ bytes: Span<UInt8>,
        from: Int,
        to output: inout [UInt8]
    ) throws(DocumentFault) -> Int {
        var index = from
        while true {
            let stop = ByteSearch.textStop(in: bytes, from: index)
            if stop > index {
                bytes.extracting(index..<stop).withUnsafeBufferPointer { output.append(contentsOf: $0) }
            }
            guard stop < bytes.count else { throw DocumentFault(.unexpectedEnd, at: stop) }
            switch bytes[stop] {
            case UInt8(ascii: "<"): return stop
            case UInt8(ascii: "&"): index = try reference(bytes, at: stop, limit: bytes.count, to: &output)
            case 0x0D:
                guard stop &+ 1 < bytes.count else { throw DocumentFault(.unexpectedEnd, at: bytes.count) }
                output.append(0x0A)
                index = bytes[stop &+ 1] == 0x0A ? stop &+ 2 : stop &+ 1
            case 0x0A, 0x09:
                output.append(bytes[stop])
                index = stop &+ 1
            default: throw DocumentFault(.controlCharacter, at: stop)
            }
        }
    }

    /// Appends the value of an attribute, in which white space is spaces.
    static func appendAttribute(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        to output: inout [UInt8]
    ) throws(DocumentFault) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&") {
                index = try reference(bytes, at: index, limit: range.upperBound, to: &output)
                continue
            }
            if byte < 0x20 {
                guard isSpace(byte) else { throw DocumentFault(.controlCharacter, at: index) }
                if byte == 0x0D, index &+ 1 < range.upperBound, bytes[index &+ 1] == 0x0A { index &+= 1 }
                output.append(0x20)
            } else {
                output.append(byte)
            }
            index &+= 1
        }
    }

    /// Appends what the reference at an offset stands for; the offset behind it.
    private static func reference(
        _ bytes: Span<UInt8>,
        at start: Int,
        limit: Int,
        to output: inout [UInt8]
    ) throws(DocumentFault) -> Int {
        var end = start &+ 1
        while end < limit, bytes[end] != UInt8(ascii: ";"), end &- start < 12 { end &+= 1 }
        guard end < limit else { throw DocumentFault(limit == bytes.count ? .unexpectedEnd : .badReference, at: end) }
        guard bytes[end] == UInt8(ascii: ";") else { throw DocumentFault(.badReference, at: start) }
        let name = (start &+ 1)..<end
        if isEqual(bytes, name, "amp") {
            output.append(UInt8(ascii: "&"))
        } else if isEqual(bytes, name, "lt") {
            output.append(UInt8(ascii: "<"))
        } else if isEqual(bytes, name, "gt") {
            output.append(UInt8(ascii: ">"))
        } else if isEqual(bytes, name, "quot") {
            output.append(UInt8(ascii: "\""))
        } else if isEqual(bytes, name, "apos") {
            output.append(UInt8(ascii: "'"))
        } else {
            guard let scalar = scalar(bytes, name) else { throw DocumentFault(.badReference, at: start) }
            output.append(contentsOf: String(scalar).utf8)
        }
        return end &+ 1
    }

    /// The character of `#233` or `#xE9`; nil if it is not one that XML allows.
    private static func scalar(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Unicode.Scalar? {
        guard range.count > 1, bytes[range.lowerBound] == UInt8(ascii: "#") else { return nil }
        let isHex = bytes[range.lowerBound &+ 1] == UInt8(ascii: "x")
        let digits = (range.lowerBound &+ (isHex ? 2 : 1))..<range.upperBound
        guard !digits.isEmpty else { return nil }
        var number: UInt32 = 0
        for index in digits {
            let byte = bytes[index]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f") where isHex: digit = byte &- UInt8(ascii: "a") &+ 10
            case UInt8(ascii: "A")...UInt8(ascii: "F") where isHex: digit = byte &- UInt8(ascii: "A") &+ 10
            default: return nil
            }
            number = number &* (isHex ? 16 : 10) &+ UInt32(digit)
            guard number <= 0x10FFFF else { return nil }
        }
        guard number >= 0x20 || number == 9 || number == 10 || number == 13, number & 0xFFFE != 0xFFFE else {
            return nil
        }
        return Unicode.Scalar(number)
    }

    /// Passes over the comment, processing instruction or CDATA section at an offset; the characters of a CDATA section
    /// are appended.
    static func pass(
        _ bytes: Span<UInt8>,
        from: Int,
        cdata output: inout [UInt8]
    ) throws(DocumentFault) -> Int {
        if bytes[from &+ 1] == UInt8(ascii: "?") { return try behind("?>", bytes, from: from &+ 2) }
        if starts(bytes, at: from, with: "<!--") { return try behind("-->", bytes, from: from &+ 4) }
        if starts(bytes, at: from, with: "<![CDATA[") {
            let end = try behind("]]>", bytes, from: from &+ 9)
            try appendSection(bytes, (from &+ 9)..<(end &- 3), to: &output)
            return end
        }
        if starts(bytes, at: from, with: "<!DOCTYPE") { throw DocumentFault(.doctypeRefused, at: from) }
        guard bytes.count &- from >= 9 else { throw DocumentFault(.unexpectedEnd, at: bytes.count) }
        throw DocumentFault(.badMarkup, at: from)
    }

    private static func appendSection(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        to output: inout [UInt8]
    ) throws(DocumentFault) {
        for index in range {
            let byte = bytes[index]
            guard byte >= 0x20 || isSpace(byte) else { throw DocumentFault(.controlCharacter, at: index) }
            if byte == 0x0D {
                if index &+ 1 == range.upperBound || bytes[index &+ 1] != 0x0A { output.append(0x0A) }
            } else {
                output.append(byte)
            }
        }
    }

    static func starts(_ bytes: Span<UInt8>, at start: Int, with text: StaticString) -> Bool {
        guard start &+ text.utf8CodeUnitCount <= bytes.count else { return false }
        return isEqual(bytes, start..<(start &+ text.utf8CodeUnitCount), text)
    }

    private static func behind(
        _ end: StaticString,
        _ bytes: Span<UInt8>,
        from: Int
    ) throws(DocumentFault) -> Int {
        var index = from
        while index &+ end.utf8CodeUnitCount <= bytes.count {
            if starts(bytes, at: index, with: end) { return index &+ end.utf8CodeUnitCount }
            index &+= 1
        }
        throw DocumentFault(.unexpectedEnd, at: bytes.count)
    }
}
