/// Finds the end of one XML element by its tags alone; can stop and go on between two of them.
struct XMLSkip: Sendable {
    enum Outcome {
        case ended
        /// The window ends first: go on with one that begins at the cursor.
        case cut
        case broken
    }

    private var depth = 0

    /// Reads on from the cursor.
    mutating func advance(in bytes: Span<UInt8>, from index: inout Int) -> Outcome {
        while true {
            while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index &+= 1 }
            guard index &+ 1 < bytes.count else { return .cut }
            switch bytes[index &+ 1] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"):
                var text: [UInt8] = []
                do throws(DocumentFault) {
                    index = try XMLCharacters.pass(bytes, from: index, cdata: &text)
                } catch {
                    return error.reason == .unexpectedEnd ? .cut : .broken
                }
            case let byte:
                let isClosing = byte == UInt8(ascii: "/")
                var end = index &+ 1
                var quote: UInt8 = 0
                while end < bytes.count {
                    let byte = bytes[end]
                    if quote != 0 {
                        if byte == quote { quote = 0 }
                    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                        quote = byte
                    } else if byte == UInt8(ascii: ">") {
                        break
                    }
                    end &+= 1
                }
                guard end < bytes.count else { return .cut }
                if isClosing {
                    depth -= 1
                } else if bytes[end &- 1] != UInt8(ascii: "/") {
                    depth += 1
                }
                index = end &+ 1
                if depth <= 0 { return .ended }
            }
        }
    }
}
