/// A word, number, text or sign in SQL.
package struct SQLToken: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case word
        case number
        case string
        case parameter
        case quoted
        case sign
    }

    package let kind: Kind
    /// The token as written; a parameter without its colon.
    package let text: String
    /// The line within the SQL, counted from 0.
    package let line: Int

    /// The word in lower case.
    package var word: String? { kind == .word ? text.lowercased() : nil }

    /// Cuts SQL into tokens, comments left out.
    ///
    /// - Complexity: O(*n*).
    package static func tokens(of sql: String) -> [SQLToken] {
        var lexer = SQLLexer(bytes: Array(sql.utf8))
        var tokens: [SQLToken] = []
        while let token = lexer.next() { tokens.append(token) }
        return tokens
    }
}

private struct SQLLexer {
    let bytes: [UInt8]
    var position = 0
    var line = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func byte(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    mutating func advance() {
        if byte() == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    mutating func skipSpaceAndComments() {
        while let current = byte() {
            if current == UInt8(ascii: "-"), byte(1) == UInt8(ascii: "-") {
                while let next = byte(), next != UInt8(ascii: "\n") { advance() }
            } else if current == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                advance()
                advance()
                while let next = byte(), !(next == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) {
                    _ = next
                    advance()
                }
                advance()
                advance()
            } else if current == 0x20 || (0x09...0x0D).contains(current) {
                advance()
            } else {
                return
            }
        }
    }

    mutating func next() -> SQLToken? {
        skipSpaceAndComments()
        guard let first = byte() else { return nil }
        let start = position
        let startLine = line
        func token(_ kind: SQLToken.Kind, from: Int, to: Int) -> SQLToken {
            SQLToken(
                kind: kind,
                text: String(decoding: bytes[from..<min(to, bytes.count)], as: UTF8.self),
                line: startLine
            )
        }
        switch first {
        case UInt8(ascii: "'"):
            skipQuoted(until: first)
            return token(.string, from: start, to: position)
        case UInt8(ascii: "\""), UInt8(ascii: "`"):
            skipQuoted(until: first)
            return token(.quoted, from: start, to: position)
        case UInt8(ascii: "["):
            skipQuoted(until: UInt8(ascii: "]"))
            return token(.quoted, from: start, to: position)
        case UInt8(ascii: ":") where byte(1).map(Self.isWordStart) == true:
            advance()
            while let current = byte(), Self.isWordByte(current) { advance() }
            return token(.parameter, from: start + 1, to: position)
        case _ where Self.isWordStart(first):
            while let current = byte(), Self.isWordByte(current) { advance() }
            return token(.word, from: start, to: position)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            while let current = byte(), Self.isWordByte(current) || current == UInt8(ascii: ".") { advance() }
            return token(.number, from: start, to: position)
        default:
            let pair = [first, byte(1) ?? 0]
            advance()
            if Self.pairs.contains(pair) { advance() }
            return token(.sign, from: start, to: position)
        }
    }

    /// Stands on an opening quote and moves behind the closing one.
    ///
    /// A doubled quote is part of the text.
    mutating func skipQuoted(until quote: UInt8) {
        advance()
        while let current = byte() {
            advance()
            if current == quote {
                if byte() == quote, quote != UInt8(ascii: "]") { advance() } else { return }
            }
        }
    }

    static let pairs: Set<[UInt8]> = Set(["||", "->", "==", "<=", ">=", "<>", "!=", "<<", ">>"].map { Array($0.utf8) })

    static func isWordStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        isWordStart(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "$")
    }
}
