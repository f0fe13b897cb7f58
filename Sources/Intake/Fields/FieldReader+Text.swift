import Formats

extension FieldReader {
    static func string(_ text: Span<UInt8>) -> String {
        text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// The text as a message shows it: short, on one line.
    static func excerpt(_ text: Span<UInt8>) -> String {
        let shown = text.extracting(0..<min(text.count, 80)).withUnsafeBufferPointer { buffer in
            String(decoding: buffer.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        }
        return text.count > 80 ? shown + "…" : shown
    }

    /// Whether the text has these bytes.
    static func isSame(_ text: Span<UInt8>, _ other: [UInt8]) -> Bool {
        guard text.count == other.count else { return false }
        for index in other.indices where text[index] != other[index] { return false }
        return true
    }

    /// Whether the text is the word, without regard to the case of ASCII letters.
    static func isEqual(_ text: Span<UInt8>, _ word: String) -> Bool {
        guard text.count == word.utf8.count else { return false }
        var index = 0
        for byte in word.utf8 {
            let other = text[index]
            let lower = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= other ? other | 0x20 : other
            if lower != byte { return false }
            index += 1
        }
        return true
    }

    /// The text with each run of white space made one byte.
    static func joined(_ text: Span<UInt8>, by joint: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var isInGap = false
        for index in 0..<text.count {
            if text[index] <= 0x20 {
                if !isInGap { result.append(joint) }
                isInGap = true
            } else {
                result.append(text[index])
                isInGap = false
            }
        }
        return result
    }

    /// The items of a list, separated by one space each.
    static func list(_ text: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for index in 0..<text.count {
            switch text[index] {
            case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"):
                if let last = result.last, last != 0x20 { result.append(0x20) }
            default: result.append(text[index])
            }
        }
        if result.last == 0x20 { result.removeLast() }
        return result
    }

    /// A decimal text with at most six digits behind the point.
    static func shortened(_ text: Span<UInt8>) -> [UInt8] {
        let bytes = text.copy(0..<text.count)
        guard let point = bytes.firstIndex(of: UInt8(ascii: ".")), bytes.count - point > 7,
            bytes[(point + 1)...].allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return bytes }
        return Array(bytes[..<(point + 7)])
    }
}
