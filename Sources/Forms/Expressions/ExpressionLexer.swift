/// A piece of the text of an expression.
enum ExpressionToken: Equatable {
    case number(Double)
    case text(String)
    case name(String)
    /// `*` or `prefix:*` as a test of names.
    case anyName
    case symbol(Symbol)
    case `operator`(FormOperator)

    enum Symbol: String {
        case slash = "/"
        case doubleSlash = "//"
        case dot = "."
        case doubleDot = ".."
        case at = "@"
        case comma = ","
        case doubleColon = "::"
        case opening = "("
        case closing = ")"
        case openingBracket = "["
        case closingBracket = "]"
        case union = "|"
        case dollar = "$"
    }
}

/// Takes the text of an expression apart (XPath 1.0 section 3.7).
///
/// Whether `*`, `-`, `and`, `or`, `div` and `mod` are operators depends on what stands before them.
struct ExpressionLexer {
    /// More bytes than these no expression has.
    static let longest = 20_000

    private let bytes: [UInt8]
    private var index = 0
    private var isBehindOperand = false

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The tokens and the offset of each.
    static func tokens(of text: String) throws(ExpressionFault) -> [(token: ExpressionToken, offset: Int)] {
        var lexer = ExpressionLexer(text)
        guard lexer.bytes.count <= longest else { throw .tooLarge }
        var found: [(token: ExpressionToken, offset: Int)] = []
        while let token = try lexer.next() { found.append(token) }
        return found
    }

    private mutating func next() throws(ExpressionFault) -> (token: ExpressionToken, offset: Int)? {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(bytes[index]) { index += 1 }
        guard index < bytes.count else { return nil }
        let start = index
        let token = try scan()
        switch token {
        case .number, .text, .name, .anyName, .symbol(.closing), .symbol(.closingBracket), .symbol(.dot),
            .symbol(.doubleDot):
            isBehindOperand = true
        default:
            isBehindOperand = false
        }
        return (token, start)
    }

    private mutating func scan() throws(ExpressionFault) -> ExpressionToken {
        let byte = bytes[index]
        if let symbol = twoBytes() { return symbol }
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return try quoted(byte)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: ".") where isDigit(at: index + 1): return number()
        case UInt8(ascii: "*"):
            index += 1
            return isBehindOperand ? .operator(.times) : .anyName
        case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            index += 1
            return .operator(FormOperator(rawValue: String(UnicodeScalar(byte))) ?? .minus)
        default: break
        }
        if let symbol = ExpressionToken.Symbol(rawValue: String(UnicodeScalar(byte))) {
            index += 1
            return .symbol(symbol)
        }
        if isBehindOperand, let word = word() { return word }
        return try name()
    }

    private mutating func twoBytes() -> ExpressionToken? {
        guard index + 1 < bytes.count else { return nil }
        let pair = String(decoding: bytes[index...(index + 1)], as: UTF8.self)
        let token: ExpressionToken? =
            switch pair {
            case "!=", "<=", ">=": FormOperator(rawValue: pair).map { .operator($0) }
            case "//", "..", "::": ExpressionToken.Symbol(rawValue: pair).map { .symbol($0) }
            default: nil
            }
        if token != nil { index += 2 }
        return token
    }

    private mutating func quoted(_ quote: UInt8) throws(ExpressionFault) -> ExpressionToken {
        guard let end = bytes[(index + 1)...].firstIndex(of: quote) else { throw .unexpected(offset: index) }
        let text = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        index = end + 1
        return .text(text)
    }

    private mutating func number() -> ExpressionToken {
        let start = index
        var hasPoint = false
        while index < bytes.count, isDigit(at: index) || (bytes[index] == UInt8(ascii: ".") && !hasPoint) {
            if bytes[index] == UInt8(ascii: ".") { hasPoint = true }
            index += 1
        }
        return .number(NumberText.value(String(decoding: bytes[start..<index], as: UTF8.self)))
    }

    private mutating func word() -> ExpressionToken? {
        for candidate in [FormOperator.and, .or, .divided, .modulo] {
            let spelling = candidate.rawValue.utf8
            if bytes[index...].starts(with: spelling) {
                index += spelling.count
                return .operator(candidate)
            }
        }
        return nil
    }

    private mutating func name() throws(ExpressionFault) -> ExpressionToken {
        let start = index
        guard passPart() else { throw .unexpected(offset: start) }
        if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
            let colon = index
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "*") {
                index += 1
                return .anyName
            }
            if !passPart() { index = colon }
        }
        return .name(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    /// Passes a name without colon; letters beyond ASCII are taken as they are.
    private mutating func passPart() -> Bool {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            let isLetter =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
                || byte >= 0x80
            let isInner =
                index > start && (isDigit(at: index) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"))
            guard isLetter || isInner else { break }
            index += 1
        }
        return index > start
    }

    private func isDigit(at index: Int) -> Bool {
        index < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
    }
}
