/// The characters that a part of a GS1 key may hold (GS1 General Specifications section 7.11).
enum EPCAlphabet: Sendable, Hashable {
    case digits
    /// The 82 characters of serial and lot numbers.
    case general
    /// The 39 characters of component and part identifiers.
    case componentPart

    func holds(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): self != .digits
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): self == .general
        case UInt8(ascii: "-"), UInt8(ascii: "/"): self != .digits
        case UInt8(ascii: "#"): self == .componentPart
        case UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "%")...UInt8(ascii: ","), UInt8(ascii: "."),
            UInt8(ascii: ":")...UInt8(ascii: "?"):
            self == .general
        default: false
        }
    }

    /// The position of the first byte that does not belong; nil if all do.
    func firstStranger(in text: some Collection<UInt8>) -> Int? {
        var position = 0
        for byte in text {
            if !holds(byte) { return position }
            position += 1
        }
        return nil
    }
}
