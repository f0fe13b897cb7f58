import Formats

/// Tells of nearly all right EPC URNs that they are right, without taking them apart into texts.
///
/// Documents name hundreds of thousands of things; what it does not know, ``EPCIdentifier/init(urn:)`` judges.
enum EPCURNGlance {
    /// Whether the text is a right name of a thing or a lot; false says nothing.
    static func isRight(_ text: Span<UInt8>) -> Bool {
        let isLot = text.starts(with: "urn:epc:class:")
        guard isLot || text.starts(with: "urn:epc:id:") else { return false }
        guard let (scheme, start) = scheme(of: text, from: isLot ? 14 : 11), (scheme == .lgtin) == isLot else {
            return false
        }
        guard let prefix = digits(text, from: start), (6...12).contains(prefix.count), prefix.upperBound < text.count,
            text[prefix.upperBound] == stop
        else { return false }
        let reference = (prefix.upperBound + 1)..<end(ofReferenceIn: text, from: prefix.upperBound + 1, scheme)
        switch scheme.layout {
        case .digits(let count, _):
            guard scheme != .itip, reference.count == count - prefix.count, holds(text, reference, .digits) else {
                return false
            }
        case .text(let alphabet, let limit):
            guard !reference.isEmpty, prefix.count + reference.count <= limit, holds(text, reference, alphabet) else {
                return false
            }
        case .foreign: return false
        }
        guard let (alphabet, limit) = scheme.serial else { return reference.upperBound == text.count }
        guard reference.upperBound < text.count else { return false }
        let serial = (reference.upperBound + 1)..<text.count
        return (1...limit).contains(serial.count) && holds(text, serial, alphabet)
    }

    private static let stop = UInt8(ascii: ".")
    private static let percent = UInt8(ascii: "%")

    /// The scheme that stands before the next colon, and where what follows begins.
    private static func scheme(of text: Span<UInt8>, from start: Int) -> (EPCScheme, next: Int)? {
        var word: UInt64 = 0
        var index = start
        while index < text.count, text[index] != UInt8(ascii: ":") {
            guard index - start < 8 else { return nil }
            word = word << 8 | UInt64(text[index])
            index += 1
        }
        guard index < text.count else { return nil }
        for (known, scheme) in schemes where known == word { return (scheme, index + 1) }
        return nil
    }

    /// Each scheme's letters in one number.
    private static let schemes = EPCScheme.allCases.map { scheme in
        (scheme.rawValue.utf8.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }, scheme)
    }

    /// The digits that begin at a place; nil if there are none.
    private static func digits(_ text: Span<UInt8>, from start: Int) -> Range<Int>? {
        var end = start
        while end < text.count, EPCAlphabet.digits.holds(text[end]) { end += 1 }
        return end > start ? start..<end : nil
    }

    /// Where the reference ends: at the full stop before the serial number, or at the end of a name without one.
    private static func end(ofReferenceIn text: Span<UInt8>, from start: Int, _ scheme: EPCScheme) -> Int {
        guard scheme.serial != nil else { return text.count }
        var end = start
        while end < text.count, text[end] != stop { end += 1 }
        return end
    }

    /// Whether all bytes belong to an alphabet, as they stand: escaped ones are another's to judge.
    private static func holds(_ text: Span<UInt8>, _ range: Range<Int>, _ alphabet: EPCAlphabet) -> Bool {
        for index in range where text[index] == percent || !alphabet.holds(text[index]) { return false }
        return true
    }
}
