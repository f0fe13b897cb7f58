/// Finds the end of one JSON value by its brackets and quotes alone; can stop and go on at any byte.
package struct JSONSkip: Sendable, Hashable {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isBare = false
    private var hasStarted = false

    package init() {}

    /// Reads on from `from`; the offset behind the value, or nil if the window ends first.
    ///
    /// A bare word or number ends before the byte that cannot belong to it; at the end of the input the caller knows
    /// better than this type, see ``endsWithInput``.
    package mutating func end(in bytes: Span<UInt8>, from: Int) -> Int? {
        var index = from
        while index < bytes.count {
            let byte = bytes[index]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                    if depth == 0 { return index &+ 1 }
                }
                index &+= 1
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where !isBare:
                isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isBare { return index }
                depth &+= 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth &-= 1
                if depth == 0 { return index &+ 1 }
            case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
                if depth == 0, hasStarted { return index }
            default:
                if depth == 0 { isBare = true }
            }
            hasStarted = true
            index &+= 1
        }
        return nil
    }

    /// Whether the value is whole if the input ends here.
    package var endsWithInput: Bool { isBare && depth == 0 }
}
