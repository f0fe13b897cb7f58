/// Character data and attributes: references resolved, forbidden characters refused (XML 1.0 sections 2.2 and 4.1).
enum XMLText {
    static func resolve(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(XMLFault) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&") {
                let (scalar, behind) = try reference(bytes, at: index, limit: range.upperBound)
                result.append(contentsOf: String(scalar).utf8)
                index = behind
                continue
            }
            guard byte >= 0x20 || XMLMarkup.isSpace(byte) else { throw XMLFault(.controlCharacter, at: index) }
            result.append(byte)
            index &+= 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func reference(
        _ bytes: Span<UInt8>,
        at start: Int,
        limit: Int
    ) throws(XMLFault) -> (scalar: Character, behind: Int) {
        var end = start &+ 1
        while end < limit, bytes[end] != UInt8(ascii: ";"), end - start < 12 { end &+= 1 }
        guard end < limit, bytes[end] == UInt8(ascii: ";") else { throw XMLFault(.badEntity, at: start) }
        let name = String(decoding: bytes.copy((start + 1)..<end), as: UTF8.self)
        let predefined: [String: Character] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        if let character = predefined[name] { return (character, end + 1) }
        let number: UInt32? =
            name.hasPrefix("#x")
            ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
        guard let number, let scalar = Unicode.Scalar(number), number >= 0x20 || [9, 10, 13].contains(number) else {
            throw XMLFault(.badEntity, at: start)
        }
        return (Character(scalar), end + 1)
    }

    static let attributeLimit = 256

    static func attributes(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(XMLFault) -> [XMLElement.Attribute] {
        var result: [XMLElement.Attribute] = []
        var index = range.lowerBound
        while true {
            while index < range.upperBound, XMLMarkup.isSpace(bytes[index]) { index &+= 1 }
            guard index < range.upperBound else { return result }
            let start = index
            guard let (name, behind) = XMLMarkup.name(in: bytes, from: index), !name.isEmpty else {
                throw XMLFault(.badMarkup, at: index)
            }
            index = behind
            while index < range.upperBound, XMLMarkup.isSpace(bytes[index]) { index &+= 1 }
            guard index < range.upperBound, bytes[index] == UInt8(ascii: "=") else {
                throw XMLFault(.badMarkup, at: start)
            }
            index &+= 1
            while index < range.upperBound, XMLMarkup.isSpace(bytes[index]) { index &+= 1 }
            guard index < range.upperBound else { throw XMLFault(.badMarkup, at: start) }
            let quote = bytes[index]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                throw XMLFault(.badMarkup, at: index)
            }
            var end = index &+ 1
            while end < range.upperBound, bytes[end] != quote { end &+= 1 }
            guard end < range.upperBound else { throw XMLFault(.badMarkup, at: index) }
            // Names are compared one with the other: more than these no format that we read has.
            guard result.count < attributeLimit else { throw XMLFault(.badMarkup, at: start) }
            guard !result.contains(where: { $0.name == name }) else { throw XMLFault(.duplicateAttribute, at: start) }
            result.append(XMLElement.Attribute(name: name, value: try resolve(bytes, (index + 1)..<end)))
            index = end &+ 1
        }
    }
}
